"""A subject that is no plan: authors, their books, and loans; the store must serve any subject."""

from datetime import date
from enum import StrEnum
from pathlib import Path

from sqlalchemy import CheckConstraint, MetaData
from sqlalchemy.orm import registry
from sqlmodel import AutoString, Field, SQLModel

from leadbench.store import Schema, Store

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Subject(SQLModel, registry=registry(metadata=METADATA)):
    """Keeps these tables apart from a plan's."""


class Binding(StrEnum):
    HARD = "hard"
    SOFT = "soft"


class Author(Subject, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(min_length=1, max_length=50)
    born: date | None = None


class Book(Subject, table=True):
    __table_args__ = (CheckConstraint("binding IN ('hard', 'soft')", name="binding"),)

    id: int | None = Field(default=None, primary_key=True)
    author_id: int = Field(foreign_key="author.id", index=True)
    sequel_to_id: int | None = Field(default=None, foreign_key="book.id", index=True)
    title: str = Field(min_length=1, max_length=100)
    shelf_mark: int | None = Field(default=None, unique=True)
    pages: int = Field(default=100, ge=1, le=5000)
    price: float = Field(default=10.0, ge=0)
    binding: Binding = Field(default=Binding.SOFT, sa_type=AutoString)
    cover: bytes | None = None


class Loan(Subject, table=True):
    id: int | None = Field(default=None, primary_key=True)
    book_id: int = Field(foreign_key="book.id", index=True)
    reader: str = Field(default="", max_length=50)


LIBRARY = Schema(
    name="Library",
    metadata=METADATA,
    application_id=0x11223344,
    revision="0001",
    revisions=("0001",),
    migrations=Path("nowhere"),
    needs="1.0",
)


def shelve(store: Store, author: str = "Le Guin", *titles: str) -> list[int]:
    """Add an author with books and return the keys: the author's, then the books'."""
    with store.change(f"Add {author}") as session:
        person = Author(name=author)
        session.add(person)
        session.flush()
        assert person.id is not None
        books = [Book(author_id=person.id, title=title) for title in titles]
        session.add_all(books)
    return [person.id, *(book.id for book in books if book.id is not None)]


def titles(store: Store) -> list[str]:
    """The titles in the file, by key."""
    return [row[3] for row in store.dump()["book"]]


def retitle(store: Store, key: int, title: str) -> None:
    with store.change("Retitle") as session:
        session.get_one(Book, key).title = title
