"""The one deletion rule: a required reference dies, an optional one is cleared."""

import pytest
from sqlmodel import select

from leadbench.store import Misuse, Store
from leadbench.store.rows import delete
from tests.store.library import Author, Book, Loan, shelve, titles


def test_what_needs_the_row_dies_with_it_and_the_rest_lets_go(store: Store) -> None:
    le_guin, wizard, tombs = shelve(store, "Le Guin", "A Wizard of Earthsea", "Tombs of Atuan")
    _, parody = shelve(store, "Other", "A Parody")
    with store.change("Link") as session:
        session.get_one(Book, tombs).sequel_to_id = wizard
        session.get_one(Book, parody).sequel_to_id = tombs
        session.add_all([Loan(book_id=wizard), Loan(book_id=tombs), Loan(book_id=parody)])
    before = store.dump()

    with store.change("Delete Le Guin") as session:
        delete(session, session.get_one(Author, le_guin))
    assert [row[1] for row in store.dump()["author"]] == ["Other"]
    assert titles(store) == ["A Parody"]
    assert store.dump()["book"][0][2] is None
    assert [row[1] for row in store.dump()["loan"]] == [parody]
    after = store.dump()

    store.undo()
    assert store.dump() == before
    store.redo()
    assert store.dump() == after


def test_rows_known_to_the_session_follow(store: Store) -> None:
    _, one, two = shelve(store, "Le Guin", "One", "Two")
    with store.change("Link") as session:
        session.get_one(Book, two).sequel_to_id = one
    with store.change("Delete") as session:
        first, second = session.get_one(Book, one), session.get_one(Book, two)
        delete(session, first)
        assert second.sequel_to_id is None
        assert session.get(Book, one) is None
        second.title = "Alone"
    assert titles(store) == ["Alone"]


def test_several_rows_of_several_tables_at_once(store: Store) -> None:
    _, one, two, three = shelve(store, "Le Guin", "One", "Two", "Three")
    lonely = shelve(store, "Lonely")[0]
    with store.change("Delete") as session:
        rows = session.exec(select(Book).where(Book.id != two)).all()
        delete(session, *rows, session.get_one(Author, lonely))
    assert titles(store) == ["Two"]
    assert len(store.dump()["author"]) == 1
    assert store.history()[0].row_count == 3
    assert {one, three}.isdisjoint(row[0] for row in store.dump()["book"])


def test_a_circle_of_references_can_be_deleted(store: Store) -> None:
    _, one, two = shelve(store, "Le Guin", "One", "Two")
    with store.change("Circle") as session:
        session.get_one(Book, one).sequel_to_id = two
        session.get_one(Book, two).sequel_to_id = one
    before = store.dump()
    with store.change("Delete") as session:
        delete(session, session.get_one(Book, one))
    assert titles(store) == ["Two"]
    store.undo()
    assert store.dump() == before


def test_a_row_added_in_the_same_change_can_be_deleted(store: Store) -> None:
    with store.change("Nothing in the end") as session:
        author = Author(name="Nobody")
        session.add(author)
        delete(session, author) if author.id else session.flush()
        delete(session, author)
    assert store.history() == []


def test_only_rows_of_the_change_can_be_deleted(store: Store) -> None:
    with pytest.raises(Misuse), store.change("Delete") as session:
        delete(session, Author(name="Stranger"))
    with pytest.raises(Misuse), store.read() as session:
        delete(session, Author(name="Stranger"))
