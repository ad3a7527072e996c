"""Which candidates to fund: the best set that money, people and their ties allow.

Exact, by the constraint solver CP-SAT of OR-Tools. Values and money are whole units of the plan's
currency, people whole percent of a full-time equivalent.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from leadbench.errors import Refused

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

_SECONDS = 20.0
"""A solver that needs longer gives up; plans of this kind take milliseconds."""


@dataclass(frozen=True, slots=True)
class Option:
    """One candidate.

    Attributes
    ----------
    key
        Its number.
    value
        What it is expected to be worth; below 0 it is never chosen unless another needs it.
    money
        By period.
    people
        By skill and period.
    needs
        Candidates that must be funded too.
    excludes
        Candidates that must not be.
    """

    key: int
    value: int
    money: Mapping[int, int] = field(default_factory=dict)
    people: Mapping[tuple[str, int], int] = field(default_factory=dict)
    needs: frozenset[int] = frozenset()
    excludes: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Limits:
    """What there is: money by period, people by skill and period. What is absent has no limit."""

    money: Mapping[int, int] = field(default_factory=dict)
    people: Mapping[tuple[str, int], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Selection:
    """A set of candidates, its value, and its money in all periods."""

    chosen: frozenset[int]
    value: int
    money: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """The least additional money that makes a better set possible.

    ``extra`` is by period; ``selection`` the best set with it; ``gain`` what it is worth more.
    """

    extra: Mapping[int, int]
    selection: Selection
    gain: int


@dataclass(frozen=True, slots=True)
class Robustness:
    """How often each candidate is in the best set when its figures vary: shares from 0 to 1."""

    shares: Mapping[int, float]
    samples: int

    @property
    def always(self) -> frozenset[int]:
        """Candidates in every best set."""
        return frozenset(key for key, share in self.shares.items() if share == 1)

    @property
    def never(self) -> frozenset[int]:
        """Candidates in none."""
        return frozenset(key for key, share in self.shares.items() if share == 0)

    @property
    def swing(self) -> frozenset[int]:
        """Candidates in some only."""
        return frozenset(self.shares) - self.always - self.never


def select(options: Sequence[Option], limits: Limits) -> Selection:
    """Return the set of the highest value that keeps every limit and tie.

    Of equally good sets it is that of the least money, and of those the one with the candidates
    that stand first.

    Raises
    ------
    Refused
        When a candidate needs or excludes one that is not there.
    """
    return _Model(options, limits).best()


def next_step(options: Sequence[Option], limits: Limits) -> NextStep | None:
    """Return the least additional money that buys a better set, or None if no money does.

    People stay limited as they are.
    """
    now = select(options, limits)
    found = _Model(options, limits, more_money=True).cheapest_above(now.value)
    if found is None:
        return None
    raised = {period: limit + found.get(period, 0) for period, limit in limits.money.items()}
    better = select(options, replace(limits, money=raised))
    return NextStep(found, better, better.value - now.value)


def frontier(
    options: Sequence[Option], limits: Limits, *, most: int | None = None
) -> tuple[Selection, ...]:
    """Return the best sets by total money: each is worth more than all that cost no more.

    Parameters
    ----------
    options, limits
        Money limits are left aside, those of people and the ties are kept.
    most
        No set of more money than this.
    """
    model = _Model(options, Limits({}, limits.people))
    steps: list[Selection] = []
    found = model.least_money(at_least=None, most=most)
    while found is not None:
        steps.append(found)
        found = model.least_money(at_least=found.value + 1, most=most)
    return tuple(steps)


def robustness(samples: Iterable[Sequence[Option]], limits: Limits) -> Robustness:
    """Return how often each candidate is in the best set of sampled figures."""
    counts: dict[int, int] = {}
    number = 0
    for options in samples:
        number += 1
        chosen = _Model(options, limits).any_best().chosen
        for option in options:
            counts[option.key] = counts.get(option.key, 0) + (option.key in chosen)
    return Robustness({key: count / number for key, count in counts.items()}, number)


class _Model:
    """The model of one set of options; the solver is imported here, at first use."""

    def __init__(
        self, options: Sequence[Option], limits: Limits, *, more_money: bool = False
    ) -> None:
        from ortools.sat.python import cp_model

        self.options, self.cp = options, cp_model
        self.model = cp_model.CpModel()
        self.take = {one.key: self.model.new_bool_var(str(one.key)) for one in options}
        if len(self.take) != len(options):
            raise Refused("A candidate stands twice in the list. Nothing was changed.")
        for one in options:
            for other in (*one.needs, *one.excludes):
                if other not in self.take:
                    raise Refused(
                        "A candidate is tied to one that is not there any more. Remove the tie."
                        " Nothing was changed.",
                        table="candidacy",
                        key=one.key,
                    )
            for other in one.needs:
                self.model.add_implication(self.take[one.key], self.take[other])
            for other in one.excludes:
                self.model.add_bool_or(~self.take[one.key], ~self.take[other])
        self.extra: dict[int, cp_model.IntVar] = {}
        for period, limit in limits.money.items():
            spent = sum(one.money.get(period, 0) * self.take[one.key] for one in options)
            if more_money:
                all_money = sum(max(0, one.money.get(period, 0)) for one in options)
                extra = self.model.new_int_var(0, all_money, f"extra {period}")
                self.extra[period] = extra
                self.model.add(spent <= limit + extra)
            else:
                self.model.add(spent <= limit)
        for place, limit in limits.people.items():
            self.model.add(
                sum(one.people.get(place, 0) * self.take[one.key] for one in options) <= limit
            )
        self.value = sum(one.value * self.take[one.key] for one in options)
        self.money = sum(sum(one.money.values()) * self.take[one.key] for one in options)

    def any_best(self) -> Selection:
        """Return a set of the highest value, whichever is found first."""
        model = self.model.clone()
        model.maximize(self.value)
        found = self._solve(model)
        assert found is not None  # nothing at all is always allowed
        return found

    def best(self) -> Selection:
        found = self.any_best()
        chosen = self._least(self.value == found.value)
        assert chosen is not None
        return chosen

    def least_money(self, *, at_least: int | None, most: int | None) -> Selection | None:
        """Return the cheapest set of at least a value, and the most valuable of its money."""
        model = self.model.clone()
        if at_least is not None:
            model.add(self.value >= at_least)
        if most is not None:
            model.add(self.money <= most)
        model.minimize(self.money)
        found = self._solve(model)
        if found is None:
            return None
        model = self.model.clone()
        model.add(self.money == found.money)
        model.maximize(self.value)
        richer = self._solve(model)
        assert richer is not None
        return self._first(self.money == richer.money, self.value == richer.value)

    def cheapest_above(self, value: int) -> dict[int, int] | None:
        """Return the least additional money by period for more than a value."""
        model = self.model.clone()
        model.add(self.value > value)
        model.minimize(sum(self.extra.values()))
        solver = self._run(model)
        if solver is None:
            return None
        return {period: solver.value(extra) for period, extra in self.extra.items()}

    def _least(self, same_value: "cp_model.BoundedLinearExpression | bool") -> Selection | None:
        model = self.model.clone()
        model.add(same_value)
        model.minimize(self.money)
        found = self._solve(model)
        return None if found is None else self._first(same_value, self.money == found.money)

    def _first(self, *same: "cp_model.BoundedLinearExpression | bool") -> Selection | None:
        """Return, of the sets that are alike, the one whose candidates stand first."""
        model = self.model.clone()
        for condition in same:
            model.add(condition)
        count = len(self.options)
        if count <= 50:
            places = sum(
                (1 << (count - place - 1)) * self.take[one.key]
                for place, one in enumerate(self.options)
            )
            model.maximize(places)
        return self._solve(model)

    def _solve(self, model: "cp_model.CpModel") -> Selection | None:
        solver = self._run(model)
        if solver is None:
            return None
        chosen = frozenset(key for key, take in self.take.items() if solver.boolean_value(take))
        taken = [one for one in self.options if one.key in chosen]
        return Selection(
            chosen,
            sum(one.value for one in taken),
            sum(sum(one.money.values()) for one in taken),
        )

    def _run(self, model: "cp_model.CpModel") -> "cp_model.CpSolver | None":
        solver = self.cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        solver.parameters.max_time_in_seconds = _SECONDS
        status = solver.solve(model)
        if status == self.cp.INFEASIBLE:
            return None
        if status != self.cp.OPTIMAL:
            raise Refused(
                "The best set was not found in time. Fund or discard some candidates by hand and"
                " try again. Nothing was changed."
            )
        return solver
