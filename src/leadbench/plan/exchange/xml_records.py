"""Reading XML that a stranger wrote: no entities, no document types, limits stated in words.

The parser is expat, which fetches nothing. A document type is refused before anything in it is
read, so no entity can be declared, expanded or loaded.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from leadbench.errors import CannotImport

LARGEST_FILE = 256 * 1024 * 1024
"""Bytes of the largest file that is read: about 100,000 tasks as Microsoft Project saves them."""
DEEPEST = 64
"""Elements within elements; Microsoft Project needs eight."""
MOST_ELEMENTS = 20_000_000
"""Elements of one file, read or passed over."""
_CHUNK = 1 << 20


@dataclass(slots=True)
class Record:
    """One element: the text of its plain children by name, and the children that have children.

    ``lines`` gives the line of each plain child, ``line`` that of the element itself. Of plain
    children with one name the last is kept.
    """

    tag: str
    line: int
    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    children: list["Record"] = field(default_factory=list)

    def all(self, *path: str) -> Iterator["Record"]:
        """Yield the descendants along a path of names, in document order."""
        for child in self.children:
            if child.tag == path[0]:
                if len(path) == 1:
                    yield child
                else:
                    yield from child.all(*path[1:])

    def first(self, tag: str) -> "Record | None":
        """Return the first child of a name that has children, if any."""
        return next(self.all(tag), None)

    def line_of(self, name: str) -> int:
        """Return the line of a plain child, or of the element where it has none."""
        return self.lines.get(name, self.line)


def read_records(path: Path, root: str, wanted: Collection[str]) -> Record:
    """Return the root element of an XML file with those elements below it that are wanted.

    Parameters
    ----------
    path
        The file; read in pieces, never as a whole.
    root
        The name that the outermost element must have; namespaces are left aside.
    wanted
        Names of the elements to keep. What lies in any other is passed over unread.

    Raises
    ------
    CannotImport
        When the file cannot be opened, is too large or too deep, is not well formed, declares a
        document type, or has another root. The message names the line.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise CannotImport(
                f"“{path.name}” is {size // (1024 * 1024)} MB large; files up to"
                f" {LARGEST_FILE // (1024 * 1024)} MB are read. Save it without the time-phased"
                " data or in parts. The file was not changed.",
                path,
            )
        with path.open("rb") as stream:
            return _Reading(path, root, frozenset(wanted)).read(stream)
    except OSError as error:
        raise CannotImport(
            f"“{path.name}” could not be read: {error.strerror or error}. Check the name and"
            " whether you may read it.",
            path,
        ) from error


class _Reading:
    """Builds records while expat reports what it reads."""

    def __init__(self, path: Path, root: str, wanted: frozenset[str]) -> None:
        self.path, self.root, self.wanted = path, root, wanted
        self.open: list[Record] = []
        self.result: Record | None = None
        self.text: list[str] = []
        self.passed = 0
        self.count = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = self.doctype
        parser.EntityDeclHandler = self.entity
        parser.ExternalEntityRefHandler = self.external
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        self.parser = parser

    def read(self, stream: BinaryIO) -> Record:
        """Parse a stream to its end."""
        read = 0
        try:
            while piece := stream.read(_CHUNK):
                read += len(piece)
                if read > LARGEST_FILE:
                    self.refuse("the file grows while it is read")
                self.parser.Parse(piece, False)
            self.parser.Parse(b"", True)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code) or "it is damaged"
            raise self.refusal(f"it is not well-formed XML ({reason})", error.lineno) from error
        except (LookupError, ValueError) as error:
            raise self.refusal(f"its encoding cannot be read ({error})", 1) from error
        assert self.result is not None  # expat refuses a file without an element
        return self.result

    def refusal(self, reason: str, line: int) -> CannotImport:
        """Return the error for a reason and a line."""
        return CannotImport(
            f"“{self.path.name}” cannot be imported, line {line}: {reason}. Save it again from the"
            " program that made it. Nothing was changed.",
            self.path,
            line,
        )

    def refuse(self, reason: str) -> None:
        """Give up at the current line."""
        raise self.refusal(reason, self.parser.CurrentLineNumber)

    def doctype(self, *_: object) -> None:
        self.refuse("it declares a document type, which plans do not have and which is not read")

    def entity(self, *_: object) -> None:
        self.refuse("it declares an entity, which is not read")

    def external(self, *_: object) -> int:
        self.refuse("it refers to another file, which is not read")
        return 0

    def start(self, name: str, _: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS:
            self.refuse(f"it has more than {MOST_ELEMENTS:,} elements")
        if self.passed:
            self.passed += 1
            if self.passed + len(self.open) > DEEPEST:
                self.refuse(f"elements lie more than {DEEPEST} deep in each other")
            return
        tag = name.rpartition(" ")[2]
        if not self.open and tag != self.root:
            self.refuse(
                f"it begins with <{tag[:50]}>, while Microsoft Project XML begins with"
                f" <{self.root}>"
            )
        if self.open and tag not in self.wanted:
            self.passed = 1
            return
        if len(self.open) >= DEEPEST:
            self.refuse(f"elements lie more than {DEEPEST} deep in each other")
        self.text.clear()
        self.open.append(Record(tag, self.parser.CurrentLineNumber))

    def characters(self, text: str) -> None:
        if not self.passed:
            self.text.append(text)

    def end(self, _: str) -> None:
        if self.passed:
            self.passed -= 1
            return
        record = self.open.pop()
        if not self.open:
            self.result = record
            return
        above = self.open[-1]
        if record.values or record.children:
            above.children.append(record)
        else:
            above.values[record.tag] = "".join(self.text)
            above.lines[record.tag] = record.line
        self.text.clear()
