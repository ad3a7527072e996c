"""Colors, fonts and icons of the window, in light and dark."""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from leadbench import resources
from leadbench.charts.look import DARK, LIGHT, Look
from leadbench.desktop.stylesheet import stylesheet

CHOICES: Final = ("system", "light", "dark")

_ROLES: Final[dict[str, tuple[float, QFont.Weight]]] = {
    "slide_title": (42, QFont.Weight.DemiBold),
    "hero": (28, QFont.Weight.DemiBold),
    "key_figure": (26, QFont.Weight.DemiBold),
    "page_title": (17, QFont.Weight.DemiBold),
    "finding": (15, QFont.Weight.DemiBold),
    "lead": (15, QFont.Weight.Normal),
    "section": (13, QFont.Weight.DemiBold),
    "body": (13, QFont.Weight.Normal),
    "body_strong": (13, QFont.Weight.DemiBold),
    "cell": (12.5, QFont.Weight.Normal),
    "cell_strong": (12.5, QFont.Weight.Medium),
    "button": (12.5, QFont.Weight.Medium),
    "label": (11.5, QFont.Weight.Medium),
    "caption": (11.5, QFont.Weight.Normal),
    "axis": (10, QFont.Weight.Normal),
    "group": (10.5, QFont.Weight.Medium),
}
"""Size in pixels at 100 %, and weight, of each role of the type scale."""

_WORDS: Final = frozenset(
    {"slide_title", "hero", "page_title", "finding", "lead", "section", "button", "label", "group"}
)
"""Roles of words, in which figures make no columns; tabular figures bring a wide hyphen."""


class Theme(QObject):
    """The one source of colors, fonts and icons for widgets and painters.

    Parameters
    ----------
    choice
        "system" to follow the system at run time, or "light" or "dark".
    """

    changed = Signal()
    """Another look is in force: everything repaints."""

    def __init__(self, choice: str = "system") -> None:
        super().__init__()
        self.choice = choice if choice in CHOICES else "system"
        self.look: Look = LIGHT
        self._fonts: dict[str, QFont] = {}
        self._icons: dict[tuple[str, str, int], QIcon] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        load_fonts()
        self.look = self._wanted()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        self.dress()

    def color(self, token: str) -> QColor:
        """Return the color of a token of ``charts.look.Look``."""
        return QColor(getattr(self.look, token))

    def font(self, role: str) -> QFont:
        """Return the font of a role of the type scale; figures are tabular where they make columns.

        Roles: slide_title, hero, key_figure, page_title, finding, lead, section, body, body_strong,
        cell, cell_strong, button, label, caption, axis, group (sidebar heads).
        """
        found = self._fonts.get(role)
        if found is None:
            found = self._fonts[role] = _font(*_ROLES[role], tabular=role not in _WORDS)
        return QFont(found)

    def words(self, role: str) -> QFont:
        """Return the font of a role for names, whose hyphens tabular figures would widen."""
        font = self.font(role)
        font.setFeature(QFont.Tag("tnum"), 0)
        return font

    def icon(self, name: str, token: str = "text2", size: int = 16) -> QIcon:
        """Return a Lucide icon in the color of a token, sharp at any scale."""
        color = getattr(self.look, token)
        found = self._icons.get((name, color, size))
        if found is None:
            found = QIcon()
            for ratio in sorted({1.0, 2.0, _largest_ratio()}):
                found.addPixmap(self.pixmap(name, token, size, ratio))
            self._icons[name, color, size] = found
        return found

    def pixmap(self, name: str, token: str = "text2", size: int = 16, ratio: float = 0) -> QPixmap:
        """Return one rendered icon, for the sharpest screen unless a ratio is given."""
        ratio, color = ratio or _largest_ratio(), getattr(self.look, token)
        found = self._pixmaps.get((name, color, size, ratio))
        if found is None:
            found = _render(name, color, size, ratio)
            self._pixmaps[name, color, size, ratio] = found
        return found

    def choose(self, choice: str) -> None:
        """Follow the system, or stay "light" or "dark"."""
        self.choice = choice if choice in CHOICES else "system"
        self._follow()

    def borrow(self, look: Look) -> None:
        """Paint in a look for the moment of a picture, or in the own one again.

        Nobody is told: what keeps colors of its own must be dressed by who asks.
        """
        self.look = look

    def _wanted(self) -> Look:
        if self.choice != "system":
            return DARK if self.choice == "dark" else LIGHT
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted is self.look:
            return
        self.look = wanted
        self._icons.clear()
        self._pixmaps.clear()
        self.dress()
        self.changed.emit()

    def dress(self) -> None:
        """Give the application the palette, font and style sheet of the look."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        if app.style().objectName().casefold() != "fusion" and not app.styleSheet():
            app.setStyle("Fusion")
        app.setFont(self.font("body"))
        app.setPalette(palette(self.look))
        app.setStyleSheet(stylesheet(self.look))


def load_fonts() -> None:
    """Load the bundled fonts once; later calls do nothing."""
    # Asking Qt for the families that it knows would read every font of the system.
    app = QApplication.instance()
    if app is None or app.property("fonts"):
        return
    app.setProperty("fonts", True)
    for file in sorted(resources.path("fonts").glob("*.ttf")):
        if "Italic" in file.name:
            continue  # only documents use it
        QFontDatabase.addApplicationFont(str(file))


def palette(look: Look) -> QPalette:
    """Return the palette by which Qt's own widgets take the colors of a look."""
    roles = QPalette.ColorRole
    found = QPalette()
    for role, token in (
        (roles.Window, look.surface),
        (roles.WindowText, look.text),
        (roles.Base, look.surface),
        (roles.AlternateBase, look.sunken),
        (roles.Text, look.text),
        (roles.Button, look.surface),
        (roles.ButtonText, look.text),
        (roles.BrightText, look.error),
        (roles.Light, look.surface),
        (roles.Midlight, look.hover),
        (roles.Mid, look.border),
        (roles.Dark, look.border_strong),
        (roles.Shadow, look.border_strong),
        (roles.Highlight, look.selected),
        (roles.HighlightedText, look.text),
        (roles.Link, look.accent),
        (roles.LinkVisited, look.accent),
        (roles.ToolTipBase, look.inverse),
        (roles.ToolTipText, look.on_inverse),
        (roles.PlaceholderText, look.text3),
        (roles.Accent, look.accent),
    ):
        found.setColor(role, QColor(token))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        found.setColor(QPalette.ColorGroup.Disabled, role, QColor(look.text3))
    return found


def _font(pixels: float, weight: QFont.Weight, *, tabular: bool) -> QFont:
    screen = QGuiApplication.primaryScreen()
    dots = screen.logicalDotsPerInch()
    font = QFont("Inter")
    # Points, since Qt takes whole pixels only and the scale has half ones.
    font.setPointSizeF(pixels * 72.0 / dots)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Said either way: a painter would take it from the font of its widget, wider than measured.
    font.setFeature(QFont.Tag("tnum"), 1 if tabular else 0)
    if pixels >= 22:
        # Inter Display is Inter set tighter; its own files would double the size of the fonts.
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98)
    return font


def _largest_ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    text = resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")
    return text.replace('stroke-width="2"', 'stroke-width="1.9"')


def _render(name: str, color: str, size: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
