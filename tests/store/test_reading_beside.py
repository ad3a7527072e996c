"""Another program that reads a file takes nothing away from the one that edits it."""

import subprocess
import sys
from pathlib import Path

from leadbench.store import Store
from tests.store.library import LIBRARY, shelve, titles

_READER = """
import sys
from pathlib import Path
from leadbench.store import Store
from tests.store.library import LIBRARY, titles
with Store.open(Path(sys.argv[1]), LIBRARY, read_only=True) as store:
    print(*titles(store), sep=",")
"""


def read_elsewhere(path: Path) -> str:
    words = [sys.executable, "-c", _READER, str(path)]
    done = subprocess.run(
        words, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    return done.stdout.strip()


def test_what_is_written_after_a_reader_has_closed_is_in_the_file(path: Path) -> None:
    with Store.create(path, LIBRARY) as store:
        shelve(store, "Le Guin", "One")
    log = path.with_name(f"{path.name}-wal")
    with Store.open(path, LIBRARY) as store:
        assert read_elsewhere(path) == "One"
        shelve(store, "Lem", "Two")
        # A crash of this program would leave what is in the log, and a reader finds it there.
        assert log.stat().st_size > 0
        assert read_elsewhere(path) == "One,Two"
        shelve(store, "Egan", "Three")
        assert read_elsewhere(path) == "One,Two,Three"
        assert titles(store) == ["One", "Two", "Three"]
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
