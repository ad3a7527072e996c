"""From one calendar to another without the clock between: as by way of the clock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbench.analysis import pairs
from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.timeline import Weeks, latest_point
from tests.analysis.networks import calendar
from tests.analysis.test_two_ways import WHOLE_HOURS

weeks = st.lists(st.integers(0, 3), min_size=1, max_size=3)
days = st.sets(st.integers(-2, 20), max_size=4)
by_minutes = st.builds(
    lambda found, free: tuple(calendar(one, tuple(sorted(free)))[0] for one in found), weeks, days
)


@pytest.mark.parametrize("slots", [1 << 18, 0])
@given(
    st.just(WHOLE_HOURS) | by_minutes,
    st.data(),
    st.integers(-30_000, 60_000),
    st.sampled_from([0, 0, 60, -1440, 1_000_000]),
)
def test_a_pair_leads_where_both_calendars_lead(
    slots: int,
    found: tuple[WorkCalendar, ...],
    data: st.DataObject,
    minute: int,
    elapsed: int,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairs, "_SLOTS", slots)
        time = Weeks(found)
        one, two = (data.draw(st.integers(1, len(found))) for _ in range(2))
        first, second = found[one - 1], found[two - 1]
        position = first.position(29_455_200 + minute)
        for later, at in ((0, first.finish_at(position)), (1, first.start_at(position))):
            less, through = pairs.way(time, one, two, 2 * elapsed, back=False)
            value = through(2 * position + later - less, 1000) - 1000
            assert value >> 1 == second.position(at + elapsed)
        less, through = pairs.way(time, one, two, -2 * elapsed, back=True)
        value = through(2 * position + 1 - less, -1000) + 1000
        assert value == latest_point(second, first.start_at(position) - elapsed)
