"""Random walks: undoing, redoing and restoring give back every state, byte for byte."""

import inspect
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from leadbench.errors import Refused
from leadbench.plan import tables
from leadbench.plan.file import SCHEMA
from leadbench.store import Schema, Store
from tests.store.library import LIBRARY, Author, Book, Loan
from tests.store.walker import Walker

PLAN = sorted(
    (
        each
        for each in vars(tables).values()
        if inspect.isclass(each) and issubclass(each, SQLModel) and each is not SQLModel
    ),
    key=lambda model: list(SCHEMA.tables).index(str(model.__tablename__)),
)
SUBJECTS: dict[str, tuple[Schema, list[type[SQLModel]]]] = {
    "library": (LIBRARY, [Author, Book, Loan]),
    "plan": (SCHEMA, PLAN),
}
Dump = dict[str, list[tuple[object, ...]]]


def restored(dump: Dump) -> Dump:
    """What restoring brings back: everything but the branches, which it never takes away."""
    return {name: rows for name, rows in dump.items() if name != SCHEMA.branch_table}


def test_every_table_of_a_plan_is_walked_over() -> None:
    assert {model.__tablename__ for model in PLAN} == set(SCHEMA.tables)


def _step(step: Callable[[Store], None], store: Store) -> None:
    """One change; a refused one must leave no trace."""
    before, history = store.dump(), len(store.history())
    try:
        step(store)
    except Refused:
        assert store.dump() == before
        assert len(store.history()) == history


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("subject", sorted(SUBJECTS))
def test_undo_all_redo_all_restore_any(
    tmp_path: Path, backups: Path, subject: str, seed: int
) -> None:
    schema, models = SUBJECTS[subject]
    walker = Walker(list(models), seed)
    path = tmp_path / "walk.lib"
    with Store.create(path, schema) as store:
        after: dict[int, Dump] = {0: store.dump()}
        store.subscribe(lambda change: after.update({change.sequence: store.dump()}))
        _step(walker.fill, store)
        for _ in range(60):
            _step(walker.step, store)
        states = list(after.values())
        assert len(states) > 40
        assert sum(map(len, states[-1].values())) > 10

        for earlier in reversed(states[:-1]):
            store.undo()
            assert store.dump() == earlier
        assert store.undo() is None
        for later in states[1:]:
            store.redo()
            assert store.dump() == later
        assert store.redo() is None
        assert store.check() == []

    with Store.open(path, schema, backups=backups) as store:
        recorded = dict(after)
        store.subscribe(lambda change: after.update({change.sequence: store.dump()}))
        chance = random.Random(seed)
        for sequence in (0, *chance.sample(sorted(recorded), 12)):
            store.restore(sequence)
            assert restored(store.dump()) == restored(recorded[sequence])
        while store.undo() is not None:
            pass
        assert store.dump() == states[-1]
        assert store.check() == []


@dataclass
class Sitting:
    """One opening of a file, with a simple list of states as the judge of what it does."""

    store: Store
    walker: Walker
    after: dict[int, Dump]

    def __post_init__(self) -> None:
        self.done = [self.store.dump()]
        self.undone: list[Dump] = []
        self.store.subscribe(lambda change: self.after.update({change.sequence: self.store.dump()}))

    def edit(self) -> None:
        before = self.store.revision
        _step(self.walker.step, self.store)
        if self.store.revision != before:
            self.done.append(self.store.dump())
            self.undone.clear()

    def undo(self) -> None:
        if self.store.undo() is not None:
            self.undone.append(self.done.pop())

    def redo(self) -> None:
        if self.store.redo() is not None:
            self.done.append(self.undone.pop())

    def restore(self) -> None:
        sequence = self.walker.chance.choice(sorted(self.after))
        wanted = restored(self.after[sequence])
        if self.store.restore(sequence) is not None:
            self.done.append(self.store.dump())
            self.undone.clear()
        assert restored(self.store.dump()) == wanted


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_everything(tmp_path: Path, backups: Path, seed: int) -> None:
    walker = Walker(PLAN, 100 + seed)
    path = tmp_path / "walk.lib"
    with Store.create(path, SCHEMA) as store:
        walker.fill(store)
        after: dict[int, Dump] = {1: store.dump()}
    for _ in range(3):
        with Store.open(path, SCHEMA, backups=backups) as store:
            sitting = Sitting(store, walker, after)
            acts = [sitting.edit] * 3 + [sitting.undo] * 2 + [sitting.redo, sitting.restore]
            for _ in range(30):
                walker.chance.choice(acts)()
                assert store.dump() == sitting.done[-1]
                assert (store.undo_label is None) == (len(sitting.done) == 1)
                assert (store.redo_label is None) == (not sitting.undone)
            assert store.check() == []
    assert len(after) > 40
    assert sorted(after) == list(range(1, len(after) + 1))
