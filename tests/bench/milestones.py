"""How long the milestones screen takes: to open, to show an edit or a drag, to paint a frame."""

import itertools
import os
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, QSignalBlocker
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from leadbench.desktop.document import Document
from leadbench.desktop.screens.milestones import Page, preview
from leadbench.desktop.theme import Theme
from leadbench.plan.edits.activities import set_duration
from leadbench.plan.file import create_plan, open_plan
from tests.bench.harness import Line, frame_line, measures, median_ms, own_settings
from tests.plan.large_plan import large_plan

SIZE = (1920, 1080)
INSPECTOR = 320


@contextmanager
def shown(activities: int, links: int) -> Iterator[Page]:
    """Show the screen on a plan of so many activities and links."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        own_settings(folder)
        store = create_plan(Path(folder, "large.leadbench"))
        key = large_plan(store, activities, links)
        document = Document()
        document.open(store)
        document.show_project(key)
        page = Page(document, Theme("light"))
        document.changed.connect(lambda _: page.refresh())
        document.results_changed.connect(page.show_results)
        page.refresh()
        host = QWidget()  # page and inspector beside each other, as in the window
        beside = QHBoxLayout(host)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(page, 1)
        beside.addWidget(page.side)
        page.side.setFixedWidth(INSPECTOR)
        host.resize(SIZE[0] + INSPECTOR, SIZE[1])
        host.show()
        application.processEvents()
        yield page
        host.close()
        document.close()


def _repaint(page: Page) -> None:
    """Paint at once what waits to be painted."""
    page.table.viewport().repaint()
    page.chart.viewport().repaint()
    page.chart.head.repaint()


def _repaint_asked() -> None:
    """Paint what was asked to be painted, without a turn for timers."""
    QCoreApplication.sendPostedEvents()


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
def opening() -> Iterator[Line]:
    """Yield the time from the file to the first paint of 10,000 tasks, dates included."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        own_settings(folder)
        path = Path(folder, "large.leadbench")
        store = create_plan(path)
        key = large_plan(store, 10_000, 20_000)
        store.close()
        theme = Theme("light")

        def run() -> None:
            document = Document()
            page = Page(document, theme)
            document.results_changed.connect(page.show_results)
            document.open(open_plan(path))
            document.show_project(key)
            page.refresh()
            page.resize(*SIZE)
            page.show()
            application.processEvents()
            _repaint(page)
            page.close()
            document.close()

        yield Line(
            "Opening 10,000 tasks to the first paint", median_ms(run, repeats=3), budget_ms=1_500
        )


@measures("Milestones screen")
def drags() -> Iterator[Line]:
    """Yield the time of one step of a drag: all dates anew, table and chart repainted."""
    with shown(10_000, 20_000) as page:
        rows = page.rows.plan
        work = [row.key for row in page.document.outline.rows[:40]]
        key = next(
            k for k in work if not (rows.line_of(k).is_summary or rows.line_of(k).is_milestone)
        )
        lengths = iter(range(1, 1_000_000))

        def step() -> None:
            dates = preview.with_duration(rows, key, 480 + 60 * (next(lengths) % 40))
            assert dates is not None
            page.stage.show_preview(dates, preview.effect(rows, key, dates), QPoint(50, 50))
            _repaint(page)

        yield Line("One step of a drag, 10,000 tasks", median_ms(step, repeats=15), budget_ms=100)


@measures("Milestones screen")
def frames() -> Iterator[Line]:
    """Yield the time of a frame of table and chart at 10,000 rows, 1920 by 1080."""
    with shown(10_000, 20_000) as page:
        yield from _frames(page)


