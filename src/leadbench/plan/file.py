"""The plan file: its schema, how one is made and how it is opened."""

from pathlib import Path

from sqlmodel import Session

from leadbench.plan.tables import Activity, Portfolio
from leadbench.store import Schema, Store
from leadbench.store.opening import open_lent

SCHEMA = Schema(
    name="Leadbench plan",
    metadata=Activity.metadata,
    application_id=0x4C424E43,  # "LBNC"
    revision="0010",
    revisions=tuple(f"{number:04}" for number in range(1, 11)),
    migrations=Path(__file__).with_name("migrations"),
    needs="0.2.0",
    branch_table="scenario",
)
"""What the store needs to know of a plan."""

SUFFIX = ".leadbench"
"""How the name of a plan file ends."""


def create_plan(path: Path) -> Store:
    """Make a new plan file with an empty portfolio of the file's name, and open it.

    Raises
    ------
    CannotWrite
        If there is such a file already, or it cannot be written.
    """

    def begin(session: Session) -> None:
        session.add(Portfolio(name=path.stem[:200] or "Portfolio"))

    return Store.create(path, SCHEMA, fill=begin)


def open_plan(path: Path, *, read_only: bool = False) -> Store:
    """Open a plan file, with a backup made first and older files brought up to date.

    Raises
    ------
    FileProblem
        Each of its kinds, see `leadbench.errors`; the file is left as it was.
    """
    return Store.open(path, SCHEMA, read_only=read_only)


def open_lent_plan(path: Path, lender: int) -> Store:
    """Open a plan file for the one change that ``Store.lend`` waits for.

    Parameters
    ----------
    lender
        Number of the process that has it open for editing.

    Raises
    ------
    CannotWrite
        If that process has closed it meanwhile.
    """
    path = path.resolve()
    return Store(path, SCHEMA, open_lent(path, SCHEMA, lender), read_only=False, folder=None)
