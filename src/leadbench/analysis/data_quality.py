"""How good the data is, and how much harder it makes the project.

Scores are from 0 to 100. Complexity is from 1 to 10 and always the sum of named lines, so that
nobody has to believe a number that cannot be read.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from leadbench.errors import Refused


class Aspect(StrEnum):
    """What a source of data is scored for."""

    COMPLETE = "complete"
    LABELS = "labels"
    FRESH = "fresh"
    ACCESS = "access"
    LEGAL = "legal"


WEIGHTS: Mapping[Aspect, float] = {
    Aspect.COMPLETE: 25,
    Aspect.LABELS: 30,
    Aspect.FRESH: 15,
    Aspect.ACCESS: 15,
    Aspect.LEGAL: 15,
}
"""How much each aspect counts unless a project says otherwise: labels most, for they decide what
can be learned."""


class Readiness(StrEnum):
    """The data readiness levels, least ready first (N. Lawrence, "Data Readiness Levels", 2017)."""

    C4 = "C4"
    C3 = "C3"
    C2 = "C2"
    C1 = "C1"
    B3 = "B3"
    B2 = "B2"
    B1 = "B1"
    A3 = "A3"
    A2 = "A2"
    A1 = "A1"


READINESS_WORDS: Mapping[Readiness, str] = {
    Readiness.C4: "Hearsay: somebody says that it exists",
    Readiness.C3: "Known to exist, but not to be loaded",
    Readiness.C2: "Can be read, but has no structure yet",
    Readiness.C1: "Loads into the tools that will use it",
    Readiness.B3: "Loaded, its faults not yet looked for",
    Readiness.B2: "Faults, gaps and units are known",
    Readiness.B1: "Clean and understood",
    Readiness.A3: "Thought to fit the question",
    Readiness.A2: "Tried on the question",
    Readiness.A1: "Fits the question that it shall answer",
}
"""What each level means."""


def source_score(
    scores: Mapping[Aspect, float], weights: Mapping[Aspect, float] = WEIGHTS
) -> float | None:
    """Return the weighted mean of a source's scores, or None where none is known.

    Raises
    ------
    Refused
        When a score lies outside 0 to 100, or a weight below 0.

    Notes
    -----
    An aspect that was not scored is left out of both sums; it is not taken for 0.
    """
    total = weight_sum = 0.0
    for aspect, score in scores.items():
        if not 0 <= score <= 100:
            raise Refused(
                f"A score lies from 0 to 100, not at {score:g}. Correct it. Nothing was changed.",
                field=str(aspect),
            )
        weight = weights.get(aspect, 0)
        if weight < 0:
            raise Refused(
                "A weight cannot be below 0. Correct it. Nothing was changed.", field=str(aspect)
            )
        total += weight * score
        weight_sum += weight
    return total / weight_sum if weight_sum else None


def overall(scores: Iterable[tuple[float, float]]) -> float | None:
    """Return the mean of scores by their weights (score, weight), or None without any."""
    known = [(score, weight) for score, weight in scores if weight > 0]
    weight_sum = sum(weight for _, weight in known)
    if not weight_sum:
        return None
    return sum(score * weight for score, weight in known) / weight_sum


@dataclass(frozen=True, slots=True)
class ComplexityLine:
    """One cause that adds to the complexity; ``from_data`` if the data is the cause."""

    cause: str
    points: float
    from_data: bool = False


@dataclass(frozen=True, slots=True)
class Complexity:
    """The complexity index, from 1 to 10, and how it builds up.

    ``steps`` are the running totals, one for each line. ``exact`` is their sum; ``index`` is that
    held between 1 and 10.
    """

    lines: tuple[ComplexityLine, ...]
    steps: tuple[float, ...]
    exact: float
    index: float


def complexity(lines: Sequence[ComplexityLine]) -> Complexity:
    """Return the complexity that named causes add up to.

    Raises
    ------
    Refused
        When a line takes points away.
    """
    steps: list[float] = []
    for line in lines:
        if line.points < 0:
            raise Refused(
                f"“{line.cause}” cannot take points away. Give 0 or more. Nothing was changed.",
                field="points",
            )
        # Tenths add up to what a person reads: no 4.6000000000000005.
        steps.append(round((steps[-1] if steps else 0.0) + line.points, 6))
    exact = steps[-1] if steps else 0.0
    return Complexity(tuple(lines), tuple(steps), exact, min(10.0, max(1.0, exact)))


def points_for(score: float, most: float) -> float:
    """Return what a score from 0 to 100 adds to the complexity, in tenths.

    A score of 0 adds ``most``, one of 100 nothing, between them in proportion. Tenths are what a
    person reads: 28 lacking of 100 times 4 are 1.1. Halves go up.
    """
    return math.floor(most * (100 - score) / 10 + 0.5 + 1e-9) / 10


@dataclass(frozen=True, slots=True)
class Widening:
    """How complexity acts on estimates: the percent that each point above ``free`` adds."""

    free: float = 3.0
    percent_per_point: float = 10.0

    def factor(self, index: float) -> float:
        """Return what ranges are multiplied by at a complexity; never below 1."""
        return 1 + max(0.0, index - self.free) * self.percent_per_point / 100

    def beyond(self, index: float, allowed: float | None) -> float:
        """Return what is left of the factor where estimates allow for a complexity already.

        A range that was given in the knowledge of ``allowed`` is wider by that factor, so only
        the quotient of the two is still to come; never below 1. With None nothing is allowed for.
        """
        known = 1.0 if allowed is None else self.factor(allowed)
        return max(1.0, self.factor(index) / known)


def widened(low: float, likely: float, high: float, factor: float) -> tuple[float, float, float]:
    """Return a range whose distances from its likely value are multiplied; never below zero."""
    return max(0.0, likely - (likely - low) * factor), likely, likely + (high - likely) * factor
