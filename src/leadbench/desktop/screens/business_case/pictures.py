"""What the charts of the business case show: the gates, the range, the balance over time."""

from typing import TYPE_CHECKING

from leadbench.charts.bars import Bar, lying
from leadbench.charts.curves import Axis, Curve, curves
from leadbench.charts.histogram import Percentile, histogram
from leadbench.charts.value_tree import Gate, value_tree
from leadbench.plan import business

if TYPE_CHECKING:
    from leadbench.analysis.case_runs import CaseRange
    from leadbench.desktop.screens.business_case import Page


def show_gates(page: "Page", project_id: int) -> None:
    """Show the ways that a case may end, and what the right to stop is worth."""
    contents = page.document.contents
    worth = business.value_of(contents, project_id)
    case = business.case_of(contents, project_id)
    assert worth is not None
    assert case is not None
    (first, early), (second, late), (both, success) = worth.ends
    gates = (
        Gate(
            f"MVP {page.money(case.mvp_cost)}", "", f"{case.mvp_chance:.0%}",
            page.millions(early), f"{first:.0%} stop here",
        ),
        Gate(
            f"Growth {page.money(case.growth_cost)}", "", f"{case.growth_chance:.0%}",
            page.millions(late), f"{second:.0%} stop here",
        ),
    )  # fmt: skip
    end = ("Gain", page.millions(success), f"{both:.0%} of cases")
    page.tree.show_drawing(
        lambda pen, width, _height, look: value_tree(pen, width, gates, end, look),
        f"{both:.0%} of cases end with {end[1]}",
    )
    bars = [
        Bar("With gates", max(0.0, worth.gated), page.millions(worth.gated), "past"),
        Bar("No gates", max(0.0, worth.committed), page.millions(worth.committed), "before"),
        Bar("Option value", max(0.0, worth.option), page.millions(worth.option)),
    ]
    page.gates.show_drawing(
        lambda pen, width, _height, look: lying(pen, width, bars, look),
        f"The right to stop is worth {page.millions(worth.option)}",
    )
    saved = page.millions(early - late)
    page.gate_note.setText(f"In {first:.0%} of cases the MVP gate saves {saved} of Growth money.")


def show_range(page: "Page", project_id: int, found: "CaseRange") -> None:
    """Show how often the case ends with which value."""
    marks = (Percentile(found.expected, f"expected {page.millions(found.expected)}", strong=True),)
    row = business.business_of(page.document.contents, project_id)
    seed = 0 if row is None else row.seed
    page.range_note.setText(
        f"{len(found.runs):,} runs, seed {seed}. {found.stopped_first:.0%} stop at the MVP gate, "
        f"{found.stopped_second:.0%} in Growth, {found.passed:.0%} pass both. Amber: loss"
    )
    page.range.show_drawing(
        lambda pen, width, height, look: histogram(
            pen, width, height, found.runs, marks, page.millions, look, columns=36,
            solid=lambda value: value >= 0,
        ),
        page.range_note.text(),
    )  # fmt: skip


def show_balance(page: "Page", project_id: int) -> None:
    """Show the discounted balance of success, and when it turns."""
    from leadbench.analysis.case_runs import cash_over_time

    contents = page.document.contents
    case, timing = business.case_of(contents, project_id), business.timing_of(contents, project_id)
    turn = page.side.turns(project_id)
    assert case is not None
    points = tuple((at, value / 1e8) for at, value in cash_over_time(case, timing))
    values = [value for _, value in points]
    paid = None if turn is None else turn.years_to_pay
    words = "" if paid is None else page.month_after(paid)
    line = Curve(page.millions(values[-1] * 1e8), points, main=True)
    across = Axis(0, points[-1][0], "", "years from the data date, both gates passed, discounted")
    page.balance.show_drawing(
        lambda pen, width, height, look: curves(
            pen, width, height, [line], across, Axis(min(values), max(values) * 1.15, "M"), look,
            mark=None if paid is None else (paid, 0.0, words),
        ),
        f"Paid back in {words}" if words else "Never paid back",
    )  # fmt: skip
