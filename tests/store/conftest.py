"""A library file for the tests of the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from leadbench.store import Store
from tests.store.library import LIBRARY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.lib"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.create(path, LIBRARY) as made:
        yield made


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "backups"
