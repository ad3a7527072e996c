"""What a change does, and how it is taken back."""

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, text, update
from sqlmodel import col, select

from leadbench.errors import Refused
from leadbench.store import Change, Misuse, Store, images
from leadbench.store.rows import insert_many
from tests.store.library import LIBRARY, Author, Book, Loan, retitle, shelve, titles


def test_a_change_is_in_the_file_and_told_with_its_images(store: Store, path: Path) -> None:
    told: list[Change] = []
    store.subscribe(told.append)
    author, book = shelve(store, "Le Guin", "The Dispossessed")
    retitle(store, book, "The Lathe of Heaven")

    (added, renamed) = told
    assert (added.label, added.place, added.kind) == ("Add Le Guin", "", "edit")
    assert added.tables == {"author", "book"}
    assert {(row.table, row.key, row.before) for row in added.rows} == {
        ("author", author, None),
        ("book", book, None),
    }
    (row,) = renamed.rows
    assert row.before is not None
    assert row.after is not None
    assert row.before["title"] == "The Dispossessed"
    assert row.after == row.before | {"title": "The Lathe of Heaven"}
    assert (datetime.now(UTC) - renamed.at).total_seconds() < 60
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT title FROM book").fetchall() == [("The Lathe of Heaven",)]
    other.close()


def test_the_place_of_a_change_is_kept(store: Store) -> None:
    with store.change("Add", "discovery") as session:
        session.add(Author(name="Butler"))
    assert store.history()[0].place == "discovery"
    undone = store.undo()
    assert undone is not None
    assert undone.place == "discovery"


def test_listeners_are_told_after_the_commit_and_may_read(store: Store) -> None:
    seen: list[list[str]] = []

    def look(change: Change) -> None:
        with store.read() as session:
            seen.append(list(session.exec(select(Author.name)).all()))

    store.subscribe(look)
    shelve(store, "Butler")
    store.unsubscribe(look)
    shelve(store, "Delany")
    assert seen == [["Butler"]]


def test_every_listener_is_told_even_if_one_fails(store: Store) -> None:
    told: list[str] = []

    def fail(change: Change) -> None:
        raise ValueError("a listener's fault")

    store.subscribe(fail)
    store.subscribe(lambda change: told.append(change.label))
    with pytest.raises(ValueError, match="a listener's fault"):
        shelve(store, "Butler")
    assert told == ["Add Butler"]
    assert len(store.dump()["author"]) == 1


def test_nothing_changed_is_no_change(store: Store) -> None:
    _, book = shelve(store, "Le Guin", "The Dispossessed")
    before = store.revision
    with store.change("Look"):
        pass
    with store.change("There and back") as session:
        row = session.get_one(Book, book)
        row.title = "Other"
        session.flush()
        row.title = "The Dispossessed"
    with store.change("Come and go") as session:
        passing = Author(name="Nobody")
        session.add(passing)
        session.flush()
        session.delete(passing)
    assert store.revision == before
    assert [entry.label for entry in store.history()] == ["Add Le Guin"]
    assert store.undo_label == "Add Le Guin"


def test_the_image_before_is_that_of_the_start_and_not_of_the_last_flush(store: Store) -> None:
    _, book = shelve(store, "Le Guin", "One")
    with store.change("Twice") as session:
        row = session.get_one(Book, book)
        row.title = "Two"
        session.exec(select(Author)).all()  # an autoflush in the middle
        row.title = "Three"
    (image,) = store.change_rows(2)
    assert image.before is not None
    assert image.after is not None
    assert (image.before["title"], image.after["title"]) == ("One", "Three")
    store.undo()
    assert titles(store) == ["One"]


def test_an_exception_takes_everything_back(store: Store) -> None:
    _, book = shelve(store, "Le Guin", "One")
    before = store.dump()
    with pytest.raises(ZeroDivisionError), store.change("Fail") as session:
        session.get_one(Book, book).title = "Two"
        session.add(Author(name="Butler"))
        session.flush()
        _ = 1 / 0
    assert store.dump() == before
    assert len(store.history()) == 1
    retitle(store, book, "Three")
    assert titles(store) == ["Three"]


def test_rows_can_be_used_after_the_change(store: Store) -> None:
    with store.change("Add") as session:
        author = Author(name="Butler")
        session.add(author)
    assert author.id == 1
    assert author.name == "Butler"


def test_undo_and_redo_step_through_the_changes(store: Store) -> None:
    _, book = shelve(store, "Le Guin", "One")
    retitle(store, book, "Two")
    assert (store.undo_label, store.redo_label) == ("Retitle", None)

    undone = store.undo()
    assert undone is not None
    assert undone.kind == "undo"
    assert titles(store) == ["One"]
    assert (store.undo_label, store.redo_label) == ("Add Le Guin", "Retitle")
    store.undo()
    assert titles(store) == []
    assert store.undo() is None

    redone = store.redo()
    assert redone is not None
    assert redone.kind == "redo"
    store.redo()
    assert titles(store) == ["Two"]
    assert store.redo() is None
    assert (store.undo_label, store.redo_label) == ("Retitle", None)


