"""``leadbench compare``: the plan beside one of its scenarios or baselines, task by task."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from leadbench.cli.plans import chosen_project
from leadbench.cli.schedule import iso
from leadbench.errors import Refused

if TYPE_CHECKING:
    from leadbench.plan.comparing import Comparison, TaskVersion, Version
    from leadbench.plan.contents import Contents
    from leadbench.plan.tables import Project
    from leadbench.store import Store

EXAMPLES = """\
examples:
  leadbench compare plan.leadbench --scenario "Second labelling vendor"
  leadbench compare plan.leadbench --baseline "Approved 30 Jan" --json

A difference is what the scenario, or today's plan beside a baseline, has more: dates in working
minutes, cost in cents. With --json: before, after (name, finish, cost_cents, critical_tasks),
finish_minutes, cost_cents, and tasks: id, name, kind (added, removed, changed or same), before and
after (start, finish, duration_minutes, total_float_minutes, work_minutes, cost_cents), and by how
much finish, start, duration, float and cost differ.
"""


def run(chosen: argparse.Namespace) -> int:
    """Print what is different."""
    from leadbench.plan.contents import Contents
    from leadbench.plan.file import open_plan

    with open_plan(chosen.file, read_only=True) as store:
        contents = Contents(store)
        project = chosen_project(contents, chosen.project)
        if chosen.baseline is not None:
            compared = _with_baseline(contents, project, chosen.baseline)
        else:
            compared = _with_scenario(store, contents, project, chosen.scenario)
    if chosen.json:
        print(json.dumps({"project": project.name} | _as_json(compared), indent=1))
    else:
        _print(project, compared)
    return 0


def _with_scenario(
    store: "Store", contents: "Contents", project: "Project", name: str
) -> "Comparison":
    from leadbench.plan.comparing import compare
    from leadbench.plan.contents import Contents
    from leadbench.plan.for_analysis import calendar
    from leadbench.plan.scenarios import base_of, open_scenario

    names = {row.name: row.id or 0 for _, row in sorted(contents.scenarios.items())}
    key = names[_chosen("scenario", name, list(names))]
    with open_scenario(store, key) as scenario:
        theirs = Contents(scenario)
    if project.id not in theirs.projects:
        raise Refused(f"The scenario “{name}” has no project “{project.name}”.")
    base = base_of(store, key)["activity"].keys()
    return compare(
        _version(contents, project, "Plan"),
        _version(theirs, project, name),
        calendar(contents, project.calendar_id),
        apart=(set(contents.activities) - base) & (set(theirs.activities) - base),
    )


def _with_baseline(contents: "Contents", project: "Project", name: str) -> "Comparison":
    from leadbench.plan.comparing import compare, version_of_baseline
    from leadbench.plan.for_analysis import calendar

    rows = {row.name: row for row in contents.baselines_of(project.id or 0)}
    kept = rows[_chosen("baseline", name, list(rows))]
    return compare(
        version_of_baseline(contents, kept.id or 0),
        _version(contents, project, "Plan"),
        calendar(contents, project.calendar_id),
    )


def _chosen(kind: str, name: str, known: list[str]) -> str:
    if name in known:
        return name
    there = ", ".join(f"“{one}”" for one in known)
    raise Refused(
        f"There is no {kind} “{name}”. " + (f"There is: {there}." if known else "There is none.")
    )


def _version(contents: "Contents", project: "Project", name: str) -> "Version":
    from leadbench.analysis.critical_path import schedule
    from leadbench.plan.comparing import version_of_plan
    from leadbench.plan.for_analysis import network

    dates = schedule(network(contents, project.id or 0))
    return version_of_plan(contents, project.id or 0, dates, name)


def _as_json(compared: "Comparison") -> dict[str, Any]:
    return {
        "before": _version_as_json(compared.before),
        "after": _version_as_json(compared.after),
        "finish_minutes": compared.finish,
        "cost_cents": compared.cost,
        "tasks": [
            {
                "key": one.key,
                "id": one.task.number,
                "name": one.task.name,
                "kind": one.kind,
                "before": _task_as_json(one.before),
                "after": _task_as_json(one.after),
                "finish_minutes": one.moved,
                "start_minutes": one.started,
                "duration_minutes": one.longer,
                "total_float_minutes": one.floats,
                "cost_cents": one.costs,
            }
            for one in compared.tasks
        ],
    }


def _version_as_json(version: "Version") -> dict[str, Any]:
    return {
        "name": version.name,
        "finish": iso(version.finish),
        "cost_cents": version.cost,
        "cost_on_tasks_cents": version.cost_on_tasks,
        "critical_tasks": len(version.critical),
    }


def _task_as_json(task: "TaskVersion | None") -> dict[str, Any] | None:
    if task is None:
        return None
    return {
        "start": iso(task.start),
        "finish": iso(task.finish),
        "duration_minutes": task.duration,
        "total_float_minutes": task.total_float,
        "work_minutes": task.work,
        "cost_cents": task.cost,
        "left_out": task.left_out,
    }


def _print(project: "Project", compared: "Comparison") -> None:
    from leadbench.analysis.calendars import finish_date
    from leadbench.plan.notation import format_days

    def days(minutes: int) -> str:
        return f"{'+' if minutes > 0 else ''}{format_days(minutes, project)} d"

    before, after = compared.before, compared.after
    print(f"{project.name}: {before.name} and {after.name}")
    print(
        f"Finish {finish_date(before.finish)} and {finish_date(after.finish)}, "
        f"{days(compared.finish)}. Critical tasks {len(before.critical)} and "
        f"{len(after.critical)}."
    )
    rows = []
    for one in compared.changed:
        if one.before is None or one.after is None:
            change = "added" if one.before is None else "removed"
            finish = ""
        else:
            change, finish = days(one.moved), str(finish_date(one.before.finish))
        now = "" if one.after is None else str(finish_date(one.after.finish))
        rows.append((one.task.number, one.task.name, finish, now, change))
    if not rows:
        print("Every task is the same in both.")
        return
    rows.insert(0, ("", "Task", "Before", "After", "Change"))
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        print("  ".join([*cells, row[4]]).rstrip())
