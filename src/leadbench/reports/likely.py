"""What a forecast says of the finish and the cost of a project, in plain values for documents."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadbench.analysis.forecast_results import Forecast


@dataclass(frozen=True, slots=True)
class Likely:
    """The finish and the cost that half, and four of five runs do not exceed.

    Attributes
    ----------
    finish_p10, finish_p50, finish_p80, finish_p90
        Instants at which the gate is reached, or without one the last work ends.
    cost_p50, cost_p80
        Cents; None while nothing has a price.
    chance
        Share of the runs that hold the committed finish, 0 to 1; None without one, or where work
        goes on after the gate.
    runs, seed
        How it was made.
    age
        Words for a forecast that no longer is the newest, "" for one that is.
    """

    finish_p10: int
    finish_p50: int
    finish_p80: int
    finish_p90: int
    cost_p50: int | None
    cost_p80: int | None
    chance: float | None
    runs: int
    seed: int
    age: str = ""

    @property
    def made_of(self) -> str:
        """How the forecast was made: "10,000 runs, seed 7"."""
        return f"{self.runs:,} runs, seed {self.seed}"


def likely_of(
    result: "Forecast", gate_id: int | None, committed: int | None, age: str = ""
) -> Likely:
    """Return what a forecast says of a gate, or of the whole project without one.

    Parameters
    ----------
    gate_id
        Key of the milestone that the documents call the finish.
    committed
        The instant that was promised.
    """
    gate = None if gate_id is None else result.of(gate_id)
    if gate is None:
        early, half, most, late = (result.finish_at(share) for share in (0.1, 0.5, 0.8, 0.9))
    else:
        early, half, most, late = (
            gate.finish_p10,
            gate.finish_p50,
            gate.finish_p80,
            gate.finish_p90,
        )
    is_last = (half, most) == (result.p50, result.p80)
    return Likely(
        early,
        half,
        most,
        late,
        result.cost_at(0.5),
        result.cost_at(0.8),
        result.chance(committed) if committed is not None and is_last else None,
        result.runs,
        result.seed,
        age,
    )
