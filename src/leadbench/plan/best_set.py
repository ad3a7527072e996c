"""The question which candidates to fund, made from the rows of a portfolio."""

from leadbench.analysis.best_set import Question, Spread
from leadbench.analysis.selection import Limits, Option
from leadbench.errors import Refused
from leadbench.plan.business import case_of, gain_span, value_of, value_with_gain
from leadbench.plan.contents import Contents
from leadbench.plan.portfolio import money_of, periods_of, portfolio_of
from leadbench.plan.tables import CandidatePeople, CandidateTie, SkillLimit, TieKind

_UNKNOWN = -1
"""The value of a candidate without figures: it is chosen only if another needs it."""


def question_of(contents: Contents) -> Question:
    """Return what is to be chosen from a portfolio; money and value in whole currency units."""
    periods = periods_of(contents)
    first = (periods[0].id or 0) if periods else 0
    money = {row.id or 0: row.limit_cents for row in periods}
    money[first] = portfolio_of(contents).budget_cents
    limits = Limits(
        {key: cents // 100 for key, cents in money.items() if cents is not None},
        {_place(row): row.percent for row in contents.every(SkillLimit).values()},
    )
    options, spreads = [], []
    for row in contents.ordered_projects():
        key = row.id or 0
        option, spread = _candidate(contents, key)
        options.append(option)
        if spread is not None:
            spreads.append(spread)
    return Question(tuple(options), limits, first, tuple(spreads))


def _place(limit: SkillLimit) -> tuple[str, int]:
    return limit.skill.casefold(), limit.period_id


def _candidate(contents: Contents, key: int) -> tuple[Option, Spread | None]:
    try:
        worth, case, gain = (
            value_of(contents, key),
            case_of(contents, key),
            gain_span(contents, key),
        )
    except Refused:  # its own page says why
        worth = case = gain = None
    people: dict[tuple[str, int], int] = {}
    for row in contents.of(CandidatePeople, "project_id", key):
        place = _place(contents.every(SkillLimit)[row.limit_id])
        people[place] = people.get(place, 0) + row.percent
    ties = contents.of(CandidateTie, "project_id", key)
    option = Option(
        key,
        _UNKNOWN if worth is None else round(worth.gated / 100),
        {period: -(-cents // 100) for period, cents in money_of(contents, key).items()},
        people,
        frozenset(tie.other_id for tie in ties if tie.kind == TieKind.NEEDS),
        frozenset(tie.other_id for tie in ties if tie.kind == TieKind.EXCLUDES),
    )
    if case is None or gain is None or gain.low is None or gain.high is None:
        return option, None
    without, with_one = (value_with_gain(contents, key, cents) for cents in (0.0, 1.0))
    if without is None or with_one is None or not gain.low < gain.high:
        return option, None
    low, high = min(gain.low, gain.likely), max(gain.high, gain.likely)
    slope = (with_one - without) / 100
    return option, Spread(key, without / 100, slope, low, gain.likely, high)
