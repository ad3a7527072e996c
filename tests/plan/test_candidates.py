"""How candidates compare, what limits them, and which set is worth most."""

from datetime import date
from itertools import combinations

import pytest
from sqlmodel import select

from leadbench.analysis.best_set import choose, look_around
from leadbench.errors import Refused
from leadbench.plan.best_set import question_of
from leadbench.plan.contents import Contents
from leadbench.plan.edits.portfolio import (
    add_period,
    delete_periods,
    fund_set,
    set_budget,
    set_candidate_money,
    set_candidate_people,
    set_first_day,
    set_limit,
    tie,
)
from leadbench.plan.edits.projects import candidacy, set_decision
from leadbench.plan.portfolio import money_of, periods_of, standing_of, wsjf_of
from leadbench.plan.review import decision_gaps
from leadbench.plan.tables import (
    CandidateTie,
    FundingPeriod,
    PortfolioDecision,
    SkillLimit,
    TieKind,
)
from tests.plan.plans import Plan

TRIAGE, CHURN, INVOICE = "Support ticket triage", "Churn early warning", "Invoice extraction"
DEMAND, SEARCH, FRAUD = "Demand forecast", "Search ranking", "Fraud scoring"


def keys(contents: Contents) -> dict[str, int]:
    return {row.name: row.id or 0 for row in contents.projects.values()}


def budget(contents: Contents) -> int | None:
    return next(iter(contents.portfolio.values())).budget_cents


def test_expected_values_of_the_example_are_those_worked_out_beforehand(example: Plan) -> None:
    contents = example.contents
    by_name = keys(contents)
    values = {
        TRIAGE: (0.72, 0.94), CHURN: (0.63, 1.53), INVOICE: (0.49, 1.68), DEMAND: (0.24, 0.26),
        SEARCH: (0.06, 0.07), FRAUD: (-0.65, -0.51),
    }  # fmt: skip
    for name, (value, per_cost) in values.items():
        own = standing_of(contents, by_name[name])
        assert own.value is not None
        assert own.per_cost is not None
        assert round(own.value / 1e8, 2) == value
        assert round(own.per_cost, 2) == per_cost


def test_scores_by_hand(example: Plan) -> None:
    contents = example.contents
    triage = keys(contents)[TRIAGE]
    own = standing_of(contents, triage)
    # ((4.10 × 0.8 − 0.86) × 0.65 − 0.76) / 0.76 and $31,000 / 26 weeks
    assert own.ecv == pytest.approx((2.42 * 0.65 - 0.76) / 0.76)
    assert own.delay == pytest.approx(3_100_000 / 26)
    assert wsjf_of(contents)[triage] == pytest.approx((8 + 8 + 5) / 5)


def test_wsjf_compares_within_one_set_only(example: Plan) -> None:
    churn = keys(example.contents)[CHURN]
    with example.store.change("Score") as session:
        candidacy(session, churn).scored_with = "Another round"
    with pytest.raises(Refused, match="scored in different sets") as refused:
        wsjf_of(example.contents)
    assert "Another round" in str(refused.value)
    with example.store.change("Score") as session:
        candidacy(session, churn).wsjf_size = None  # not scored at all
    assert churn not in wsjf_of(example.contents)


def test_the_first_period_holds_the_budget_line(example: Plan) -> None:
    assert budget(example.contents) == 150_000_000
    example.do(set_budget, 120_000_000)
    first, second = periods_of(example.contents)
    assert first.limit_cents == 120_000_000
    example.do(set_limit, first.id, 90_000_000)
    assert budget(example.contents) == 90_000_000
    example.do(set_first_day, second.id, date(2025, 7, 1))
    assert budget(example.contents) == 240_000_000
    example.do(delete_periods, [second.id])
    assert budget(example.contents) == 90_000_000
    with pytest.raises(Refused, match="begins on that day"):
        example.do(add_period, "Again", date(2026, 1, 1))
    example.do(delete_periods, [first.id])
    assert budget(example.contents) == 90_000_000
    assert not example.contents.every(SkillLimit)
    kept = example.do(add_period, "All of 2026", date(2026, 1, 1))
    assert example.contents.every(FundingPeriod)[kept].limit_cents == 90_000_000


def test_money_is_due_in_the_first_period_unless_said_otherwise(example: Plan) -> None:
    churn = keys(example.contents)[CHURN]
    first, second = (row.id or 0 for row in periods_of(example.contents))
    assert money_of(example.contents, churn) == {first: 41_000_000, second: 36_500_000}
    example.do(set_candidate_money, churn, first, 20_000_000)
    assert standing_of(example.contents, churn).due == 20_000_000
    example.do(set_candidate_money, churn, first, None)
    assert standing_of(example.contents, churn).due == 41_000_000


def test_ties_of_a_candidate_are_refused_to_itself_and_twice(example: Plan) -> None:
    by_name = keys(example.contents)
    with pytest.raises(Refused, match="to itself"):
        example.do(tie, by_name[DEMAND], TieKind.NEEDS, by_name[DEMAND])
    with pytest.raises(Refused, match="tied already"):
        example.do(tie, by_name[DEMAND], TieKind.EXCLUDES, by_name[INVOICE])


