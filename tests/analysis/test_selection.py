import random
from collections.abc import Iterator
from itertools import combinations

import pytest

from leadbench.analysis.selection import (
    Limits,
    Option,
    Selection,
    frontier,
    next_step,
    robustness,
    select,
)
from leadbench.errors import Refused

# Portfolio picture: expected value and MVP cost in thousands.
PICTURE = {
    1: (717, 760),
    2: (627, 410),
    3: (488, 290),
    4: (240, 920),
    5: (58, 810),
    6: (-650, 1280),
}
CANDIDATES = tuple(Option(key, value, {1: cost}) for key, (value, cost) in PICTURE.items())


def allowed(options: tuple[Option, ...], limits: Limits) -> Iterator[Selection]:
    """Every set that keeps all limits and ties, one after the other."""
    for size in range(len(options) + 1):
        for taken in combinations(options, size):
            keys = {one.key for one in taken}
            if any(not one.needs <= keys or one.excludes & keys for one in taken):
                continue
            if any(
                sum(one.money.get(period, 0) for one in taken) > limit
                for period, limit in limits.money.items()
            ):
                continue
            if any(
                sum(one.people.get(place, 0) for one in taken) > limit
                for place, limit in limits.people.items()
            ):
                continue
            yield Selection(
                frozenset(keys),
                sum(one.value for one in taken),
                sum(sum(one.money.values()) for one in taken),
            )


def drawn(seed: int, count: int = 9) -> tuple[tuple[Option, ...], Limits]:
    chance = random.Random(seed)
    keys = range(1, count + 1)
    options = []
    for key in keys:
        others = [other for other in keys if other != key]
        options.append(
            Option(
                key,
                chance.randint(-5, 30),
                {period: chance.randint(0, 12) for period in (1, 2)},
                {("ML", 1): chance.randint(0, 100), ("Data", 2): chance.randint(0, 100)},
                frozenset(chance.sample(others, chance.choice([0, 0, 1]))),
                frozenset(chance.sample(others, chance.choice([0, 0, 0, 1]))),
            )
        )
    limits = Limits(
        {1: chance.randint(5, 50), 2: chance.randint(5, 50)},
        {("ML", 1): chance.randint(50, 400), ("Data", 2): chance.randint(50, 400)},
    )
    return tuple(options), limits


@pytest.mark.parametrize("seed", range(25))
def test_the_best_set_is_that_of_trying_all(seed: int) -> None:
    options, limits = drawn(seed)
    sets = list(allowed(options, limits))
    best = max(one.value for one in sets)
    found = select(options, limits)
    assert found.value == best
    assert found.money == min(one.money for one in sets if one.value == best)
    assert found in sets


@pytest.mark.parametrize("seed", range(10))
def test_the_next_step_is_the_least_money_that_buys_more(seed: int) -> None:
    options, limits = drawn(seed, count=7)
    best = max(one.value for one in allowed(options, limits))
    free = Limits({}, limits.people)
    richer = [one for one in allowed(options, free) if one.value > best]
    step = next_step(options, limits)
    if not richer:
        assert step is None
        return
    assert step is not None
    by_key = {one.key: one for one in options}

    def missing(chosen: frozenset[int]) -> int:
        return sum(
            max(0, sum(by_key[key].money.get(period, 0) for key in chosen) - limit)
            for period, limit in limits.money.items()
        )

    assert sum(step.extra.values()) == min(missing(one.chosen) for one in richer)
    assert step.gain > 0
    assert step.selection.value == best + step.gain


@pytest.mark.parametrize("seed", range(10))
def test_the_frontier_is_every_set_that_none_cheaper_matches(seed: int) -> None:
    options, limits = drawn(seed, count=7)
    sets = list(allowed(options, Limits({}, limits.people)))
    expected = sorted(
        {
            (one.money, one.value)
            for one in sets
            if not any(
                other.money <= one.money
                and other.value >= one.value
                and (other.money, other.value) != (one.money, one.value)
                for other in sets
            )
        }
    )
    assert [(one.money, one.value) for one in frontier(options, limits)] == expected


def test_the_portfolio_of_the_picture() -> None:
    found = select(CANDIDATES, Limits({1: 1500}))
    assert found == Selection(frozenset({1, 2, 3}), 1832, 1460)
    step = next_step(CANDIDATES, Limits({1: 1500}))
    assert step is not None
    # 770 thousand more would fund Search ranking, the first set that is worth more.
    assert step.extra == {1: 770}
    assert step.selection.chosen == {1, 2, 3, 5}
    # 920 thousand above the 1,500 are enough for Demand forecast: $0.24M more.
    richer = select(CANDIDATES, Limits({1: 2420}))
    assert richer.value - found.value == 240
    assert [one.value for one in frontier(CANDIDATES, Limits())][-1] == 2130


def test_a_tie_to_nobody_is_refused() -> None:
    with pytest.raises(Refused, match="not there any more"):
        select((Option(1, 5, needs=frozenset({9})),), Limits())


def test_always_never_and_sometimes() -> None:
    limits = Limits({1: 10})
    samples = [
        (Option(1, 50, {1: 5}), Option(2, value, {1: 5}), Option(3, 20, {1: 5}), Option(4, -1))
        for value in (10, 30)
    ]
    result = robustness(samples, limits)
    assert result.always == {1}
    assert result.swing == {2, 3}
    assert result.never == {4}
    assert result.shares[2] == 0.5