def test_a_change_that_joins_is_undone_with_the_one_before_it(store: Store) -> None:
    told: list[Change] = []
    store.subscribe(told.append)
    author, book = shelve(store, "Le Guin", "Untitled")
    with store.change("Title of Untitled", joins=True) as session:
        row = session.get(Book, book)
        assert row is not None
        row.title = "The Dispossessed"
    assert (len(told), store.undo_label) == (2, "Add Le Guin")
    store.undo()
    with store.read() as session:
        assert session.get(Author, author) is None
        assert session.get(Book, book) is None
    assert store.undo_label is None
    store.redo()
    assert titles(store) == ["The Dispossessed"]
    # The history keeps what was done in its own steps.
    assert [entry.label for entry in store.history()][-2:] == ["Title of Untitled", "Add Le Guin"]


def test_what_joins_nothing_is_a_step_of_its_own(store: Store) -> None:
    with store.change("Add", joins=True) as session:
        session.add(Author(name="Butler"))
    assert store.undo_label == "Add"
    store.undo()
    assert store.undo_label is None


def test_a_change_after_an_undo_clears_redo(store: Store) -> None:
    _, book = shelve(store, "Le Guin", "One")
    retitle(store, book, "Two")
    store.undo()
    retitle(store, book, "Three")
    assert store.redo_label is None
    assert store.redo() is None
    assert titles(store) == ["Three"]


def test_undo_never_goes_behind_the_opening(store: Store, path: Path, backups: Path) -> None:
    shelve(store, "Le Guin", "One")
    store.close()
    with Store.open(path, LIBRARY, backups=backups) as again:
        assert again.undo_label is None
        assert again.undo() is None
        assert titles(again) == ["One"]


def test_listeners_hear_of_undo_with_stacks_already_moved(store: Store) -> None:
    seen: list[tuple[str, str | None, str | None]] = []
    shelve(store, "Butler")
    store.subscribe(lambda change: seen.append((change.kind, store.undo_label, store.redo_label)))
    store.undo()
    store.redo()
    assert seen == [("undo", None, "Add Butler"), ("redo", "Add Butler", None)]


def test_rows_that_exchange_unique_values_can_be_undone(store: Store) -> None:
    _, one, two = shelve(store, "Le Guin", "One", "Two")
    with store.change("Mark") as session:
        session.get_one(Book, one).shelf_mark = 1
        session.get_one(Book, two).shelf_mark = 2
    before = store.dump()
    with store.change("Exchange") as session:
        first, second = session.get_one(Book, one), session.get_one(Book, two)
        first.shelf_mark = None
        session.flush()
        second.shelf_mark = 1
        session.flush()
        first.shelf_mark = 2
    after = store.dump()
    assert after != before
    store.undo()
    assert store.dump() == before
    store.redo()
    assert store.dump() == after


def test_a_key_used_again_is_told_apart(store: Store) -> None:
    _, one = shelve(store, "Le Guin", "One")
    before = store.dump()
    with store.change("Replace") as session:
        old = session.get_one(Book, one)
        session.delete(old)
        session.flush()
        session.add(Book(id=one, author_id=old.author_id, title="New"))
    assert titles(store) == ["New"]
    store.undo()
    assert store.dump() == before


def test_bytes_floats_and_dates_come_back_exactly(store: Store, path: Path, backups: Path) -> None:
    with store.change("Add") as session:
        author = Author(name="Łem ☃ 🕮 \u2028", born=date(1921, 9, 12))
        session.add(author)
        session.flush()
        assert author.id is not None
        book = Book(author_id=author.id, title="x", price=0.1 + 0.2, cover=b"\x00\xff{bytes}")
        session.add(book)
    before = store.dump()
    with store.change("Change") as session:
        row = session.get_one(Book, book.id)
        row.cover, row.price = b"", 1e300
        session.get_one(Author, author.id).born = None
    store.close()
    with Store.open(path, LIBRARY, backups=backups) as again:
        again.restore(1)
        assert again.dump() == before


def test_many_rows_at_once_are_one_change_like_all_others(store: Store) -> None:
    (author,) = shelve(store, "Le Guin")
    before = store.dump()
    with store.change("Import") as session:
        keys = insert_many(
            session, Book, ({"author_id": author, "title": f"Book {n}"} for n in range(2500))
        )
        session.get_one(Book, keys[7]).title = "Seven"
        (given,) = insert_many(session, Loan, [{"id": 50, "book_id": keys[0]}])
    assert given == 50
    assert len(set(keys)) == 2500
    assert titles(store)[7] == "Seven"
    assert store.history()[0].row_count == 2501
    after = store.dump()
    store.undo()
    assert store.dump() == before
    store.redo()
    assert store.dump() == after


