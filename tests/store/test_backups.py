"""Backups are made at opening, kept in small number, and can be put back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from leadbench.errors import DamagedFile, FileHeld
from leadbench.store import Store
from leadbench.store.backups import backups_of, folder_of, latest_good, restore
from tests.store.library import LIBRARY, retitle, shelve, titles


@pytest.fixture
def closed(path: Path) -> Path:
    with Store.create(path, LIBRARY) as store:
        shelve(store, "Le Guin", "One")
    return path


def _open_and_retitle(path: Path, backups: Path, title: str) -> None:
    with Store.open(path, LIBRARY, backups=backups) as store:
        retitle(store, 1, title)


def test_each_opening_backs_up_what_changed_since_the_last(closed: Path, backups: Path) -> None:
    _open_and_retitle(closed, backups, "Two")
    assert len(backups_of(closed, backups)) == 1
    for _ in range(3):
        Store.open(closed, LIBRARY, backups=backups).close()
    assert len(backups_of(closed, backups)) == 2
    newest, oldest = backups_of(closed, backups)
    assert _title(newest) == "Two"
    assert _title(oldest) == "One"


def test_only_the_last_ten_are_kept(closed: Path, backups: Path) -> None:
    for number in range(13):
        _open_and_retitle(closed, backups, f"Title {number}")
    kept = backups_of(closed, backups)
    assert [_title(backup) for backup in kept] == [f"Title {n}" for n in range(11, 1, -1)]
    assert len(list(folder_of(closed, backups).iterdir())) == 10


def test_commits_that_are_still_in_the_log_are_backed_up(closed: Path, backups: Path) -> None:
    with closing(sqlite3.connect(closed)) as reader:
        with Store.open(closed, LIBRARY, backups=backups) as store:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM book").fetchall()
            retitle(store, 1, "In the log")
        # The reader keeps the log from being folded into the file.
        assert Path(f"{closed}-wal").stat().st_size > 0
        with Store.open(closed, LIBRARY, backups=backups):
            assert _title(backups_of(closed, backups)[0]) == "In the log"


def test_files_of_one_name_in_two_folders_have_backups_of_their_own(
    tmp_path: Path, backups: Path
) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        Store.create(tmp_path / folder / "x.lib", LIBRARY).close()
    Store.open(tmp_path / "a" / "x.lib", LIBRARY, backups=backups).close()
    assert len(backups_of(tmp_path / "a" / "x.lib", backups)) == 1
    assert backups_of(tmp_path / "b" / "x.lib", backups) == []


def test_backups_go_to_the_user_s_data_by_default(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    Store.open(closed, LIBRARY).close()
    (backup,) = backups_of(closed)
    assert backup.exists()
    assert closed.parent not in backup.parents or "data" in str(backup)
    assert latest_good(closed) == backup


def test_the_last_good_backup_passes_over_damaged_ones(closed: Path, backups: Path) -> None:
    _open_and_retitle(closed, backups, "Two")
    _open_and_retitle(closed, backups, "Three")
    newest, oldest = backups_of(closed, backups)
    newest.write_bytes(newest.read_bytes()[:5000])
    assert latest_good(closed, backups) == oldest
    oldest.write_bytes(b"")
    assert latest_good(closed, backups) is None


def test_restoring_puts_the_damaged_file_aside(closed: Path, backups: Path) -> None:
    _open_and_retitle(closed, backups, "Two")
    Store.open(closed, LIBRARY, backups=backups).close()
    broken = closed.read_bytes()[:6000]
    closed.write_bytes(broken)
    Path(f"{closed}-wal").write_bytes(b"a log that belongs to the damaged file")
    with pytest.raises(DamagedFile) as caught:
        Store.open(closed, LIBRARY, backups=backups)
    assert caught.value.backup is not None

    aside = restore(closed, caught.value.backup)
    assert aside is not None
    assert aside.read_bytes() == broken
    assert "damaged" in aside.name
    with Store.open(closed, LIBRARY, backups=backups) as store:
        assert titles(store) == ["Two"]
        assert store.check() == []
        retitle(store, 1, "And on")


def test_a_lost_file_is_restored(closed: Path, backups: Path) -> None:
    Store.open(closed, LIBRARY, backups=backups).close()
    closed.unlink()
    backup = latest_good(closed, backups)
    assert backup is not None
    assert restore(closed, backup) is None
    with Store.open(closed, LIBRARY, backups=backups) as store:
        assert titles(store) == ["One"]


def test_a_damaged_backup_and_a_held_file_are_refused(closed: Path, backups: Path) -> None:
    with Store.open(closed, LIBRARY, backups=backups) as store:
        (backup,) = backups_of(closed, backups)
        with pytest.raises(FileHeld):
            restore(closed, backup)
        retitle(store, 1, "Undisturbed")
    before = closed.read_bytes()
    backup.write_bytes(backup.read_bytes()[:5000])
    with pytest.raises(DamagedFile):
        restore(closed, backup)
    assert closed.read_bytes() == before


def _title(path: Path) -> str:
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as connection:
        (title,) = connection.execute("SELECT title FROM book").fetchone()
        return str(title)
