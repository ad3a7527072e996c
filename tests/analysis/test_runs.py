"""Many runs at once give exactly what ``schedule`` gives for the network of each run."""

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from leadbench.analysis.calendars import STANDARD
from leadbench.analysis.critical_path import schedule
from leadbench.analysis.inputs import Network
from leadbench.analysis.run_layout import RunLayout, can_vary
from leadbench.analysis.run_passes import dates_of_runs
from leadbench.analysis.structure import structure
from tests.analysis.networks import Case, cases

_ = STANDARD


def _varying(network: Network) -> "np.typing.NDArray[np.int64]":
    leaf = structure(network).leaf
    places = [at for at in range(len(leaf)) if can_vary(network, at, leaf=bool(leaf[at]))]
    return np.array(places, dtype=np.int64)


def _check(network: Network, rest: "np.typing.NDArray[np.int64]", places: "np.typing.NDArray[np.int64]") -> None:
    from leadbench.analysis.run_layout import lasting
    usual = network.changed({int(p): lasting(network.activities[p], 7) for p in places}) if len(places) else network
    runs = RunLayout(usual, places)
    got = dates_of_runs(runs, rest)
    for run in range(rest.shape[1]):
        from dataclasses import replace
        acts = list(network.activities)
        for p, m in zip(places, rest[:, run]):
            acts[p] = lasting(acts[p], int(m))
        want = schedule(replace(network, activities=tuple(acts)))
        assert got.project_finish[run] == want.project_finish
        assert got.start[:, run].tolist() == want.start.tolist()
        assert got.finish[:, run].tolist() == want.finish.tolist()
        assert got.critical[:, run].tolist() == want.critical.tolist()


@settings(max_examples=1500, deadline=None, phases=[Phase.generate])
@given(cases(choices=True), st.integers(0, 2**31))
def test_runs(case: Case, seed: int) -> None:
    network = case.network
    places = _varying(network)
    rest = np.random.default_rng(seed).integers(1, 25, (len(places), 7))
    _check(network, rest, places)
