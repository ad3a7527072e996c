"""Where dates stand on the axis, and which of them are named."""

from datetime import date
from itertools import pairwise

import pytest

from leadbench.charts.time_scale import DAY, TimeScale, minute_of, ticks, tiers

FIRST = minute_of(date(2026, 1, 12))


def text_width(text: str) -> float:
    return 6.0 * len(text)


def test_a_scale_goes_both_ways() -> None:
    scale = TimeScale(FIRST, 0.5, left=20)
    assert scale.x(FIRST) == 20
    assert scale.x(FIRST + DAY) == 20 + 720
    assert scale.minute(scale.x(FIRST + 12_345)) == FIRST + 12_345


def test_a_fitted_scale_puts_both_ends_where_they_belong() -> None:
    scale = TimeScale.fit(FIRST, FIRST + 100 * DAY, 500, left=7)
    assert scale.x(FIRST) == 7
    assert scale.x(FIRST + 100 * DAY) == pytest.approx(507)


def test_an_empty_stretch_has_a_scale() -> None:
    assert TimeScale.fit(FIRST, FIRST, 500).x(FIRST) == 0


@pytest.mark.parametrize(
    ("per_day", "names"),
    [
        (600, ("day", "hour")),
        (30, ("month", "day")),
        (2.5, ("month", "week")),
        (1.0, ("quarter", "month")),
        (0.2, ("year", "quarter")),
        (0.01, ("year", "year")),
    ],
)
def test_the_header_is_as_fine_as_its_labels_fit(per_day: float, names: tuple[str, str]) -> None:
    scale = TimeScale(FIRST, per_day / DAY)
    assert tiers(scale, FIRST, FIRST + 400 * DAY, text_width).names == names


@pytest.mark.parametrize(
    "per_day", [2400, 700, 300, 90, 40, 17, 2.4, 1.2, 0.7, 0.3, 0.1, 0.02, 0.002]
)
def test_labels_never_touch(per_day: float) -> None:
    scale = TimeScale(FIRST, per_day / DAY)
    header = tiers(
        scale, FIRST, FIRST + 9_000 * DAY if per_day < 1 else FIRST + 700 * DAY, text_width
    )
    for tier in (header.upper, header.lower):
        named = [tick for tick in tier if tick.label]
        assert named or not tier
        for one, other in pairwise(named):
            assert one.x + text_width(one.label) <= other.x


def test_weeks_begin_on_mondays() -> None:
    scale = TimeScale(FIRST, 2.5 / DAY)
    lower = tiers(
        scale, minute_of(date(2026, 3, 4)), minute_of(date(2026, 3, 31)), text_width
    ).lower
    assert [tick.label for tick in lower] == ["2", "9", "16", "23", "30"]
    assert lower[0].minute == minute_of(date(2026, 3, 2))


def test_hours_stand_under_their_days() -> None:
    scale = TimeScale(FIRST, 480 / DAY)  # 20 for an hour, and a label takes 12 with its gap of 4
    header = tiers(scale, FIRST + 600, FIRST + DAY + 600, text_width)
    days = ["Monday 12 January 2026", "Tuesday 13 January"]
    assert [tick.label for tick in header.upper] == days
    assert [tick.label for tick in header.lower][:3] == ["10", "11", "12"]
    assert header.lower[0].minute == FIRST + 600


def test_hours_are_left_out_evenly_where_they_have_no_room() -> None:
    scale = TimeScale(FIRST, 120 / DAY)  # 5 for an hour: every sixth has the room of a label
    header = tiers(scale, FIRST, FIRST + DAY - 1, text_width)
    assert [tick.label for tick in header.lower] == ["00", "06", "12", "18"]


def test_the_year_is_named_where_it_changes() -> None:
    scale = TimeScale(FIRST, 3 / DAY)
    found = ticks(scale, "month", FIRST, minute_of(date(2027, 2, 20)), text_width)
    labels = [tick.label for tick in found]
    assert labels[0].endswith("2026")
    assert labels[12].endswith("2027")
    assert not any("20" in label for label in labels[1:12])


def test_quarters_and_years() -> None:
    scale = TimeScale(FIRST, 1 / DAY)
    found = ticks(scale, "quarter", FIRST, minute_of(date(2026, 12, 31)), text_width)
    assert [tick.label for tick in found] == ["Q1 2026", "Q2", "Q3", "Q4"]
    assert found[1].x == scale.x(minute_of(date(2026, 4, 1)))
