import pytest

from leadbench.analysis.calendars import finish_date, to_date, to_datetime
from leadbench.analysis.critical_path import schedule
from tests.analysis import example

EXPECTED = example.read()["calculated"]


@pytest.mark.parametrize("number", EXPECTED["tasks"])
def test_each_task_has_the_dates_and_float_of_the_pictures(number: str) -> None:
    plan, key_of = example.network()
    row = schedule(plan).row(key_of[number])
    expected = EXPECTED["tasks"][number]
    assert to_date(row.start).isoformat() == expected["start"]
    assert finish_date(row.finish).isoformat() == expected["finish"]
    if expected["total_float_days"] is None:
        assert row.done
    else:
        assert not row.done
        assert row.total_float == expected["total_float_days"] * 480


def test_the_plan_finishes_when_the_pictures_say() -> None:
    plan, _ = example.network()
    result = schedule(plan)
    assert to_datetime(result.project_finish).isoformat() == "2026-07-16T17:00:00"
    assert EXPECTED["plan_finish"] == "2026-07-16"


def test_the_approved_plan_finishes_when_the_pictures_say() -> None:
    plan, _ = example.network(approved=True)
    finish = schedule(plan).project_finish
    assert finish_date(finish).isoformat() == EXPECTED["approved_finish"]


def test_a_milestone_sits_at_the_end_of_its_driver_s_day() -> None:
    plan, key_of = example.network(approved=True)
    row = schedule(plan).row(key_of["1.3"])
    assert to_datetime(row.start).isoformat() == "2026-01-30T17:00:00"


def test_a_summary_spans_its_tasks_and_carries_their_smallest_float() -> None:
    plan, key_of = example.network()
    row = schedule(plan).row(key_of["4"])
    assert to_date(row.start).isoformat() == "2026-03-23"
    assert finish_date(row.finish).isoformat() == "2026-05-12"
    assert row.total_float == 5 * 480
    assert row.near_critical
    assert not row.critical
    assert schedule(plan).row(key_of["1"]).done


def test_what_drives_each_task_is_named() -> None:
    plan, key_of = example.network()
    result = schedule(plan)
    driver = result.row(key_of["3.4"]).driver
    assert plan.links[driver].predecessor == key_of["2.5"]
    assert result.row(key_of["3.3"]).driver == -2  # the status date
    assert result.row(key_of["4.1"]).driver == -3  # its own start-no-earlier-than
    assert result.row(key_of["1.1"]).driver == -4  # it has happened
