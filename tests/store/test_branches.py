"""Branches: copies inside the file, whose edits are in it as soon as they are made."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from leadbench.errors import CannotWrite, Refused
from leadbench.plan.file import SCHEMA
from leadbench.store import RowChange, Store, branches
from leadbench.store.branches import base_of, begin, duplicate, note_of, open_branch, state_of
from tests.store.library import LIBRARY, Book, Loan, retitle, shelve, titles
from tests.store.test_migration import _GOOD, _newer
from tests.store.test_walks import PLAN, Dump
from tests.store.walker import Walker


def test_a_branch_begins_as_the_file_and_goes_its_own_way(store: Store) -> None:
    shelve(store, "Le Guin", "One", "Two")
    branch = begin(store)
    with open_branch(store, branch) as copy:
        assert copy.dump() == store.dump()
        assert copy.history() == []
        retitle(copy, 1, "First")
        retitle(store, 2, "Second")
        assert titles(copy) == ["First", "Two"]
        assert titles(store) == ["One", "Second"]
        assert copy.check() == []
    assert store.check() == []


def test_every_change_of_a_branch_is_in_the_file_at_once(
    store: Store, path: Path, tmp_path: Path
) -> None:
    shelve(store, "Le Guin", "One")
    branch = begin(store)
    with open_branch(store, branch) as copy:
        for number in range(3):
            retitle(copy, 1, f"Title {number}")
            # What a machine that stops now would leave behind.
            left = tmp_path / f"left {number}.lib"
            for tail in ("", "-wal"):
                shutil.copy(path.with_name(path.name + tail), left.with_name(left.name + tail))
            with (
                Store.open(left, LIBRARY, backups=tmp_path) as found,
                open_branch(found, branch) as again,
            ):
                assert titles(again) == [f"Title {number}"]
                assert titles(found) == ["One"]


_WRITER = """
import os, sys
from pathlib import Path
from leadbench.store import Store
from leadbench.store.branches import open_branch
from tests.store.library import LIBRARY, retitle
store = Store.open(Path(sys.argv[1]), LIBRARY, backups=Path(sys.argv[2]))
copy = open_branch(store, 1)
number = 0
while True:
    number += 1
    retitle(copy, 1, str(number))
    os.write(1, f"{number}\\n".encode())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_writer_killed_in_a_branch_loses_no_edit(path: Path, backups: Path) -> None:
    with Store.create(path, LIBRARY) as store:
        shelve(store, "Le Guin", "0")
        branch = begin(store)
    root = Path(__file__).parents[2]
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path), str(backups)],
        stdout=subprocess.PIPE,
        cwd=root,
        env=os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
        text=True,
    )
    assert writer.stdout is not None
    told = [writer.stdout.readline() for _ in range(20)]
    writer.send_signal(signal.SIGKILL)
    told += writer.stdout.readlines()
    writer.wait()
    writer.stdout.close()
    last = int([line for line in told if line.endswith("\n")][-1])
    with Store.open(path, LIBRARY, backups=backups) as store:
        assert store.check() == []
        with open_branch(store, branch) as copy:
            (title,) = titles(copy)
            assert int(title) in {last, last + 1}
            assert len(copy.history()) == int(title)


def test_undo_and_redo_inside_a_branch_are_kept_too(store: Store) -> None:
    shelve(store, "Le Guin", "One")
    branch = begin(store)
    with open_branch(store, branch) as copy:
        retitle(copy, 1, "First")
        retitle(copy, 1, "Erster")
        copy.undo()
        assert (copy.undo_label, copy.redo_label) == ("Retitle", "Retitle")
        assert titles(copy) == ["First"]
    assert store.undo_label == "Add Le Guin"
    with open_branch(store, branch) as copy:
        assert titles(copy) == ["First"]
        assert copy.undo() is None  # as with a file, undo never goes behind its opening
        assert [entry.kind for entry in copy.history()] == ["undo", "edit", "edit"]
        copy.restore(2)
        assert titles(copy) == ["Erster"]
        copy.restore(0)
        assert titles(copy) == ["One"]


