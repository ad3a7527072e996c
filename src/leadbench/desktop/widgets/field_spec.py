"""What one column of a table, or one field of a form, is: how it is read, shown, typed and written.

A table and a form take the same list of ``FieldSpec``; nothing else has to be written to make a
column editable, checked and undoable.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, get_args

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from leadbench.analysis.calendars import finish_date, instant, to_date
from leadbench.desktop.screen import Screen
from leadbench.desktop.theme import Theme
from leadbench.errors import Refused
from leadbench.plan import notation
from leadbench.plan.money import MINUS
from leadbench.store.words import name_of_field

if TYPE_CHECKING:
    from sqlmodel import Session, SQLModel

Editor = Literal[
    "text", "note", "number", "integer", "percent", "money", "date", "start", "finish", "choice",
    "picks", "readonly",
]  # fmt: skip
"""How a value is typed. ``note`` is text of several lines; ``start`` and ``finish`` are instants
that are typed as a day, and mean the beginning or the end of its work. ``picks``, in forms only,
is a text of codes such as "B1, B4", each a chip; its choices are pairs of a code and a name."""

Choices = Sequence[tuple[Any, str]]

_RIGHT = frozenset({"number", "integer", "percent", "money"})
_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?")
_START_HOUR, _FINISH_HOUR = 8, 17


@dataclass(frozen=True, slots=True)
class Mark:
    """How a value is dressed; a color always comes with an icon, a chip or a weight.

    Parameters
    ----------
    icon
        A file of ``resources/icons``, or "square", "triangle", "diamond" or "bar" for the marks of
        critical, near-critical, milestone and task.
    ink, icon_ink
        Color token of words and icon; of the icon alone.
    chip
        Tone of a chip around the words.
    strong
        Whether the words are set stronger.
    after
        An icon behind the words, in the accent.
    small
        Whether the words are set as a caption.
    """

    icon: str = ""
    ink: str = ""
    icon_ink: str = ""
    chip: str = ""
    strong: bool = False
    after: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One column of a table, or one field of a form.

    Parameters
    ----------
    column
        Column of the row that is read and written, or a name of its own where ``value`` and
        ``write`` are given.
    caption, unit
        What stands in the head or over the field; the unit follows the caption.
    editor
        How the value is typed.
    choices
        Pairs of value and word, or a function that returns them now; for ``choice`` and ``picks``.
    width
        Pixels at 100 % text; 0 takes what is left.
    least
        Pixels that a column without a width needs before others are hidden for it.
    align
        "left", "right" or "center"; by default numbers stand at the right.
    value
        Returns the value from the row; by default the row's column.
    write
        Writes the value: session, key of the row, value; by default sets the column.
    text
        Returns the words for a value, where those of the editor do not fit.
    dress
        Returns how the cell of a row is dressed, or None.
    paint
        Paints the whole cell of a row instead of its words: painter, cell, row, theme.
    press
        What a click or Space does with the row; such a cell is not typed into.
    tip
        Returns the tooltip for a row.
    opens
        Whether Enter and a double click open the row; F2 and typing still edit.
    drop
        In a table, the turn in which the column is hidden where room is scarce; 0 is never.
    half
        In a form, whether two such fields share one line.
    hint
        In a form, a sentence below the field; not for those that share a line.
    """

    column: str
    caption: str
    unit: str = ""
    editor: Editor = "text"
    choices: Choices | Callable[[], Choices] = ()
    width: int = 0
    least: int = 190
    align: Literal["", "left", "right", "center"] = ""
    value: Callable[[Any], Any] | None = None
    write: Callable[["Session", int, Any], None] | None = None
    text: Callable[[Any], str] | None = None
    dress: Callable[[Any], Mark | None] | None = None
    paint: Callable[[QPainter, QRectF, Any, Theme], None] | None = None
    press: Callable[[Any], None] | None = None
    tip: Callable[[Any], str] | None = None
    opens: bool = False
    drop: int = 0
    half: bool = False
    hint: str = ""

    @property
    def side(self) -> str:
        """Where the words stand: "left", "right" or "center"."""
        return self.align or ("right" if self.editor in _RIGHT else "left")

    @property
    def editable(self) -> bool:
        """Whether a value can be typed."""
        return self.editor != "readonly" and self.press is None

    def value_of(self, row: Any) -> Any:
        """Return the value of a row."""
        return getattr(row, self.column) if self.value is None else self.value(row)

    def options(self) -> Choices:
        """Return the pairs of value and word to choose from now."""
        return self.choices() if callable(self.choices) else self.choices


@dataclass(frozen=True, slots=True)
class Units:
    """The currency and the day that texts are read and written with."""

    currency: str = "USD"
    today: date = date(1970, 1, 1)


def units_of(screen: Screen) -> Units:
    """Return the currency of the portfolio and the data date of the project that is looked at."""
    document = screen.document
    portfolio = next(iter(document.contents.portfolio.values()), None)
    project = document.project
    minute = None if project is None else project.status_minute
    today = date.today() if minute is None else to_date(minute)  # noqa: DTZ011 local day
    return Units("USD" if portfolio is None else portfolio.currency, today)


