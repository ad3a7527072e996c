"""The running cost that follows from the architecture, and all that follows from it in turn."""

import pytest

from leadbench.analysis.case_runs import break_evens
from leadbench.plan import architecture, business
from leadbench.plan.discovery import thresholds
from leadbench.plan.edits.architecture import set_sizing
from leadbench.plan.edits.business import set_cost_source, set_running_source, set_span
from leadbench.plan.edits.projects import candidacy
from leadbench.plan.for_analysis import budget
from leadbench.plan.portfolio import standing_of
from leadbench.plan.running_cost import cost_to_cover, running_cost
from leadbench.plan.tables import CaseFactor, CaseSpan, CostSource
from tests.plan.plans import Plan


def figures(plan: Plan) -> dict[str, float]:
    """Everything that hangs on the load, by name; money in cents."""
    contents, key = plan.contents, plan.project_id
    sheet = architecture.sheet_of(contents, key)
    case, worth = business.case_of(contents, key), business.value_of(contents, key)
    span = business.range_of(contents, key)
    assert sheet is not None
    assert case is not None
    assert worth is not None
    assert span is not None
    turns = break_evens(case, business.timing_of(contents, key))
    standing = standing_of(contents, key)
    return {
        "servers": architecture.size(contents, sheet).servers,
        "servers a month": architecture.serving_cost(contents, key),
        "unit": architecture.unit_cost(contents, key) or 0,
        "budget": budget(contents, key).total,
        "running": case.running_per_year,
        "gated": worth.gated,
        "committed": worth.committed,
        "break-even": turns.gain or 0,
        "range": span.expected,
        "rank by": standing.value or 0,
        "per dollar": standing.per_cost or 0,
        "all at once": next(
            one.value or 0 for one in business.options_of(contents, key)
            if one.row.name == "All at once"
        ),
        "least lift": thresholds(contents, key)[-1].needs or 0,
    }  # fmt: skip


def test_a_year_of_the_example_is_what_its_pictures_say(example: Plan) -> None:
    # 13,232 a month for all components, four servers among them for 4 x 2.10 x 730 h = 6,132.
    running = running_cost(example.contents, example.project_id)
    assert (running.source, running.tied, running.total) == (
        CostSource.ARCHITECTURE, 15_878_400, 19_000_000,
    )  # fmt: skip
    assert running.typed == 3_121_600
    cover = cost_to_cover(example.contents, example.project_id)
    assert (cover.source, cover.tied, cover.total) == (CostSource.SERVERS, 7_358_400, 11_100_000)
    assert thresholds(example.contents, example.project_id)[-1].origin.startswith("$111k a year")


def test_a_higher_peak_changes_servers_budget_value_and_rank_in_one_edit(example: Plan) -> None:
    before = figures(example)
    example.do(set_sizing, example.project_id, "surge", 7.5)
    after = figures(example)
    # 28,363.6 messages a day x 9 % / 3,600 s x 7.5 x 2 calls x 1.8 s = 19.15 calls in flight;
    # over 4 at once and 60 %: 7.98, so 8 servers and one that may fail. Before: 2.66, so 3 + 1.
    assert (before["servers"], after["servers"]) == (4, 9)
    # Five more for 2.10 x 730 h = 1,533 a month each.
    month = 5 * 153_300
    assert after["servers a month"] - before["servers a month"] == month
    assert after["unit"] - before["unit"] == pytest.approx(month / 120_000)
    # The budget pays them in June and July.
    assert after["budget"] - before["budget"] == 2 * month
    # A year of running: 190,000 + 91,980.
    assert after["running"] == 28_198_000
    # Three years of it from the first on, each in its middle, at 10 %, in 52 % of cases.
    loss = 0.52 * 12 * month * (1.1**-1.5 + 1.1**-2.5 + 1.1**-3.5)
    for name in ("gated", "committed", "all at once", "rank by"):
        assert before[name] - after[name] == pytest.approx(loss, abs=1), name
    assert before["range"] - after["range"] == pytest.approx(loss, abs=1)
    assert before["per dollar"] - after["per dollar"] == pytest.approx(loss / 76_000_000)
    # The gain must bring in exactly what a year costs more.
    assert after["break-even"] - before["break-even"] == pytest.approx(12 * month, abs=1)
    # (111,000 + 91,980) / (1.44M tickets x $6.40) = 2.2 points of lift instead of 1.2.
    assert before["least lift"] == pytest.approx(100 * 111_000 / 9_216_000, abs=1e-4)
    assert after["least lift"] == pytest.approx(100 * 202_980 / 9_216_000, abs=1e-4)
    # 0.72M - 0.11M is less than the 0.63M of the second candidate.
    others = example.contents.ordered_projects()
    second = next(row for row in others if row.name == "Churn early warning")
    rival = standing_of(example.contents, second.id or 0).value or 0
    assert after["rank by"] < rival < before["rank by"]
    example.store.undo()
    assert figures(example) == before


def test_the_ends_of_the_running_cost_follow_it(example: Plan) -> None:
    def ends() -> tuple[float, float]:
        low, _, high = business.spans_of(example.contents, example.project_id)["running_per_year"]
        return low, high

    assert ends() == (14_000_000, 28_000_000)
    example.do(set_sizing, example.project_id, "surge", 7.5)
    # 140 and 280 of 190 are now of 281.98.
    assert ends() == pytest.approx((14_000_000 * 281.98 / 190, 28_000_000 * 281.98 / 190))
    example.do(set_span, example.project_id, CaseFactor.RUNNING, 20_000_000.0, 40_000_000.0)
    assert ends() == (20_000_000, 40_000_000)
    example.do(set_sizing, example.project_id, "surge", 2.5)
    assert ends() == pytest.approx((20_000_000 * 190 / 281.98, 40_000_000 * 190 / 281.98))
    # What is typed again keeps its ends as they stand, and follows nothing.
    example.do(set_running_source, example.project_id, CostSource.TYPED)
    low = ends()[0]
    example.do(set_sizing, example.project_id, "surge", 7.5)
    assert ends()[0] == pytest.approx(low)
    rows = example.contents.of(CaseSpan, "project_id", example.project_id)
    assert all(row.at_likely is None for row in rows)


def test_another_source_leaves_the_year_as_it_was(example: Plan) -> None:
    def year() -> tuple[int | None, int | None]:
        found = running_cost(example.contents, example.project_id)
        return found.typed, found.total

    example.do(set_running_source, example.project_id, CostSource.SERVERS)
    assert year() == (19_000_000 - 7_358_400, 19_000_000)
    example.do(set_running_source, example.project_id, CostSource.TYPED)
    assert year() == (19_000_000, 19_000_000)
    example.do(set_cost_source, example.project_id, CostSource.ARCHITECTURE)
    # 158,784 alone is more than the 111,000 that it was: nothing is left to type.
    cover = cost_to_cover(example.contents, example.project_id)
    assert (cover.typed, cover.total) == (0, 15_878_400)


def test_without_an_architecture_a_year_costs_what_is_typed(plan: Plan) -> None:
    assert running_cost(plan.contents, plan.project_id).total is None
    plan.do(set_running_source, plan.project_id, CostSource.ARCHITECTURE)
    assert running_cost(plan.contents, plan.project_id).total == 0

    def write(session: object, cents: int) -> None:
        candidacy(session, plan.project_id).running_cost_year_cents = cents  # type: ignore[arg-type]

    plan.do(write, 5_000_000)
    assert running_cost(plan.contents, plan.project_id).total == 5_000_000
