"""What every family of tables shares: constraint names and the type of a choice."""

from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import AutoString, SQLModel

# Names every constraint, or a migration could not drop it (SQLite alters tables by copying them).
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Word = AutoString
"""Column type of a choice: stored as its plain word, so that the file stays readable."""


def one_of(column: str, choices: type[StrEnum]) -> CheckConstraint:
    """Return the constraint that a text column holds one of the choices."""
    listed = ", ".join(f"'{choice.value}'" for choice in choices)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
