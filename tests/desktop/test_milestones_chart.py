"""The chart: what it paints, and what the mouse and the keys do on it."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, QSize, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from tests.desktop.chart_hand import LEFT, at, drag, key_of, pull, shape, text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from leadbench.analysis.critical_path import Schedule
    from leadbench.desktop.screens.milestones import Page
    from leadbench.desktop.screens.milestones.model import Index
    from leadbench.desktop.screens.milestones.rows import PlanRows
    from leadbench.desktop.window import Window

DAYS, START, FINISH, PREDECESSORS = 2, 3, 4, 7
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def begins_here(own_settings: None) -> None:
    """Let the window begin with this page, without making another first."""
    QSettings().setValue("page", "milestones")


@pytest.fixture
def page(begins_here: None, window: "Window") -> "Page":
    from leadbench.desktop.screens.milestones import Page

    shown = window.pages.page
    assert isinstance(shown, Page)
    shown.table.fold_asked.emit(key_of(shown, "1"), True)  # the rest is in view without scrolling
    return shown


def picture(page: "Page") -> QImage:
    return page.chart.viewport().grab().toImage()


def close_to(image: QImage, point: QPoint, color: QColor) -> bool:
    found = image.pixelColor(point)
    pairs = (
        (found.red(), color.red()),
        (found.green(), color.green()),
        (found.blue(), color.blue()),
    )
    return all(abs(one - other) < 12 for one, other in pairs)


def steps(page: "Page") -> int:
    return len(page.document.store.history())


def test_bars_have_the_fill_of_their_state(page: "Page") -> None:
    image = picture(page)
    for number, token in (
        ("3.4", "critical_fill"),
        ("4.1", "near_fill"),
        ("4.4", "normal_fill"),
        ("3.1", "done_fill"),
    ):
        mark = shape(page, number)
        inside = at(page, mark.left + 5, mark.top + 4)
        assert close_to(image, inside, page.theme.color(token)), number


def test_a_critical_bar_has_a_dark_lower_edge(page: "Page") -> None:
    mark = shape(page, "3.4")
    image = picture(page)
    lower = at(page, mark.center, mark.bottom - 2)
    assert close_to(image, lower, page.theme.color("critical"))
    near = shape(page, "4.1")
    assert close_to(image, at(page, near.center, near.bottom - 2), page.theme.color("near_fill"))


def test_the_toggles_take_layers_away(page: "Page") -> None:
    mark = shape(page, "3.4")
    critical, plain = page.theme.color("critical_fill"), page.theme.color("normal_fill")
    inside = at(page, mark.left + 5, mark.top + 4)
    assert close_to(picture(page), inside, critical)
    QTest.mouseClick(page.toolbar.critical, LEFT)
    assert close_to(picture(page), inside, plain)
    assert mark.baseline_left is not None
    under = at(page, mark.baseline_left + 3, mark.baseline_top + 1)
    approved = page.theme.color("approved")
    assert page.toolbar.baseline.text() == "Approved 30 Jan"
    assert close_to(picture(page), under, approved)
    QTest.mouseClick(page.toolbar.baseline, LEFT)
    assert not close_to(picture(page), under, approved)


def test_the_data_date_is_a_line_in_the_accent_color(page: "Page") -> None:
    project = page.document.project
    assert project is not None
    assert project.status_minute is not None
    x = page.chart.scale.x(page.rows.on_axis(project.status_minute))
    above_every_mark = QPoint(round(x), 3)
    assert close_to(picture(page), above_every_mark, page.theme.color("accent"))


def test_table_and_chart_scroll_as_one(page: "Page") -> None:
    page.window().resize(1200, 700)
    QApplication.processEvents()
    table, chart = page.table.verticalScrollBar(), page.chart.verticalScrollBar()
    assert chart.maximum() == table.maximum() > 0
    chart.setValue(56)
    assert table.value() == 56
    table.setValue(28)
    assert chart.value() == 28


def test_a_click_on_the_chart_selects_the_row(page: "Page") -> None:
    mark = shape(page, "4.2")
    QTest.mouseClick(page.chart.viewport(), LEFT, pos=at(page, mark.center, mark.middle))
    assert page.table.selected_keys() == [key_of(page, "4.2")]
    other = shape(page, "4.4")
    QTest.mouseClick(page.chart.viewport(), LEFT, CTRL, at(page, other.center, other.middle))
    assert page.table.selected_keys() == [key_of(page, "4.2"), key_of(page, "4.4")]


def test_dragging_the_right_edge_shows_all_dates_and_writes_on_release(page: "Page") -> None:
    before = steps(page)
    mark = shape(page, "3.4")
    start = at(page, mark.right - 1, mark.middle)
    days = QPoint(round(7 * page.chart.per_day), 0)  # a week: from Friday 15 to Friday 22 May
    drag(page, start, start + days, drop=False)
    assert text(page, "3.4", FINISH) == "22 May"
    assert text(page, "5.5", FINISH) == "23 Jul"
    assert "MVP gate +5 d" in page.tag.text
    assert "0 d float" in page.tag.text
    assert page.tag.isVisible()
    assert steps(page) == before
    QTest.mouseRelease(page.chart.viewport(), LEFT, pos=start + days)
    assert not page.tag.isVisible()
    assert text(page, "3.4", DAYS) == "20"
    assert text(page, "5.5", FINISH) == "23 Jul"
    assert steps(page) == before + 1
    page.document.undo()
    assert text(page, "5.5", FINISH) == "16 Jul"


def test_dragging_the_end_of_the_progress_records_how_much_is_done(page: "Page") -> None:
    page.chart.zoom(12)
    place = page.rows.plan.place_of[key_of(page, "2.2")]
    page.chart.fit_rows([place])
    mark = shape(page, "2.2")
    activity = page.document.contents.activities[key_of(page, "2.2")]
    assert mark.progress_right is not None
    assert activity.percent_complete < 75
    before = steps(page)
    aim = at(page, mark.left + 0.75 * (mark.right - mark.left), mark.middle)
    drag(page, at(page, mark.progress_right, mark.middle), aim, drop=False)
    assert page.tag.text == "75% done"
    assert steps(page) == before
    QTest.mouseRelease(page.chart.viewport(), LEFT, pos=aim)
    assert page.document.contents.activities[key_of(page, "2.2")].percent_complete == 75
    assert steps(page) == before + 1


def test_progress_of_what_has_not_begun_shows_the_dates_that_its_start_makes(page: "Page") -> None:
    page.chart.zoom(12)
    page.chart.show_mark(page.rows.plan.place_of[key_of(page, "3.4")])
    mark, before = shape(page, "3.4"), steps(page)
    page.chart.setFocus()
    begin = at(page, mark.left, mark.middle)
    half = at(page, (mark.left + mark.right) / 2, mark.middle)
    drag(page, begin, half, drop=False)
    # It begins on the data date, a Monday, and what is left still waits for 2.5.
    assert page.tag.text.startswith("50% done · records the start · 16 Mar to 15 May")
    assert (text(page, "3.4", START), text(page, "5.5", FINISH)) == ("16 Mar", "16 Jul")
    # The bar begins weeks earlier now; a broken outline tells where the percentage is measured.
    image, edge = picture(page), at(page, mark.left, mark.top)
    dashes = [edge + QPoint(dx, dy) for dx in (-1, 0) for dy in range(2, 12)]
    assert any(close_to(image, each, page.theme.color("text3")) for each in dashes)
    pull(page.chart.viewport(), at(page, mark.right, mark.middle))
    said = "100% done · records start and finish · 16 Mar to 16 Mar, 1 d · MVP gate"
    assert page.tag.text.startswith(said)
    shown = text(page, "5.5", FINISH)
    QTest.keyClick(page.chart, Qt.Key.Key_Escape)
    QTest.mouseRelease(page.chart.viewport(), LEFT, pos=half)
    assert (text(page, "3.4", START), steps(page)) == ("24 Apr", before)
    drag(page, begin, at(page, mark.right, mark.middle))
    assert text(page, "5.5", FINISH) == shown == "9 Jul"  # five days: the float of the other chain
    assert steps(page) == before + 1
    page.document.undo()
    assert (text(page, "3.4", START), text(page, "5.5", FINISH)) == ("24 Apr", "16 Jul")


def test_a_drag_says_that_it_sets_a_restriction_and_which_it_replaces(page: "Page") -> None:
    from leadbench.plan.edits.activities import set_constraint
    from leadbench.plan.tables import ConstraintKind

    page.chart.zoom(12)
    page.chart.show_mark(page.rows.plan.place_of[key_of(page, "4.4")])
    mark = shape(page, "4.4")
    week = QPoint(round(7 * page.chart.per_day), 0)
    start = at(page, mark.left + 20, mark.middle)
    drag(page, start, start + week, drop=False)
    assert "sets “start no earlier than 29 Apr”" in page.tag.text
    pull(page.chart.viewport(), start + QPoint(-8, 0))
    assert "starts as early as its links let it" in page.tag.text
    page.chart.cancel()
    line = page.rows.plan.line_of(key_of(page, "4.4"))
    with page.edit("Restrict") as session:
        kind = ConstraintKind.FINISH_NO_LATER
        set_constraint(session, key_of(page, "4.4"), kind, line.finish)
    mark = shape(page, "4.4")
    start = at(page, mark.left + 20, mark.middle)
    drag(page, start, start + week, drop=False)
    assert "in place of “finishes no later than 6 May”" in page.tag.text
    page.chart.cancel()


def test_drawing_a_link_shows_the_dates_that_it_would_make(page: "Page") -> None:
    page.chart.zoom(6)
    page.chart.show_instant(int(page.rows.plan.line_of(key_of(page, "4.1")).start or 0))
    assert text(page, "4.3", START) == "22 Apr"
    before = steps(page)
    tail, tip = shape(page, "4.2"), shape(page, "4.3")
    aim = at(page, tip.left + 2, tip.middle)
    drag(page, at(page, tail.right + 8, tail.middle), aim, drop=False)
    # 4.2 finishes on Monday 4 May, so what waits for it starts on Tuesday.
    assert text(page, "4.3", START) == "5 May"
    assert "finish to start (FS)" in page.tag.text
    assert "MVP gate" in page.tag.text
    page.chart.cancel()
    assert text(page, "4.3", START) == "22 Apr"
    assert steps(page) == before
    early = shape(page, "4.1")
    drag(
        page,
        at(page, tail.right + 8, tail.middle),
        at(page, early.left + 2, early.middle),
        drop=False,
    )
    assert "loop" in page.tag.text
    page.chart.cancel()


def test_closer_in_bars_stand_where_the_clock_has_them(page: "Page") -> None:
    line = page.rows.plan.line_of(key_of(page, "2.4"))
    assert line.start is not None
    midnight = line.start - line.start % 1440
    page.chart.zoom(24)
    assert shape(page, "2.4").left == pytest.approx(page.chart.scale.x(midnight))
    page.chart.zoom(480)
    assert page.toolbar.zoom.text() == "Hours"
    # Work begins at 8 in the morning of the example's calendar: a third of the day, 160 pixels.
    assert shape(page, "2.4").left == pytest.approx(page.chart.scale.x(midnight) + 160, abs=1)
    for minute in (midnight + 100, midnight + 700, midnight + 1300):
        assert page.rows.from_axis(page.rows.on_axis(minute)) == minute


def test_nights_and_breaks_are_shaded_where_hours_are_seen(page: "Page") -> None:
    line = page.rows.plan.line_of(key_of(page, "2.4"))
    assert line.start is not None
    page.chart.zoom(480)
    page.chart.show_instant(line.start)
    image = picture(page)
    free, work = page.theme.color("hover"), page.theme.color("stage_band")
    foot = page.chart.viewport().height() - 12
    eight = page.chart.scale.x(line.start)
    assert close_to(image, QPoint(round(eight) - 30, foot), free)  # half past six
    assert close_to(image, QPoint(round(eight) + 30, foot), work)
    assert close_to(image, QPoint(round(eight) + 90, foot), free)  # half past twelve


def test_the_selection_can_be_fitted(page: "Page") -> None:
    page.table.select_keys([key_of(page, "4.1"), key_of(page, "4.3")])
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_0, ALT)
    width = page.chart.viewport().width()
    first, last = shape(page, "4.1"), shape(page, "4.3")
    assert 0 < first.left < width * 0.2
    assert width * 0.8 < last.right < width


def test_a_deadline_is_a_mark_that_fills_when_it_is_missed(page: "Page") -> None:
    key = key_of(page, "4.4")
    finish = page.rows.plan.line_of(key).finish
    assert finish is not None

    def marked(later: int) -> bool:
        from leadbench.plan.tables import Activity

        with page.edit("Deadline") as session:
            row = session.get(Activity, key)
            assert row is not None
            row.deadline_minute = finish + later
        mark = shape(page, "4.4")
        assert mark.deadline is not None
        spot = at(page, mark.deadline, mark.top - 1)
        return close_to(picture(page), spot, page.theme.color("error"))

    page.chart.zoom(12)
    page.chart.show_mark(page.rows.plan.place_of[key])
    assert not marked(7 * 1440)
    assert marked(-7 * 1440)


def test_in_a_large_plan_the_bar_follows_at_once_and_the_dates_when_there_is_time(
    page: "Page", monkeypatch: pytest.MonkeyPatch
) -> None:
    from leadbench.desktop.screens.milestones import chart_stage, preview

    monkeypatch.setattr(chart_stage, "_AT_ONCE", 0)  # as if every plan were large
    asked: list[int] = []
    whole = preview.with_duration

    def counted(rows: "PlanRows", key: int, minutes: int) -> "Schedule | None":
        asked.append(minutes)
        return whole(rows, key, minutes)

    monkeypatch.setattr(preview, "with_duration", counted)
    mark = shape(page, "3.4")
    start = at(page, mark.right - 1, mark.middle)
    week = QPoint(round(7 * page.chart.per_day), 0)
    drag(page, start, start + week, drop=False)
    assert asked == []
    assert text(page, "5.5", FINISH) == "16 Jul"
    QApplication.processEvents()
    assert len(asked) == 1  # the steps between were overtaken
    assert text(page, "5.5", FINISH) == "23 Jul"
    QTest.mouseRelease(page.chart.viewport(), LEFT, pos=start + week)
    assert text(page, "3.4", DAYS) == "20"


def test_the_chart_takes_its_row_height_from_the_table(page: "Page") -> None:
    from leadbench.desktop.screens.milestones.row_paint import RowHeight

    class Tall(RowHeight):
        def sizeHint(self, option: QStyleOptionViewItem, index: "Index") -> QSize:  # noqa: ARG002
            return QSize(10, 42)

    page.table.setItemDelegate(Tall(page.table))
    page.table.doItemsLayout()
    page.chart.renew()
    for number in ("2", "3.4", "5.5"):
        place = page.rows.plan.place_of[key_of(page, number)]
        rect = page.table.visualRect(page.model.index(place, 1))
        middle = shape(page, number).middle - page.chart.verticalScrollBar().value()
        assert rect.center().y() == pytest.approx(middle, abs=1)
    assert shape(page, "3.4").bottom - shape(page, "3.4").top > 13
    table, chart = page.table.verticalScrollBar(), page.chart.verticalScrollBar()
    assert chart.maximum() == table.maximum() > 0


def test_a_row_with_its_own_calendar_has_its_own_ground(page: "Page") -> None:
    from leadbench.plan.tables import Activity, Calendar, WorkingInterval

    with page.edit("Sundays") as session:
        every_day = Calendar(name="Every day")
        session.add(every_day)
        session.flush()
        assert every_day.id is not None
        for weekday in range(7):
            session.add(
                WorkingInterval(
                    calendar_id=every_day.id,
                    weekday=weekday,
                    start_minute=480,
                    end_minute=960,
                )
            )
        row = session.get(Activity, key_of(page, "4.4"))
        assert row is not None
        row.calendar_id = every_day.id
    line = page.rows.plan.line_of(key_of(page, "4.4"))
    assert line.start is not None
    page.chart.zoom(24)
    page.chart.show_instant(line.start)
    sunday = line.start - line.start % 1440
    while (sunday // 1440 + 3) % 7 != 6:  # 1970-01-01 was a Thursday
        sunday -= 1440
    x = page.chart.scale.x(sunday) + 12
    image = picture(page)
    free, plain = page.theme.color("hover"), page.theme.color("stage_band")
    assert close_to(image, at(page, x, shape(page, "4.5").middle + 11), free)
    assert close_to(image, at(page, x, shape(page, "4.4").middle + 11), plain)


def test_a_drag_that_is_held_at_the_edge_scrolls_the_chart(page: "Page", qtbot: "QtBot") -> None:
    page.chart.zoom(60)
    page.chart.show_mark(page.rows.plan.place_of[key_of(page, "4.4")])
    area, bar = page.chart.viewport(), page.chart.horizontalScrollBar()
    mark, before = shape(page, "4.4"), bar.value()
    begin = at(page, mark.right - 1, mark.middle)
    QTest.mousePress(area, LEFT, pos=begin)
    held = QPoint(area.width() + 30, begin.y())
    pull(area, held)
    # Two weeks are 840 pixels: more than what is right of the bar.
    qtbot.waitUntil(lambda: bar.value() > before + 840, timeout=20_000)
    held -= QPoint(90, 0)
    pull(area, held)
    place = page.chart.scale.minute(held.x())
    QTest.mouseRelease(area, LEFT, pos=held)
    line = page.rows.plan.line_of(key_of(page, "4.4"))
    assert line.finish is not None
    # It ends where it was let go, to half a day, or where work ended before it.
    assert abs(page.rows.on_axis(line.finish) - place) <= 3 * 1440
    page.document.undo()
    assert text(page, "4.4", DAYS) == "10"


def test_a_chart_that_cannot_keep_up_scrolls_further_at_a_time(
    page: "Page", qtbot: "QtBot", monkeypatch: pytest.MonkeyPatch
) -> None:
    from leadbench.desktop.screens.milestones import gantt_mouse

    passed = [60]
    monkeypatch.setattr(gantt_mouse, "_since", lambda _clock: passed[0])
    page.chart.zoom(60)
    page.chart.show_mark(page.rows.plan.place_of[key_of(page, "4.4")])
    area, bar = page.chart.viewport(), page.chart.horizontalScrollBar()
    mark = shape(page, "4.4")
    begin = at(page, mark.right - 1, mark.middle)
    QTest.mousePress(area, LEFT, pos=begin)
    pull(area, QPoint(area.width() - 5, begin.y()))
    ways: list[int] = []
    was = [bar.value()]

    def went(value: int) -> None:
        ways.append(value - was[0])
        was[0] = value
        passed[0] = 10_000

    bar.valueChanged.connect(went)
    qtbot.waitUntil(lambda: len(ways) >= 2, timeout=20_000)
    page.chart.cancel()
    # 15 pixels within the edge: as many every 30 ms, but never more than four times that at once.
    assert ways[:2] == [30, 60]


def test_escape_gives_a_drag_up(page: "Page") -> None:
    before = steps(page)
    mark = shape(page, "3.4")
    start = at(page, mark.right - 1, mark.middle)
    page.chart.setFocus()
    drag(page, start, start + QPoint(60, 0), drop=False)
    assert text(page, "3.4", FINISH) != "15 May"
    QTest.keyClick(page.chart, Qt.Key.Key_Escape)
    assert text(page, "3.4", FINISH) == "15 May"
    QTest.mouseRelease(page.chart.viewport(), LEFT, pos=start + QPoint(60, 0))
    assert text(page, "3.4", FINISH) == "15 May"
    assert steps(page) == before


def test_dragging_a_bar_moves_it_and_back_frees_it(page: "Page") -> None:
    page.chart.zoom(12)
    page.chart.show_mark(page.rows.plan.place_of[key_of(page, "4.4")])
    mark = shape(page, "4.4")
    week = QPoint(round(7 * page.chart.per_day), 0)
    start = at(page, mark.left + 20, mark.middle)
    drag(page, start, start + week)
    assert text(page, "4.4", START) == "29 Apr"  # a week after Wednesday 22 April
    activity = page.document.contents.activities[key_of(page, "4.4")]
    assert activity.constraint_kind == "snet"
    mark = shape(page, "4.4")
    start = at(page, mark.left + 20, mark.middle)
    drag(page, start, start - week - week)
    assert text(page, "4.4", START) == "22 Apr"
    activity = page.document.contents.activities[key_of(page, "4.4")]
    assert activity.constraint_kind == "asap"


@pytest.mark.parametrize(
    ("end", "other", "written"),
    [
        ("finish", "start", "2.1, 1.10"),
        ("start", "start", "1.10, 2.1SS"),
        ("finish", "finish", "1.10, 2.1FF"),
        ("start", "finish", "1.10, 2.1SF"),
    ],
)
def test_the_ends_that_are_joined_give_the_type_of_the_link(
    page: "Page", end: str, other: str, written: str
) -> None:
    page.chart.zoom(6)
    page.chart.show_instant(int(page.rows.plan.line_of(key_of(page, "2.1")).start or 0))
    tail, tip = shape(page, "2.1"), shape(page, "4.1")
    x = tail.right + 8 if end == "finish" else tail.left - 8
    target = tip.left + 2 if other == "start" else tip.right - 2
    drag(page, at(page, x, tail.middle), at(page, target, tip.middle))
    parts = text(page, "4.1", PREDECESSORS).split(", ")
    assert sorted(parts) == sorted(written.split(", "))


def test_a_loop_is_refused_where_the_link_was_dropped(page: "Page") -> None:
    before = steps(page)
    tail, tip = shape(page, "4.2"), shape(page, "4.1")
    drag(
        page,
        at(page, tail.right + 8, tail.middle),
        at(page, tip.left + 2, tip.middle),
    )
    assert page.note.isVisible()
    assert "4.1" in page.note.words.text()
    assert "loop" in page.note.words.text()
    assert text(page, "4.1", PREDECESSORS) == "1.10"
    assert steps(page) == before


def test_bars_move_and_grow_by_key(page: "Page") -> None:
    page.table.select_keys([key_of(page, "4.4")], column=1)
    page.chart.setFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_Right, ALT)
    assert text(page, "4.4", START) == "23 Apr"
    QTest.keyClick(page.chart, Qt.Key.Key_Right, ALT | CTRL)
    assert text(page, "4.4", DAYS) == "11"
    QTest.keyClick(page.chart, Qt.Key.Key_Left, ALT | CTRL)
    assert text(page, "4.4", DAYS) == "10"
    QTest.keyClick(page.chart, Qt.Key.Key_Left, ALT)
    assert text(page, "4.4", START) == "22 Apr"
    QTest.keyClick(page.chart, Qt.Key.Key_Left, ALT)
    assert text(page, "4.4", START) == "22 Apr"
    assert "cannot start earlier" in page.editor.note.words.text()


def test_counting_back_a_bar_says_why_it_goes_no_earlier_and_what_brings_it(page: "Page") -> None:
    from leadbench.plan.edits.activities import set_constraint
    from leadbench.plan.edits.settings import schedule_from_finish
    from leadbench.plan.tables import ConstraintKind

    key, project = key_of(page, "4.4"), page.document.project
    assert project is not None
    assert project.committed_finish_minute is not None
    with page.edit("From the finish") as session:
        schedule_from_finish(session, project.id or 0)
    late = text(page, "4.4", START)
    page.table.select_keys([key], column=1)
    page.chart.setFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_Left, ALT)
    assert text(page, "4.4", START) == late
    assert "as late as it may" in page.editor.note.words.text()
    with page.edit("Earlier") as session:
        finish = page.rows.plan.line_of(key).finish
        assert finish is not None
        set_constraint(session, key, ConstraintKind.FINISH_NO_LATER, finish - 7 * 1440)
    assert text(page, "4.4", START) != late
    page.document.undo()
    page.document.undo()
    assert text(page, "4.4", START) == "22 Apr"


def test_work_on_the_clock_is_stretched_by_days_of_the_clock(page: "Page") -> None:
    from leadbench.plan.edits.activities import set_by_hand
    from leadbench.plan.edits.details import set_span

    key = key_of(page, "4.4")
    start = page.rows.plan.line_of(key).start
    assert start is not None
    with page.edit("On the clock") as session:
        set_span(session, key, 3 * 1440, elapsed=True)
        set_by_hand(session, key, start)
    page.chart.zoom(12)
    page.chart.show_mark(page.rows.plan.place_of[key])
    # From Wednesday 22 April 08:00 to Saturday.
    assert (text(page, "4.4", START), text(page, "4.4", FINISH)) == ("22 Apr", "25 Apr")
    mark = shape(page, "4.4")
    edge = at(page, mark.right - 1, mark.middle)
    drag(page, edge, edge + QPoint(round(2 * page.chart.per_day), 0))
    assert text(page, "4.4", FINISH) == "27 Apr"


def test_a_bar_set_by_hand_on_free_days_takes_its_duration_elsewhere(page: "Page") -> None:
    from leadbench.plan.edits.activities import set_by_hand

    key = key_of(page, "4.4")
    saturday = page.rows.plan.line_of(key).start
    assert saturday is not None
    saturday += 3 * 1440  # from Wednesday 22 April
    with page.edit("By hand") as session:
        set_by_hand(session, key, saturday, saturday + 1440)
    assert (text(page, "4.4", START), text(page, "4.4", FINISH)) == ("25 Apr", "26 Apr")
    page.table.select_keys([key], column=1)
    page.chart.setFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_Right, ALT)
    # Ten days from Monday 27 April, without the holiday of 1 May.
    assert (text(page, "4.4", START), text(page, "4.4", FINISH)) == ("27 Apr", "11 May")


def test_without_dates_progress_and_moves_are_refused_in_words(page: "Page") -> None:
    from leadbench.plan.edits.activities import set_by_hand

    with page.edit("Far") as session:
        set_by_hand(session, key_of(page, "4.4"), 3_960_000_000)  # in the year 9499
    before = steps(page)
    page.chart.setFocus()
    for number, key, held in (
        ("4.5", Qt.Key.Key_D, CTRL),
        ("4.5", Qt.Key.Key_Right, ALT),
        ("4", Qt.Key.Key_Right, ALT),
    ):
        page.table.select_keys([key_of(page, number)], column=1)
        QTest.keyClick(page.chart, key, held)
        assert "no dates to count from" in page.editor.note.words.text(), number
        page.editor.note.words.setText("")
    assert steps(page) == before


def test_arrow_keys_on_the_chart_change_the_row(page: "Page") -> None:
    page.table.select_keys([key_of(page, "4.4")], column=1)
    page.chart.setFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_Down)
    assert page.table.selected_keys() == [key_of(page, "4.5")]


def test_zoom_by_wheel_keeps_the_instant_under_the_pointer(page: "Page") -> None:
    x = 200.0
    before, width = page.chart.scale.minute(x), page.chart.per_day
    wheel = QWheelEvent(
        QPointF(x, 100),
        page.chart.viewport().mapToGlobal(QPointF(x, 100)),
        QPoint(0, 0),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(page.chart.viewport(), wheel)
    assert page.chart.per_day > width * 1.2
    assert abs(page.chart.scale.minute(x) - before) < 1440


def test_zoom_keys_and_the_data_date(page: "Page") -> None:
    page.table.setFocus()
    width = page.chart.per_day
    QTest.keyClick(page.table, Qt.Key.Key_Plus, CTRL)
    assert page.chart.per_day > width
    QTest.keyClick(page.table, Qt.Key.Key_Minus, CTRL)
    assert page.chart.per_day == pytest.approx(width)
    page.chart.zoom(40)
    assert page.toolbar.zoom.text() == "Days"
    page.chart.horizontalScrollBar().setValue(page.chart.horizontalScrollBar().maximum())
    QTest.keyClick(page.table, Qt.Key.Key_J, CTRL)
    project = page.document.project
    assert project is not None
    assert project.status_minute is not None
    x = page.chart.scale.x(page.rows.on_axis(project.status_minute))
    assert 0 < x < page.chart.viewport().width() / 2
    QTest.keyClick(page.table, Qt.Key.Key_0, CTRL)
    assert page.chart.scale.x(page.rows.reach()[1]) == pytest.approx(
        page.chart.viewport().width(), abs=2
    )


def test_a_tooltip_says_exact_dates_duration_and_float(page: "Page") -> None:
    from leadbench.desktop.screens.milestones.hits import describe

    place = page.rows.plan.place_of[key_of(page, "4.2")]
    assert describe(page.rows.plan, place) == (
        "4.2 Helpdesk integration\n10 Apr to 4 May, 16 d, 5 d float"
    )


def test_the_chart_tells_its_finding_to_screen_readers(page: "Page") -> None:
    assert page.chart.accessibleName() == "Gantt chart"
    words = page.chart.accessibleDescription()
    assert "31 tasks, 10 of them critical" in words
    assert "Finish 16 Jul 2026" in words


def test_painting_a_part_gives_the_same_picture_as_painting_all(page: "Page") -> None:
    page.chart.zoom(8)
    area = page.chart.viewport()
    whole = picture(page)
    page.chart.verticalScrollBar().setValue(28)
    page.chart.horizontalScrollBar().setValue(page.chart.horizontalScrollBar().value() + 40)
    page.chart.horizontalScrollBar().setValue(page.chart.horizontalScrollBar().value() - 40)
    page.chart.verticalScrollBar().setValue(0)
    QApplication.processEvents()
    scrolled = (
        page.window()
        .grab(area.rect().translated(area.mapTo(page.window(), QPoint(0, 0))))
        .toImage()
    )
    assert picture(page) == whole
    assert scrolled.size() == whole.size()


def test_dark_and_light_use_the_same_marks(page: "Page") -> None:
    mark = shape(page, "3.4")
    page.theme.choose("dark")
    inside = at(page, mark.left + 5, mark.top + 4)
    assert close_to(picture(page), inside, page.theme.color("critical_fill"))
    assert page.theme.look.dark


def test_the_promised_date_is_written_where_there_is_room(page: "Page") -> None:
    project = page.document.project
    assert project is not None
    assert project.committed_finish_minute is not None
    chart = page.chart

    def ink(left: float, right: float) -> int:
        strip = chart.viewport().grab().toImage()
        dark = [
            (x, y)
            for x in range(round(left), round(right))
            for y in range(4, 34)
            if strip.pixelColor(x, y).lightness() < 130
        ]
        return len(dark)

    page.theme.choose("light")
    chart.zoom(24.0)
    line = chart.rows.on_axis(project.committed_finish_minute)
    bar, width = chart.horizontalScrollBar(), chart.viewport().width()
    bar.setValue(bar.value() + round(chart.scale.x(line)) - width + 30)
    at = chart.scale.x(line)
    assert at == pytest.approx(width - 30, abs=2)
    assert ink(at - 70, at - 3) > 50
    assert ink(at + 3, width) == 0
    bar.setValue(bar.value() + 200)
    at = chart.scale.x(line)
    assert ink(at - 70, at - 3) == 0
    assert ink(at + 3, at + 70) > 50


def test_a_bar_set_by_hand_is_dragged_before_what_it_waits_for(page: "Page") -> None:
    from leadbench.plan.edits.activities import set_by_hand

    key = key_of(page, "4.4")
    page.chart.zoom(12)
    page.chart.show_mark(page.rows.plan.place_of[key])
    line = page.rows.plan.line_of(key)
    assert text(page, "4.4", START) == "22 Apr"
    assert line.start is not None
    assert line.finish is not None
    with page.edit("By hand") as session:
        set_by_hand(session, key, line.start, line.finish)
    mark = shape(page, "4.4")
    start = at(page, mark.left + 20, mark.middle)
    week = QPoint(round(7 * page.chart.per_day), 0)
    drag(page, start, start - week, drop=False)
    assert page.tag.text.endswith("set by hand on 15 Apr")
    assert text(page, "4.4", START) == "15 Apr"  # as it would be
    QTest.mouseRelease(page.chart.viewport(), LEFT, pos=start - week)
    assert text(page, "4.4", START) == "15 Apr"
    # Its finish, set by hand too, went along: ten days of work, without the holiday of 1 May.
    assert text(page, "4.4", FINISH) == "28 Apr"
    page.document.undo()
    assert text(page, "4.4", START) == "22 Apr"
