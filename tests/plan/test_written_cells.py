"""What is read from cells: days of a country, restrictions, durations on the clock."""

from datetime import date

import pytest

from leadbench.analysis.inputs import ConstraintKind
from leadbench.errors import Refused
from leadbench.plan.elapsed import format_span, parse_span
from leadbench.plan.local_dates import parse_local_date
from leadbench.plan.restrictions import parse_restriction
from leadbench.plan.tables import Project

TODAY = date(2026, 3, 16)
DAYS = Project(name="P", calendar_id=1, start_minute=0)


@pytest.mark.parametrize(
    ("typed", "order", "day"),
    [
        ("4/5/2026", "dmy", date(2026, 5, 4)),
        ("4/5/2026", "mdy", date(2026, 4, 5)),
        ("26/4/5", "ymd", date(2026, 4, 5)),
        ("2026-04-05", "dmy", date(2026, 4, 5)),
        ("2026/4/5", "mdy", date(2026, 4, 5)),
        ("24.4.", "dmy", date(2026, 4, 24)),
        ("4/24", "mdy", date(2026, 4, 24)),
        ("4/24", "ymd", date(2026, 4, 24)),
        ("24.4.26", "dmy", date(2026, 4, 24)),
        ("24 apr", "mdy", date(2026, 4, 24)),
        ("+5d", "dmy", date(2026, 3, 21)),
    ],
)
def test_numbers_mean_what_the_country_writes(typed: str, order: str, day: date) -> None:
    assert parse_local_date(typed, TODAY, order) == day


@pytest.mark.parametrize("typed", ["24/24/2026", "31.2.2026", "1/1/1200", "4/5/6/7", "soon"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="no date"):
        parse_local_date(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "kind", "day"),
    [
        ("", ConstraintKind.AS_SOON_AS_POSSIBLE, None),
        ("As late as possible", ConstraintKind.AS_LATE_AS_POSSIBLE, None),
        ("start no earlier than 24 Apr", ConstraintKind.START_NO_EARLIER, date(2026, 4, 24)),
        ("MUST FINISH ON  24 apr", ConstraintKind.MUST_FINISH, date(2026, 4, 24)),
        ("fnlt 2026-04-24", ConstraintKind.FINISH_NO_LATER, date(2026, 4, 24)),
        ("24 apr", ConstraintKind.START_NO_EARLIER, date(2026, 4, 24)),
    ],
)
def test_a_restriction_is_read_from_words(
    typed: str, kind: ConstraintKind, day: date | None
) -> None:
    assert parse_restriction(typed, TODAY) == (kind, day)


@pytest.mark.parametrize("typed", ["must start on", "alap 24 apr", "whenever"])
def test_half_a_restriction_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        parse_restriction(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "minutes", "elapsed", "shown"),
    [
        ("3d", 1440, False, "3 d"),
        ("30m", 30, False, "30 m"),
        ("1ed", 1440, True, "1ed"),
        ("1ew 2eh", 10200, True, "7ed2eh"),
        ("30em", 30, True, "30em"),
        ("0ed", 0, True, "0ed"),
    ],
)
def test_a_duration_says_which_time_it_counts(
    typed: str, minutes: int, elapsed: bool, shown: str
) -> None:
    assert parse_span(typed, DAYS) == (minutes, elapsed)
    assert format_span(minutes, DAYS, elapsed=elapsed) == shown
    assert parse_span(shown, DAYS) == (minutes, elapsed)


@pytest.mark.parametrize("typed", ["1d 2ed", "30000ed", "ed"])
def test_mixed_and_endless_durations_are_refused(typed: str) -> None:
    with pytest.raises(Refused):
        parse_span(typed, DAYS)
