"""Opening what is not a file of this kind, what is damaged, held, or may only be read."""

import random
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from leadbench.errors import (
    CannotWrite,
    DamagedFile,
    FileHeld,
    FileProblem,
    NewerFile,
    NotAPlanFile,
)
from leadbench.store import Change, Misuse, Store
from leadbench.store.lock import holder_of, lock_path
from tests.store.library import LIBRARY, Author, Book, retitle, shelve, titles


def test_creating_leaves_one_file_and_refuses_an_existing_one(path: Path) -> None:
    with Store.create(path, LIBRARY) as store:
        shelve(store, "Le Guin", "One")
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    before = path.read_bytes()
    with pytest.raises(CannotWrite, match="already exists"):
        Store.create(path, LIBRARY)
    assert path.read_bytes() == before
    with pytest.raises(CannotWrite, match="does not exist"):
        Store.create(path.parent / "nowhere" / "x.lib", LIBRARY)


def test_a_failure_while_creating_leaves_nothing(path: Path) -> None:
    def fail(session: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Store.create(path, LIBRARY, fill=fail)
    assert list(path.parent.iterdir()) == []


def _foreign(path: Path, kind: str) -> None:
    if kind == "text":
        path.write_text("Dear diary\n" * 100)
    elif kind == "empty":
        path.touch()
    elif kind == "folder":
        path.mkdir()
    elif kind == "database":
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE author (id)")
        other.close()


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("kind", ["text", "empty", "folder", "database", "missing"])
def test_a_foreign_file_is_refused_and_left_alone(path: Path, kind: str, read_only: bool) -> None:
    _foreign(path, kind)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(NotAPlanFile) as caught:
        Store.open(path, LIBRARY, read_only=read_only)
    assert path.name in str(caught.value)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert {entry.name for entry in path.parent.iterdir()} <= {path.name}


@pytest.fixture
def closed(path: Path, backups: Path) -> Path:
    """A closed file of some pages, with one backup that holds its last state."""
    with Store.create(path, LIBRARY) as store:
        for number in range(12):
            shelve(store, f"Author {number}", *(f"Book {number}.{n}" for n in range(20)))
    Store.open(path, LIBRARY, backups=backups).close()
    return path


def test_a_truncated_file_is_damaged_and_its_backup_named(closed: Path, backups: Path) -> None:
    whole = closed.read_bytes()
    for size in (50, 4096, len(whole) // 2, len(whole) - 4096):
        closed.write_bytes(whole[:size])
        with pytest.raises(DamagedFile, match="backup") as caught:
            Store.open(closed, LIBRARY, backups=backups)
        assert caught.value.backup is not None
        assert str(caught.value.backup) in str(caught.value)
        assert closed.read_bytes() == whole[:size]


def test_an_overwritten_beginning_still_offers_the_backup(closed: Path, backups: Path) -> None:
    closed.write_bytes(b"\0" * 4096 + closed.read_bytes()[4096:])
    with pytest.raises(NotAPlanFile) as caught:
        Store.open(closed, LIBRARY, backups=backups)
    assert caught.value.backup is not None
    closed.unlink()
    with pytest.raises(NotAPlanFile) as caught:
        Store.open(closed, LIBRARY, backups=backups)
    assert caught.value.backup is not None


def test_flipped_bytes_never_end_in_anything_but_plain_words(closed: Path, backups: Path) -> None:
    whole = closed.read_bytes()
    chance = random.Random(20260716)
    refusals: list[str] = []
    for _ in range(60):
        broken = bytearray(whole)
        for _ in range(40):
            place = chance.randrange(100, len(broken))
            broken[place] ^= 1 << chance.randrange(8)
        closed.write_bytes(broken)
        try:
            with Store.open(closed, LIBRARY, backups=backups) as store:
                store.dump()
                assert store.check() or broken == whole
        except FileProblem as problem:
            refusals.append(str(problem))
            assert closed.read_bytes() == broken
    assert len(refusals) > 20
    assert all("damaged" in refusal or "newer" in refusal for refusal in refusals)


def test_a_file_without_the_store_s_own_tables_is_damaged(closed: Path, backups: Path) -> None:
    with sqlite3.connect(closed) as other:
        other.execute("DROP TABLE history")
    other.close()
    with pytest.raises(DamagedFile):
        Store.open(closed, LIBRARY, backups=backups)


def test_a_newer_file_is_refused_with_the_version_it_needs(closed: Path, backups: Path) -> None:
    with sqlite3.connect(closed) as other:
        other.execute("UPDATE alembic_version SET version_num = '0099'")
        other.execute("UPDATE about SET value = '7.3' WHERE name = 'needs'")
    other.close()
    before = closed.read_bytes()
    for read_only in (False, True):
        with pytest.raises(NewerFile, match=r"needs Leadbench 7\.3") as caught:
            Store.open(closed, LIBRARY, backups=backups, read_only=read_only)
        assert caught.value.needs == "7.3"
    assert closed.read_bytes() == before


def test_the_second_program_is_told_who_holds_the_file(closed: Path, backups: Path) -> None:
    script = """
        import sys
        from pathlib import Path
        from leadbench.errors import FileHeld
        from leadbench.store import Store
        from tests.store.library import LIBRARY, titles
        path, backups = map(Path, sys.argv[1:])
        try:
            Store.open(path, LIBRARY, backups=backups)
        except FileHeld as held:
            print(held)
        with Store.open(path, LIBRARY, backups=backups, read_only=True) as store:
            print(len(titles(store)))
    """
    with Store.open(closed, LIBRARY, backups=backups) as store:
        holder = holder_of(closed)
        assert holder is not None
        retitle(store, 1, "Still mine")
        shelve(store, "Late", "Written while held")
        told, count = _run(script, closed, backups).splitlines()
        assert holder.host in told
        assert holder.user in told
        assert "reading only" in told
        assert count == "241"
        with pytest.raises(FileHeld) as caught:
            Store.open(closed, LIBRARY, backups=backups)
        assert caught.value.holder == str(holder)
        assert holder_of(closed) == holder
        retitle(store, 2, "Undisturbed")
    assert not lock_path(closed).exists()
    Store.open(closed, LIBRARY, backups=backups).close()


def test_a_lock_left_by_a_dead_program_holds_nobody_up(closed: Path, backups: Path) -> None:
    script = """
        import os, signal, sys
        from pathlib import Path
        from leadbench.store import Store
        from tests.store.library import LIBRARY
        store = Store.open(Path(sys.argv[1]), LIBRARY, backups=Path(sys.argv[2]))
        os.kill(os.getpid(), signal.SIGKILL)
    """
    with pytest.raises(subprocess.CalledProcessError):
        _run(script, closed, backups)
    assert lock_path(closed).exists()
    with Store.open(closed, LIBRARY, backups=backups) as store:
        assert store.check() == []
    assert not lock_path(closed).exists()


def test_a_reader_sees_the_commits_of_the_writer_and_writes_nothing(
    closed: Path, backups: Path
) -> None:
    with (
        Store.open(closed, LIBRARY, backups=backups) as writer,
        Store.open(closed, LIBRARY, backups=backups, read_only=True) as reader,
    ):
        assert reader.read_only
        told: list[Change] = []
        reader.subscribe(told.append)
        retitle(writer, 1, "Fresh")
        assert reader.changed_elsewhere()
        assert [change.kind for change in told] == ["elsewhere"]
        assert titles(reader)[0] == "Fresh"
        assert reader.history()[0].label == "Retitle"
        for attempt in (reader.undo, reader.redo, lambda: reader.restore(1)):
            with pytest.raises(CannotWrite, match="reading only"):
                attempt()
        with pytest.raises(CannotWrite, match="reading only"), reader.change("Edit"):
            pass
        with pytest.raises(Misuse), reader.read() as session:
            session.add(Author(name="x"))
            session.flush()
        assert reader.check() == []
    leftovers = {entry.name for entry in closed.parent.iterdir()}
    assert leftovers == {closed.name, "backups"}


def test_an_opened_file_does_not_change_by_being_looked_at(closed: Path, backups: Path) -> None:
    before = closed.read_bytes()
    with Store.open(closed, LIBRARY, backups=backups) as store:
        store.dump()
        store.check()
    Store.open(closed, LIBRARY, read_only=True).close()
    assert closed.read_bytes() == before


@contextmanager
def _full_disk(limit: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes, which ends writing as a full disk does."""
    resource = pytest.importorskip("resource", reason="needs a system with limits for files")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_stops_a_change_and_keeps_the_file(closed: Path, backups: Path) -> None:
    with Store.open(closed, LIBRARY, backups=backups) as store:
        before = store.dump()
        grow = "x" * 100
        with _full_disk(40_000), pytest.raises(CannotWrite, match="disk is full"):
            for number in range(1, 200):
                before = store.dump()
                retitle(store, number, grow)
        assert store.dump() == before
        assert store.check() == []
        retitle(store, 1, "There is room again")
        assert titles(store)[0] == "There is room again"
        store.undo()
    with Store.open(closed, LIBRARY, backups=backups) as store:
        assert store.dump() == before


def test_a_full_database_stops_a_change(closed: Path, backups: Path) -> None:
    with Store.open(closed, LIBRARY, backups=backups) as store:
        (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
        store._connection.execute(f"PRAGMA max_page_count = {pages}")
        before = store.dump()
        with pytest.raises(CannotWrite, match="disk is full"), store.change("Grow") as session:
            session.add_all(Book(author_id=1, title="x" * 100) for _ in range(500))
        assert store.dump() == before
        assert store.undo_label is None
        store._connection.execute("PRAGMA max_page_count = 1000000")
        retitle(store, 1, "Room again")


def test_a_full_disk_at_the_backup_stops_the_opening(closed: Path, tmp_path: Path) -> None:
    before = closed.read_bytes()
    assert len(before) > 36_000  # what SQLite shares beside the file still fits
    with _full_disk(36_000), pytest.raises(CannotWrite, match="backup"):
        Store.open(closed, LIBRARY, backups=tmp_path / "other")
    assert closed.read_bytes() == before
    assert list((tmp_path / "other").rglob("*.*")) == []
    assert not lock_path(closed).exists()
    with _full_disk(8192), Store.open(closed, LIBRARY, read_only=True) as store:
        assert len(titles(store)) == 240


def test_a_full_disk_while_creating_leaves_nothing(path: Path) -> None:
    with _full_disk(8192), pytest.raises(CannotWrite):
        Store.create(path, LIBRARY)
    assert list(path.parent.iterdir()) == []


_TRY_ALL = """
    import sys
    from pathlib import Path
    from leadbench.errors import CannotWrite
    from leadbench.store import Store
    from tests.store.library import LIBRARY, titles
    path = Path(sys.argv[1])
    for attempt in (lambda: Store.open(path, LIBRARY, backups=Path(sys.argv[2])),
                    lambda: Store.create(path.with_name("new.lib"), LIBRARY)):
        try:
            attempt().close()
            print("no refusal")
        except CannotWrite as refusal:
            print(refusal)
    with Store.open(path, LIBRARY, read_only=True) as store:
        print(len(titles(store)), titles(store)[0])
"""


@pytest.fixture
def public(closed: Path) -> Iterator[Path]:
    """A copy in a folder that others may enter but not write to."""
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="leadbench-public-"))
    copy = folder / "library.lib"
    shutil.copyfile(closed, copy)
    copy.chmod(0o444)
    folder.chmod(0o555)
    yield copy
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions of a Unix system")
def test_a_folder_that_may_only_be_read(public: Path, tmp_path: Path) -> None:
    opened, created, read = _run(_TRY_ALL, public, "/tmp/nowhere", nobody=True).splitlines()
    assert "may only be read" in opened
    assert created.startswith("new.lib could not be made: its folder may only be read")
    assert "Open it" not in created  # there is nothing yet to open
    assert read == "240 Book 0.0"
    assert [entry.name for entry in public.parent.iterdir()] == [public.name]


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions of a Unix system")
def test_a_folder_that_may_only_be_read_with_commits_still_in_the_log(
    public: Path, closed: Path, backups: Path
) -> None:
    with Store.open(closed, LIBRARY, backups=backups) as store:
        retitle(store, 1, "Only in the log")
        public.parent.chmod(0o755)
        public.chmod(0o644)
        shutil.copyfile(closed, public)
        log = shutil.copyfile(f"{closed}-wal", f"{public}-wal")
        Path(log).chmod(0o444)
        public.chmod(0o444)
        public.parent.chmod(0o555)
    read = _run(_TRY_ALL, public, "/tmp/nowhere", nobody=True).splitlines()[-1]
    assert read == "240 Only in the log"


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions of a Unix system")
def test_a_file_that_may_only_be_read_in_an_open_folder(public: Path) -> None:
    public.parent.chmod(0o777)
    opened, _, read = _run(_TRY_ALL, public, "/tmp/nowhere", nobody=True).splitlines()
    assert "may only be read" in opened
    assert read == "240 Book 0.0"


def _run(script: str, *arguments: object, nobody: bool = False) -> str:
    """Run a script in another process and return what it printed.

    ``nobody`` takes the rights of the root user away, whom no permission stops.
    """
    import os

    root = Path(__file__).parents[2]
    drop = "import os\nos.setgid(65534); os.setuid(65534)\n" if nobody and not os.getuid() else ""
    # A first run with all rights imports everything: the checkout may be closed to others.
    warm = textwrap.dedent(
        """
        import tempfile
        from pathlib import Path
        from leadbench.store import Store
        from tests.store.library import LIBRARY, titles
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "warm.lib")
            Store.create(path, LIBRARY).close()
            Store.open(path, LIBRARY, backups=Path(folder)).close()
            with Store.open(path, LIBRARY, read_only=True) as store:
                titles(store)
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", warm + drop + textwrap.dedent(script), *map(str, arguments)],
        check=True,
        capture_output=True,
        text=True,
        cwd=root,
        env=os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}", "PYTHONUTF8": "1"},
    )
    return done.stdout
