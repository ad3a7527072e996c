"""A store that lends its file to another process for one change."""

import os
from pathlib import Path

import pytest

from leadbench.errors import CannotWrite, Refused
from leadbench.store import Store
from leadbench.store.opening import open_lent
from tests.store.library import LIBRARY, Author


def lent(path: Path, lender: int) -> Store:
    """Return the store of whoever the file is lent to."""
    opened = open_lent(path, LIBRARY, lender)
    return Store(path, LIBRARY, opened, read_only=False, folder=None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "books.library"


def names(store: Store) -> list[object]:
    return [row[1] for row in store.dump()["author"]]


def test_what_was_written_meanwhile_is_undone_and_redone_like_any_change(path: Path) -> None:
    with Store.create(path, LIBRARY) as store:
        with store.change("Add Ada") as session:
            session.add(Author(name="Ada"))
        before = store.dump()
        loan = store.lend()
        with lent(path, os.getpid()) as other, other.change("Add many", "shelf") as session:
            session.add_all([Author(name="Grace"), Author(name="Mary")])
        assert loan.written
        made = loan.end()
        assert made is not None
        assert (made.label, made.place, made.kind) == ("Add many", "shelf", "edit")
        after = store.dump()
        assert store.undo_label == "Add many"
        store.undo()
        assert store.dump() == before
        store.redo()
        assert store.dump() == after
        store.undo()
        store.undo()
        assert names(store) == []


def test_nothing_is_changed_by_the_store_itself_meanwhile(path: Path) -> None:
    with Store.create(path, LIBRARY) as store:
        with store.change("Add Ada") as session:
            session.add(Author(name="Ada"))
        loan = store.lend()
        with pytest.raises(Refused, match="Wait until it is done"), store.change("Add"):
            pass
        with pytest.raises(Refused, match="Wait until it is done"):
            store.undo()
        with lent(path, os.getpid()) as other, other.change("Add") as session:
            session.add(Author(name="Grace"))
        assert not store.changed_elsewhere()
        loan.end()
        assert not store.changed_elsewhere()
        with store.change("Add Mary") as session:
            session.add(Author(name="Mary"))
        assert names(store) == ["Ada", "Grace", "Mary"]


def test_a_loan_that_was_not_used_leaves_no_trace(path: Path) -> None:
    with Store.create(path, LIBRARY) as store:
        with store.change("Add Ada") as session:
            session.add(Author(name="Ada"))
        loan = store.lend()
        with (
            pytest.raises(ZeroDivisionError),
            lent(path, os.getpid()) as other,
            other.change("Add") as session,
        ):
            session.add(Author(name="Grace"))
            session.flush()
            raise ZeroDivisionError
        assert loan.end() is None
        assert store.undo_label == "Add Ada"
        assert names(store) == ["Ada"]


def test_a_loan_that_cannot_be_taken_in_counts_as_another_programs_work(path: Path) -> None:
    with Store.create(path, LIBRARY) as store:
        loan = store.lend()
        with lent(path, os.getpid()) as other, other.change("Add") as session:
            session.add(Author(name="Grace"))
        loan.drop()
        assert store.changed_elsewhere()


def test_only_what_its_lender_holds_is_opened(path: Path) -> None:
    with Store.create(path, LIBRARY), pytest.raises(CannotWrite, match="was closed meanwhile"):
        lent(path, os.getpid() + 1)
    with pytest.raises(CannotWrite, match="was closed meanwhile"):
        lent(path, os.getpid())
