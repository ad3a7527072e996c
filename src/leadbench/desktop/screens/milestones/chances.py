"""What the latest forecast says of the tasks on view: how often critical, and P50 and P80 ends."""

from typing import TYPE_CHECKING, Final

from leadbench.plan.tables import ActivityKind

if TYPE_CHECKING:
    from leadbench.analysis.forecast_results import ActivityForecast
    from leadbench.desktop.forecasts import ForecastShown
    from leadbench.desktop.screens.milestones.rows import PlanRows

_FEW: Final = 10


class Chances:
    """Reads the forecast of the version that is looked at.

    Parameters
    ----------
    rows
        The plan.
    """

    def __init__(self, rows: "PlanRows") -> None:
        self._rows = rows

    @property
    def shown(self) -> "ForecastShown | None":
        """The forecast on view, or None while there is none."""
        document = self._rows.document
        return document.forecast() if document.is_open else None

    def of(self, key: int) -> "ActivityForecast | None":
        """Return what the runs say of a task that is open; nothing of a summary."""
        shown, document = self.shown, self._rows.document
        activity = document.contents.activities.get(key)
        if shown is None or activity is None or activity.kind == ActivityKind.SUMMARY:
            return None
        if not activity.active:
            return None
        schedule = self._rows.schedule
        if schedule is None or key not in schedule.index or schedule.done[schedule.index[key]]:
            return None
        return shown.result.of(key)

    def criticality(self, key: int) -> float | None:
        """Return the share of the runs in which a task is critical; None where nothing is said."""
        found = self.of(key)
        return None if found is None else found.criticality

    def stands_out(self, key: int) -> bool:
        """Tell whether the chart always shows the range of a finish: of gates, and of the last."""
        activity = self._rows.document.contents.activities[key]
        schedule = self._rows.schedule
        if activity.kind != ActivityKind.MILESTONE or schedule is None:
            return False
        return activity.gate or int(schedule.finish[schedule.index[key]]) == schedule.project_finish

    def words(self, key: int) -> str:
        """Return what the runs say of a task: "P50 29 Jul, P80 6 Aug, critical in 83% of runs"."""
        found = self.of(key)
        if found is None:
            return ""
        parts = [
            f"{name} {self._rows.date_text(minute, finish=True)}"
            for name, minute in (("P50", found.finish_p50), ("P80", found.finish_p80))
        ]
        if found.criticality is not None:
            parts.append(f"critical in {share_text(found.criticality)} of runs")
        if self.shown is not None and self.shown.age:
            parts.append(self.shown.age)
        return ", ".join(parts)

    def about(self) -> str:
        """Return what the forecast is made of, and whether it still fits the plan."""
        shown = self.shown
        if shown is None:
            return "No forecast yet: it needs a task with a three-point estimate (F9 runs it)"
        words = f"{shown.result.runs:,} runs, seed {shown.result.seed}"
        return f"{words}, {shown.age}" if shown.age else words


def share_text(share: float) -> str:
    """Return a share of runs: "83%", below ten with a decimal: "1.7%"."""
    percent = 100 * share
    if percent == 0 or percent >= _FEW - 0.05:
        return f"{percent:.0f}%"
    return "<0.1%" if percent < 0.05 else f"{percent:.1f}%"
