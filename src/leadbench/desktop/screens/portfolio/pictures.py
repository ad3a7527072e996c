"""What the charts of the portfolio show, and how a moved bubble is written."""

from typing import TYPE_CHECKING

from leadbench.charts.bubbles import Bubble
from leadbench.charts.staircase import staircase
from leadbench.desktop.screens.portfolio.columns import set_complexity, set_gain_part
from leadbench.plan.business import value_with_gain
from leadbench.plan.money import format_money, format_thousands
from leadbench.plan.tables import PortfolioDecision

if TYPE_CHECKING:
    from leadbench.desktop.screens.portfolio import Page
    from leadbench.desktop.screens.portfolio.candidates import Candidate

_STATES = {PortfolioDecision.FUND: "funded", PortfolioDecision.DROP: "dropped"}
_MILLION = 1e8
"""Cents in a million."""


def show_bubbles(page: "Page") -> None:
    """Show every candidate that has a gain and a complexity."""
    shown, movable, tips = [], {}, {}
    for row in page.rows:
        own, complexity = row.standing.gain, row.standing.complexity
        if own is None or complexity is None:
            continue
        cost = row.figure("mvp_cost_cents") or 0
        shown.append(
            Bubble(
                row.id,
                row.project.name,
                f"{format_thousands(cost, row.currency)} MVP",
                complexity,
                own.likely / _MILLION,
                None if own.low is None else own.low / _MILLION,
                None if own.high is None else own.high / _MILLION,
                cost,
                _STATES.get(PortfolioDecision(row.project.decision), ""),
            )
        )
        closed = not page.can_edit
        movable[row.id] = (
            not row.standing.complexity_computed and not closed,
            not own.simulated and not closed,
        )
        tips[row.id] = _tip(row, complexity)

    def words(key: int, complexity: float, gain: float) -> str:
        cents = gain * _MILLION
        value = value_with_gain(page.document.contents, key, cents)
        worth = "" if value is None else f", NPV {page.millions(value)}"
        return f"{format_money(round(cents), page.portfolio().currency)}, {complexity:.1f}{worth}"

    unit = format_money(0, page.portfolio().currency).rstrip("0")
    page.bubbles.show_bubbles(shown, movable, tips, words, unit)


def _tip(row: "Candidate", complexity: float) -> str:
    own, money = row.standing.gain, row.currency
    assert own is not None
    words = f"{row.project.name}\nGain {format_money(own.likely, money)} a year"
    if own.low is not None and own.high is not None:
        words += f", {format_money(own.low, money)} to {format_money(own.high, money)}"
    words += f"\nComplexity {complexity:.1f}"
    cost = row.figure("mvp_cost_cents")
    if cost is not None:
        words += f"\nMVP {format_thousands(cost, money)}"
    return words


def move_bubble(page: "Page", key: int, complexity: float | None, gain: float | None) -> None:
    """Write another complexity and another likely gain, in millions, as one change.

    Raises
    ------
    Refused
        When one of them follows from another page.
    """
    name = page.document.contents.projects[key].name
    with page.edit(f"Move {name} in the portfolio") as session:
        if complexity is not None:
            set_complexity(session, key, complexity)
        if gain is not None:
            set_gain_part("gain_likely_cents", session, key, round(gain * _MILLION))


def show_stairs(page: "Page") -> None:
    """Show what each budget buys."""
    known, budget = page.choosing, page.budget_cents()
    prospect, choice, question = known.prospect, known.choice, known.question
    words = "Best set of candidates that fits" + (", updating" if known.updating else "")
    page.stairs_note.setText(words)
    if prospect is None or choice is None or question is None or len(prospect.steps) < 2:
        wanting = "" if known.updating else "No candidate with a cost and an expected NPV yet."
        page.stairs.show_drawing(None, known.problem or wanting)
        return
    stairs = tuple((step.money / 1e6, step.value / 1e6) for step in prospect.steps)
    currency = page.portfolio().currency
    unit = format_money(0, currency).rstrip("0")
    further = prospect.beyond(question.due(choice.best.chosen), choice.best.value)
    beyond = ""
    if further is not None:
        money, value = (page.millions(100 * part) for part in further)
        beyond = f"{money} more adds {value}"
    line = None
    if budget is not None:
        at = budget / _MILLION
        line = (at, f"Budget line {unit}{round(at, 2):g}M")
    page.stairs.show_drawing(
        lambda pen, width, height, look: staircase(
            pen, width, height, stairs, look, limit=line, beyond=beyond, unit=unit
        ),
        f"{len(prospect.steps) - 1} sets; {beyond}" if beyond else words,
    )
