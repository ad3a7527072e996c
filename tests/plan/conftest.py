"""Real plan files for the tests of this room: an empty one, a small one, and the example."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from leadbench.plan.contents import Contents
from leadbench.plan.file import create_plan, open_plan
from leadbench.plan.outline import Outline
from leadbench.plan.templates import build_example
from leadbench.store import Store
from tests.plan.plans import Plan, small_plan


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example, built once; tests copy it."""
    path = tmp_path_factory.mktemp("example") / "example.leadbench"
    with create_plan(path) as store:
        build_example(store)
    return path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty plan."""
    with create_plan(tmp_path / "plan.leadbench") as opened:
        yield opened


@pytest.fixture
def plan(store: Store) -> Plan:
    """A plan with six tasks: 1 (1.1, 1.2, 1.3 milestone), 2, 3; start Monday 5 January 2026."""
    return small_plan(store, date(2026, 1, 5))


@pytest.fixture
def example(example_file: Path, tmp_path: Path) -> Iterator[Plan]:
    """A copy of the worked example."""
    path = tmp_path / "example.leadbench"
    shutil.copyfile(example_file, path)
    with open_plan(path) as opened:
        contents = Contents(opened)
        project_id = contents.ordered_projects()[0].id
        assert project_id is not None
        yield Plan(opened, project_id, dict(Outline(contents, project_id).key_of))
