"""What the charts of the business case show: the gates, the range, the balance over time."""

from dataclasses import replace
from typing import TYPE_CHECKING

from leadbench.analysis.valuation import discounted, yearly
from leadbench.charts.bars import Bar, named
from leadbench.charts.curves import Axis, Curve, curves
from leadbench.charts.histogram import Group, Percentile, histogram
from leadbench.charts.value_tree import Gate, value_tree
from leadbench.desktop.screens.business_case.lines import days_of
from leadbench.plan import business
from leadbench.plan.tables import StageKind

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
    timing = business.timing_of(contents, project_id)
    growth = discounted(case.growth_cost, timing.growth_at, timing.rate)
    net = case.gain_per_year - case.running_per_year
    gain = yearly(net, timing.gain_at, timing.gain_years, timing.rate)
    (first, early), (second, late), (both, success) = worth.ends
    gates = (
        Gate(
            f"MVP {page.money(case.mvp_cost)}", days_of(contents, project_id, StageKind.MVP),
            f"{case.mvp_chance:.0%}", page.millions(early), f"{first:.0%} stop at MVP gate",
        ),
        Gate(
            f"Growth {page.money(case.growth_cost)}", f"{page.millions(growth)} today",
            f"{case.growth_chance:.0%}", page.millions(late),
            f"{second:.0%} stop at Growth gate",
        ),
    )  # fmt: skip
    end = (
        "Gain", f"{'+' if success > 0 else ''}{page.millions(success)}", f"{both:.0%} of cases",
        f"{page.millions(gain)} today",
    )  # fmt: skip
    page.tree.show_drawing(
        lambda pen, width, _height, look: value_tree(pen, width, gates, end, look),
        f"{both:.0%} of cases end with {end[1]}",
    )
    bars = [
        Bar("With gates", max(0.0, worth.gated), page.millions(worth.gated), "past"),
        Bar("No gates", max(0.0, worth.committed), page.millions(worth.committed), "before"),
        Bar("Option value", max(0.0, worth.option), page.millions(worth.option), "option"),
    ]
    page.gates.show_drawing(
        lambda pen, width, _height, look: named(pen, width, bars, look),
        f"The right to stop is worth {page.millions(worth.option)}",
    )
    saved = page.millions(early - late)
    page.gate_note.setText(f"In {first:.0%} of cases the MVP gate saves {saved} of Growth money.")


def show_range(page: "Page", project_id: int, found: "CaseRange") -> None:
    """Show how often the case ends with which value."""
    marks = (Percentile(found.expected, page.millions(found.expected), strong=True),)
    worth = business.value_of(page.document.contents, project_id)
    assert worth is not None
    (_, early), (_, late), _ = worth.ends
    shares = (
        (early, found.stopped_first, "stop at the MVP gate"),
        (late, found.stopped_second, "stop in Growth"),
        (float(found.runs[round((1 - found.passed / 2) * (len(found.runs) - 1))]), found.passed,
         "both gates pass"),
    )  # fmt: skip
    groups = [Group(value, f"{share:.0%} {words}") for value, share, words in shares if share]
    row = business.business_of(page.document.contents, project_id)
    seed = 0 if row is None else row.seed
    page.range_note.setText(f"{len(found.runs):,} runs, seed {seed}. Amber: loss. Ring: expected")
    ends = (
        f"{found.stopped_first:.0%} stop at the MVP gate, {found.stopped_second:.0%} in Growth, "
        f"{found.passed:.0%} pass both"
    )
    page.range.show_drawing(
        lambda pen, width, height, look: histogram(
            pen, width, height, found.runs, marks, page.on_axis, look, columns=36,
            solid=lambda value: value >= 0, groups=groups,
        ),
        f"Expected {page.millions(found.expected)}; {ends}",
    )  # fmt: skip


def show_balance(page: "Page", project_id: int) -> None:
    """Show the discounted balance of success, and when it turns."""
    from leadbench.analysis.case_runs import cash_over_time

    contents = page.document.contents
    case, timing = business.case_of(contents, project_id), business.timing_of(contents, project_id)
    turn = page.side.turns(project_id)
    assert case is not None
    first = page.year_of(0.0)
    points = tuple((first + at, value / 1e8) for at, value in cash_over_time(case, timing))
    line = Curve(page.millions(points[-1][1] * 1e8), points, main=True)
    edges = []
    span = business.gain_span(contents, project_id)
    if span is not None and span.low is not None and span.high is not None:
        for name, cents in (("P10 gain", span.low), ("P90 gain", span.high)):
            other = cash_over_time(replace(case, gain_per_year=float(cents)), timing)
            way = tuple((first + at, value / 1e8) for at, value in other)
            edges.append(Curve(name, way))
    band = (edges[0], edges[1]) if edges else None
    values = [value for one in (line, *edges) for _, value in one.points]
    paid = None if turn is None else turn.years_to_pay
    words = "" if paid is None else page.month_after(paid)
    across = Axis(first, points[-1][0], "")
    sign = page.money(0).rstrip("0")
    upward = Axis(min(values), max(values) * 1.1, "M", sign=sign)
    page.balance.show_drawing(
        lambda pen, width, height, look: curves(
            pen, width, height, [line], across, upward, look, band=band,
            mark=None if paid is None else (first + paid, 0.0, words),
        ),
        f"Paid back in {words}" if words else "Never paid back",
    )  # fmt: skip
