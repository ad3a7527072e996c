"""Type for documents: the embedded fonts, which of them holds a character, and where lines break.

ReportLab does not fall back by character as a screen does, so a text is cut into runs: Inter first,
then DejaVu Sans, then a font of the system that holds Chinese, Japanese and Korean.
"""

import importlib.util
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from leadbench import resources

_FILES = {
    400: "Inter_400Regular.ttf",
    500: "Inter_500Medium.ttf",
    600: "Inter_600SemiBold.ttf",
    700: "Inter_700Bold.ttf",
}
_ITALIC = "Inter_400Regular_Italic.ttf"
_SYSTEM_FONTS = (
    ("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", 0),
    ("/usr/share/fonts-droid-fallback/truetype/DroidSansFallback.ttf", 0),
    ("C:/Windows/Fonts/msgothic.ttc", 0),
    ("C:/Windows/Fonts/simsun.ttc", 0),
    ("C:/Windows/Fonts/malgun.ttf", 0),
    ("/System/Library/Fonts/Supplemental/Arial Unicode.ttf", 0),
)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one font."""

    font: str
    text: str
    lost: bool = False
    """Whether no font holds it, so that only boxes can be shown."""


@cache
def font(weight: int = 400, *, italic: bool = False) -> str:
    """Return the name of an Inter style, registered with ReportLab at first use.

    Parameters
    ----------
    weight
        400, 500, 600 or 700.
    """
    file = _ITALIC if italic else _FILES[weight]
    return _register(file.removesuffix(".ttf").replace("_", "-"), resources.path("fonts", file))


def _register(name: str, path: Path, index: int = 0) -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(name, str(path), subfontIndex=index))
    return name


@cache
def _face(name: str) -> Any:
    from reportlab.pdfbase import pdfmetrics

    return pdfmetrics.getFont(name).face


@cache
def _dejavu() -> str | None:
    """Return DejaVu Sans, which matplotlib carries, without importing matplotlib."""
    spec = importlib.util.find_spec("matplotlib")
    for folder in spec.submodule_search_locations or () if spec else ():
        path = Path(folder, "mpl-data", "fonts", "ttf", "DejaVuSans.ttf")
        if path.is_file():
            return _register("DejaVuSans", path)
    return None


@cache
def _system() -> tuple[str, ...]:
    """Return the fonts of this system that may hold what the two others lack."""
    found = []
    for number, (file, index) in enumerate(_SYSTEM_FONTS):
        if Path(file).is_file():
            try:
                found.append(_register(f"System{number}", Path(file), index))
            except Exception:  # noqa: BLE001, S112  a font of the system that cannot be read is no loss
                continue
    return tuple(found)


@cache
def _holder(character: str, first: str) -> str:
    code = ord(character)
    if code in _face(first).charToGlyph:
        return first
    second = _dejavu()
    if second is None or code in _face(second).charToGlyph:
        return second or first
    for name in _system():
        if code in _face(name).charToGlyph:
            return name
    return second


def runs(text: str, weight: int = 400, *, italic: bool = False) -> list[Run]:
    """Return the text cut where the font changes; characters without form become spaces."""
    first = font(weight, italic=italic)
    pieces: list[tuple[str, bool, list[str]]] = []
    for character in text:
        shown = character if character.isprintable() else " "
        if character in _INVISIBLE:
            continue
        name = first if shown == " " else _holder(shown, first)
        lost = ord(shown) not in _face(name).charToGlyph
        if pieces and pieces[-1][:2] == (name, lost):
            pieces[-1][2].append(shown)
        else:
            pieces.append((name, lost, [shown]))
    return [Run(name, "".join(letters), lost) for name, lost, letters in pieces]


_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff"


@lru_cache(maxsize=65536)
def width(text: str, size: float, weight: int = 400, spacing: float = 0.0) -> float:
    """Return the length of a line in points; ``spacing`` is added after each character."""
    from reportlab.pdfbase import pdfmetrics

    pieces = runs(text, weight)
    measured = sum(pdfmetrics.stringWidth(piece.text, piece.font, size) for piece in pieces)
    return float(measured + spacing * sum(len(piece.text) for piece in pieces))


_SLACK = 0.01  # sums of lengths differ in their last digits


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is not broken unless it is wider than its line."""

    text: str
    weight: int = 400
    color: str = ""
    space: bool = True
    """Whether a space stands before it."""


def words(text: str, weight: int = 400, color: str = "") -> list[Word]:
    """Return the words of a text; a line may also end between East Asian characters."""
    found: list[Word] = []
    for piece in text.split():
        begin, space = 0, True
        for place in range(1, len(piece)):
            if _breaks(piece[place]) or _breaks(piece[place - 1]):
                found.append(Word(piece[begin:place], weight, color, space))
                begin, space = place, False
        found.append(Word(piece[begin:], weight, color, space))
    return found


def _breaks(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3"


def lines(given: list[Word], size: float, room: float, spacing: float = 0.0) -> list[list[Word]]:
    """Return the words broken into lines no longer than ``room``, which is above zero."""
    broken: list[list[Word]] = []
    line: list[Word] = []
    used = 0.0
    for word in given:
        for part in _parts(word, size, room, spacing):
            gap = width(" ", size, part.weight, spacing) if line and part.space else 0.0
            long = width(part.text, size, part.weight, spacing)
            if line and used + gap + long > room + _SLACK:
                broken.append(line)
                line, used, gap = [], 0.0, 0.0
            line.append(part)
            used += gap + long
    if line:
        broken.append(line)
    return broken


def _parts(word: Word, size: float, room: float, spacing: float) -> list[Word]:
    """Return the word, or pieces of it if it is wider than a line."""
    if width(word.text, size, word.weight, spacing) <= room + _SLACK:
        return [word]
    parts: list[Word] = []
    rest, space = word.text, word.space
    while rest:
        end = len(rest)
        while end > 1 and width(rest[:end], size, word.weight, spacing) > room:
            end -= 1
        parts.append(Word(rest[:end], word.weight, word.color, space))
        rest, space = rest[end:], False
    return parts
