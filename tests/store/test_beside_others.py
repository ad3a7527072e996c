"""A file that is edited here stays whole while other programs open and close it."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from leadbench.errors import FileHeld
from leadbench.store import Store
from tests.store.library import LIBRARY, Book, shelve, titles

_LOOK = """
import sqlite3, sys
file = sqlite3.connect(sys.argv[1])
print(*[title for (title,) in file.execute("SELECT title FROM book ORDER BY id")])
file.close()
"""


def seen_elsewhere(path: Path) -> str:
    """What another program reads, which then closes the file as the last one of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _LOOK, str(path)], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def retitle(store: Store, title: str) -> None:
    with store.change("Title") as session:
        session.get_one(Book, 1).title = title


@pytest.mark.parametrize("between", ["nothing", "reading", "opening again"])
def test_an_edit_after_another_program_closed_the_file_is_in_it(
    tmp_path: Path, between: str
) -> None:
    path = tmp_path / "books.lib"
    with Store.create(path, LIBRARY) as store:
        shelve(store, "Le Guin", "First")
    with Store.open(path, LIBRARY, backups=tmp_path / "backups") as store:
        retitle(store, "Second")
        if between == "reading":
            with Store.open(path, LIBRARY, read_only=True) as other:
                assert titles(other) == ["Second"]
        elif between == "opening again":
            with pytest.raises(FileHeld):
                Store.open(path, LIBRARY, backups=tmp_path / "backups")
        assert seen_elsewhere(path) == "Second"
        retitle(store, "Third")
        assert seen_elsewhere(path) == "Third"
        # What a program that dies now leaves: the file and its log as they lie there.
        for end in ("", "-wal"):
            part = path.with_name(path.name + end)
            (tmp_path / f"left.lib{end}").write_bytes(part.read_bytes())
    left = sqlite3.connect(tmp_path / "left.lib")
    assert left.execute("SELECT title FROM book").fetchall() == [("Third",)]
    left.close()
