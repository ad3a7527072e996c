"""The command line: one function for each command, none of which needs a display.

A failure is said in plain words on the standard error stream, with exit code 1; a command that was
written wrongly ends with 2. What is read is opened for reading only, beside a window that edits it.
"""

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from leadbench import __version__
from leadbench.cli import comparing, importing, schedule
from leadbench.cli.plans import chosen_project, opened
from leadbench.errors import LeadbenchError, Refused

_EXAMPLES = """\
examples:
  leadbench                                         open the window
  leadbench plan.leadbench                          open a plan in the window
  leadbench new plan.leadbench --example            make a plan file with the worked example
  leadbench schedule plan.leadbench                 print every task with its dates and float
  leadbench schedule plan.leadbench --json          the same for another program
  leadbench import old.xml plan.leadbench           add a Microsoft Project XML file as a project
  leadbench schedule old.xml --compare              say which of its dates come out otherwise here
  leadbench compare plan.leadbench --scenario NAME  the plan beside a scenario, task by task
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

    dates = _with_examples(
        commands.add_parser,
        schedule.JSON_FIELDS,
        "schedule",
        help="print every task with its dates and float",
        description="Print every task of a project with its dates and float, of a plan file or of"
        " a Microsoft Project XML file.",
    )
    _plan_file(dates, "the plan file, or a Microsoft Project XML file")
    _project(dates)
    dates.add_argument("--json", action="store_true", help="print JSON for another program")
    dates.add_argument(
        "--compare",
        action="store_true",
        help="print instead each imported task whose dates differ from those of its file, and why",
    )
    dates.set_defaults(run=schedule.run)

    source = _with_examples(
        commands.add_parser,
        importing.EXAMPLES,
        "import",
        help="add a Microsoft Project XML file to a plan",
        description="Add the plan of a Microsoft Project XML file to a plan as a new project, and"
        " say what is kept otherwise and which dates differ.",
    )
    source.add_argument("source", metavar="FILE.xml", type=Path, help="the file to import")
    _plan_file(source, "the plan file; it is made where it does not exist yet")
    source.set_defaults(run=importing.run)

    versions = _with_examples(
        commands.add_parser,
        comparing.EXAMPLES,
        "compare",
        help="print what a scenario or a baseline has otherwise than the plan",
        description="Print each task that is not the same in the plan and in one of its what-if"
        " scenarios, or in a baseline and the plan.",
    )
    _plan_file(versions)
    _project(versions)
    other = versions.add_mutually_exclusive_group(required=True)
    other.add_argument("--scenario", metavar="NAME", help="the scenario")
    other.add_argument("--baseline", metavar="NAME", help="the baseline")
    versions.add_argument("--json", action="store_true", help="print JSON for another program")
    versions.set_defaults(run=comparing.run)

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
    """Make a plan file, and take it away again if it cannot be completed."""
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


def _check(chosen: argparse.Namespace) -> int:
    """Look for damage, and for links that no date can follow from."""
    from leadbench.analysis import critical_path
    from leadbench.plan.contents import Contents
    from leadbench.plan.file import open_plan
    from leadbench.plan.for_analysis import network
    from leadbench.plan.scenarios import problems_of

    with open_plan(chosen.file, read_only=True) as store:
        problems = store.check()
        if not problems:
            problems += problems_of(store)
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
    if target.is_dir():
        raise Refused(f"{target} is a folder. Add a name for the PDF after -o.")
    if target.exists() and chosen.file.exists() and target.samefile(chosen.file):
        raise Refused("The PDF would overwrite the plan. Choose another name after -o.")
    on = chosen.date or datetime.now().astimezone().date()
    with opened(chosen.file) as contents:
        project = chosen_project(contents, chosen.project)
        key = project.id or 0
        likely = strategic.likely_now(contents, key, on)
        document = strategic.build(contents, key, on, likely=likely)
    pages = pdf.write(document, target, pdf.LETTER if chosen.paper == "letter" else pdf.A4)
    print(f"Wrote {target}: the strategic plan of {project.name}, {pages} pages.")
    return 0
