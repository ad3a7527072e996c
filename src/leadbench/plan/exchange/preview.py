"""What an import would make of a file, before anything is stored."""

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from leadbench.analysis.calendars import to_datetime
from leadbench.plan.contents import Contents
from leadbench.plan.exchange.comparison import FIELDS, Comparison, compare
from leadbench.plan.exchange.imported import import_plan
from leadbench.plan.exchange.source import Notice, SourcePlan
from leadbench.plan.file import SUFFIX, create_plan
from leadbench.plan.left_out import left_out

FIELD_WORDS = {name: name.replace("_", " ").capitalize() for name in FIELDS}
"""The dates that are compared, in words."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come of a file that was read.

    Attributes
    ----------
    name
        Of the plan, as the file has it.
    tasks, links, people, calendars
        How many there would be.
    left_out, by_hand
        How many of the tasks are left out, as they were inactive, and how many have their dates
        set by hand.
    notes
        What is kept otherwise than it stood, or could not be kept: each thing once, in a sentence.
    comparison
        The tasks whose dates would differ from those of the file.
    """

    name: str
    tasks: int
    links: int
    people: int
    calendars: int
    left_out: int
    by_hand: int
    notes: tuple[str, ...]
    comparison: Comparison


def preview(source: SourcePlan, now_minute: int, tick: Callable[[float, str], None]) -> Preview:
    """Say what would come of a plan that was read.

    It is imported into a plan of its own that is thrown away: the very same way as in earnest.

    Parameters
    ----------
    now_minute
        The instant of the import.
    tick
        Takes the fraction done and what is done now; it may raise ``Cancelled``.

    Raises
    ------
    Refused
        As ``import_plan`` does.
    """
    tick(0.3, f"working out the dates of {len(source.tasks):,} tasks")
    with (
        tempfile.TemporaryDirectory(prefix="leadbench") as folder,
        create_plan(Path(folder) / f"preview{SUFFIX}") as store,
    ):
        with store.change("Import") as session:
            made = import_plan(
                session,
                source,
                now_minute=now_minute,
                tick=lambda done, _text: tick(0.3 + 0.4 * done, "working out the dates"),
            )
        tick(0.7, "comparing the dates with those of the file")
        contents = Contents(store)
        comparison = compare(contents, made.project_id)
        tick(1.0, "done")
        return Preview(
            source.name,
            len(contents.activities),
            len(contents.dependencies),
            len(contents.people),
            len(contents.calendars),
            len(left_out(contents)),
            sum(row.pinned_start_minute is not None for row in contents.activities.values()),
            tuple(_told_once(source, made.notices)),
            comparison,
        )


def _told_once(source: SourcePlan, notices: Sequence[Notice]) -> list[str]:
    """Return what is told of a file, each thing once, with how many tasks it is true of."""
    names = {task.uid: task.name for task in source.tasks}
    many = Counter(notice.text for notice in notices)
    lines: dict[str, str] = {}
    for notice in notices:
        if notice.text in lines:
            continue
        where = "" if notice.line is None else f"Line {notice.line}: "
        task = "" if notice.uid is None else f"“{names.get(notice.uid) or notice.uid}”: "
        more = f" (and {many[notice.text] - 1:,} more)" if many[notice.text] > 1 else ""
        lines[notice.text] = f"{where}{task}{notice.text}{more}"
    return list(lines.values())


def differences_as_csv(comparison: Comparison) -> str:
    """Return the dates that differ as CSV with a head: one line for each date."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(("uid", "task", "date", "in the file", "here", "reason"))
    for row in comparison.differences:
        for field in row.stored:
            rows.writerow(
                (
                    row.uid,
                    _plain(row.name),
                    FIELD_WORDS[field],
                    f"{to_datetime(row.stored[field]):%Y-%m-%d %H:%M}",
                    f"{to_datetime(row.computed[field]):%Y-%m-%d %H:%M}",
                    _plain(row.reason),
                )
            )
    return text.getvalue()


def _plain(text: str) -> str:
    """Return a text that a spreadsheet will not take for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
