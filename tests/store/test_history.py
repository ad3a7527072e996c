"""The history survives closing, and brings back any earlier state."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leadbench.errors import Refused
from leadbench.store import Store
from leadbench.store.rows import delete
from tests.store.library import LIBRARY, Author, Book, retitle, shelve, titles


def test_history_lists_every_change_newest_first(store: Store) -> None:
    _, book = shelve(store, "Le Guin", "One")
    retitle(store, book, "Two")
    store.undo()
    store.redo()
    entries = store.history()
    assert [(entry.sequence, entry.label, entry.kind) for entry in entries] == [
        (4, "Retitle", "redo"),
        (3, "Retitle", "undo"),
        (2, "Retitle", "edit"),
        (1, "Add Le Guin", "edit"),
    ]
    assert entries[-1].tables == {"author", "book"}
    assert entries[-1].row_count == 2
    assert all(entry.at.tzinfo is not None for entry in entries)
    assert entries[0].at <= datetime.now(UTC)


def test_history_is_read_in_pages(store: Store) -> None:
    _, book = shelve(store, "Le Guin", "0")
    for number in range(1, 8):
        retitle(store, book, str(number))
    first = store.history(limit=3)
    assert [entry.sequence for entry in first] == [8, 7, 6]
    second = store.history(limit=3, before=first[-1].sequence)
    assert [entry.sequence for entry in second] == [5, 4, 3]


def test_history_survives_closing(store: Store, path: Path, backups: Path) -> None:
    _, book = shelve(store, "Le Guin", "One")
    retitle(store, book, "Two")
    told = store.history()
    images = store.change_rows(2)
    store.close()
    with Store.open(path, LIBRARY, backups=backups) as again:
        assert again.history() == told
        assert again.change_rows(2) == images
        again.restore(1)
        assert titles(again) == ["One"]
        assert again.history()[0].sequence == 3


def test_restoring_is_one_change_that_can_be_undone(store: Store) -> None:
    author, book = shelve(store, "Le Guin", "One")
    early = store.dump()
    retitle(store, book, "Two")
    with store.change("Delete") as session:
        delete(session, session.get_one(Author, author))
    shelve(store, "Butler", "Kindred")
    late = store.dump()

    change = store.restore(1)
    assert change is not None
    assert (change.kind, store.undo_label) == ("restore", change.label)
    assert "Add Le Guin" in change.label
    assert store.dump() == early
    assert len(store.history()) == 5

    store.undo()
    assert store.dump() == late
    store.redo()
    assert store.dump() == early
    retitle(store, book, "Three")
    assert titles(store) == ["Three"]


def test_the_beginning_can_be_restored(path: Path) -> None:
    with Store.create(path, LIBRARY, fill=lambda s: s.add(Author(name="First"))) as store:
        assert store.history() == []
        assert store.undo() is None
        empty = store.dump()
        assert [row[1] for row in empty["author"]] == ["First"]
        shelve(store, "Le Guin", "One")
        store.restore(0)
        assert store.dump() == empty


def test_restoring_the_present_changes_nothing(store: Store) -> None:
    shelve(store, "Le Guin", "One")
    assert store.restore(1) is None
    assert len(store.history()) == 1


def test_a_change_that_never_was_cannot_be_restored(store: Store) -> None:
    with pytest.raises(Refused, match="no change 7"):
        store.restore(7)
    with pytest.raises(Refused, match="no change 7"):
        store.change_rows(7)


def test_a_state_of_another_form_of_the_tables_is_refused(store: Store, path: Path) -> None:
    _, book = shelve(store, "Le Guin", "One")
    retitle(store, book, "Two")
    retitle(store, book, "Three")
    other = sqlite3.connect(path)
    with other:
        other.execute("UPDATE history SET revision = '0000' WHERE sequence <= 2")
    other.close()
    store.changed_elsewhere()
    with pytest.raises(Refused, match="brought up to date"):
        store.restore(1)
    assert titles(store) == ["Three"]
    store.restore(2)
    assert titles(store) == ["Two"]


def test_check_finds_nothing_in_a_sound_file(store: Store) -> None:
    author, _, _ = shelve(store, "Le Guin", "One", "Two")
    with store.change("Delete") as session:
        delete(session, session.get_one(Author, author))
    store.undo()
    store.restore(0)
    store.undo()
    assert store.check() == []


def test_check_names_rows_that_changed_behind_the_history(store: Store, path: Path) -> None:
    _, book = shelve(store, "Le Guin", "One")
    other = sqlite3.connect(path)
    with other:
        other.execute("UPDATE book SET title = 'Onf'")
    (problem,) = store.check()
    assert f"Book {book}" in problem
    with other:
        other.execute("UPDATE book SET title = 'One', author_id = 5")
        other.execute("UPDATE alembic_version SET version_num = 'x'")
    other.close()
    problems = " ".join(store.check())
    assert "author that does not exist" in problems
    assert "revision x" in problems


def test_history_of_a_long_text_stays_small(store: Store, path: Path) -> None:
    _, book = shelve(store, "Le Guin", "One")
    for number in range(200):
        with store.change("Pages") as session:
            session.get_one(Book, book).pages = number + 1
    (size,) = store._connection.execute("SELECT sum(length(images)) FROM history").fetchone()
    assert size < 200 * 250
