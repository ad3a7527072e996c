"""Product discovery: whose problem, which market, which formulations, worth how much.

Money is in whole cents of the portfolio's currency; figures with a ``unit`` are in that unit.
"""

from datetime import date
from enum import StrEnum

from sqlmodel import Field, SQLModel

from leadbench.plan.tables._columns import Word, one_of
from leadbench.plan.tables._limits import FIGURE, MONEY, SEED, either_way, up_to
from leadbench.plan.tables.architecture import CostSource


class Formulation(StrEnum):
    """The kinds of prediction that a problem can be put as."""

    CLASSIFICATION = "classification"
    REGRESSION = "regression"
    RANKING = "ranking"
    RETRIEVAL = "retrieval"
    FORECASTING = "forecasting"
    ANOMALY = "anomaly"
    GENERATION = "generation"
    CONTROL = "control"


class Choice(StrEnum):
    """What was decided of a formulation."""

    OPEN = "open"
    CHOSEN = "chosen"
    LATER = "later"
    DROPPED = "dropped"


class Measure(StrEnum):
    """Which share a judgement limits."""

    RIGHT = "right"
    WRONG = "wrong"
    NONE = "none"


class Strength(StrEnum):
    """How well an assumption is founded."""

    STRONG = "strong"
    WEAK = "weak"


class Discovery(SQLModel, table=True):
    """What a project says of its problem as a whole; one row for a project."""

    __table_args__ = (one_of("cost_source", CostSource),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", unique=True)
    problem: str = Field(default="", max_length=4000)
    seed: int = up_to(SEED, default=7)
    """What the runs of the gain start from."""
    interviews: str = Field(default="", max_length=500)
    sized_on: date | None = None
    led_by: str = Field(default="", max_length=200)
    checked_by: str = Field(default="", max_length=200)
    cost_to_cover_cents: int | None = up_to(MONEY, default=None)
    """What a year of running costs, which the lift must bring in at least; or what is added to
    the part that the architecture costs."""
    cost_source: CostSource = Field(default=CostSource.TYPED, sa_type=Word)


class CustomerGroup(SQLModel, table=True):
    """Some of those whom the problem touches: how many, what they do, what it takes of them."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    name: str = Field(min_length=1, max_length=200)
    size: str = Field(default="", max_length=50)
    need: str = Field(default="", max_length=500)
    worth: str = Field(default="", max_length=200)


class MarketStep(SQLModel, table=True):
    """One step of the estimate from the top down: an amount, or a share of the step before."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    name: str = Field(min_length=1, max_length=200)
    amount_cents: int | None = up_to(MONEY, default=None)
    share_percent: float | None = Field(default=None, ge=0, le=100)
    source: str = Field(default="", max_length=500)


class MlFormulation(SQLModel, table=True):
    """One way to put the problem as a prediction, and how feasible it is.

    The five scores go from 1 (hopeless) to 10 (done before with data like ours).
    """

    __table_args__ = (one_of("kind", Formulation), one_of("choice", Choice))

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    name: str = Field(min_length=1, max_length=200)
    kind: Formulation = Field(default=Formulation.CLASSIFICATION, sa_type=Word)
    label: str = Field(default="", max_length=500)
    metric: str = Field(default="", max_length=200)
    heuristic: str = Field(default="", max_length=200)
    precedent: str = Field(default="", max_length=500)
    reason: str = Field(default="", max_length=500)
    data_score: int | None = Field(default=None, ge=1, le=10)
    method_score: int | None = Field(default=None, ge=1, le=10)
    law_score: int | None = Field(default=None, ge=1, le=10)
    robustness_score: int | None = Field(default=None, ge=1, le=10)
    effort_score: int | None = Field(default=None, ge=1, le=10)
    choice: Choice = Field(default=Choice.OPEN, sa_type=Word)


class Judgement(SQLModel, table=True):
    """What one kind of decision is worth when it is right and when it is wrong."""

    __table_args__ = (one_of("measure", Measure),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    action: str = Field(min_length=1, max_length=200)
    right_cents: int = either_way(MONEY, default=0)
    right_note: str = Field(default="", max_length=200)
    wrong_cents: int = either_way(MONEY, default=0)
    wrong_note: str = Field(default="", max_length=200)
    cost_cents: float = up_to(MONEY, default=0)
    """What making one such decision costs; parts of a cent count."""
    measure: Measure = Field(default=Measure.NONE, sa_type=Word)
    measure_name: str = Field(default="", max_length=200)
    measured_percent: float | None = Field(default=None, ge=0, le=100)
    measured_note: str = Field(default="", max_length=200)


class GainFactor(SQLModel, table=True):
    """A quantity that the gain depends on: tenth percentile, likely value, ninetieth percentile."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    name: str = Field(min_length=1, max_length=200)
    unit: str = Field(default="", max_length=30)
    """ "$" and "%" are written as such; any other word follows the number."""
    low: float = either_way(FIGURE)
    likely: float = either_way(FIGURE)
    high: float = either_way(FIGURE)
    measured: float | None = either_way(FIGURE, default=None)
    source: str = Field(default="", max_length=500)


class GainTerm(SQLModel, table=True):
    """One summand of the yearly gain, a product of its parts."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    name: str = Field(min_length=1, max_length=200)


class GainPart(SQLModel, table=True):
    """How a factor enters a term: as ``constant + coefficient * factor``."""

    id: int | None = Field(default=None, primary_key=True)
    term_id: int = Field(foreign_key="gainterm.id", index=True)
    factor_id: int = Field(foreign_key="gainfactor.id", index=True)
    coefficient: float = either_way(FIGURE, default=1.0)
    constant: float = either_way(FIGURE, default=0.0)


class Assumption(SQLModel, table=True):
    """Something taken for true, and what stands behind it."""

    __table_args__ = (one_of("strength", Strength),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    text: str = Field(min_length=1, max_length=500)
    evidence: str = Field(default="", max_length=500)
    strength: Strength = Field(default=Strength.WEAK, sa_type=Word)
    owner_role_id: int | None = Field(default=None, foreign_key="role.id")


class StopReason(SQLModel, table=True):
    """What would make us stop."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    text: str = Field(min_length=1, max_length=500)


class Alternative(SQLModel, table=True):
    """What could be done without machine learning, and what it is worth."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    name: str = Field(min_length=1, max_length=200)
    worth: str = Field(default="", max_length=200)