@measures("Milestones screen")
def many_rows() -> Iterator[Line]:
    """Yield the time of a frame at 100,000 rows."""
    with shown(100_000, 200_000) as page:
        upright = page.chart.verticalScrollBar()
        page.chart.zoom(6)
        page.chart.show_mark(5)
        chance = random.Random(5)

        def scroll() -> None:
            upright.setValue((upright.value() + 84) % upright.maximum())
            QApplication.processEvents()

        def jump() -> None:
            upright.setValue(chance.randrange(upright.maximum()))
            page.chart.show_mark(int(upright.value() // 28) + 5)
            QApplication.processEvents()

        yield frame_line("100,000 rows: both, scrolled by three rows", scroll)
        yield frame_line("100,000 rows: both, after a jump", jump)


def _frames(page: Page) -> Iterator[Line]:
    chart, upright = page.chart, page.chart.verticalScrollBar()
    chart.zoom(6)
    chance = random.Random(5)

    def jump() -> None:
        upright.setValue(chance.randrange(upright.maximum()))
        chart.show_mark(int(upright.value() // 28) + 5)
        _repaint_asked()

    def alone() -> None:
        with QSignalBlocker(upright):
            upright.setValue(chance.randrange(upright.maximum()))
        chart.show_mark(int(upright.value() // 28) + 5)
        chart.viewport().repaint()
        chart.head.repaint()

    def table_jump() -> None:
        with QSignalBlocker(page.table.verticalScrollBar()):
            upright.setValue(chance.randrange(upright.maximum()))
        page.table.viewport().repaint()

    jump()
    yield frame_line("Chart and its head, after a jump", alone)
    yield frame_line("Table, after a jump", table_jump)
    yield frame_line("Both, after a jump", jump, after=lambda: _settle(page))
    yield frame_line(
        "The links left for the next turn", _next_turn, before=jump, after=lambda: _settle(page)
    )
    yield from _moved(page)
    yield from _selected(page)


def _next_turn() -> None:
    QApplication.processEvents()
    _repaint_asked()


def _settle(page: Page) -> None:
    """Let everything be shown that waits for a later turn."""
    while page.side.behind or page.side.task.reason.looking or page.chart.updates.rest.isActive():
        QApplication.processEvents()
    for _ in range(3):
        QApplication.processEvents()


def _back(page: Page) -> None:
    page.chart.verticalScrollBar().setValue(28 * 3_000)
    page.chart.show_mark(3_005)
    _settle(page)


def _moved(page: Page) -> Iterator[Line]:
    chart, count = page.chart, itertools.count()
    upright, level = chart.verticalScrollBar(), chart.horizontalScrollBar()

    def scroll() -> None:
        upright.setValue((upright.value() + 84) % upright.maximum())
        QApplication.processEvents()

    def sideways() -> None:
        level.setValue((level.value() + 60) % max(1, level.maximum()))
        QApplication.processEvents()

    def diagonal() -> None:
        upright.setValue((upright.value() + 56) % upright.maximum())
        level.setValue((level.value() + 13) % max(1, level.maximum()))
        QApplication.processEvents()

    def zoom() -> None:
        chart.zoom_by(1.03 if next(count) % 2 else 1 / 1.03)
        QApplication.processEvents()

    _back(page)
    yield frame_line("Chart, full repaint", chart.viewport().repaint)
    yield frame_line("Both, scrolled by three rows", scroll)
    yield frame_line("Both, scrolled sideways", sideways)
    _back(page)
    yield frame_line("Both, scrolled both ways", diagonal)
    yield frame_line("Both, zoomed", zoom)


def _selected(page: Page) -> Iterator[Line]:
    table, count = page.table, itertools.count()
    upright = page.chart.verticalScrollBar()

    def select() -> None:
        place = upright.value() // 28 + 3 + next(count) % 30
        table.go_to(table.outline.index(place, 2))
        _repaint_asked()

    def fill() -> None:
        page.side.next_step()
        _repaint_asked()

    def filled() -> None:
        select()
        fill()

    def settle() -> None:
        _settle(page)

    yield frame_line("Both, another row selected", select, after=settle)
    yield frame_line("The inspector then, a turn later", fill, before=select, after=settle)
    yield frame_line("And its reason, two turns later", fill, before=filled, after=settle)
