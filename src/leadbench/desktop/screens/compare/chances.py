"""What the forecasts of two versions say beside each other."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from leadbench.desktop.document import Document
from leadbench.desktop.screens.compare.versions import Choice
from leadbench.desktop.screens.compare.words import CompareWords, Measure, tone_of
from leadbench.plan.money import MINUS

if TYPE_CHECKING:
    from leadbench.analysis.forecast_results import Forecast
    from leadbench.charts.finish_curves import FinishRuns
    from leadbench.charts.look import Look
    from leadbench.charts.often_critical import Often
    from leadbench.charts.pen import Pen
    from leadbench.desktop.forecasts import ForecastShown
    from leadbench.plan.comparing import Comparison

_LISTED: Final = 5
_CERTAIN: Final = 0.995


@dataclass(frozen=True, slots=True)
class Chances:
    """The forecasts of both versions, in their words.

    Attributes
    ----------
    approved
        Cents of the approved budget, or None.
    """

    before: "ForecastShown"
    after: "ForecastShown"
    words: CompareWords
    approved: int | None

    @property
    def results(self) -> "tuple[Forecast, Forecast]":
        """The runs of both."""
        return self.before.result, self.after.result

    @property
    def note(self) -> str:
        """What the figures come from, and whether they still fit."""
        runs, age = f"{self.after.result.runs:,} runs", self.before.age or self.after.age
        return f"{runs}, {age}" if age else runs

    def measures(self, compared: "Comparison", plain: list[Measure]) -> list[Measure]:
        """Return the measures with what the runs say between those that need no runs."""
        before, after = self.results
        by_name = {each.name: each for each in plain}
        found = [self._renamed(by_name["Finish"], "Finish, plan")]
        for name, one, other, tip in (
            ("P50", before.p50, after.p50, "half"),
            ("P80", before.p80, after.p80, "four fifths"),
        ):
            # Runs end at any hour of a day; their days are what is compared.
            day = self.words.project.minutes_per_day
            apart = round(self.words.working.between(one, other) / day) * day
            found.append(
                Measure(
                    f"Finish, {name}",
                    self.words.day(one),
                    self.words.day(other),
                    self.words.days(apart),
                    tone_of(apart),
                    f"The finish that {tip} of the runs keep",
                )
            )
        committed = self.words.project.committed_finish_minute
        if committed is not None:
            found.append(
                self._share(
                    f"{self.words.day(committed)} holds in",
                    before.chance(committed),
                    after.chance(committed),
                    "Share of the runs that end by the committed finish",
                )
            )
        found.append(by_name["Estimate"])
        costs = before.cost_at(0.8), after.cost_at(0.8)
        if costs[0] is not None and costs[1] is not None:
            more = costs[1] - costs[0]
            found.append(
                Measure(
                    "Cost at P80",
                    self.words.money(costs[0]),
                    self.words.money(costs[1]),
                    self.words.difference(more),
                    tone_of(more),
                    "The cost that four fifths of the runs do not exceed",
                )
            )
        if committed is not None and self.approved is not None:
            both = before.joint(committed, self.approved), after.joint(committed, self.approved)
            if both[0] is not None and both[1] is not None:
                tip = "Share of the runs that keep the committed finish and the approved budget"
                found.append(self._share("On time and in budget", both[0], both[1], tip))
        return [*found, *(each for each in plain if each.name.startswith("With "))]

    @staticmethod
    def _renamed(measure: Measure, name: str) -> Measure:
        return Measure(
            name, measure.before, measure.after, measure.difference, measure.tone, measure.tip
        )

    @staticmethod
    def _share(name: str, one: float, other: float, tip: str) -> Measure:
        points = round(100 * other) - round(100 * one)
        return Measure(
            name, f"{one:.0%}", f"{other:.0%}", f"{_signed(points)} points", tone_of(-points), tip
        )

    def finding(self, name: str) -> str:
        """Return what the runs come to in a sentence; "" where nothing is promised."""
        before, after = self.results
        committed = self.words.project.committed_finish_minute
        if committed is None:
            return ""
        day = self.words.day(committed)
        one, other = before.chance(committed), after.chance(committed)
        said = f"{name} takes {day} from {one:.0%} to {other:.0%}"
        if round(100 * one) == round(100 * other):
            said = f"{name} holds {day} in {other:.0%} of the runs, as before"
        costs = before.cost_at(0.8), after.cost_at(0.8)
        if costs[0] is None or costs[1] is None:
            return f"{said}."
        more = costs[1] - costs[0]
        if not more:
            return f"{said}, at the same cost at P80."
        way = "rises" if more > 0 else "falls"
        return f"{said}, and the cost at P80 {way} by {self.words.money(abs(more))}."

    def curves(self, names: tuple[str, str]) -> "tuple[FinishRuns, FinishRuns]":
        """Return the runs of both as a chart takes them."""
        from leadbench.charts.finish_curves import FinishRuns

        one, other = (
            FinishRuns(name, each.finishes, each.p50, each.p80)
            for name, each in zip(names, self.results, strict=True)
        )
        return one, other

    def draw(
        self, names: tuple[str, str], pen: "Pen", width: float, height: float, look: "Look"
    ) -> None:
        """Draw when the runs of both end."""
        from leadbench.charts.finish_curves import finish_curves

        committed = self.words.project.committed_finish_minute
        promise = None
        if committed is not None:
            before, after = (each.chance(committed) for each in self.results)
            gain = round(100 * after) - round(100 * before)
            token = "good" if gain > 0 else "critical" if gain < 0 else "text2"
            lines = (
                f"{self.words.day(committed)} committed",
                f"{after:.0%} on time, was {before:.0%}",
            )
            promise = committed, lines, token
        finish_curves(pen, width, height, *self.curves(names), look, promise=promise)

    def summary(self) -> str:
        """Return the curves in words."""
        parts = []
        for name, each in zip(("Before", "After"), self.results, strict=True):
            parts.append(f"{name}: P50 {self.words.day(each.p50)}, P80 {self.words.day(each.p80)}")
        return "; ".join(parts)

    def often(self, compared: "Comparison") -> "list[Often]":
        """Return the tasks whose criticality differs most, and the most critical among the rest."""
        from leadbench.charts.often_critical import Often

        before, after = self.results
        found = []
        for one in compared.tasks:
            if one.before is None or one.after is None or one.task.kind != "work":
                continue
            was, now = before.of(one.key), after.of(one.key)
            if was is None or now is None or was.criticality is None or now.criticality is None:
                continue
            points = round(100 * now.criticality) - round(100 * was.criticality)
            tone = "near" if points > 0 else "good" if points < 0 else "text2"
            found.append(
                (
                    (-abs(points), -now.criticality),
                    Often(
                        one.task.name,
                        was.criticality,
                        now.criticality,
                        f"{now.criticality:.0%}",
                        _signed(points) if points else "0",
                        tone,
                        now.criticality >= _CERTAIN,
                    ),
                )
            )
        found.sort(key=lambda pair: pair[0])
        return [each for _, each in found[:_LISTED]]


def chances_of(
    document: Document, before: Choice, after: Choice, words: CompareWords
) -> Chances | None:
    """Return the forecasts of two versions; None where one of them has none."""
    if "baseline" in {before.kind, after.kind} or document.project_id is None:
        return None
    one, other = (document.forecasts.of(_version(document, each)) for each in (before, after))
    if one is None or other is None or document.project is None:
        return None
    return Chances(one, other, words, document.project.approved_budget_cents)


def _version(document: Document, choice: Choice) -> tuple[int | None, int]:
    scenario = choice.kind == "scenario"
    branch = document.plan.scenario(choice.key).branch if scenario else None
    return branch, document.project_id or 0


def _signed(points: int) -> str:
    return f"+{points}" if points > 0 else f"{MINUS}{-points}" if points < 0 else "0"
