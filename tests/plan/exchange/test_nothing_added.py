"""An import adds nothing that its file does not say, read here a second time by plain XML."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from leadbench.plan.contents import Contents
from leadbench.plan.exchange.imported import import_mspdi
from leadbench.store import Store

SAMPLES = Path(__file__).parent / "samples"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "schedules"
PLANS = [*sorted(SAMPLES.glob("*.xml")), *sorted(SHARED.glob("mspdi-*/*.xml"))]
NS = "{http://schemas.microsoft.com/project}"


def text(node: ET.Element, name: str) -> str:
    return node.findtext(f"{NS}{name}", "")


def specials(calendar: ET.Element) -> int:
    """Return how many exceptions a calendar has, as old files or as new ones write them."""
    days = calendar.findall(f"{NS}WeekDays/{NS}WeekDay")
    old = sum(text(day, "DayType") == "0" for day in days)
    weeks = calendar.findall(f"{NS}WorkWeeks/{NS}WorkWeek")
    return old + len(calendar.findall(f"{NS}Exceptions/{NS}Exception")) + len(weeks)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_no_holiday_day_length_task_or_link_is_added(store: Store, plan: Path) -> None:
    root = ET.parse(plan).getroot()
    made = import_mspdi(store, plan, now_minute=0)
    contents = Contents(store)
    project = contents.projects[made.project_id]

    calendars = root.findall(f"{NS}Calendars/{NS}Calendar")
    assert all(not row.holiday_country for row in contents.calendars.values())
    if not any(specials(calendar) for calendar in calendars):
        assert not contents.calendar_exceptions
    if text(root, "MinutesPerDay"):
        assert project.minutes_per_day == int(text(root, "MinutesPerDay"))

    # UID 0 sums the project up; a task without a name is an empty line.
    tasks = root.findall(f"{NS}Tasks/{NS}Task")
    named = [each for each in tasks if text(each, "UID") != "0" and text(each, "IsNull") != "1"]
    assert len(contents.activities_of(made.project_id)) <= len(named)
    links = [link for task in tasks for link in task.findall(f"{NS}PredecessorLink")]
    assert len(contents.links_of(made.project_id)) <= len(links)
    if not any(text(each, "Deadline") for each in tasks):
        rows = contents.activities_of(made.project_id)
        assert all(row.deadline_minute is None for row in rows)