def test_a_change_that_the_file_cannot_take_is_not_in_the_branch(store: Store) -> None:
    shelve(store, "Le Guin", "One", "Two")
    with open_branch(store, begin(store)) as copy:
        before = copy.dump()
        store._connection.execute("PRAGMA query_only = ON")  # as a full disk would refuse
        with pytest.raises(CannotWrite):
            retitle(copy, 1, "Lost")
        store._connection.execute("PRAGMA query_only = OFF")
        assert copy.dump() == before
        assert copy.history() == []
        retitle(copy, 1, "Kept")
        assert copy.check() == []


def test_a_commit_that_fails_in_the_file_is_taken_back_in_the_branch(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve(store, "Le Guin", "One")
    with open_branch(store, begin(store)) as copy:
        retitle(copy, 1, "Before")
        commit = store._transactions.commit

        def fail() -> None:
            raise CannotWrite("The disk is full.", store.path)

        monkeypatch.setattr(store._transactions, "commit", fail)
        with pytest.raises(CannotWrite):
            retitle(copy, 1, "Lost")
        monkeypatch.setattr(store._transactions, "commit", commit)
        assert titles(copy) == ["Before"]
        assert len(copy.history()) == 1
        assert copy.undo_label == "Retitle"
        retitle(copy, 1, "After")
        assert copy.check() == []


def test_a_refused_change_of_a_branch_leaves_no_trace_in_the_file(store: Store) -> None:
    shelve(store, "Le Guin", "One")
    branch = begin(store)
    with open_branch(store, branch) as copy:
        with pytest.raises(Refused), copy.change("No such author") as session:
            session.add(Book(author_id=99, title="Orphan"))
        assert note_of(store, branch).changes == 0
        retitle(copy, 1, "First")
    note = note_of(store, branch)
    assert note.changes == 1
    assert note.last is not None
    assert note.last >= note.begun


def test_a_duplicate_has_the_changes_and_then_its_own(store: Store) -> None:
    shelve(store, "Le Guin", "One")
    first = begin(store)
    with open_branch(store, first) as copy:
        retitle(copy, 1, "First")
    second = duplicate(store, first)
    with open_branch(store, second) as copy:
        assert titles(copy) == ["First"]
        retitle(copy, 1, "Second")
    with open_branch(store, first) as copy:
        assert titles(copy) == ["First"]


def test_the_base_stays_what_the_file_was(store: Store) -> None:
    shelve(store, "Le Guin", "One")
    was = state_of(store)
    branch = begin(store)
    retitle(store, 1, "Later")
    with open_branch(store, branch) as copy:
        retitle(copy, 1, "First")
    assert base_of(store, branch) == was


def test_a_branch_is_read_beside_whoever_edits_the_file(store: Store, path: Path) -> None:
    shelve(store, "Le Guin", "One")
    branch = begin(store)
    with open_branch(store, branch) as copy:
        retitle(copy, 1, "First")
    with Store.open(path, LIBRARY, read_only=True) as reader, open_branch(reader, branch) as copy:
        assert titles(copy) == ["First"]
        with pytest.raises(CannotWrite):
            retitle(copy, 1, "Never")
        with pytest.raises(CannotWrite):
            begin(reader)


def test_a_damaged_branch_says_so_and_the_file_still_opens(path: Path, backups: Path) -> None:
    with Store.create(path, LIBRARY) as store:
        shelve(store, "Le Guin", "One")
        branch = begin(store)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE branch SET base = x'00112233'")
    with Store.open(path, LIBRARY, backups=backups) as store:
        assert titles(store) == ["One"]
        with pytest.raises(Refused, match="damaged"):
            open_branch(store, branch)
        with pytest.raises(Refused, match="no longer"):
            open_branch(store, 99)


def test_a_file_from_before_branches_gets_them(path: Path, backups: Path) -> None:
    with Store.create(path, LIBRARY) as store:
        shelve(store, "Le Guin", "One")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE branch_change")
        connection.execute("DROP TABLE branch")
    with Store.open(path, LIBRARY, read_only=True) as store:
        assert titles(store) == ["One"]
    with Store.open(path, LIBRARY, backups=backups) as store, open_branch(store, begin(store)) as c:
        assert titles(c) == ["One"]


def test_a_branch_of_an_older_revision_is_migrated_when_opened(
    path: Path, backups: Path, tmp_path: Path
) -> None:
    with Store.create(path, LIBRARY) as store:
        shelve(store, "Le Guin", "One", "Two")
        branch = begin(store)
        untouched = begin(store)
        with open_branch(store, branch) as copy:
            retitle(copy, 1, "First")
            with copy.change("Lend") as session:
                session.add(Loan(book_id=2, reader="Ada"))
    schema = _newer(tmp_path, _GOOD)
    with Store.open(path, schema, backups=backups) as store:
        with open_branch(store, branch) as copy:
            assert titles(copy) == ["First", "Two"]
            assert [row[-1] for row in copy.dump()["book"]] == ["en", "en"]
            assert copy.check() == []
            assert [entry.label for entry in copy.history()] == ["Changes from before the update"]
            assert [row.table for row in copy.change_rows(1)] == ["book", "loan"]
            (book, _) = copy.change_rows(1)
            assert book.after is not None
            later = RowChange("book", 1, book.after, book.after | {"title": "After"})
            copy.apply("Retitle", "", (later,))
        with open_branch(store, branch) as copy:
            assert titles(copy) == ["After", "Two"]
        with open_branch(store, untouched) as copy:
            assert copy.history() == []
        assert base_of(store, branch).keys() == state_of(store).keys()
    with Store.open(path, schema, read_only=True) as store, open_branch(store, branch) as copy:
        assert titles(copy) == ["After", "Two"]


def test_reading_an_older_branch_migrates_it_in_memory_only(
    path: Path, backups: Path, tmp_path: Path
) -> None:
    with Store.create(path, LIBRARY) as store:
        shelve(store, "Le Guin", "One")
        branch = begin(store)
        with open_branch(store, branch) as copy:
            retitle(copy, 1, "First")
    schema = _newer(tmp_path, _GOOD)
    Store.open(path, schema, backups=backups).close()  # the file is migrated, the branch is not
    with Store.open(path, schema, read_only=True) as store:
        for _ in range(2):
            with open_branch(store, branch) as copy:
                assert titles(copy) == ["First"]
                assert copy.dump()["book"][0][-1] == "en"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT revision FROM branch").fetchone() == ("0001",)


@pytest.mark.parametrize("seed", range(2))
def test_a_walk_in_a_branch_comes_back_as_it_was(path: Path, seed: int) -> None:
    models = [model for model in PLAN if model.__tablename__ != SCHEMA.branch_table]
    walker = Walker(models, 500 + seed)
    with Store.create(path, SCHEMA) as store:
        walker.fill(store)
        before = store.dump()
        branch = begin(store)
        states: list[Dump] = []
        with open_branch(store, branch) as copy:
            copy.subscribe(lambda _: states.append(copy.dump()))
            for _ in range(25):
                with suppress(Refused):
                    walker.step(copy)
            while copy.undo() is not None:
                pass
            while copy.redo() is not None:
                pass
            final = copy.dump()
        assert len(states) > 40
        with open_branch(store, branch) as copy:
            assert copy.dump() == final
            assert copy.check() == []
            for entry in copy.history()[::9]:
                copy.restore(entry.sequence)
                assert copy.dump() == states[entry.sequence - 1]
        assert store.dump() == before
        assert store.check() == []
        assert branches.base_of(store, branch) == {
            name: {row[0]: row for row in rows} for name, rows in before.items()
        }
