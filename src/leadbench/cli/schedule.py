"""``leadbench schedule``: every task with its dates, or those that differ from an import."""

import argparse
import json
import textwrap
from typing import TYPE_CHECKING, Any

from leadbench.cli.plans import chosen_project, opened_or_read
from leadbench.errors import Refused

if TYPE_CHECKING:
    from leadbench.analysis.critical_path import Schedule
    from leadbench.plan.contents import Contents
    from leadbench.plan.exchange.comparison import Comparison
    from leadbench.plan.outline import Outline
    from leadbench.plan.tables import Project

JSON_FIELDS = """\
fields of a task with --json (dates are local time, floats are working minutes):
  uid                        number that never changes; of an imported task that of its source,
                             null for a task that was added to an imported project
  key                        number of the task in the plan file
  id                         outline number, as the window shows it
  name, kind, parent         kind is work, milestone or summary; parent is a uid or null
  start, finish              planned dates; those that happened, where they have
  early_start, early_finish, late_start, late_finish
  total_float_minutes, free_float_minutes
  critical, done, left_out   true or false

with --compare --json: compared (how many tasks had dates in their file), tasks as above, and
differences: uid, key, name, stored and computed (dates by field, of those that differ), reason
"""


def run(chosen: argparse.Namespace) -> int:
    """Print the tasks of a project, or those whose dates differ from those of their file."""
    from leadbench.analysis import critical_path
    from leadbench.plan.for_analysis import network
    from leadbench.plan.outline import Outline

    with opened_or_read(chosen.file) as contents:
        project = chosen_project(contents, chosen.project)
        outline = Outline(contents, project.id or 0)
        dates = critical_path.schedule(network(contents, project.id or 0))
        comparison = compared(contents, project) if chosen.compare else None
        if chosen.json:
            answer = _as_json(contents, project, outline, dates)
            if comparison is not None:
                answer |= _comparison_as_json(comparison)
            print(json.dumps(answer, indent=1))
        elif comparison is not None:
            print_comparison(project.name, comparison)
        else:
            _print_table(contents, project, outline, dates)
    return 0


def compared(contents: "Contents", project: "Project") -> "Comparison":
    """Return the comparison of an imported project with its file.

    Raises
    ------
    Refused
        When the project was not imported.
    """
    from leadbench.plan.exchange.comparison import compare

    comparison = compare(contents, project.id or 0)
    if not comparison.compared and contents.activities_of(project.id or 0):
        raise Refused(
            f"“{project.name}” was not imported, so there are no dates to compare with. Name an"
            " imported project with --project, or a Microsoft Project XML file."
        )
    return comparison


def print_comparison(name: str, comparison: "Comparison") -> None:
    """Print each task that differs, with both dates and our reason."""
    total, different = comparison.compared, len(comparison.differences)
    if not total:
        print(f"{name}: no tasks to compare.")
        return
    if not different:
        print(f"{name}: all {total} tasks have the dates of their file.")
        return
    print(f"{name}: {different} of {total} tasks differ from the dates of their file.")
    for row in comparison.differences:
        print(f"\n{row.name} (uid {row.uid})")
        for field in row.stored:
            stored, ours = _moment(row.stored[field]), _moment(row.computed[field])
            print(f"  {field.replace('_', ' '):<12}  file {stored}   here {ours}")
        print(textwrap.fill(row.reason, 96, initial_indent="  ", subsequent_indent="  "))


def _comparison_as_json(comparison: "Comparison") -> dict[str, Any]:
    return {
        "compared": comparison.compared,
        "differences": [
            {
                "uid": row.uid,
                "key": row.key,
                "name": row.name,
                "stored": {name: iso(at) for name, at in row.stored.items()},
                "computed": {name: iso(at) for name, at in row.computed.items()},
                "reason": row.reason,
            }
            for row in comparison.differences
        ],
    }


def _moment(minute: int) -> str:
    return iso(minute).replace("T", " ")


def _as_json(
    contents: "Contents", project: "Project", outline: "Outline", dates: "Schedule"
) -> dict[str, Any]:
    from leadbench.plan.left_out import left_out

    uids = {row.activity_id: row.source_uid for row in contents.imported_activities.values()}
    if not any(line.key in uids for line in outline.rows):
        uids = {line.key: line.key for line in outline.rows}
    tasks, out = [], left_out(contents)
    for line in outline.rows:
        row, activity = dates.row(line.key), contents.activities[line.key]
        tasks.append(
            {
                "uid": uids.get(line.key),
                "key": line.key,
                "id": line.number,
                "name": activity.name,
                "kind": activity.kind,
                "parent": None if line.parent is None else uids.get(line.parent),
                "start": iso(row.start),
                "finish": iso(row.finish),
                "early_start": iso(row.early_start),
                "early_finish": iso(row.early_finish),
                "late_start": iso(row.late_start),
                "late_finish": iso(row.late_finish),
                "total_float_minutes": row.total_float,
                "free_float_minutes": row.free_float,
                "critical": row.critical,
                "done": row.done,
                "left_out": line.key in out,
            }
        )
    status = project.status_minute
    return {
        "project": project.name,
        "start": iso(dates.project_start),
        "finish": iso(dates.project_finish),
        "status_date": None if status is None else iso(status),
        "minutes_per_day": project.minutes_per_day,
        "tasks": tasks,
    }


def iso(minute: int) -> str:
    """Return an instant as a local date and time."""
    from leadbench.analysis.calendars import to_datetime

    return to_datetime(minute).isoformat(timespec="minutes")


def _print_table(
    contents: "Contents", project: "Project", outline: "Outline", dates: "Schedule"
) -> None:
    from leadbench.analysis.calendars import finish_date, to_date
    from leadbench.plan.left_out import left_out
    from leadbench.plan.notation import format_date_long, format_days

    rows, out = [("", "Task", "Days", "Start", "Finish", "Float", "")], left_out(contents)
    for line in outline.rows:
        row, activity = dates.row(line.key), contents.activities[line.key]
        moment = activity.kind == "milestone"
        word = "done" if row.done else "critical" if row.critical else ""
        word = "near" if row.near_critical else word
        word = "left out" if line.key in out else word
        rows.append(
            (
                line.number,
                "  " * line.depth + activity.name,
                "" if moment else format_days(row.duration, project),
                "" if moment else to_date(row.start).isoformat(),
                finish_date(row.finish).isoformat(),
                "" if row.done or line.key in out else format_days(row.total_float, project),
                word,
            )
        )
    widths = [max(len(row[place]) for row in rows) for place in range(6)]
    print(project.name)
    for cells in rows:
        aligned = [
            cell.rjust(width) if place in {2, 5} else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(cells, widths, strict=False))
        ]
        print("  ".join([*aligned, cells[6]]).rstrip())
    if outline.rows:
        near = f"{project.near_critical_days:g}"
        print(
            f"Finish {format_date_long(finish_date(dates.project_finish))}. Days and float in "
            f"working days; near: float of {near} or less."
        )
    else:
        print("No tasks yet.")
