"""Random rows and random changes for any tables, from what their models allow."""

import random
import string
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin

from sqlmodel import Session, SQLModel, col, func, select

from leadbench.store import Store
from leadbench.store.rows import delete, insert_many

_LETTERS = string.ascii_letters + " äß…☃\u200d'\"%\\\0"


class Walker:
    """Does one random thing after the other to the tables of a store."""

    def __init__(self, models: list[type[SQLModel]], seed: int) -> None:
        self.models = models
        self.chance = random.Random(seed)

    def fill(self, store: Store) -> None:
        """Add rows to each table; the models stand in the order of their references."""
        with store.change("Fill") as session:
            for model in self.models:
                table = model.__table__  # type: ignore[attr-defined]  # SQLModel hides it
                for _ in range(1 if any(column.unique for column in table.columns) else 3):
                    values = self._row(session, model)
                    assert values is not None
                    session.add(model(**values))
                    session.flush()

    def step(self, store: Store) -> None:
        """Make one change of one to four random actions."""
        actions: list[Callable[[Session], object]] = [
            self._add,
            self._add,
            self._edit,
            self._edit,
            self._edit,
            self._delete,
            self._add_many,
        ]
        with store.change(f"Step {self.chance.random()}", self.chance.choice(["", "x"])) as session:
            for _ in range(self.chance.randint(1, 4)):
                self.chance.choice(actions)(session)
                if self.chance.random() < 0.3:
                    session.flush()

    def _add(self, session: Session) -> None:
        model = self.chance.choice(self.models)
        values = self._row(session, model)
        if values is not None:
            session.add(model(**values))

    def _add_many(self, session: Session) -> None:
        model = self.chance.choice(self.models)
        rows = [self._row(session, model) for _ in range(self.chance.randint(0, 6))]
        insert_many(session, model, [row for row in rows if row is not None])

    def _edit(self, session: Session) -> None:
        row = self._any(session, self.chance.choice(self.models))
        if row is None:
            return
        values = self._row(session, type(row)) or {}
        for name in self.chance.sample(sorted(values), min(len(values), 3)):
            setattr(row, name, values[name])

    def _delete(self, session: Session) -> None:
        row = self._any(session, self.chance.choice(self.models))
        if row is not None:
            delete(session, row)

    def _any(self, session: Session, model: type[SQLModel]) -> SQLModel | None:
        key = self._key(session, model)
        return None if key is None else session.get_one(model, key)

    def _key(self, session: Session, model: type[SQLModel]) -> int | None:
        column = col(model.id)  # type: ignore[attr-defined]  # each table of these tests has one
        count = session.exec(select(func.count(column))).one()
        if not count:
            return None
        place = self.chance.randrange(count)
        key = session.exec(select(column).order_by(column).offset(place).limit(1)).one()
        return int(key)

    def _row(self, session: Session, model: type[SQLModel]) -> dict[str, Any] | None:
        """Values for every column but the key; None if a required reference has no target."""
        by_table = {each.__tablename__: each for each in self.models}
        table = model.__table__  # type: ignore[attr-defined]  # SQLModel hides it
        values: dict[str, Any] = {}
        for name, field in model.model_fields.items():
            column = table.columns[name]
            if column.primary_key:
                continue
            if column.nullable and self.chance.random() < 0.3:
                values[name] = None
            elif column.foreign_keys:
                (target,) = column.foreign_keys
                values[name] = self._key(session, by_table[target.column.table.name])
                if values[name] is None and not column.nullable:
                    return None
            else:
                values[name] = self._value(_plain(field.annotation), field.metadata)
        return values

    def _value(self, kind: type, rules: list[Any]) -> Any:
        limits = {
            name: getattr(rule, name)
            for rule in rules
            for name in ("ge", "gt", "le", "lt", "min_length", "max_length")
            if getattr(rule, name, None) is not None
        }
        low = limits.get("ge", limits.get("gt", -1000))
        high = limits.get("le", limits.get("lt", low + 100_000))
        if issubclass(kind, StrEnum):
            return self.chance.choice(list(kind))
        if kind is bool:
            return self.chance.random() < 0.5
        if kind is int:
            return self.chance.randint(low, high)
        if kind is float:
            return low + (high - low) * (1 - self.chance.random())
        if kind is date:
            return date(2026, 1, 1) + timedelta(days=self.chance.randrange(1000))
        if kind is bytes:
            return self.chance.randbytes(self.chance.randrange(20))
        assert kind is str, kind
        most = min(limits.get("max_length", 30), 30)
        length = self.chance.randint(limits.get("min_length", 0), most)
        return "".join(self.chance.choices(_LETTERS, k=length))


def _plain(annotation: Any) -> type:
    """The type without its ``| None``."""
    if get_origin(annotation) in {Union, UnionType}:
        (annotation,) = (each for each in get_args(annotation) if each is not type(None))
    assert isinstance(annotation, type)
    return annotation
