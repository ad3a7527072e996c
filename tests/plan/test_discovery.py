"""Product discovery: its figures on the example, its edits and their refusals."""

import pytest

from leadbench.errors import Refused
from leadbench.plan.discovery import (
    discovery_of,
    feasibility,
    gain_of,
    market_amounts,
    thresholds,
)
from leadbench.plan.edits.discovery import add_factor, add_part, add_term, set_factor, set_market
from leadbench.plan.edits.formulas import set_formula
from leadbench.plan.edits.lists import add_row, delete_rows, move_row
from leadbench.plan.formulas import formula_of
from leadbench.plan.tables import (
    Assumption,
    GainFactor,
    GainPart,
    GainTerm,
    MarketStep,
    MlFormulation,
)
from tests.plan.plans import Plan


def test_the_problem_of_the_example_is_worth_what_its_picture_says(example: Plan) -> None:
    found = gain_of(example.contents, example.project_id)
    assert found is not None
    assert found.likely == pytest.approx(1_815_840)
    assert [round(term / 1e6, 2) for term in found.terms] == [1.20, 0.62]
    own = discovery_of(example.contents, example.project_id)
    assert own is not None
    assert found.seed == own.seed == 7


def test_the_least_useful_performance_of_the_example(example: Plan) -> None:
    answers, routes, lift = thresholds(example.contents, example.project_id)
    assert (answers.name, answers.origin) == ("Answers right", "(14.00 + 0.12) ÷ 20.40")
    assert answers.needs is not None
    assert (round(answers.needs), answers.met) == (69, True)
    assert routes.origin == "0.55 ÷ 6.85"
    assert routes.needs is not None
    assert (round(routes.needs), routes.met) == (8, False)
    assert lift.needs is not None
    assert (round(lift.needs, 1), lift.met, lift.unit) == (1.2, True, "points")


def test_the_market_of_the_example_from_the_top_down(example: Plan) -> None:
    steps = example.contents.of(MarketStep, "project_id", example.project_id)
    amounts = [round((cents or 0) / 1e8, 2) for cents in market_amounts(steps)]
    assert amounts == [11.4, 9.2, 1.85]


def test_feasibility_is_held_down_by_its_weakest_part(example: Plan) -> None:
    rows = example.contents.of(MlFormulation, "project_id", example.project_id)
    assert [feasibility(row) for row in rows] == [8, 9, 9, 7, 3]
    blank = MlFormulation(project_id=1, name="Nothing scored")
    assert feasibility(blank) is None
    unlawful = MlFormulation(project_id=1, name="Unlawful", law_score=1, method_score=10)
    assert feasibility(unlawful) == 3


def test_values_of_a_factor_must_rise(plan: Plan) -> None:
    key = plan.do(add_factor, plan.project_id, "Users", (1.0, 2.0, 3.0))
    with pytest.raises(Refused) as refusal:
        plan.do(set_factor, key, "low", 2.5)
    assert (refusal.value.key, refusal.value.field) == (key, "low")
    plan.do(set_factor, key, "high", 9.0)
    (row,) = plan.contents.of(GainFactor, "project_id", plan.project_id)
    assert (row.low, row.likely, row.high) == (1, 2, 9)


def test_a_share_or_an_amount_but_not_both(plan: Plan) -> None:
    first = plan.do(add_row, MarketStep, plan.project_id, name="All", amount_cents=100)
    with pytest.raises(Refused, match="none before it"):
        plan.do(set_market, first, "share_percent", 50.0)
    second = plan.do(add_row, MarketStep, plan.project_id, name="Part", amount_cents=7)
    plan.do(set_market, second, "share_percent", 50.0)
    steps = plan.contents.of(MarketStep, "project_id", plan.project_id)
    assert (steps[1].amount_cents, market_amounts(steps)) == (None, [100, 50])


def test_a_deleted_factor_takes_its_parts_along_and_undo_brings_them_back(plan: Plan) -> None:
    factor = plan.do(add_factor, plan.project_id, "Users", (1.0, 2.0, 3.0))
    term = plan.do(add_term, plan.project_id, "Saved", [(factor, 1.0, 0.0)])
    plan.do(add_part, term, factor, coefficient=-1.0, constant=1.0)
    assert gain_of(plan.contents, plan.project_id) is not None
    plan.do(delete_rows, GainFactor, [factor])
    assert not plan.contents.of(GainPart, "term_id", term)
    assert gain_of(plan.contents, plan.project_id) is None
    plan.store.undo()
    assert len(plan.contents.of(GainPart, "term_id", term)) == 2
    assert len(plan.contents.of(GainTerm, "project_id", plan.project_id)) == 1


def test_rows_keep_their_order_without_gaps(plan: Plan) -> None:
    keys = [plan.do(add_row, Assumption, plan.project_id, text=text) for text in "abc"]
    plan.do(add_row, Assumption, plan.project_id, below=keys[0], text="after a")
    plan.do(move_row, Assumption, keys[2], 0)
    plan.do(delete_rows, Assumption, [keys[0]])
    rows = plan.contents.of(Assumption, "project_id", plan.project_id)
    assert [(row.text, row.position) for row in rows] == [("c", 0), ("after a", 1), ("b", 2)]


def test_a_formula_is_written_and_read_back(plan: Plan) -> None:
    for name in ("Users", "Share", "Saved"):
        plan.do(add_factor, plan.project_id, name, (1.0, 2.0, 3.0))
    term = plan.do(add_term, plan.project_id, "Gain", [])
    plan.do(set_formula, term, "users × (0.91 - Share) * 12 Saved")
    assert formula_of(plan.contents, term) == "Users × (0.91 − Share) × 12 Saved"
    found = gain_of(plan.contents, plan.project_id)
    assert found is not None
    assert found.likely == pytest.approx(2 * (0.91 - 2) * 24)
    plan.do(set_formula, term, formula_of(plan.contents, term))
    assert formula_of(plan.contents, term) == "Users × (0.91 − Share) × 12 Saved"
    with pytest.raises(Refused, match="“Nobody” is no factor"):
        plan.do(set_formula, term, "Users × Nobody")
    with pytest.raises(Refused, match="missing beside"):
        plan.do(set_formula, term, "Users × ")
    assert formula_of(plan.contents, term) == "Users × (0.91 − Share) × 12 Saved"
    plan.do(set_formula, term, "")
    assert gain_of(plan.contents, plan.project_id) is None