def test_many_rows_obey_the_rules_too(store: Store) -> None:
    (author,) = shelve(store, "Le Guin")
    with pytest.raises(Refused, match="Title must be given"), store.change("Bad") as session:
        insert_many(session, Book, [{"author_id": author}])
    with pytest.raises(Refused, match="Pages must be at least 1"), store.change("Bad") as session:
        insert_many(session, Book, [{"author_id": author, "title": "x", "pages": 0}])
    with pytest.raises(Refused, match="does not exist"), store.change("Bad") as session:
        insert_many(session, Book, [{"author_id": 99, "title": "x"}], validated=True)
    with pytest.raises(Misuse, match="colour"), store.change("Bad") as session:
        insert_many(session, Book, [{"author_id": author, "title": "x", "colour": 1}])
    with store.change("Nothing") as session:
        assert insert_many(session, Book, []) == []
    assert titles(store) == []


def test_bulk_statements_are_refused(store: Store) -> None:
    shelve(store, "Le Guin", "One")
    before = store.dump()
    for statement in (
        update(Book).values(title="Two"),
        delete(Book).where(col(Book.id) == 1),
        text("UPDATE book SET title = 'Two'"),
    ):
        with pytest.raises(Misuse, match="undone"), store.change("Bulk") as session:
            session.execute(statement)
    with pytest.raises(Misuse, match="undone"), store.change("Bulk") as session:
        session.connection().exec_driver_sql("DELETE FROM book")
    assert store.dump() == before
    assert len(store.history()) == 1


def test_changes_do_not_nest(store: Store) -> None:
    _, book = shelve(store, "Le Guin", "One")
    with pytest.raises(Misuse, match="do not nest"), store.change("Outer") as session:
        session.get_one(Book, book).title = "Two"
        with store.change("Inner"):
            pass
    with pytest.raises(Misuse, match="do not nest"), store.change("Outer"):
        store.undo()
    with pytest.raises(Misuse, match="inside a read"), store.read(), store.change("Inner"):
        pass
    with pytest.raises(Misuse, match="its own session"), store.change("Outer"), store.read():
        pass
    assert titles(store) == ["One"]
    retitle(store, book, "Three")
    assert titles(store) == ["Three"]


def test_the_block_neither_commits_nor_rolls_back(store: Store) -> None:
    for end in ("commit", "rollback"):
        with pytest.raises(Misuse), store.change("End") as session:
            session.add(Author(name="Butler"))
            session.flush()
            getattr(session, end)()
    assert store.dump()["author"] == []


def test_the_key_of_a_row_never_changes(store: Store) -> None:
    _, book = shelve(store, "Le Guin", "One")
    with pytest.raises(Misuse, match="key"), store.change("Move") as session:
        session.get_one(Book, book).id = 77
    assert store.dump()["book"][0][0] == book


def test_reading_refuses_to_write(store: Store) -> None:
    _, book = shelve(store, "Le Guin", "One")
    with pytest.raises(Misuse, match="only reads"), store.read() as session:
        session.add(Author(name="Butler"))
        session.flush()
    with pytest.raises(Misuse), store.read() as session:
        session.execute(update(Book).values(title="Two"))
    with pytest.raises(Misuse), store.read() as session:
        session.commit()
    with store.read() as session:
        session.get_one(Book, book).title = "lost"
    assert titles(store) == ["One"]
    retitle(store, book, "Two")


def test_a_read_inside_a_read_sees_the_same(store: Store) -> None:
    shelve(store, "Butler")
    with store.read() as outer, store.read() as inner:
        assert inner is outer
        assert len(inner.exec(select(Author)).all()) == 1
    with store.read() as session:
        assert len(session.exec(select(Author)).all()) == 1


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(Misuse, match="closed"), store.read():
        pass
    with pytest.raises(Misuse, match="closed"), store.change("Late"):
        pass
    with pytest.raises(Misuse, match="closed"):
        store.undo()


def test_another_program_s_writing_clears_undo_and_is_told(store: Store, path: Path) -> None:
    told: list[Change] = []
    _, book = shelve(store, "Le Guin", "One")
    store.subscribe(told.append)
    assert not store.changed_elsewhere()
    retitle(store, book, "Two")
    assert not store.changed_elsewhere()
    before = store.revision
    other = sqlite3.connect(path)
    with other:
        other.execute("UPDATE book SET title = 'Foreign'")
    other.close()

    with pytest.raises(Refused, match="Another program"):
        retitle(store, book, "Three")
    with pytest.raises(Refused, match="Another program"):
        store.undo()
    assert titles(store) == ["Foreign"]

    assert store.changed_elsewhere()
    assert not store.changed_elsewhere()
    assert told[-1].kind == "elsewhere"
    assert told[-1].everything
    assert store.revision > before
    assert store.undo_label is None
    retitle(store, book, "Three")
    assert titles(store) == ["Three"]


def test_a_change_waits_for_the_disk(store: Store) -> None:
    (synchronous,) = store._connection.execute("PRAGMA synchronous").fetchone()
    (journal,) = store._connection.execute("PRAGMA journal_mode").fetchone()
    assert (synchronous, journal) == (2, "wal")  # 2: FULL, which survives a power cut


def test_values_of_another_type_differ() -> None:
    assert images.same({"a": 1, "b": None}, {"a": 1, "b": None})
    assert not images.same({"a": 1}, {"a": 1.0})
    assert not images.same({"a": "1"}, {"a": b"1"})
    assert not images.same({"a": None}, None)
