"""The plan file: how it begins, that its migrations make the same tables, and older ones open."""

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from leadbench import __version__
from leadbench.errors import CannotWrite, NotAPlanFile
from leadbench.plan.contents import Contents
from leadbench.plan.file import SCHEMA, SUFFIX, create_plan, open_plan
from leadbench.plan.tables import Check, DocumentSection, Requirement
from leadbench.plan.traces import checked_by
from leadbench.store.connection import connect
from leadbench.store.history import OWN_TABLES, create_own_tables
from leadbench.store.migration import upgrade

SHIPPED = "0001"
"""The newest revision that a released version has written."""
OLD_FILES = sorted((Path(__file__).parent / "old_files").glob(f"*{SUFFIX}"))


def test_a_new_plan_has_a_portfolio_that_nobody_can_undo(tmp_path: Path) -> None:
    with create_plan(tmp_path / "Machine learning 2026.leadbench") as store:
        ((key, name, currency, *_),) = store.dump()["portfolio"]
        assert (key, name, currency) == (1, "Machine learning 2026", "USD")
        assert store.history() == []
        assert store.undo() is None
        assert store.check() == []
        assert set(store.dump()) == set(SCHEMA.tables)
    header = (tmp_path / "Machine learning 2026.leadbench").read_bytes()[:100]
    assert header[68:72] == b"LBNC"


def test_a_plan_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "plan.leadbench"
    create_plan(path).close()
    with open_plan(path) as store:
        assert not store.read_only
    with open_plan(path, read_only=True) as store:
        assert store.read_only
    with pytest.raises(CannotWrite):
        create_plan(path)
    with pytest.raises(NotAPlanFile, match="Leadbench plan"):
        open_plan(Path(__file__))


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that was made by the migrations alone."""
    path = tmp_path_factory.mktemp("migrated") / "plan.leadbench"
    path.touch()
    with closing(connect(path, "edit")) as connection:
        create_own_tables(connection)
        upgrade(connection, SCHEMA, SCHEMA.revision)
    return path


def test_the_migrations_make_what_the_models_say(migrated: Path) -> None:
    engine = create_engine(f"sqlite:///{migrated}")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: kind != "table" or name not in OWN_TABLES},
        )
        assert context.get_current_revision() == SCHEMA.revision
        assert compare_metadata(context, SCHEMA.metadata) == []
    engine.dispose()


def test_a_migrated_file_and_a_new_one_say_the_same_to_sqlite(
    migrated: Path, tmp_path: Path
) -> None:
    create_plan(tmp_path / "new.leadbench").close()
    assert _statements(migrated) == _statements(tmp_path / "new.leadbench")


def _statements(path: Path) -> dict[str, list[str]]:
    """What made each table and index, line by line: constraints too, in whatever order."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {
            # SQLite puts the name of a table that was renamed in quotes.
            name: sorted(
                re.sub(r"\s+", " ", line).strip(" ,").replace('"', "") for line in sql.splitlines()
            )
            for name, sql in found
        }


def test_the_list_of_revisions_is_that_of_the_migrations() -> None:
    script = ScriptDirectory(str(SCHEMA.migrations))
    revisions = [each.revision for each in script.walk_revisions()]
    assert tuple(reversed(revisions)) == SCHEMA.revisions
    assert SCHEMA.revisions[-1] == SCHEMA.revision
    needs = [int(part) for part in SCHEMA.needs.split(".")]
    assert needs <= [int(part) for part in __version__.split(".")]


def test_there_is_an_old_file_of_each_revision() -> None:
    # A revision gets its file once it ships: until then it may still change.
    kept = [path.stem for path in OLD_FILES]
    shipped = SCHEMA.revisions.index(SHIPPED) + 1
    assert kept == list(SCHEMA.revisions[:shipped])


@pytest.mark.parametrize("old", OLD_FILES, ids=lambda path: path.stem)
def test_every_older_file_opens(old: Path, tmp_path: Path) -> None:
    path = shutil.copy(old, tmp_path / old.name)
    with open_plan(Path(path)) as store:
        assert store.check() == []
        assert [row[2] for row in store.dump()["project"]] == ["Support ticket triage"]
        names = [row[5] for row in store.dump()["activity"]]
        assert names == ["Collect tickets", "Label 2,000 tickets", "Gate"]
        assert len(store.history()) == 2


def test_words_about_verification_become_tests(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD_FILES[0], tmp_path / "old.leadbench"))
    with closing(sqlite3.connect(path)) as connection:
        (project,) = connection.execute("SELECT id FROM project").fetchone()
        for place, words in enumerate(("Load test", "", "Load test", "Fault drill")):
            connection.execute(
                "INSERT INTO requirement (project_id, kind, position, code, title, statement, "
                "rationale, source, priority, status, metric, unit, population, verification) "
                "VALUES (?, 'technical', ?, ?, 'x', '', '', '', 'must', 'open', '', '', '', ?)",
                (project, place, f"T{place + 1}", words),
            )
        connection.commit()
    with open_plan(path) as store:
        contents = Contents(store)
        found = {row.code: checked_by(contents, row.id or 0) for row in _technical(contents)}
        places = sorted((row.position, row.name) for row in contents.every(Check).values())
    assert {code: found[code] for code in ("T1", "T2", "T3", "T4")} == {
        "T1": "Load test", "T2": "", "T3": "Load test", "T4": "Fault drill",
    }  # fmt: skip
    assert places == [(0, "Load test"), (1, "Fault drill")]


def test_a_section_named_with_its_document_gets_both_apart(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD_FILES[0], tmp_path / "old.leadbench"))
    with closing(connect(path, "edit")) as connection:
        upgrade(connection, SCHEMA, "0009")
        (project,) = connection.execute("SELECT id FROM project").fetchone()
        for place, name in enumerate(("Runbook: slow answers", "Glossary", ": odd", "Odd: ")):
            connection.execute(
                "INSERT INTO documentsection (project_id, position, name) VALUES (?, ?, ?)",
                (project, place, name),
            )
        connection.commit()
    with open_plan(path) as store:
        rows = Contents(store).every(DocumentSection).values()
        found = [(row.document, row.name, row.state) for row in rows]
    assert found == [
        ("Runbook", "slow answers", "missing"),
        ("", "Glossary", "missing"),
        ("", ": odd", "missing"),
        ("", "Odd: ", "missing"),
    ]


def _technical(contents: Contents) -> list[Requirement]:
    return [row for row in contents.requirements.values() if row.kind == "technical"]


def test_opening_a_plan_of_this_revision_does_not_load_alembic(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from leadbench.plan.file import create_plan, "
        "open_plan\npath = Path(sys.argv[1])\ncreate_plan(path).close()\nopen_plan(path).close()\n"
        "print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "plan.leadbench")],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": "src", "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)},
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "False"


def test_no_table_has_what_changes_rows_unseen() -> None:
    for table in SCHEMA.tables.values():
        assert [column.name for column in table.primary_key.columns] == ["id"], table.name
        for column in table.columns:
            assert column.server_default is None, column
            assert column.server_onupdate is None, column
            assert column.onupdate is None, column
        for key in table.foreign_keys:
            assert key.ondelete is None, key
            assert key.onupdate is None, key
        assert all(constraint.name for constraint in table.constraints), table.name
