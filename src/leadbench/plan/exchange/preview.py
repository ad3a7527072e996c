"""What an import would make of a file, before anything is stored."""

import csv
import io
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from leadbench.analysis.calendars import to_datetime
from leadbench.plan.contents import Contents
from leadbench.plan.exchange.comparison import FIELDS, Comparison, compare
from leadbench.plan.exchange.imported import import_plan
from leadbench.plan.exchange.mspdi import read_mspdi
from leadbench.plan.exchange.source import Notice, SourcePlan
from leadbench.plan.file import SUFFIX, create_plan

FIELD_WORDS = {name: name.replace("_", " ").capitalize() for name in FIELDS}
"""The dates that are compared, in words."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A file that was read, and what would come of it.

    Attributes
    ----------
    source
        What ``import_plan`` takes.
    tasks, links, people, calendars
        How many there would be.
    notices
        What is kept otherwise than it stood, or could not be kept.
    comparison
        The tasks whose dates would differ from those of the file.
    """

    source: SourcePlan
    tasks: int
    links: int
    people: int
    calendars: int
    notices: tuple[Notice, ...]
    comparison: Comparison


def preview(path: Path, now_minute: int, tick: Callable[[float, str], None]) -> Preview:
    """Read a Microsoft Project XML file and say what would come of it.

    It is imported into a plan of its own that is thrown away: the very same way as in earnest.

    Parameters
    ----------
    now_minute
        The instant of the import.
    tick
        Takes the fraction done and what is done now; it may raise ``Cancelled``.

    Raises
    ------
    CannotImport, Refused
        As ``import_plan`` does.
    """
    tick(0.0, "reading the file")
    source = read_mspdi(path)
    tick(0.3, f"working out the dates of {len(source.tasks):,} tasks")
    with (
        tempfile.TemporaryDirectory(prefix="leadbench") as folder,
        create_plan(Path(folder) / f"preview{SUFFIX}") as store,
    ):
        with store.change("Import") as session:
            made = import_plan(session, source, now_minute=now_minute)
        tick(0.7, "comparing the dates with those of the file")
        contents = Contents(store)
        comparison = compare(contents, made.project_id)
        tick(1.0, "done")
        return Preview(
            source,
            len(contents.activities),
            len(contents.dependencies),
            len(contents.people),
            len(contents.calendars),
            made.notices,
            comparison,
        )


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
