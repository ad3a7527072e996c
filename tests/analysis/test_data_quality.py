import pytest

from leadbench.analysis.data_quality import (
    READINESS_WORDS,
    Aspect,
    ComplexityLine,
    Readiness,
    Widening,
    complexity,
    overall,
    source_score,
    widened,
)
from leadbench.errors import Refused

# Complete, labels, fresh, access, legal and the score that the picture prints beside them.
PICTURE = {
    "Helpdesk ticket archive": ((96, 72, 92, 88, 70), 83),
    "Live ticket stream": ((94, 76, 99, 80, 76), 85),
    "Help-centre articles": ((91, 84, 58, 100, 100), 87),
    "Agent macros and replies": ((88, 78, 81, 95, 96), 86),
    "Satisfaction survey": ((62, 80, 85, 90, 88), 79),
    "Customer accounts": ((90, 86, 88, 52, 58), 78),
    "Product event log": ((97, 74, 96, 41, 70), 78),
}


def score(name: str) -> float:
    found = source_score(dict(zip(Aspect, PICTURE[name][0], strict=True)))
    assert found is not None
    return found


@pytest.mark.parametrize("name", PICTURE)
def test_each_source_has_the_score_of_the_picture(name: str) -> None:
    assert round(score(name)) == PICTURE[name][1]


def test_the_data_of_the_first_stage_scores_eighty_four() -> None:
    # The archive carries half of the weight, the three others of the MVP the rest.
    first, *others = list(PICTURE)[:4]
    found = overall([(score(first), 3), *((score(name), 1) for name in others)])
    assert found is not None
    assert round(found) == 84


def test_what_was_not_scored_is_left_out() -> None:
    assert source_score({Aspect.LABELS: 60}) == 60
    assert source_score({}) is None
    assert overall([]) is None
    assert overall([(50, 0)]) is None


def test_a_score_above_a_hundred_is_refused_at_its_aspect() -> None:
    with pytest.raises(Refused) as refusal:
        source_score({Aspect.FRESH: 101})
    assert refusal.value.field == "fresh"


def test_the_complexity_of_the_picture_builds_up_to_four_point_six() -> None:
    lines = [
        ComplexityLine("Method", 1.2),
        ComplexityLine("Labels", 1.1, from_data=True),
        ComplexityLine("Personal data", 0.9, from_data=True),
        ComplexityLine("Infrastructure", 0.7),
        ComplexityLine("Integration", 0.7),
    ]
    result = complexity(lines)
    assert result.steps == (1.2, 2.3, 3.2, 3.9, 4.6)
    assert result.index == 4.6


def test_complexity_stays_between_one_and_ten() -> None:
    assert complexity([]).index == 1
    assert complexity([ComplexityLine("All of it", 14)]).index == 10
    assert complexity([ComplexityLine("All of it", 14)]).exact == 14
    with pytest.raises(Refused, match="take points away"):
        complexity([ComplexityLine("Luck", -1)])


def test_each_point_of_complexity_widens_estimates() -> None:
    widening = Widening(free=3, percent_per_point=10)
    assert widening.factor(2) == 1
    assert widening.factor(4.6) == pytest.approx(1.16)
    assert widened(11, 15, 24, 1.5) == (9, 15, 28.5)
    assert widened(1, 15, 24, 1.5) == (0, 15, 28.5)


def test_every_level_of_readiness_is_explained() -> None:
    assert set(READINESS_WORDS) == set(Readiness)
