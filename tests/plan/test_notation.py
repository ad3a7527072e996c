"""How durations, predecessors, dates and money are read and written."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbench.analysis.inputs import LagUnit, LinkType
from leadbench.errors import Refused
from leadbench.plan.notation import (
    LinkText,
    day_of,
    format_date,
    format_date_long,
    format_days,
    format_duration,
    format_lag,
    format_predecessors,
    minute_of,
    parse_date,
    parse_duration,
    parse_lag,
    parse_predecessors,
)

TODAY = date(2026, 3, 16)  # a Monday


@dataclass(frozen=True)
class Week:
    minutes_per_day: int = 480
    days_per_week: float = 5


WEEK = Week()


@dataclass(frozen=True)
class Numbers:
    number_of: dict[int, str] = field(
        default_factory=lambda: {1: "3", 2: "5", 3: "2.4", 4: "3.1", 5: "2.2", 6: "1.10"}
    )

    @property
    def key_of(self) -> dict[str, int]:
        return {number: key for key, number in self.number_of.items()}


NUMBERS = Numbers()


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("3d", 1440),
        ("2w", 4800),
        ("4h", 240),
        ("90m", 90),
        ("1.5d", 720),
        ("3", 1440),
        (".5", 240),
        ("0", 0),
        ("  3  D ", 1440),
        ("1w 2d", 3360),
        ("1w2d4h5m", 3605),
        ("2 weeks", 4800),
        ("3 days", 1440),
        ("90 min", 90),
        ("0.001d", 0),  # 0.48 minutes
        ("0.0011d", 1),  # 0.528 minutes
        ("0.5m", 1),  # a half goes up
    ],
)
def test_duration_is_read(text: str, minutes: int) -> None:
    assert parse_duration(text, WEEK) == minutes


@pytest.mark.parametrize(
    "text",
    ["", " ", "abc", "-3d", "\u22123d", "nan", "1e5d", "1,5d", "3x", "3d4", "d", "3d d", "20001d"],
)
def test_nonsense_is_no_duration(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_duration(text, WEEK)
    assert refused.value.field == "duration"


def test_refusals_say_what_to_write() -> None:
    with pytest.raises(Refused, match="below zero"):
        parse_duration("-3d", WEEK)
    with pytest.raises(Refused, match=r"after a point, as in 1\.5d"):
        parse_duration("1,5d", WEEK)
    with pytest.raises(Refused, match="3d, 2w, 4h or 90m"):
        parse_duration("soon", WEEK)


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (7200, "15 d"),
        (720, "1.5 d"),
        (600, "1.25 d"),
        (240, "4 h"),
        (90, "1 h 30 m"),
        (0, "0 d"),
        (1020, "2 d 1 h"),
        (-1920, "\u22124 d"),
    ],
)
def test_duration_is_written(minutes: int, text: str) -> None:
    assert format_duration(minutes, WEEK) == text


@given(st.integers(0, 4_000_000), st.integers(1, 1440), st.sampled_from([1, 4, 4.5, 5, 7]))
def test_every_duration_reads_back(minutes: int, per_day: int, days: float) -> None:
    week = Week(per_day, days)
    if minutes <= 20_000 * per_day:
        assert parse_duration(format_duration(minutes, week), week) == minutes


def test_days_of_a_column() -> None:
    assert [format_days(m, WEEK) for m in (7200, 720, 0, -2400, 100)] == [
        "15",
        "1.5",
        "0",
        "\u22125",
        "0.2",
    ]


def test_predecessors_are_read() -> None:
    text = "3FS+2d, 5SS; 2.4-1d , 3.1 ff + 50% ,2.2FS+3ed, 1.10"
    assert parse_predecessors(text, NUMBERS, WEEK) == [
        LinkText(1, LinkType.FINISH_START, 960),
        LinkText(2, LinkType.START_START),
        LinkText(3, LinkType.FINISH_START, -480),
        LinkText(4, LinkType.FINISH_FINISH, 50, LagUnit.PERCENT),
        LinkText(5, LinkType.FINISH_START, 3 * 1440, LagUnit.ELAPSED),
        LinkText(6),
    ]
    assert parse_predecessors(" ", NUMBERS, WEEK) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("9", "There is no task 9"),
        ("2.4.1", "There is no task 2.4.1"),
        ("3 5", "no predecessor"),
        ("3XX", "no predecessor"),
        ("3FS2d", "no predecessor"),
        ("3FS+", "no lag"),
        ("3FS+x", "no lag"),
        ("3FS+1.5%", "no lag"),
        ("3FS+2d-1d", "no predecessor"),
        ("tomorrow", "no predecessor"),
    ],
)
def test_nonsense_is_no_predecessor(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said) as refused:
        parse_predecessors(text, NUMBERS, WEEK)
    assert refused.value.field == "predecessors"


def test_predecessors_are_written_shortly() -> None:
    links = [
        LinkText(1),
        LinkText(2, LinkType.START_START),
        LinkText(3, LinkType.FINISH_START, -480),
        LinkText(4, LinkType.FINISH_FINISH, 50, LagUnit.PERCENT),
    ]
    assert format_predecessors(links, NUMBERS, WEEK) == "3, 5SS, 2.4FS\u22121d, 3.1FF+50%"


LAGS = st.one_of(
    st.tuples(st.integers(-2_000_000, 2_000_000), st.just(LagUnit.WORKING)),
    st.tuples(st.integers(-2_000_000, 2_000_000), st.just(LagUnit.ELAPSED)),
    st.tuples(st.integers(-99_999, 99_999), st.just(LagUnit.PERCENT)),
)


@given(
    st.lists(st.tuples(st.sampled_from(sorted(NUMBERS.number_of)), st.sampled_from(LinkType), LAGS))
)
def test_every_predecessor_text_reads_back(
    drawn: list[tuple[int, LinkType, tuple[int, LagUnit]]],
) -> None:
    links = [
        LinkText(key, kind, lag, unit if lag else LagUnit.WORKING)
        for key, kind, (lag, unit) in drawn
    ]
    text = format_predecessors(links, NUMBERS, WEEK)
    assert parse_predecessors(text, NUMBERS, WEEK) == links
    for link in links:
        again = parse_lag(format_lag(link.lag, link.lag_unit, WEEK), WEEK)
        assert again == (link.lag, link.lag_unit)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24 apr", date(2026, 4, 24)),
        ("24 Apr 2027", date(2027, 4, 24)),
        ("24 April", date(2026, 4, 24)),
        ("24. apr", date(2026, 4, 24)),
        ("Apr 24, 2026", date(2026, 4, 24)),
        ("1 sept", date(2026, 9, 1)),
        ("2026-04-24", date(2026, 4, 24)),
        ("+5d", date(2026, 3, 21)),
        ("\u22122w", date(2026, 3, 2)),
        ("today", TODAY),
        ("tomorrow", date(2026, 3, 17)),
        ("mon", date(2026, 3, 23)),
        ("next mon", date(2026, 3, 23)),
        ("Friday", date(2026, 3, 20)),
        ("31 feb", None),
        ("24 aprxx", None),
        ("24", None),
        ("2026-13-01", None),
        ("", None),
        ("1 jan 1800", None),
    ],
)
def test_dates_are_read(text: str, day: date | None) -> None:
    if day is None:
        with pytest.raises(Refused) as refused:
            parse_date(text, TODAY, field="constraint_minute")
        assert refused.value.field == "constraint_minute"
    else:
        assert parse_date(text, TODAY) == day


@given(st.dates(date(1970, 1, 1), date(2200, 12, 31)), st.integers(1970, 2200))
def test_every_date_reads_back(day: date, year: int) -> None:
    today = date(year, 6, 15)
    assert parse_date(format_date(day, year), today) == day
    assert parse_date(format_date_long(day), today) == day


def test_the_year_is_shown_when_it_differs() -> None:
    assert format_date(date(2026, 4, 24), 2026) == "24 Apr"
    assert format_date(date(2027, 2, 26), 2026) == "26 Feb 2027"
    assert format_date_long(date(2026, 4, 24)) == "24 April 2026"


def test_days_and_instants() -> None:
    assert minute_of(date(1970, 1, 2), 8, 30) == 1440 + 510
    assert day_of(minute_of(TODAY)) == TODAY
    assert day_of(minute_of(TODAY), finish=True) == date(2026, 3, 15)  # work that ends at midnight
    assert day_of(minute_of(TODAY, 17), finish=True) == TODAY
