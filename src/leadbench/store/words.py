"""Refusals in plain words: what was wrong with a row, named as a person would name it."""

import math
import re
import sqlite3
from collections.abc import Mapping
from datetime import date
from types import NoneType
from typing import Any

from pydantic import ValidationError
from sqlalchemy import MetaData, Table, inspect
from sqlmodel import SQLModel

from leadbench.errors import Refused
from leadbench.store.images import key_column, quoted

_INTEGER_LIMIT = 1 << 63
_STORABLE = frozenset({NoneType, str, bool, date})
"""Types of which every value can be stored."""


def name_of_field(column: str) -> str:
    """Return a column's name in words: ``duration_minutes`` is "Duration minutes"."""
    return column.removesuffix("_id").replace("_", " ").capitalize()


def name_of_model(model: type[SQLModel]) -> str:
    """Return a model's name in words: ``CalendarException`` is "calendar exception"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).lower()


def name_of_table(name: str, metadata: MetaData) -> str:
    """Return a table's name in words, from the model that it belongs to where there is one."""
    for mapper in SQLModel._sa_registry.mappers:  # noqa: SLF001 - SQLModel has no public way
        table = mapper.local_table
        if isinstance(table, Table) and table.name == name and table.metadata is metadata:
            return name_of_model(mapper.class_)
    return name.replace("_", " ")


def validate(row: SQLModel) -> None:
    """Check a row by the rules of its model, and bring its values to the model's types.

    SQLModel tables do not check themselves: ``Activity(name="")`` passes until here.

    Raises
    ------
    Refused
        With the first value that breaks a rule.
    """
    # Read through the attributes: model_dump would leave out what a flush has expired.
    values = {name: getattr(row, name) for name in type(row).model_fields}
    for name, clean in validated(type(row), values).items():
        value = values[name]
        same_kind = isinstance(clean, type(value)) or isinstance(value, type(clean))
        if clean != value or not same_kind:  # "3" for a number, "2026-07-16" for a date
            setattr(row, name, clean)