def shown(spec: FieldSpec, value: Any, units: Units) -> str:
    """Return a value as a person reads it."""
    if spec.text is not None:
        return spec.text(value)
    if spec.editor == "choice":
        return next((word for choice, word in spec.options() if choice == value), "")
    if value is None:
        return ""
    if spec.editor == "money":
        return notation.format_money(value, units.currency)
    if spec.editor == "percent":
        return f"{plain_number(value)}%"
    return typed(spec, value, units)


def typed(spec: FieldSpec, value: Any, units: Units) -> str:
    """Return a value as it stands in an editor: exactly what ``parsed`` reads back."""
    if value is None:
        return ""
    match spec.editor:
        case "money":
            return notation.format_money_exact(value, units.currency)
        case "number" | "integer" | "percent":
            return plain_number(value)
        case "date":
            return notation.format_date(value, units.today.year)
        case "start" | "finish":
            day = finish_date(value) if spec.editor == "finish" else to_date(value)
            return notation.format_date(day, units.today.year)
    return str(value)


def parsed(spec: FieldSpec, text: str, units: Units) -> Any:
    """Return the value that was typed; None for nothing.

    Raises
    ------
    Refused
        If the text cannot be read as this field's kind of value.
    """
    clean = text.strip()
    if spec.editor in {"text", "note", "picks", "readonly"}:
        return clean
    if not clean:
        return None
    match spec.editor:
        case "money":
            return notation.parse_money(clean, field=spec.column)
        case "date":
            return notation.parse_date(clean, units.today, field=spec.column)
        case "start":
            day = notation.parse_date(clean, units.today, field=spec.column)
            return instant(day) + _START_HOUR * 60
        case "finish":
            day = notation.parse_date(clean, units.today, field=spec.column)
            return instant(day) + _FINISH_HOUR * 60
        case "choice":
            return _chosen(spec, clean)
    return _number(spec, clean)


def _chosen(spec: FieldSpec, text: str) -> Any:
    options = spec.options()
    for value, word in options:
        if word.casefold() == text.casefold():
            return value
    words = ", ".join(word for value, word in options if value is not None)
    raise Refused(f"“{text}” is not one of: {words}. Choose from the list.", field=spec.column)


def _number(spec: FieldSpec, text: str) -> float | int:
    clean = text.replace(MINUS, "-").removesuffix("%" if spec.editor == "percent" else "\0")
    clean = clean.removesuffix(spec.unit).strip() if spec.unit else clean.strip()
    if not re.search(r"[0-9]", clean) or _NUMBER.fullmatch(clean) is None:
        raise Refused(f"“{text}” is no number. Write for example 12 or 1.5.", field=spec.column)
    number = float(clean.replace(",", ""))
    if spec.editor == "integer":
        if not number.is_integer():
            raise Refused(f"{text} is not a whole number. Write for example 12.", field=spec.column)
        return int(number)
    return number


def plain_number(value: float) -> str:
    """Return a number without needless decimals: "92,000", "5.2", a real minus sign."""
    text = f"{abs(value):,.6f}".rstrip("0").rstrip(".")
    return (MINUS if value < 0 and text != "0" else "") + text


def write(
    screen: Screen,
    table: type["SQLModel"],
    keys: Sequence[int],
    spec: FieldSpec,
    text: str,
    label: str,
    *,
    joins: bool = False,
) -> None:
    """Write what was typed into the rows of those keys, as one undoable step.

    One that joins is undone together with the step before it.

    Raises
    ------
    Refused
        If the text cannot be read, or the value is not allowed; nothing was changed.
    """
    value = parsed(spec, text, units_of(screen))
    if value is None and spec.write is None and not _may_be_empty(table, spec.column):
        raise Refused(f"{spec.caption} cannot be empty. The old value is kept.", field=spec.column)
    try:
        with screen.edit(label, joins=joins) as session:
            for key in keys:
                if spec.write is not None:
                    spec.write(session, key, value)
                else:
                    setattr(session.get(table, key), spec.column, value)
    except Refused as error:
        raise _in_words_of(spec, error) from error


def _in_words_of(spec: FieldSpec, error: Refused) -> Refused:
    """Return a refusal by a limit of the column under the field's caption: "MVP cost must be"."""
    column, words = name_of_field(spec.column), str(error)
    if type(error) is not Refused or error.field != spec.column or not spec.caption:
        return error
    if not words.startswith(f"{column} must "):
        return error
    return Refused(
        f"{spec.caption}{words.removeprefix(column)}. The old value is kept.",
        table=error.table,
        key=error.key,
        field=error.field,
    )


def _may_be_empty(table: type["SQLModel"], column: str) -> bool:
    return NoneType in get_args(table.model_fields[column].annotation)
