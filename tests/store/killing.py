"""Kill a writer again and again, and look at the file it leaves.

Run as ``python -m tests.store.killing KILLS SEED FOLDER`` in a process without threads: everything
is imported once, and each writer is a fork of it. Prints a line of figures, or fails.
"""

import os
import random
import select
import signal
import sys
import time
from pathlib import Path

from leadbench.store import Store
from leadbench.store.lock import lock_path
from tests.store.library import LIBRARY, Book, Loan, shelve, titles

KILLS_PER_FILE = 20
LONGEST_OPENING = 0.03
LONGEST_LIFE = 0.03
"""Seconds: a third of the writers die from their first moment on, the others while they write."""


def main(kills: int, seed: int, folder: Path) -> None:
    """Kill so many writers and print what was seen; an assertion fails on the first loss."""
    chance = random.Random(seed)
    template = folder / "template.lib"
    with Store.create(template, LIBRARY) as store:
        shelve(store, "Le Guin", "Start", "Start", "Start")
    acknowledged = while_opening = locks_left = 0
    path = template
    for kill in range(kills):
        if kill % KILLS_PER_FILE == 0:
            path = folder / f"{kill}.lib"
            path.write_bytes(template.read_bytes())
        known = _kill_one(path, folder / "backups", chance)
        acknowledged += len(known)
        while_opening += not known
        locks_left += lock_path(path).exists()
        _look_at(path, folder / "backups", known)
    for number in range(kills // 10):
        _kill_one_that_creates(folder / f"new {number}.lib", chance)
    sys.stdout.write(
        f"{kills} kills, {acknowledged} acknowledged edits, {while_opening} before the first edit, "
        f"{locks_left} locks left behind\n"
    )


def _kill_one(path: Path, backups: Path, chance: random.Random) -> dict[int, str]:
    """Let a writer edit until it is killed, and return the titles that it acknowledged."""
    reading, writing = os.pipe()
    writes_first = chance.random() < 2 / 3
    life = chance.uniform(0, LONGEST_LIFE if writes_first else LONGEST_OPENING)
    child = os.fork()
    if child == 0:
        try:
            _write(path, backups, writing, chance)
        finally:
            os._exit(1)  # never reached alive, unless the writer itself fails
    os.close(writing)
    if writes_first:
        select.select([reading], [], [], 30)
    time.sleep(life)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the writer failed before it was killed"
    with os.fdopen(reading) as pipe:
        lines = pipe.read().split("\n")[:-1]  # the last may be cut off
    return {int(sequence): title for sequence, title in (line.split(" ") for line in lines)}


def _write(path: Path, backups: Path, pipe: int, chance: random.Random) -> None:
    store = Store.open(path, LIBRARY, backups=backups)
    number = 0
    while True:
        number += 1
        title = f"{os.getpid()}.{number}"
        act = chance.random()
        if act < 0.15 and store.undo_label:
            change = store.undo()
            assert change is not None
            title = titles(store)[0]
            sequence = change.sequence
        else:
            with store.change("All titles at once") as session:
                for key in (1, 2, 3):
                    session.get_one(Book, key).title = title
                session.add_all(Loan(book_id=1, reader=title) for _ in range(chance.randrange(5)))
            sequence = store.history(limit=1)[0].sequence
        os.write(pipe, f"{sequence} {title}\n".encode())


def _look_at(path: Path, backups: Path, known: dict[int, str]) -> None:
    with Store.open(path, LIBRARY, backups=backups) as store:
        assert store.check() == []  # structure, references, and every row as its history left it
        assert len(set(titles(store))) == 1, "an edit was torn apart"
        newest = store.history(limit=1)[0].sequence
        if known:
            last = max(known)
            assert newest in {last, last + 1}, "an acknowledged edit was lost"
            (title,) = {
                row.after["title"]
                for row in store.change_rows(last)
                if row.table == "book" and row.after is not None
            }
            assert title == known[last], "an acknowledged edit was changed"


def _kill_one_that_creates(path: Path, chance: random.Random) -> None:
    life = chance.uniform(0, 0.02)
    child = os.fork()
    if child == 0:
        try:
            Store.create(path, LIBRARY)
            time.sleep(10)
        finally:
            os._exit(1)
    time.sleep(life)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    if not path.exists():
        Store.create(path, LIBRARY).close()
    with Store.open(path, LIBRARY, backups=path.parent / "backups") as store:
        assert store.check() == []


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
