"""Merging a branch into the file that went on meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlmodel import SQLModel

from leadbench.errors import Refused
from leadbench.store import Store
from leadbench.store.branches import base_of, begin, open_branch, state_of
from leadbench.store.merging import MINE, THEIRS, Merged, merge, row_changes
from leadbench.store.rows import delete
from tests.store.library import LIBRARY, Author, Book, Loan, retitle, shelve
from tests.store.walker import Walker


@dataclass
class Fork:
    """A file and a branch of it."""

    file: Store
    branch: Store
    key: int
    quiet: frozenset[str] = field(default_factory=frozenset)

    def merged(self, decided: dict[tuple[str, int, str], str] | None = None) -> Merged:
        base, mine, theirs = (
            base_of(self.file, self.key),
            state_of(self.file),
            state_of(self.branch),
        )
        return merge(LIBRARY, base, mine, theirs, decided, quiet=self.quiet)

    def adopt(self, decided: dict[tuple[str, int, str], str] | None = None) -> Merged:
        merged = self.merged(decided)
        self.file.apply("Adopt", "", row_changes(LIBRARY, state_of(self.file), merged.state))
        assert self.file.check() == []
        return merged


@contextmanager
def forked(store: Store) -> Iterator[Fork]:
    key = begin(store)
    with open_branch(store, key) as branch:
        yield Fork(store, branch, key)


@pytest.fixture
def fork(store: Store) -> Iterator[Fork]:
    shelve(store, "Le Guin", "One", "Two", "Three")
    with forked(store) as made:
        yield made


def edit(store: Store, model: type[SQLModel], key: int, **values: Any) -> None:
    with store.change("Edit") as session:
        row = session.get_one(model, key)
        for name, value in values.items():
            setattr(row, name, value)


def remove(store: Store, model: type[SQLModel], key: int) -> None:
    with store.change("Delete") as session:
        delete(session, session.get_one(model, key))


def add(store: Store, row: SQLModel) -> None:
    with store.change("Add") as session:
        session.add(row)


def book(store: Store, key: int) -> dict[str, Any]:
    names = ["id", "author_id", "sequel_to_id", "title", "shelf_mark", "pages"]
    (row,) = [row for row in store.dump()["book"] if row[0] == key]
    return dict(zip(names, row, strict=False))


def test_an_untouched_file_becomes_the_branch_in_one_step(fork: Fork) -> None:
    retitle(fork.branch, 1, "First")
    add(fork.branch, Loan(book_id=1, reader="Ada"))
    remove(fork.branch, Book, 3)
    before = fork.file.dump()
    assert fork.adopt().conflicts == []
    assert fork.file.dump() == fork.branch.dump()
    fork.file.undo()
    assert fork.file.dump() == before
    fork.file.redo()
    assert fork.file.dump() == fork.branch.dump()


def test_different_fields_of_one_row_come_together(fork: Fork) -> None:
    edit(fork.file, Book, 1, pages=300)
    edit(fork.branch, Book, 1, title="First")
    assert fork.adopt().conflicts == []
    assert book(fork.file, 1)["pages"] == 300
    assert book(fork.file, 1)["title"] == "First"


@pytest.mark.parametrize(("side", "title"), [(MINE, "Mine"), (THEIRS, "Theirs")])
def test_one_field_changed_on_both_sides_is_decided(fork: Fork, side: str, title: str) -> None:
    edit(fork.file, Book, 1, title="Mine", pages=300)
    edit(fork.branch, Book, 1, title="Theirs", pages=300)
    (conflict,) = fork.merged().conflicts
    assert (conflict.place, conflict.base) == (("book", 1, "title"), "One")
    assert (conflict.mine, conflict.theirs) == ("Mine", "Theirs")
    fork.adopt({conflict.place: side})
    assert (book(fork.file, 1)["title"], book(fork.file, 1)["pages"]) == (title, 300)


def test_rows_that_both_added_stay_two_rows_with_their_own_children(fork: Fork) -> None:
    for store, title in ((fork.file, "Mine"), (fork.branch, "Theirs")):
        add(store, Book(author_id=1, title=title))
        add(store, Loan(book_id=4, reader=title))
        edit(store, Book, 2, sequel_to_id=4)
    (conflict,) = fork.merged().conflicts
    assert conflict.place == ("book", 2, "sequel_to_id")
    fork.adopt()
    titles = {row[0]: row[3] for row in fork.file.dump()["book"]}
    assert sorted(titles.values()) == ["Mine", "One", "Theirs", "Three", "Two"]
    loans = [(titles[row[1]], row[2]) for row in fork.file.dump()["loan"]]
    assert sorted(loans) == [("Mine", "Mine"), ("Theirs", "Theirs")]
    assert titles[book(fork.file, 2)["sequel_to_id"]] == "Theirs"


def test_rows_of_which_only_one_may_be_are_the_same_row(fork: Fork) -> None:
    add(fork.file, Author(name="Somebody"))
    add(fork.file, Book(author_id=1, title="Mine", shelf_mark=7, pages=50))
    add(fork.branch, Book(author_id=1, title="Theirs", shelf_mark=7, pages=50))
    (conflict,) = fork.adopt().conflicts
    assert conflict.place == ("book", 4, "title")
    assert book(fork.file, 4)["title"] == "Theirs"
    assert len(fork.file.dump()["book"]) == 4


DELETED: list[tuple[str, Callable[[Fork], tuple[Store, Store]]]] = [
    ("deleted in the file", lambda fork: (fork.file, fork.branch)),
    ("deleted in the branch", lambda fork: (fork.branch, fork.file)),
]


@pytest.mark.parametrize(
    "sides", [sides for _, sides in DELETED], ids=[name for name, _ in DELETED]
)
@pytest.mark.parametrize("kept", [True, False])
def test_a_row_deleted_here_and_changed_there_is_decided_with_all_that_hangs_on_it(
    store: Store, sides: Callable[[Fork], tuple[Store, Store]], kept: bool
) -> None:
    shelve(store, "Le Guin", "One", "Two")
    add(store, Loan(book_id=1, reader="Ada"))
    with forked(store) as fork:
        deleter, editor = sides(fork)
        remove(deleter, Book, 1)  # and with it the loan
        retitle(editor, 1, "First")
        (conflict,) = fork.merged().conflicts
        assert conflict.place == ("book", 1, "")
        winner = editor if kept else deleter
        fork.adopt({conflict.place: MINE if winner is fork.file else THEIRS})
        titles = [row[3] for row in store.dump()["book"]]
        assert titles == (["First", "Two"] if kept else ["Two"])
        assert [row[2] for row in store.dump()["loan"]] == (["Ada"] if kept else [])


def test_what_was_added_to_a_row_that_is_gone_is_left_out_and_named(fork: Fork) -> None:
    remove(fork.file, Book, 1)
    add(fork.branch, Loan(book_id=1, reader="Ada"))
    edit(fork.branch, Book, 2, sequel_to_id=1)
    merged = fork.adopt()
    assert merged.left_out == [("loan", 1)]
    assert fork.file.dump()["loan"] == []
    assert book(fork.file, 2)["sequel_to_id"] is None


def test_quiet_fields_are_taken_from_the_branch_unasked(fork: Fork) -> None:
    fork.quiet = frozenset({"pages"})
    edit(fork.file, Book, 1, pages=2)
    edit(fork.branch, Book, 1, pages=3)
    edit(fork.file, Book, 2, pages=4)
    remove(fork.branch, Book, 2)
    assert fork.adopt().conflicts == []
    assert book(fork.file, 1)["pages"] == 3
    assert [row[0] for row in fork.file.dump()["book"]] == [1, 3]


def test_whole_and_broken_numbers_are_not_the_same(fork: Fork) -> None:
    edit(fork.branch, Book, 1, price=11.0)
    fork.adopt()
    assert fork.file.dump() == fork.branch.dump()
    assert row_changes(LIBRARY, state_of(fork.file), state_of(fork.branch)) == ()


@pytest.mark.parametrize("seed", range(8))
def test_whatever_both_did_comes_together_soundly(store: Store, seed: int) -> None:
    walker = Walker([Author, Book, Loan], 700 + seed)
    walker.fill(store)
    with forked(store) as fork:
        for side in (fork.file, fork.branch):
            for _ in range(12):
                with suppress(Refused):
                    walker.step(side)
        before = store.dump()
        places = [conflict.place for conflict in fork.merged().conflicts]
        decided = {place: walker.chance.choice([MINE, THEIRS]) for place in places}
        merged = fork.merged(decided)
        rows = row_changes(LIBRARY, state_of(store), merged.state)
        # Two rows may have taken one unique value, which the database refuses as it always does.
        with suppress(Refused):
            fork.file.apply("Adopt", "", rows)
            assert state_of(store) == merged.state
            store.undo()
        assert store.dump() == before
        assert store.check() == []


def test_taking_one_side_throughout_gives_its_fields(store: Store) -> None:
    shelve(store, "Le Guin", "One", "Two")
    with forked(store) as fork:
        for side, title, pages in ((fork.file, "Mine", 2), (fork.branch, "Theirs", 3)):
            edit(side, Book, 1, title=title, pages=pages)
            edit(side, Book, 2, title=f"{title} too")
        places = [conflict.place for conflict in fork.merged().conflicts]
        assert len(places) == 3
        mine = fork.merged(dict.fromkeys(places, MINE))
        assert mine.state == state_of(fork.file)
        theirs = fork.merged(dict.fromkeys(places, THEIRS))
        assert theirs.state == state_of(fork.branch)