def validated(model: type[SQLModel], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row's values by field, checked and brought to the model's types.

    Raises
    ------
    Refused
        With the first value that breaks a rule.
    """
    clean = _Values()
    try:
        # As model_validate does, but without making an ORM row: many times as fast.
        model.__pydantic_validator__.validate_python(values, self_instance=clean)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        rule, limits = first["type"], first.get("ctx") or {}
        reason = _limit_of(model, field, rule, limits)
        reason = reason or _reason(rule, first.get("input"), limits, first["msg"])
        raise _refused(model, values, field, reason) from error
    for name, value in clean.__dict__.items():
        # Almost all values are one of these; asking on would double the time of an import.
        kind = type(value)
        if kind in _STORABLE or (kind is int and -_INTEGER_LIMIT <= value < _INTEGER_LIMIT):
            continue
        reason = _why_unstorable(value)
        if reason:
            raise _refused(model, values, name, reason)
    return dict(clean.__dict__)


class _Values:
    """Where pydantic puts validated values: in ``__dict__``, and its own notes beside it."""

    __slots__ = (
        "__dict__",
        "__pydantic_extra__",
        "__pydantic_fields_set__",
        "__pydantic_private__",
    )


def _why_unstorable(value: object) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return "must be an ordinary number"
    if isinstance(value, int) and not -_INTEGER_LIMIT <= value < _INTEGER_LIMIT:
        return "is too large"
    return ""


def _refused(model: type[SQLModel], values: Mapping[str, Any], field: str, reason: str) -> Refused:
    table = inspect(model).local_table
    assert isinstance(table, Table)
    caption = name_of_field(field) if field else name_of_model(model).capitalize()
    key = values.get(key_column(table))
    return Refused(f"{caption} {reason}", table=table.name, key=key, field=field)


_KINDS = {
    "int": "must be a whole number",
    "float": "must be a number",
    "decimal": "must be a number",
    "finite": "must be an ordinary number",
    "bool": "must be yes or no",
    "date": "must be a date",
    "datetime": "must be a date and time",
    "string": "must be text",
    "bytes": "must be bytes",
}


def _reason(kind: str, given: object, limits: Mapping[str, Any], otherwise: str) -> str:
    if kind == "missing" or given is None:
        return "must be given"
    limited = {
        "greater_than": f"must be more than {_plain(limits.get('gt'))}",
        "greater_than_equal": f"must be at least {_plain(limits.get('ge'))}",
        "less_than": f"must be less than {_plain(limits.get('lt'))}",
        "less_than_equal": f"must be at most {_plain(limits.get('le'))}",
        "string_unicode": "holds characters that are not text",
        "string_too_long": f"must be no longer than {limits.get('max_length')} characters",
        "string_too_short": _too_short(limits.get("min_length")),
        "enum": f"must be one of {str(limits.get('expected')).replace(chr(39), '')}",
    }
    if kind in limited:
        return limited[kind]
    return _KINDS.get(kind.partition("_")[0], f"is not valid: {otherwise}")


def _limit_of(model: type[SQLModel], field: str, kind: str, limits: Mapping[str, Any]) -> str:
    """Return what a model says of a limit of its own, "" where it says nothing.

    The description of a field tells of its upper limit, and of the lower one if that is the same
    the other way.
    """
    same = kind == "greater_than_equal" and (limits.get("ge") or 0) < 0
    if field in model.model_fields and (kind == "less_than_equal" or same):
        return model.model_fields[field].description or ""
    return ""


def _plain(limit: object) -> str:
    """Return a limit as a person writes it: "100", not "100.0"."""
    return f"{limit:g}" if isinstance(limit, float) else str(limit)


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _too_short(least: object) -> str:
    return "must not be empty" if least == 1 else f"must have at least {least} characters"


def broken_rule(
    error: sqlite3.IntegrityError, connection: sqlite3.Connection, tables: Mapping[str, Table]
) -> Refused:
    """Return the refusal for a rule of the database that a row breaks.

    The connection must still be in the transaction that failed if it failed at its commit: then
    the row whose reference points nowhere is named too.
    """
    text = str(error)
    metadata = next(iter(tables.values())).metadata
    rule, _, where = text.partition(" constraint failed: ")
    table, _, column = where.split(",")[0].strip().partition(".")
    if rule == "NOT NULL":
        return Refused(f"{name_of_field(column)} must be given", table=table, field=column)
    if rule == "UNIQUE":
        what = name_of_table(table, metadata)
        return Refused(
            f"There is already {_a(what)} with this {name_of_field(column).lower()}",
            table=table,
            field=column,
        )
    if rule == "CHECK":
        for name in sorted(tables, key=len, reverse=True):
            if where.startswith(f"ck_{name}_"):
                column = where.removeprefix(f"ck_{name}_")
                return Refused(
                    f"{name_of_field(column)} has a value that is not among its choices",
                    table=name,
                    field=column,
                )
    if text.startswith("FOREIGN KEY"):
        for found in dangling_references(connection, tables):
            return found
        return Refused("What the change points to no longer exists. Nothing was changed.")
    return Refused(f"The file does not allow this change: {text}. Nothing was changed.")


def dangling_references(
    connection: sqlite3.Connection, tables: Mapping[str, Table]
) -> list[Refused]:
    """Return a refusal for each reference that points to a row that is not there."""
    found = []
    for name, key, target, number in connection.execute("PRAGMA foreign_key_check").fetchall():
        if name not in tables:
            continue
        metadata = tables[name].metadata
        links = connection.execute(f"PRAGMA foreign_key_list({quoted(name)})").fetchall()
        column = next((link[3] for link in links if link[0] == number), "")
        what = name_of_table(name, metadata)
        missing = _a(name_of_table(target, metadata))
        message = f"{name_of_field(column)} of {what} {key} points to {missing} that does not exist"
        found.append(Refused(message, table=name, key=key, field=column))
    return found
