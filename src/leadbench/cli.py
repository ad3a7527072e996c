"""The command line: one function for each command, none of which needs a display.

A failure is said in plain words on the standard error stream, with exit code 1; a command that was
written wrongly ends with 2. What is read is opened for reading only, beside a window that edits it.
"""

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadbench import __version__
from leadbench.errors import LeadbenchError, Refused

if TYPE_CHECKING:
    from leadbench.analysis.critical_path import Schedule
    from leadbench.plan.contents import Contents
    from leadbench.plan.outline import Outline
    from leadbench.plan.tables import Project

_EXAMPLES = """\
examples:
  leadbench                                         open the window
  leadbench plan.leadbench                          open a plan in the window
  leadbench new plan.leadbench --example            make a plan file with the worked example
  leadbench schedule plan.leadbench                 print every task with its dates and float
  leadbench schedule plan.leadbench --json          the same for another program
  leadbench check plan.leadbench                    look for damage
  leadbench export strategic plan.leadbench -o plan.pdf
                                                    write the strategic plan as a PDF

Dates come out as the window shows them. A plan that is open in the window can be read meanwhile.
"""
_EXPORT_EXAMPLES = """\
example:
  leadbench export strategic plan.leadbench --project "Support ticket triage" -o plan.pdf

The same plan and the same --date give the same bytes.
"""
_JSON_FIELDS = """\
fields of a task with --json (dates are local time, floats are working minutes):
  uid                        number that never changes
  id                         outline number, as the window shows it
  name, kind, parent         kind is work, milestone or summary; parent is a uid or null
  start, finish              planned dates; those that happened, where they have
  early_start, early_finish, late_start, late_finish
  total_float_minutes, free_float_minutes
  critical, done             true or false
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 it could not be done, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        # A name that the terminal cannot show must not end the command.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        chosen = _parser().parse_args(arguments)
        if chosen.run is None:
            _parser().print_help()
            return 0
        code: int = chosen.run(chosen)
        sys.stdout.flush()
    except SystemExit as done:  # argparse has printed help or what is wrong with the words
        return done.code if isinstance(done.code, int) else 2
    except LeadbenchError as error:
        return _failed(str(error))
    except BrokenPipeError:
        # Whoever read the output has read enough; Python would complain about it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return _failed("Stopped. Nothing was changed.", 130)
    except Exception as error:  # noqa: BLE001  the last resort of a program without a window
        return _failed(
            f"Leadbench itself failed ({type(error).__name__}: {error}). The plan is as it was. "
            "Please report this with the command that you gave."
        )
    return code


def _failed(message: str, code: int = 1) -> int:
    print(f"leadbench: {message}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _with_examples(
        argparse.ArgumentParser,
        _EXAMPLES,
        prog="leadbench",
        description="Plan and lead machine-learning projects.",
    )
    parser.set_defaults(run=None)
    parser.add_argument("--version", action="version", version=f"leadbench {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    new = commands.add_parser("new", help="make a plan file", description="Make a plan file.")
    _plan_file(new, "the file to make; it must not exist yet")
    new.add_argument(
        "--example", action="store_true", help="with the worked example instead of empty"
    )
    new.set_defaults(run=_new)

    schedule = _with_examples(
        commands.add_parser,
        _JSON_FIELDS,
        "schedule",
        help="print every task with its dates and float",
        description="Print every task of a project with its dates and float.",
    )
    _plan_file(schedule)
    _project(schedule)
    schedule.add_argument("--json", action="store_true", help="print JSON for another program")
    schedule.set_defaults(run=_schedule)

    check = commands.add_parser(
        "check",
        help="look for damage in a plan file",
        description="Look for damage in a plan file. Nothing is changed.",
    )
    _plan_file(check)
    check.set_defaults(run=_check)

    export = commands.add_parser(
        "export", help="write a document", description="Write a document of a project."
    )
    documents = export.add_subparsers(title="documents", metavar="DOCUMENT", required=True)
    strategic = _with_examples(
        documents.add_parser,
        _EXPORT_EXAMPLES,
        "strategic",
        help="the strategic plan as a PDF",
        description="Write the strategic plan of a project as a PDF.",
    )
    _plan_file(strategic)
    _project(strategic)
    strategic.add_argument(
        "-o", "--output", metavar="PDF", type=Path, required=True, help="the PDF to write"
    )
    strategic.add_argument(
        "--date", metavar="YYYY-MM-DD", type=_day, help="date of the document; today if left out"
    )
    strategic.add_argument(
        "--paper", choices=("a4", "letter"), default="a4", help="size of the pages (default: a4)"
    )
    strategic.set_defaults(run=_export_strategic)
    return parser


def _with_examples(make: Any, examples: str, *names: str, **words: Any) -> argparse.ArgumentParser:
    """Return a parser whose closing text keeps its lines."""
    parser: argparse.ArgumentParser = make(
        *names, epilog=examples, formatter_class=argparse.RawDescriptionHelpFormatter, **words
    )
    return parser


def _plan_file(parser: argparse.ArgumentParser, text: str = "the plan file") -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help=text)


def _project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--project",
        metavar="NAME",
        help="the project; may be left out if only one has tasks",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no date. Write year, month and day, as in 2026-03-16."
        ) from None


def _new(chosen: argparse.Namespace) -> int:
    """Make a plan file, which is there only once it is complete."""
    from leadbench.plan.file import create_plan
    from leadbench.plan.templates import build_example

    path: Path = chosen.file
    store = create_plan(path)
    try:
        with store:
            if chosen.example:
                build_example(store)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    what = "with the worked example" if chosen.example else "without projects"
    print(f"Made {path} {what}. Open it with: leadbench {path}")
    return 0


def _schedule(chosen: argparse.Namespace) -> int:
    """Print the tasks of a project."""
    from leadbench.analysis import critical_path
    from leadbench.plan.for_analysis import network
    from leadbench.plan.outline import Outline

    with _opened(chosen.file) as contents:
        project = _chosen_project(contents, chosen.project)
        outline = Outline(contents, project.id or 0)
        dates = critical_path.schedule(network(contents, project.id or 0))
        if chosen.json:
            print(json.dumps(_as_json(contents, project, outline, dates), indent=1))
        else:
            _print_table(contents, project, outline, dates)
    return 0


def _as_json(
    contents: "Contents", project: "Project", outline: "Outline", dates: "Schedule"
) -> dict[str, Any]:
    tasks = []
    for line in outline.rows:
        row, activity = dates.row(line.key), contents.activities[line.key]
        tasks.append(
            {
                "uid": line.key,
                "id": line.number,
                "name": activity.name,
                "kind": activity.kind,
                "parent": line.parent,
                "start": _iso(row.start),
                "finish": _iso(row.finish),
                "early_start": _iso(row.early_start),
                "early_finish": _iso(row.early_finish),
                "late_start": _iso(row.late_start),
                "late_finish": _iso(row.late_finish),
                "total_float_minutes": row.total_float,
                "free_float_minutes": row.free_float,
                "critical": row.critical,
                "done": row.done,
            }
        )
    status = project.status_minute
    return {
        "project": project.name,
        "start": _iso(dates.project_start),
        "finish": _iso(dates.project_finish),
        "status_date": None if status is None else _iso(status),
        "minutes_per_day": project.minutes_per_day,
        "tasks": tasks,
    }


def _iso(minute: int) -> str:
    from leadbench.analysis.calendars import to_datetime

    return to_datetime(minute).isoformat(timespec="minutes")


def _print_table(
    contents: "Contents", project: "Project", outline: "Outline", dates: "Schedule"
) -> None:
    from leadbench.analysis.calendars import finish_date, to_date
    from leadbench.plan.notation import format_date_long, format_days

    rows = [("", "Task", "Days", "Start", "Finish", "Float", "")]
    for line in outline.rows:
        row, activity = dates.row(line.key), contents.activities[line.key]
        moment = activity.kind == "milestone"
        word = "done" if row.done else "critical" if row.critical else ""
        word = "near" if row.near_critical else word
        rows.append(
            (
                line.number,
                "  " * line.depth + activity.name,
                "" if moment else format_days(row.duration, project),
                "" if moment else to_date(row.start).isoformat(),
                finish_date(row.finish).isoformat(),
                "" if row.done else format_days(row.total_float, project),
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


def _check(chosen: argparse.Namespace) -> int:
    """Look for damage, and for links that no date can follow from."""
    from leadbench.analysis import critical_path
    from leadbench.plan.contents import Contents
    from leadbench.plan.file import open_plan
    from leadbench.plan.for_analysis import network

    with open_plan(chosen.file, read_only=True) as store:
        problems = store.check()
        if not problems:
            contents = Contents(store)
            for project in contents.ordered_projects():
                try:
                    critical_path.schedule(network(contents, project.id or 0))
                except Refused as error:
                    problems.append(f"{project.name}: {error}")
            counts = f"{len(contents.projects)} projects, {len(contents.activities)} tasks"
    if problems:
        print(f"{chosen.file} has problems:", file=sys.stderr)
        for problem in problems:
            print(f"  {problem}", file=sys.stderr)
        return 1
    print(f"{chosen.file} is sound: {counts}.")
    return 0


def _export_strategic(chosen: argparse.Namespace) -> int:
    """Write the strategic plan of a project."""
    from leadbench.reports import pdf, strategic

    target: Path = chosen.output
    if target.exists() and chosen.file.exists() and target.samefile(chosen.file):
        raise Refused("The PDF would overwrite the plan. Choose another name after -o.")
    on = chosen.date or datetime.now().astimezone().date()
    with _opened(chosen.file) as contents:
        project = _chosen_project(contents, chosen.project)
        document = strategic.build(contents, project.id or 0, on)
    pages = pdf.write(document, target, pdf.LETTER if chosen.paper == "letter" else pdf.A4)
    print(f"Wrote {target}: the strategic plan of {project.name}, {pages} pages.")
    return 0


@contextlib.contextmanager
def _opened(path: Path) -> "Iterator[Contents]":
    """Give the rows of a plan, opened for reading only."""
    from leadbench.plan.contents import Contents
    from leadbench.plan.file import open_plan

    with open_plan(path, read_only=True) as store:
        yield Contents(store)


def _chosen_project(contents: "Contents", name: str | None) -> "Project":
    """Return the project of a name, or the only one that can be meant.

    Raises
    ------
    Refused
        With the names that there are.
    """
    projects = contents.ordered_projects()
    if not projects:
        raise Refused("The plan has no project yet. Open it in the window and add one.")
    names = ", ".join(f"“{project.name}”" for project in projects)
    if name is not None:
        for same in (str, str.casefold):
            found = [project for project in projects if same(project.name) == same(name)]
            if found:
                return found[0]
        raise Refused(f"There is no project “{name}” in the plan. There is: {names}.")
    if len(projects) == 1:
        return projects[0]
    planned = [project for project in projects if contents.activities_of(project.id or 0)]
    if len(planned) == 1:
        return planned[0]
    raise Refused(f"The plan has several projects. Name one with --project: {names}.")
