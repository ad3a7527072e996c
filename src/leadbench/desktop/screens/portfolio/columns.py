"""The columns of the list of candidates, and how their values are written."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from leadbench.desktop.screens.portfolio.candidates import DECISIONS, Candidate
from leadbench.desktop.screens.portfolio.formulas import (
    delay_words,
    ecv_words,
    per_cost_words,
    rice_words,
    value_words,
    wsjf_words,
)
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.field_spec import FieldSpec, Mark
from leadbench.desktop.widgets.head import OUTER, scaled
from leadbench.desktop.widgets.range_mark import paint_bar, paint_range
from leadbench.errors import Refused
from leadbench.plan.complexity import complexity_of
from leadbench.plan.contents import Contents
from leadbench.plan.discovery import gain_of
from leadbench.plan.edits.projects import candidacy, rename_project, set_gain
from leadbench.plan.money import MINUS, format_money, format_thousands
from leadbench.plan.running_cost import running_cost
from leadbench.plan.tables import CostSource, PortfolioDecision, ProjectState

if TYPE_CHECKING:
    from sqlmodel import Session

DECISION_MARKS: Mapping[str, Mark] = {
    PortfolioDecision.OPEN: Mark("circle-dashed", chip="neutral"),
    PortfolioDecision.FUND: Mark("check", chip="good"),
    PortfolioDecision.NOT_NOW: Mark("clock", chip="neutral"),
    PortfolioDecision.DROP: Mark("x", chip="error"),
}
GAINS: Final = ("gain_low_cents", "gain_likely_cents", "gain_high_cents")


def _set_figure(column: str, session: "Session", project_id: int, value: Any) -> None:
    setattr(candidacy(session, project_id), column, value)


def set_gain_part(column: str, session: "Session", project_id: int, value: int | None) -> None:
    """Set one of the three gains; refused where product discovery computes them."""
    if gain_of(Contents(session), project_id) is not None:
        raise Refused(
            "The gain follows from Product discovery. Change its factors there. Nothing was"
            " changed.",
            field=column,
        )
    row = candidacy(session, project_id)
    gains = {name: getattr(row, name) for name in GAINS} | {column: value}
    set_gain(session, project_id, *(gains[name] for name in GAINS))


def set_complexity(session: "Session", project_id: int, value: float | None) -> None:
    """Set the complexity; refused where the data assessment computes it."""
    if complexity_of(Contents(session), project_id) is not None:
        raise Refused(
            "The complexity is the sum of the lines in Data assessment. Change it there. Nothing"
            " was changed.",
            field="complexity",
        )
    candidacy(session, project_id).complexity = value


def set_running(session: "Session", project_id: int, value: int | None) -> None:
    """Set what a year of running costs; refused where the architecture has a part in it."""
    if running_cost(Contents(session), project_id).source != CostSource.TYPED:
        raise Refused(
            "The running cost follows from Architecture. Change it there, or its typed part in"
            " Business case. Nothing was changed.",
            field="running_cost_year_cents",
        )
    candidacy(session, project_id).running_cost_year_cents = value


def figure_spec(column: str, caption: str, editor: Any, **more: Any) -> FieldSpec:
    """Return a field over a figure of the candidacy."""
    write = partial(_set_figure, column)
    return FieldSpec(
        column, caption, editor=editor, value=lambda row: row.figure(column), write=write, **more
    )


def project_spec(column: str, caption: str, editor: Any = "text", **more: Any) -> FieldSpec:
    """Return a field over a column of the project."""
    return FieldSpec(
        column, caption, editor=editor, value=lambda row: getattr(row.project, column), **more
    )


def columns(
    budget_cents: Callable[[], int | None], by: str = "npv", currency: str = "USD"
) -> list[FieldSpec]:
    """Return the columns of the list; the score that it is ranked by is one of them."""

    def total_mark(row: Candidate) -> Mark:
        budget = budget_cents()
        over = row.funded and budget is not None and (row.total_cents or 0) > budget
        return Mark("triangle-alert", "error") if over else Mark(ink="text2")

    def thousands(cents: int | None) -> str:
        return "" if cents is None else format_thousands(cents, currency)

    def score(column: str, caption: str, value: Any, tip: Any, width: int, drop: int) -> FieldSpec:
        return FieldSpec(
            column, caption, editor="readonly", width=width, align="right", opens=True, drop=drop,
            value=value, tip=tip, text=lambda one: "" if one is None else _plain(one),
            dress=lambda _row: Mark(strong=column == by),
        )  # fmt: skip

    scores = {
        "wsjf": score("wsjf", "WSJF", lambda row: row.wsjf, wsjf_words, 60, 0),
        "ecv": score("ecv", "ECV/D", lambda row: row.standing.ecv, ecv_words, 64, 0),
        "delay": replace(
            score("delay", "CD3", lambda row: row.standing.delay, delay_words, 88, 0),
            text=lambda cents: "" if cents is None else format_money(round(cents), currency),
        ),
    }
    return [
        FieldSpec(
            "rank", "", editor="readonly", width=28, opens=True,
            dress=lambda _row: Mark(ink="text2"),
        ),
        project_spec(
            "name", "Candidate", write=rename_project, opens=True, least=140,
            dress=lambda _row: Mark(strong=True),
            tip=lambda row: row.project.purpose or row.project.name,
        ),
        FieldSpec(
            "stage", "Stage", editor="readonly", width=98, opens=True, drop=4, dress=_stage_mark
        ),
        FieldSpec(
            "gain_likely_cents", "Gain a year", editor="money", width=84,
            value=lambda row: gain_part(row, "likely"),
            write=partial(set_gain_part, "gain_likely_cents"),
            text=lambda cents: gain_words(cents, currency), tip=gain_tip,
        ),
        FieldSpec(
            "range", "", editor="readonly", width=68, opens=True, drop=1, value=_range_words,
            paint=_paint_range, tip=gain_tip,
        ),
        FieldSpec(
            "complexity", "Complexity", editor="number", width=94, align="left", drop=5,
            value=lambda row: row.standing.complexity, write=set_complexity,
            paint=_paint_complexity, tip=_complexity_tip,
        ),
        figure_spec("mvp_success_percent", "MVP succeeds", "percent", width=102, drop=2),
        figure_spec("mvp_cost_cents", "MVP cost", "money", width=76, text=thousands),
        FieldSpec(
            "total_cents", "Running total", editor="readonly", width=92, align="right", drop=6,
            opens=True, text=thousands, dress=total_mark,
            tip=lambda _row: "Money due in the period of the budget line, from the first row on",
        ),
        FieldSpec(
            "npv", "Expected NPV", editor="readonly", width=100, align="right", opens=True,
            value=lambda row: row.standing.value, tip=value_words,
            text=lambda cents: millions(cents, currency),
            dress=lambda row: Mark(
                ink="error" if (row.standing.value or 0) < 0 else "", strong=True
            ),
        ),
        *([scores[by]] if by in scores else []),
        score("rice", "RICE", lambda row: row.standing.rice, rice_words, 50, 3),
        replace(
            score(
                "per_cost", "NPV per $", lambda row: row.standing.per_cost, per_cost_words, 78, 3
            ),
            text=lambda value: "" if value is None else _two(value),
        ),
        FieldSpec(
            "best", "Best set", editor="readonly", width=64, opens=True, drop=7,
            value=lambda row: row.best,
            text=lambda best: {True: "In", False: "Out"}.get(best, "…"),
            dress=lambda row: Mark("check", "good") if row.best else Mark(ink="text3"),
            tip=lambda _row: "Whether the set that is worth most within all limits has it",
        ),
        project_spec(
            "decision", "Decision", "choice", choices=DECISIONS, width=114,
            dress=_decision_mark, tip=_decision_tip,
        ),
    ]  # fmt: skip


def gain_words(cents: int | None, currency: str) -> str:
    """Return a gain in millions, as gains are compared; one too small for that as it is."""
    if cents is None:
        return ""
    return millions(cents, currency) if abs(cents) >= 10_000_000 else format_money(cents, currency)


def _plain(value: float) -> str:
    return f"{value:.1f}".replace("-", MINUS)


def _two(value: float) -> str:
    return f"{value:.2f}".replace("-", MINUS)


def millions(cents: float | None, currency: str = "USD") -> str:
    """Return an amount in millions, as values are compared: "$0.72M"."""
    if cents is None:
        return ""
    sign = MINUS if cents < 0 else ""
    symbol = format_money(0, currency).rstrip("0")
    return f"{sign}{symbol}{abs(cents) / 1e8:.2f}M"


def _decision_mark(row: Candidate) -> Mark:
    mark = DECISION_MARKS[row.project.decision]
    return replace(mark, icon="triangle-alert") if row.gaps else mark


def _decision_tip(row: Candidate) -> str:
    if row.gaps:
        return f"No {' and no '.join(row.gaps)} recorded: say it in the inspector"
    return row.project.decision_reason or "No reason recorded"


def gain_part(row: Candidate, part: str) -> int | None:
    """Return the low, likely or high gain of a year in cents."""
    return None if row.standing.gain is None else getattr(row.standing.gain, part)


def gain_tip(row: Candidate) -> str:
    """Return the range of the gain, and where it comes from."""
    words = _range_words(row) or "No range yet"
    if row.standing.gain is not None and row.standing.gain.simulated:
        return f"{words}. It follows from Product discovery: change its factors there"
    return words


def _complexity_tip(row: Candidate) -> str:
    if row.standing.complexity_computed:
        return "The sum of the lines in Data assessment: change it there"
    return "From 1, simple, to 10, complex. Typed here, as Data assessment has no lines yet"


def _stage_mark(row: Candidate) -> Mark:
    return Mark(chip="accent" if row.project.state == ProjectState.ACTIVE else "neutral")


def _range_words(row: Candidate) -> str:
    low, high = gain_part(row, "low"), gain_part(row, "high")
    if low is None or high is None:
        return ""
    return f"{format_money(low, row.currency)} to {format_money(high, row.currency)}"


def _paint_range(painter: QPainter, cell: QRectF, row: Candidate, theme: Theme) -> None:
    values = (gain_part(row, "low"), gain_part(row, "likely"), gain_part(row, "high"))
    paint_range(painter, cell.adjusted(8, 0, -16, 0), values, row.largest_gain_cents, theme)


def _paint_complexity(painter: QPainter, cell: QRectF, row: Candidate, theme: Theme) -> None:
    value = row.standing.complexity
    if value is None:
        return
    painter.setPen(theme.color("text"))
    space = cell.adjusted(8, 0, -8, 0)
    painter.drawText(space, int(Qt.AlignmentFlag.AlignVCenter), f"{value:.1f}")
    room = min(space.width() - scaled(theme, 34), 3.0 * OUTER)
    if room > 16:
        bar = QRectF(space.left() + scaled(theme, 34), space.top(), room, space.height())
        paint_bar(painter, bar, value, 10, theme)
