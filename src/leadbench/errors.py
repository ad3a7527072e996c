"""The errors that a person may see, and nothing else.

LeadbenchError
├── Refused              what was asked cannot be; names the row and field where it is
│   ├── LoopRefused      a loop of dependencies, with every activity and link of it in order
│   └── BeyondDates      dates would lie before or after all years that can be shown
├── FileProblem          the plan file cannot be used as asked; says what is safe and what to do
│   ├── NotAPlanFile     a foreign file
│   ├── DamagedFile      a plan file whose content is damaged; names the last good backup
│   ├── NewerFile        saved by a newer Leadbench; names the version it needs
│   ├── FileHeld         another program has it open; names who
│   ├── CannotWrite      a full disk, or a folder or file that may only be read
│   └── CannotImport     a file of another program that cannot be read; names the line
└── Cancelled            the person gave up a long calculation

Each message is a complete text for a person: what happened, what to do, what is safe.
"""

from collections.abc import Sequence
from pathlib import Path


class LeadbenchError(Exception):
    """Any failure that is explained to a person in plain words."""


class Refused(LeadbenchError):
    """What was asked cannot be; nothing was changed.

    Parameters
    ----------
    message
        What happened and what to do, in plain words.
    table, key, field
        Where the refused value stands, so that it can be shown there.
    """

    def __init__(
        self,
        message: str,
        *,
        table: str | None = None,
        key: int | None = None,
        field: str | None = None,
    ) -> None:
        super().__init__(message)
        self.table = table
        self.key = key
        self.field = field


class LoopRefused(Refused):
    """Dependencies that form a loop.

    Parameters
    ----------
    message
        The loop in words.
    members
        Keys of the activities of the loop in link order; the first is not repeated at the end.
    links
        Places, among the links of the network, of those that close the loop, in the same order.
    """

    def __init__(self, message: str, members: Sequence[int], links: Sequence[int] = ()) -> None:
        super().__init__(message, table="dependency", field="predecessors")
        self.members = tuple(members)
        self.links = tuple(links)


class BeyondDates(Refused):
    """Dates that lie before or after all years that can be shown, or would."""


class FileProblem(LeadbenchError):
    """A plan file cannot be used as asked.

    Parameters
    ----------
    message
        What happened, what is safe and what to do.
    path
        The file.
    backup
        The last good backup, where one can be offered.
    """

    def __init__(self, message: str, path: Path, *, backup: Path | None = None) -> None:
        super().__init__(message)
        self.path = path
        self.backup = backup


class NotAPlanFile(FileProblem):
    """The file is not a Leadbench plan."""


class DamagedFile(FileProblem):
    """The file is a Leadbench plan with damaged content."""


class NewerFile(FileProblem):
    """The file was saved by a newer Leadbench."""

    def __init__(self, message: str, path: Path, needs: str) -> None:
        super().__init__(message, path)
        self.needs = needs


class FileHeld(FileProblem):
    """Another program has the file open for editing."""

    def __init__(self, message: str, path: Path, holder: str) -> None:
        super().__init__(message, path)
        self.holder = holder


class CannotWrite(FileProblem):
    """The disk is full, or the file or its folder may only be read."""


class CannotImport(FileProblem):
    """A file of another program that cannot be read.

    Parameters
    ----------
    message
        What is wrong, what is safe and what to do.
    path
        The file, which is never changed.
    line
        Where in the file, counted from 1; None where it lies in no line.
    """

    def __init__(self, message: str, path: Path, line: int | None = None) -> None:
        super().__init__(message, path)
        self.line = line


class Cancelled(LeadbenchError):
    """The person gave up a long calculation; nothing was changed."""
