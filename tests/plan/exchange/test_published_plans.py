"""Plans of other people, beside the dates that Microsoft Project computed for them.

A date counts where at least one of two other engines worked it out from the plan alone; the others
need what no file says (split tasks, stale dates). A small licensed sample lies in ``samples``; the
whole set is read where it lies beside the checkout.
"""

import csv
from datetime import datetime
from pathlib import Path

import pytest

from leadbench.analysis.calendars import instant, to_datetime
from leadbench.analysis.critical_path import schedule
from leadbench.plan.contents import Contents
from leadbench.plan.exchange.comparison import compare
from leadbench.plan.exchange.imported import import_mspdi
from leadbench.plan.for_analysis import network
from leadbench.plan.outline import Outline
from leadbench.store import Store

SAMPLES = Path(__file__).parent / "samples"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "schedules"
PLANS = sorted(SHARED.glob("mspdi-*/*.xml"))
EVERY = len(PLANS) == 33


def disagreements(store: Store, plan: Path, dates: Path) -> tuple[list[str], int]:
    """Return each task whose dates should agree and do not, and how many were compared."""
    made = import_mspdi(store, plan, now_minute=0)
    found = schedule(network(Contents(store), made.project_id))
    wrong, count = [], 0
    with dates.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            ours = found.row(made.activities[int(row["uid"])])
            for side in ("early", "late"):
                if row[f"{side}_reproduced"] not in {"1", "2"}:
                    continue
                count += 1
                for end in ("start", "finish"):
                    name = f"{side}_{end}"
                    stored = instant(datetime.fromisoformat(row[name]))
                    if getattr(ours, name) != stored:
                        here = to_datetime(getattr(ours, name))
                        wrong.append(f"{row['uid']} {row['name']}: {name} {row[name]} here {here}")
    return wrong, count


@pytest.mark.parametrize(("name", "count"), [("CalculateWorkHours", 16), ("BudgetWorkAndCost", 15)])
def test_the_samples_come_out_to_the_minute(store: Store, name: str, count: int) -> None:
    plan, dates = SAMPLES / f"{name}.xml", SAMPLES / f"{name}.csv"
    assert disagreements(store, plan, dates) == ([], count)


def test_the_company_holiday_of_a_sample_is_free(store: Store) -> None:
    made = import_mspdi(store, SAMPLES / "CalculateWorkHours.xml", now_minute=0)
    contents = Contents(store)
    calendar_id = contents.projects[made.project_id].calendar_id
    days = [
        (row.name, row.first_day.isoformat(), str(row.last_day))
        for row in contents.calendar_exceptions.values()
        if row.calendar_id == calendar_id
    ]
    assert days == [
        ("Company Holiday", "2010-06-11", "2010-06-11"),
        ("Official Holiday", "2010-07-30", "2010-07-30"),
    ]


@pytest.mark.skipif(not EVERY, reason=f"the published plans are not at {SHARED}")
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_every_published_plan_comes_out_to_the_minute(store: Store, plan: Path) -> None:
    dates = SHARED / "dates" / f"{plan.stem}.csv"
    if not dates.exists():
        made = import_mspdi(store, plan, now_minute=0)
        assert not made.activities, "a plan with tasks should have dates"
        return
    wrong, _ = disagreements(store, plan, dates)
    assert wrong == []


@pytest.mark.skipif(not EVERY, reason=f"the published plans are not at {SHARED}")
def test_all_published_plans_together_are_compared_and_explained(store: Store) -> None:
    counts = []
    for plan in PLANS:
        dates = SHARED / "dates" / f"{plan.stem}.csv"
        if dates.exists():
            counts.append(disagreements(store, plan, dates)[1])
    assert sum(counts) == 608 + 540
    contents = Contents(store)
    for project in contents.ordered_projects():
        found = compare(contents, project.id or 0)
        assert found.compared == len(Outline(contents, project.id or 0).rows)
        for row in found.differences:
            assert row.stored.keys() == row.computed.keys()
            assert row.reason.endswith(".")
            assert len(row.reason) > 30
    assert store.check() == []
