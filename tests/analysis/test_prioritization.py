import pytest

from leadbench.analysis.inputs import Candidate
from leadbench.analysis.prioritization import (
    CommercialBet,
    RelativeJob,
    delay_over_duration,
    expected_commercial_value,
    ranking,
    rice,
    wsjf,
)
from leadbench.errors import Refused
from tests.analysis import example

# The column RICE of the portfolio picture.
PICTURE = {
    "Support ticket triage": 5.1,
    "Churn early warning": 4.2,
    "Invoice extraction": 2.6,
    "Demand forecast": 2.2,
    "Search ranking": 2.6,
    "Fraud scoring": 0.8,
}


def candidates() -> dict[str, Candidate]:
    return {
        row["name"]: Candidate(
            key,
            reach=row["reach_k_per_quarter"],
            impact=row["impact"],
            confidence_percent=row["confidence"] * 100,
            effort=row["effort_person_months"],
        )
        for key, row in enumerate(example.read()["portfolio"])
    }


@pytest.mark.parametrize("name", PICTURE)
def test_rice_of_each_candidate_is_that_of_the_portfolio_picture(name: str) -> None:
    score = rice(candidates()[name])
    assert score is not None
    assert round(score, 1) == PICTURE[name]


def test_ranking_puts_the_highest_first_and_the_unknown_last() -> None:
    rows = [Candidate(9, reach=1000.0), *candidates().values()]
    order = [key for key, _ in ranking(rows)]
    assert order == [0, 1, 4, 2, 3, 5, 9]
    assert ranking(rows)[-1] == (9, None)


def test_no_effort_is_refused_with_its_place() -> None:
    with pytest.raises(Refused, match="above 0") as problem:
        rice(Candidate(3, reach=1, impact=1, confidence_percent=50, effort=0))
    assert (problem.value.table, problem.value.key) == ("candidacy", 3)


def test_expected_commercial_value_of_the_worked_bet() -> None:
    assert expected_commercial_value(CommercialBet(40, 0.5, 5, 0.8, 5)) == pytest.approx(7.0)
    with pytest.raises(Refused, match="chance"):
        expected_commercial_value(CommercialBet(40, 1.5, 5, 0.8, 5))


def test_wsjf_is_cost_of_delay_over_size() -> None:
    jobs = [RelativeJob(1, 7, 8, 5, 2, 3), RelativeJob(2, 7, 1, 1, 1, 2)]
    assert wsjf(jobs) == {1: 5.0, 2: 1.5}


def test_wsjf_refuses_to_compare_across_sets_and_sizes_of_nothing() -> None:
    with pytest.raises(Refused, match="different sets"):
        wsjf([RelativeJob(1, 7, 8, 5, 2, 3), RelativeJob(2, 8, 1, 1, 1, 2)])
    with pytest.raises(Refused) as refusal:
        wsjf([RelativeJob(1, 7, 8, 5, 2, 0)])
    assert (refusal.value.key, refusal.value.field) == (1, "job_size")


def test_cost_of_delay_over_duration() -> None:
    assert delay_over_duration(12_000, 4) == 3_000
    with pytest.raises(Refused):
        delay_over_duration(1, 0)
