"""Answers that follow from the sizing sheet, fit criteria in words, templates, what is refused."""

import pytest

from leadbench.errors import Refused
from leadbench.plan.edits.architecture import set_sizing
from leadbench.plan.edits.requirements import (
    add_from,
    add_requirement,
    set_fit,
    set_sized,
    set_statement,
)
from leadbench.plan.requirements import (
    fit_words,
    interview,
    qualities,
    template_of,
    unused,
    value_of,
)
from leadbench.plan.tables import (
    Comparator,
    Requirement,
    RequirementKind,
    Scope,
    SizedValue,
    Verification,
)
from tests.plan.plans import Plan

BUSINESS, TECHNICAL = RequirementKind.BUSINESS, RequirementKind.TECHNICAL


def of(plan: Plan, code: str) -> Requirement:
    rows = plan.contents.requirements_of(plan.project_id)
    return next(row for row in rows if row.code == code)


def words(plan: Plan, code: str) -> str:
    return value_of(plan.contents, of(plan, code))


def test_a_change_of_the_load_changes_what_follows_at_once(example: Plan) -> None:
    assert words(example, "T2") == "4 GPU servers for 3.5 calls/s"
    assert words(example, "T6") == "28,400 messages a day, 24 months"
    # Twice the tickets: 240,000 x 5.2 / 22 = 56,727 messages a day; 7.09 calls/s x 1.8 s = 12.8 in
    # flight, / (4 x 60%) = 5.3, so 6 servers and one to spare.
    example.do(set_sizing, example.project_id, "units_per_month", 240_000)
    assert words(example, "T2") == "7 GPU servers for 7.1 calls/s"
    assert words(example, "T6") == "56,700 messages a day, 24 months"
    example.do(set_sizing, example.project_id, "kept_months", 12)
    assert words(example, "T6") == "56,700 messages a day, 12 months"
    for _ in range(2):
        example.store.undo()
    assert words(example, "T2") == "4 GPU servers for 3.5 calls/s"


def test_an_answer_that_is_computed_is_not_typed_over(example: Plan) -> None:
    key = of(example, "T2").id
    with pytest.raises(Refused, match="follows from the sizing sheet") as refused:
        example.do(set_statement, key, "9 servers")
    assert refused.value.field == "statement"
    example.do(set_sized, key, None)
    assert words(example, "T2") == "4 GPU servers for 3.5 calls/s"  # kept as words
    example.do(set_sizing, example.project_id, "units_per_month", 240_000)
    example.do(set_statement, key, " 9 servers ")
    assert words(example, "T2") == "9 servers"
    with pytest.raises(Refused, match="need of the business"):
        example.do(set_sized, of(example, "B1").id, SizedValue.SERVERS)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (SizedValue.MODE, "Real time, batch for the backlog"),
        (SizedValue.SPARE, "1 spare GPU server"),
        # 120,000 x 5.2 x 24 = 14,976,000 messages of 4 kB
        (SizedValue.STORAGE, "60 GB at most"),
        # 3.1M x 0.4 s x 1.01 / 60 h = 5.8
        (SizedValue.BATCH, "6 batch workers for 60 h"),
        (SizedValue.COST, "$0.11 for each ticket"),
    ],
)
def test_what_the_sheet_can_say(example: Plan, value: SizedValue, said: str) -> None:
    example.do(set_sized, of(example, "T9").id, value)
    assert words(example, "T9") == said


def test_without_a_sheet_the_typed_words_stand(plan: Plan) -> None:
    key = plan.do(add_requirement, plan.project_id, TECHNICAL, "Servers", statement="Some servers")
    plan.do(set_sized, key, SizedValue.SERVERS)
    assert words(plan, "T1") == "Some servers"
    plan.do(set_statement, key, "Two servers")
    assert words(plan, "T1") == "Two servers"


def test_a_fit_criterion_in_words(example: Plan) -> None:
    assert fit_words(of(example, "B4")) == "p95 ≤ 2.5 s for all customers"
    assert fit_words(of(example, "B4"), metric=True) == ("Reply time p95 ≤ 2.5 s for all customers")
    assert fit_words(of(example, "B1")) == "≤ 120,000 tickets in the busiest month"
    assert fit_words(of(example, "B3")) == "≥ 12% of eligible tickets"
    assert fit_words(of(example, "B2")) == "≤ 310 agents in first and second line"
    example.do(set_fit, of(example, "B6").id, "target", None)
    assert fit_words(of(example, "B6")) == ""


@pytest.mark.parametrize(
    ("code", "column", "value", "why"),
    [
        ("B4", "percentile", 100, "between 0 and 100"),
        ("B4", "percentile", 0, "between 0 and 100"),
        ("B4", "target", -1, "cannot be below 0 s"),
        ("B1", "target", -120_000, "cannot be below 0 tickets"),
        ("B5", "target", 100.5, "cannot be above 100 %"),
        ("T5", "target", 199, "cannot be above 100 %"),
    ],
)
def test_nonsense_is_refused_at_its_field(
    example: Plan, code: str, column: str, value: float, why: str
) -> None:
    before = of(example, code)
    with pytest.raises(Refused, match=why) as refused:
        example.do(set_fit, before.id, column, value)
    assert (refused.value.key, refused.value.field) == (before.id, column)
    assert of(example, code) == before


def test_what_makes_sense_is_kept(example: Plan) -> None:
    example.do(set_fit, of(example, "B4").id, "percentile", 99.9)
    example.do(set_fit, of(example, "B1").id, "target", 0)
    assert fit_words(of(example, "B4")) == "p99.9 ≤ 2.5 s for all customers"
    assert fit_words(of(example, "B1")) == "≤ 0 tickets in the busiest month"


def test_a_template_gives_everything_but_the_value(plan: Plan) -> None:
    latency = template_of("latency")
    assert latency is not None
    plan.do(add_from, plan.project_id, BUSINESS, latency)
    row = of(plan, "B1")
    assert row.title == "How fast?"
    assert (row.metric, row.comparator, row.unit) == ("Reply time", Comparator.AT_MOST, "s")
    assert (row.percentile, row.target, row.method) == (95, None, Verification.TEST)
    assert fit_words(row, metric=True) == "Reply time"
    left = unused(interview(), plan.contents.requirements_of(plan.project_id))
    assert "latency" not in {one.key for one in left}
    assert len(left) == len(interview()) - 1


def test_the_example_has_asked_what_it_has_answered(example: Plan) -> None:
    rows = example.contents.requirements_of(example.project_id, BUSINESS)
    left = {one.key for one in unused(interview(), rows)}
    assert len(left) == len(interview()) - 9
    assert "freshness" in left
    assert "load" not in left


def test_the_templates_can_be_used() -> None:
    both = (*interview(), *qualities())
    keys = [one.key for one in both]
    assert len(set(keys)) == len(keys)
    assert {one.scope for one in qualities()} == set(Scope)
    assert all(one.scope is None for one in interview())
    for one in both:
        assert one.title
        assert one.statement
        assert bool(one.metric) == (one.comparator is not None), one.key
        assert one.unit != "%" or one.least == 0, one.key
