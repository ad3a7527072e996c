"""How long the milestones screen takes: one edit until it is repainted, one frame of the chart."""

import os
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QApplication

from leadbench.desktop.document import Document
from leadbench.desktop.screens.milestones import Page
from leadbench.desktop.theme import Theme
from leadbench.plan.edits.activities import set_duration
from leadbench.plan.file import create_plan
from tests.bench.harness import Line, measures, median_ms
from tests.plan.large_plan import large_plan

SIZE = (1920, 1080)


@contextmanager
def shown(activities: int, links: int) -> Iterator[Page]:
    """Show the screen on a plan of so many activities and links."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        QCoreApplication.setOrganizationName("Leadbench")
        QCoreApplication.setApplicationName("Leadbench measurements")
        store = create_plan(Path(folder, "large.leadbench"))
        key = large_plan(store, activities, links)
        document = Document()
        document.open(store)
        document.show_project(key)
        page = Page(document, Theme("light"))
        document.changed.connect(lambda _: page.refresh())
        document.results_changed.connect(page.show_results)
        page.refresh()
        page.resize(*SIZE)
        page.show()
        application.processEvents()
        yield page
        page.close()
        document.close()


def _repaint(page: Page) -> None:
    """Paint at once what waits to be painted."""
    page.table.viewport().repaint()
    page.chart.viewport().repaint()
    page.chart.head.repaint()


def _edit(page: Page) -> Callable[[], None]:
    """Return an edit of a duration early in the plan, so that most dates move."""
    work = [
        row.key
        for row in page.document.outline.rows[:40]
        if not page.rows.plan.line_of(row.key).is_summary
    ]
    chance = random.Random(3)
    lengths = iter(range(1, 1_000_000))

    def run() -> None:
        key = chance.choice([key for key in work if not page.rows.plan.line_of(key).is_milestone])
        with page.edit("Duration") as session:
            set_duration(session, key, 480 + 60 * (next(lengths) % 40))
        _repaint(page)

    return run


@measures("Milestones screen")
def edits() -> Iterator[Line]:
    """Yield the time from an edit to its repaint: commit, rows, dates, table and chart."""
    for activities, links, budget in ((1_000, 2_000, 50), (10_000, 20_000, 100)):
        with shown(activities, links) as page:
            took = median_ms(_edit(page))
        yield Line(f"One edit to its repaint, {activities:,} tasks", took, budget_ms=budget)


@measures("Milestones screen")
def frames() -> Iterator[Line]:
    """Yield the time of one frame at 10,000 rows, 1920 by 1080, while scrolling and jumping."""
    with shown(10_000, 20_000) as page:
        chart, table = page.chart, page.table
        upright, level = chart.verticalScrollBar(), chart.horizontalScrollBar()
        chart.zoom(6)
        chance = random.Random(5)

        def jump() -> None:
            upright.setValue(chance.randrange(upright.maximum()))
            page.chart.show_mark(int(upright.value() // 28) + 5)
            chart.viewport().repaint()

        def scroll() -> None:
            upright.setValue((upright.value() + 84) % upright.maximum())
            QApplication.processEvents()

        def sideways() -> None:
            level.setValue((level.value() + 60) % max(1, level.maximum()))
            QApplication.processEvents()

        def table_jump() -> None:
            upright.setValue(chance.randrange(upright.maximum()))
            table.viewport().repaint()

        jump()
        yield Line("Chart, full frame after a jump", median_ms(jump, repeats=31), budget_ms=16)
        yield Line("Chart, full repaint", median_ms(chart.viewport().repaint), budget_ms=16)
        yield Line("Table, full frame after a jump", median_ms(table_jump), budget_ms=16)
        yield Line("Both, scrolled by three rows", median_ms(scroll, repeats=31), budget_ms=16)
        yield Line("Both, scrolled sideways", median_ms(sideways, repeats=31), budget_ms=16)