def test_the_best_set_of_the_example_and_what_more_money_buys(example: Plan) -> None:
    contents = example.contents
    by_name = keys(contents)
    question = question_of(contents)
    choice = choose(question)
    assert choice.best.chosen == {by_name[TRIAGE], by_name[CHURN], by_name[INVOICE]}
    assert round(choice.best.value / 1e6, 2) == 1.83
    assert question.due(choice.best.chosen) == 1_460_000
    assert choice.step is not None
    # Search ranking costs $810k, and $40k of the budget is left.
    assert choice.step.extra[question.first] == 770_000
    told: list[float] = []
    prospect = look_around(question, lambda fraction, _text: told.append(fraction))
    assert [step.money // 1000 for step in prospect.steps] == [
        0, 290, 410, 700, 1050, 1170, 1460, 2270, 2380, 3190,
    ]  # fmt: skip
    further = prospect.beyond(1_460_000, choice.best.value)
    assert further is not None
    assert [round(part / 1e6, 2) for part in further] == [0.92, 0.24]
    assert prospect.robust.samples == 100
    assert by_name[FRAUD] in prospect.robust.never
    assert len(told) > 50
    assert look_around(question, lambda _fraction, _text: None) == prospect


def test_people_later_money_and_ties_bound_the_set(example: Plan) -> None:
    by_name = keys(example.contents)
    first, second = periods_of(example.contents)
    example.do(set_budget, 500_000_000)
    everything = choose(question_of(example.contents)).best.chosen
    assert everything == set(by_name.values()) - {by_name[FRAUD]}
    # Growth money of the second half: demand 625k and search 495k do not fit together any more.
    example.do(set_limit, second.id, 190_000_000)
    assert by_name[SEARCH] not in choose(question_of(example.contents)).best.chosen
    # Invoice extraction takes more data engineers than there are: demand forecast needs it.
    limit = next(
        row.id for row in example.contents.every(SkillLimit).values() if "Data" in row.skill
    )
    example.do(set_candidate_people, by_name[INVOICE], limit, 700)
    chosen = choose(question_of(example.contents)).best.chosen
    assert chosen == {by_name[TRIAGE], by_name[CHURN], by_name[SEARCH]}
    assert first.id is not None


def test_the_best_set_is_that_of_trying_all_sets(example: Plan) -> None:
    for cents in (30, 75, 120, 190, 260, 350):
        example.do(set_budget, cents * 1_000_000)
        question = question_of(example.contents)
        limits, best = question.limits, 0
        for size in range(1, 7):
            for group in combinations(question.options, size):
                taken = {one.key for one in group}
                fits = all(
                    sum(one.money.get(at, 0) for one in group) <= limit
                    for at, limit in limits.money.items()
                ) and all(
                    sum(one.people.get(at, 0) for one in group) <= limit
                    for at, limit in limits.people.items()
                )
                tied = all(one.needs <= taken and not one.excludes & taken for one in group)
                if fits and tied:
                    best = max(best, sum(one.value for one in group))
        assert choose(question).best.value == best


def test_funding_a_set_is_one_step_that_keeps_reasons(example: Plan) -> None:
    by_name = keys(example.contents)
    with example.store.change("Forget") as session:
        set_decision(session, by_name[SEARCH], PortfolioDecision.OPEN)
    example.do(fund_set, {by_name[TRIAGE], by_name[SEARCH]}, "Best set of 16 Mar 2026")
    rows = example.contents.projects
    assert rows[by_name[SEARCH]].decision == "fund"
    assert rows[by_name[SEARCH]].decision_reason == "Best set of 16 Mar 2026"
    assert rows[by_name[CHURN]].decision == "not_now"
    assert rows[by_name[CHURN]].decision_reason == "Low complexity, pays back its MVP fast"
    assert rows[by_name[FRAUD]].decision == "drop"
    example.store.undo()
    assert example.contents.projects[by_name[CHURN]].decision == "fund"


def test_who_is_turned_down_needs_a_reason_and_a_trigger(example: Plan) -> None:
    by_name = keys(example.contents)
    assert not any(decision_gaps(row) for row in example.contents.projects.values())
    with example.store.change("Drop") as session:
        set_decision(session, by_name[FRAUD], PortfolioDecision.DROP, reason="", revisit_trigger="")
    assert decision_gaps(example.contents.projects[by_name[FRAUD]]) == ("reason", "trigger")


def test_a_deleted_candidate_takes_its_ties_along(example: Plan) -> None:
    from leadbench.plan.edits.projects import delete_project

    by_name = keys(example.contents)
    example.do(delete_project, by_name[INVOICE])
    with example.store.read() as session:
        assert len(session.exec(select(CandidateTie)).all()) == 1
    assert by_name[DEMAND] not in choose(question_of(example.contents)).best.chosen
