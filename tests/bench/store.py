"""How long the plan file takes: an edit beside one flush of the disk, opening beside reading."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path

from sqlmodel import select

from leadbench.plan.file import create_plan, open_plan
from leadbench.plan.tables import Activity, Calendar, Dependency, Project
from leadbench.store import Store
from leadbench.store.rows import delete, insert_many
from tests.bench.harness import Line, measures, median_ms


def fill(store: Store, activities: int) -> list[int]:
    """Add a project with so many activities and nearly two links each; return their keys."""
    with store.change("Fill") as session:
        calendar = Calendar(name="Standard")
        session.add(calendar)
        session.flush()
        assert calendar.id is not None
        project = Project(name="Large", calendar_id=calendar.id, start_minute=0)
        session.add(project)
        session.flush()
        keys = insert_many(
            session,
            Activity,
            (
                {"project_id": project.id, "name": f"Task {number}", "position": number}
                for number in range(activities)
            ),
        )
        insert_many(
            session,
            Dependency,
            (
                {"project_id": project.id, "predecessor_id": one, "successor_id": other}
                for step in (1, 3)
                for one, other in zip(keys, keys[step:], strict=False)
            ),
        )
    return keys


def rename(store: Store, key: int, numbers: Iterator[int]) -> None:
    """Make one edit of one row."""
    with store.change("Rename task") as session:
        session.get_one(Activity, key).name = f"Renamed {next(numbers)}"


def lengthen(store: Store, rows: int) -> None:
    """Make one edit of many rows."""
    with store.change("Lengthen") as session:
        for row in session.exec(select(Activity).limit(rows)):
            row.duration_minutes += 60


def remove_project(store: Store) -> None:
    """Delete a project with all that is in it, and take that back."""
    with store.change("Delete project") as session:
        delete(session, session.get_one(Project, 1))
    store.undo()


def flush(file: int) -> None:
    """Write one page and wait for the disk: the least that a lasting edit costs."""
    os.write(file, b"\0" * 4096)
    os.fsync(file)


def read_plainly(path: Path) -> None:
    """Read the two large tables with nothing but the driver."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT * FROM activity").fetchall()
        connection.execute("SELECT * FROM dependency").fetchall()


@measures("Plan file, 10,000 tasks and 20,000 links")
def plan_file() -> Iterator[Line]:
    """Yield what edits, undo, opening and closing cost."""
    folder = Path(tempfile.mkdtemp(prefix="leadbench-bench-"))
    os.environ["XDG_DATA_HOME"] = str(folder / "data")
    path = folder / "plan.leadbench"
    numbers = count()
    try:
        with create_plan(path) as store:
            keys = fill(store, 10_000)
            file = os.open(folder / "page", os.O_WRONLY | os.O_CREAT)
            floor = median_ms(partial(flush, file), repeats=25)
            os.close(file)
            edit = median_ms(partial(rename, store, keys[500], numbers), repeats=25)
            yield Line("one edit, committed, beside one flush of the disk", edit, 5, floor)
            yield Line("its undo", _undo(store, partial(rename, store, keys[500], numbers)), 5)
            lengthened = median_ms(partial(lengthen, store, 1000), repeats=5)
            yield Line("one edit of 1,000 rows", lengthened, 150)
            yield Line("its undo", _undo(store, partial(lengthen, store, 1000)), 50)
            yield Line("a project deleted and back", median_ms(partial(remove_project, store)))
        plain = median_ms(partial(read_plainly, path))
        opened = median_ms(lambda: open_plan(path).close())
        yield Line("opened and closed again, beside reading it plainly", opened, None, plain)
        yield Line("created", median_ms(partial(_create, folder, numbers)), 100)
    finally:
        shutil.rmtree(folder)


def _undo(store: Store, edit: partial[None]) -> float:
    return median_ms(store.undo, repeats=5, before=edit)


def _create(folder: Path, numbers: Iterator[int]) -> None:
    create_plan(folder / f"{next(numbers)}.leadbench").close()
