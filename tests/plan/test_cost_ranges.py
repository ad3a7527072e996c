"""What a task costs at best and at worst, counted by hand."""

from leadbench.analysis.critical_path import schedule
from leadbench.analysis.ranges import Range
from leadbench.plan.cost_ranges import cost_range
from leadbench.plan.for_analysis import network
from leadbench.plan.ranges import ranges_of
from tests.plan.plans import DAY, Plan


def test_people_cost_as_long_as_it_takes(example: Plan) -> None:
    key = example.keys["3.4"]
    dates = schedule(network(example.contents, example.project_id))
    left = ranges_of(example.contents, example.project_id)[key]
    contents = example.contents
    (share,) = contents.assignments_of(key)
    rate = contents.roles[share.role_id].month_rate_cents
    assert rate is not None
    assert share.allocation_percent == 100
    # From 24 April: 5 of April's 20 working days (Easter takes two), then 6 or all 19 of May (the
    # 1st and the 25th are holidays): 11 days and 24.
    april, may = 5 / 20, (6 / 19, 19 / 19)
    low, high = cost_range(contents, key, dates, left) or (0, 0)
    assert low == round(rate * (april + may[0]))
    assert high == round(rate * (april + may[1]))
    wide = cost_range(contents, key, dates, left.widened(1.5))
    assert wide is not None
    assert wide[0] < low
    assert wide[1] > high


def test_work_that_is_done_costs_what_it_did(example: Plan) -> None:
    # 2.2 has taken 5 of its 12 days; whatever is left, those are paid.
    key = example.keys["2.2"]
    dates = schedule(network(example.contents, example.project_id))
    done = cost_range(example.contents, key, dates, Range(0, 7 * DAY, 7 * DAY))
    assert done is not None
    share = example.contents.assignments_of(key)[0]
    rate = example.contents.roles[share.role_id].month_rate_cents or 0
    assert done[0] == round(rate * share.allocation_percent / 100 * 5 / 22)


def test_nobody_costs_nothing_that_is_known(plan: Plan) -> None:
    key = next(row.id for row in plan.contents.activities_of(plan.project_id) if row.kind == "work")
    dates = plan.schedule()
    assert cost_range(plan.contents, key or 0, dates, Range(480, 480, 960)) is None
