"""The head of the Milestones page: nothing is cut, however little room there is."""

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from tests.desktop.outline import POPUP

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page
    from leadbench.desktop.window import Window


@pytest.mark.parametrize("view", ["gantt", "network", "table"])
@pytest.mark.parametrize("size", [(1440, 900), (1120, 700)])
@pytest.mark.parametrize("inspector", [True, False])
def test_title_and_buttons_are_whole_and_beside_the_inspector(
    planner: "Page", window: "Window", size: tuple[int, int], view: str, inspector: bool
) -> None:
    window.resize(*size)
    if window.body.inspector_shown != inspector:
        window.toggle_inspector()
    planner.views.show(view)
    header = planner.toolbar.header
    QApplication.sendPostedEvents()
    assert header.title.width() >= header.title.sizeHint().width()
    buttons = [planner.toolbar.add, planner.bar.fit, planner.toolbar.link]
    seen = [button for button in buttons if button.isVisible()]
    assert seen
    for button in seen:
        right = button.mapTo(window, QPoint(button.width(), 0)).x()
        edge = window.inspector.mapTo(window, QPoint(0, 0)).x() if inspector else window.width()
        assert right <= edge
        assert button.width() >= button.sizeHint().width()


@pytest.mark.qt_log_ignore(POPUP)
def test_a_button_without_room_for_its_words_says_them_in_its_tooltip(
    planner: "Page", window: "Window"
) -> None:
    button = planner.toolbar.critical
    wide = button.sizeHint().width()
    button.show_words(shown=False)
    assert button.sizeHint().width() < wide / 2
    assert button.text() == "Critical path"  # as screen readers say it
    place = QPoint(5, 5)
    QApplication.sendEvent(
        button, QHelpEvent(QHelpEvent.Type.ToolTip, place, button.mapToGlobal(place))
    )
    assert "Critical path" in QToolTip.text()
    QToolTip.hideText()
    button.show_words(shown=True)
    assert button.sizeHint().width() == wide


def test_years_are_named_however_far_the_chart_is_zoomed_out(planner: "Page") -> None:
    for _ in range(40):
        planner.views.zoom_by(1 / 1.35)
    chart = planner.chart
    ticks = chart.look.tiers(chart.scale, chart.viewport().width())
    named = [tick for tick in ticks.upper if tick.label]
    assert named[0].label == "2026"
    gaps = {round(after.x - one.x) for one, after in pairwise(named)}
    assert min(gaps) > chart.look.axis_width("2026") + 8
    # The head paints them, not only plans them: some pixel of the second label is dark.
    image = chart.head.grab().toImage()
    left, right = round(named[1].x) + 5, round(named[1].x) + 30
    dark = [image.pixelColor(x, y).lightness() for x in range(left, right) for y in range(17, 30)]
    assert min(dark) < 100
