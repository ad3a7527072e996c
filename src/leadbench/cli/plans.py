"""The plan and the project that a command is about."""

import contextlib
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from leadbench.analysis.calendars import instant
from leadbench.errors import Refused

if TYPE_CHECKING:
    from leadbench.plan.contents import Contents
    from leadbench.plan.tables import Project


@contextlib.contextmanager
def opened(path: Path) -> "Iterator[Contents]":
    """Give the rows of a plan, opened for reading only."""
    from leadbench.plan.contents import Contents
    from leadbench.plan.file import open_plan

    with open_plan(path, read_only=True) as store:
        yield Contents(store)


@contextlib.contextmanager
def opened_or_read(path: Path) -> "Iterator[Contents]":
    """Give the rows of a plan, or those that an import of a Microsoft Project file would make."""
    if not is_xml(path):
        with opened(path) as contents:
            yield contents
        return
    from leadbench.plan.contents import Contents
    from leadbench.plan.exchange.imported import import_mspdi
    from leadbench.plan.file import SUFFIX, create_plan

    # The very same way as a real import, so that it shows the very same dates.
    with (
        tempfile.TemporaryDirectory(prefix="leadbench") as folder,
        create_plan(Path(folder) / f"{path.stem[:100]}{SUFFIX}") as store,
    ):
        import_mspdi(store, path, now_minute=instant(datetime.now()))  # noqa: DTZ005  local time
        yield Contents(store)


def is_xml(path: Path) -> bool:
    """Tell whether a file is XML by its beginning; one that cannot be read by its name."""
    try:
        with path.open("rb") as stream:
            beginning = stream.read(64)
    except OSError:
        return path.suffix.lower() == ".xml"
    # Without the marks of UTF-8 and UTF-16 that may stand before the first "<".
    return beginning.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


def chosen_project(contents: "Contents", name: str | None) -> "Project":
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
