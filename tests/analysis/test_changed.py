"""A network that remembers what was worked out of the one before: never other dates for it."""

from dataclasses import fields, replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from leadbench.analysis.critical_path import Schedule, schedule
from leadbench.analysis.inputs import Activity, ActivityKind, Network, Rules
from tests.analysis.networks import Case, cases
from tests.analysis.test_two_ways import rules


def draw_edit(data: st.DataObject, activity: Activity, others: Network) -> Activity:
    work = activity.kind == ActivityKind.WORK
    if data.draw(st.booleans()):
        return replace(activity, duration=data.draw(st.integers(0, 30)) if work else 0)
    leaves = [row for row in others.activities if row.kind != ActivityKind.SUMMARY]
    other = data.draw(st.sampled_from(leaves))
    return replace(
        other,
        key=activity.key,
        name=activity.name,
        kind=activity.kind,
        parent=activity.parent,
        duration=other.duration if work else 0,
        calendar=activity.calendar if data.draw(st.booleans()) else None,
    )


def alike(one: Schedule, other: Schedule) -> None:
    for field in fields(Schedule):
        if field.name not in {"structure", "index"}:
            values = getattr(one, field.name), getattr(other, field.name)
            assert np.array_equal(*values), field.name


@settings(max_examples=150)
@given(cases(), cases(), rules, st.none() | st.integers(0, 30), st.data())
def test_a_chain_of_edits_ends_at_the_dates_of_a_fresh_network(
    case: Case, other: Case, chosen: Rules, days: int | None, data: st.DataObject
) -> None:
    finish = None if days is None else case.network.start + days * 1440
    network = replace(case.network, rules=chosen, finish=finish)
    schedule(network)
    leaves = [
        place for place, row in enumerate(network.activities) if row.kind != ActivityKind.SUMMARY
    ]
    for _ in range(3):
        places = data.draw(st.sets(st.sampled_from(leaves), max_size=2))
        edits = {
            place: draw_edit(data, network.activities[place], other.network) for place in places
        }
        settings_ = {"status": None} if data.draw(st.integers(0, 5)) == 0 else {}
        network = network.changed(edits, **settings_)
        if data.draw(st.booleans()):
            alike(schedule(network), schedule(replace(network)))
    alike(schedule(network), schedule(replace(network)))


def test_a_network_is_equal_to_another_whatever_it_remembers() -> None:
    rows = (Activity(1, "A", duration=60),)
    one, other = (Network(rows, (), {}, 1, 0) for _ in range(2))
    changed = one.changed({0: rows[0]})
    assert one == other == changed
    assert "memory" not in repr(changed)
