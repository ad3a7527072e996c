"""Colors, fonts and icons."""

import sys

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QImage, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from leadbench.charts.look import DARK, LIGHT, Look
from leadbench.desktop.theme import Theme


def test_the_bundled_font_is_used_with_figures_of_one_width(theme: Theme) -> None:
    font = theme.font("cell")
    assert QFontInfo(font).family() == "Inter"
    metrics = QFontMetricsF(font)
    assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("0808"))


@pytest.mark.parametrize(
    ("role", "pixels"), [("page_title", 17), ("body", 13), ("cell", 12.5), ("axis", 10)]
)
def test_a_role_has_the_size_of_the_type_scale(theme: Theme, role: str, pixels: float) -> None:
    screen = QApplication.primaryScreen()
    assert theme.font(role).pointSizeF() * screen.logicalDotsPerInch() / 72 == pytest.approx(pixels)


def test_choosing_dark_changes_colors_palette_and_icons_at_once(qtbot: QtBot, theme: Theme) -> None:
    assert theme.color("surface") == QColor(LIGHT.surface)
    assert _ink(theme, "flag") == QColor(LIGHT.accent)
    with qtbot.waitSignal(theme.changed):
        theme.choose("dark")
    assert theme.color("surface") == QColor(DARK.surface)
    assert QApplication.palette().color(QPalette.ColorRole.Window) == QColor(DARK.surface)
    assert _ink(theme, "flag") == QColor(DARK.accent)


def test_choosing_the_same_look_tells_nobody(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose("light")


def test_an_unknown_choice_follows_the_system(theme: Theme) -> None:
    theme.choose("sepia")
    assert theme.choice == "system"


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_is_rendered_at_the_scale_of_the_screen(theme: Theme, ratio: float) -> None:
    pixmap = theme.pixmap("flag", "text", 16, ratio)
    assert pixmap.width() == round(16 * ratio)
    assert pixmap.devicePixelRatio() == ratio


def _ratio(first: str, second: str) -> float:
    """Return the WCAG 2 contrast of two colors."""

    def luminance(color: str) -> float:
        parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["surface", "canvas", "sunken", "selected"])
@pytest.mark.parametrize(
    "ink", ["text", "text2", "text3", "accent", "critical", "near", "good", "error"]
)
def test_text_can_be_read_on_every_ground(look: Look, ground: str, ink: str) -> None:
    assert _ratio(getattr(look, ink), getattr(look, ground)) >= 4.5


def test_calls_into_qt_lose_no_reference_to_none(qtbot: QtBot) -> None:
    """PySide6 6.12 on Python 3.11 loses one at each call and aborts after some thousands."""
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(1000):
        widget.update()
    assert abs(sys.getrefcount(None) - before) <= 50


def _ink(theme: Theme, name: str) -> QColor:
    """Return the color of the most opaque pixel of an icon in the accent color."""
    image: QImage = theme.pixmap(name, "accent", 32, 4.0).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=QColor.alpha)
