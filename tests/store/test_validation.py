"""Values that break a rule are refused in plain words, naming row and field."""

from datetime import date
from typing import Any

import pytest

from leadbench.errors import Refused
from leadbench.store import Store
from tests.store.library import Author, Book, shelve


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "Title must not be empty"),
        ("title", "x" * 101, "Title must be no longer than 100 characters"),
        ("title", None, "Title must be given"),
        ("title", 7, "Title must be text"),
        ("title", "half \ud83d", "Title holds characters that are not text"),
        ("pages", 0, "Pages must be at least 1"),
        ("pages", 5001, "Pages must be at most 5000"),
        ("pages", "many", "Pages must be a whole number"),
        ("pages", 1.5, "Pages must be a whole number"),
        ("price", float("inf"), "Price must be an ordinary number"),
        ("price", float("nan"), "Price must be"),
        ("binding", "paper", "Binding must be one of hard or soft"),
        ("shelf_mark", 1 << 63, "Shelf mark is too large"),
        ("author_id", None, "Author must be given"),
        ("author_id", 99, "Author of book 1 points to an author that does not exist"),
    ],
)
def test_a_bad_value_is_refused_where_it_stands(
    store: Store, field: str, value: Any, words: str
) -> None:
    _, key = shelve(store, "Le Guin", "One")
    before = store.dump()
    with pytest.raises(Refused) as caught, store.change("Bad") as session:
        setattr(session.get_one(Book, key), field, value)
    assert words in str(caught.value)
    assert (caught.value.table, caught.value.key, caught.value.field) == ("book", key, field)
    assert store.dump() == before
    assert len(store.history()) == 1


def test_a_new_row_without_a_required_value_is_refused(store: Store) -> None:
    with (
        pytest.raises(Refused, match="Name must be given") as caught,
        store.change("Add") as adding,
    ):
        adding.add(Author())  # type: ignore[call-arg]  # the point of the test
    assert (caught.value.table, caught.value.key) == ("author", None)


def test_values_are_brought_to_the_model_s_types(store: Store) -> None:
    _, key = shelve(store, "Le Guin", "One")
    with store.change("Text from a form") as session:
        book = session.get_one(Book, key)
        book.pages = "321"  # type: ignore[assignment]
        author = session.get_one(Author, book.author_id)
        author.born = "1929-10-21"  # type: ignore[assignment]
        session.flush()
        assert author.born == date(1929, 10, 21)
    assert store.dump()["book"][0][5] == 321
    assert store.dump()["author"][0][2] == "1929-10-21"


def test_a_unique_value_taken_twice_is_refused(store: Store) -> None:
    _, one, two = shelve(store, "Le Guin", "One", "Two")
    with (
        pytest.raises(Refused, match="already a book with this shelf mark") as caught,
        store.change("Mark") as session,
    ):
        session.get_one(Book, one).shelf_mark = 5
        session.get_one(Book, two).shelf_mark = 5
    assert (caught.value.table, caught.value.field) == ("book", "shelf_mark")
    assert {row[4] for row in store.dump()["book"]} == {None}


def test_what_is_still_pointed_to_cannot_just_be_deleted(store: Store) -> None:
    author, book = shelve(store, "Le Guin", "One")
    with (
        pytest.raises(Refused, match="author that does not exist") as caught,
        store.change("Delete") as session,
    ):
        session.delete(session.get_one(Author, author))
    assert (caught.value.table, caught.value.key) == ("book", book)
    assert len(store.dump()["author"]) == 1


def test_a_refusal_caught_inside_the_block_cannot_be_half_kept(store: Store) -> None:
    shelve(store, "Le Guin", "One")
    before = store.dump()
    with pytest.raises(Exception), store.change("Half") as session:  # noqa: B017, PT011
        session.add(Author(name="Kept?"))
        session.flush()
        try:
            session.add(Book(author_id=1, title="Bad", shelf_mark=1))
            session.add(Book(author_id=1, title="Bad", shelf_mark=1))
            session.flush()
        except Exception:  # noqa: BLE001 - the point of the test
            pass
    assert store.dump() == before
