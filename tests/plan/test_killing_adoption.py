"""A program that dies while a scenario is made the plan leaves the one or the other, never both."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the driver forks its writers")
def test_killed_while_a_scenario_is_made_the_plan(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "tests.plan.killing_adoption", "14", "20260716", str(tmp_path)],
        check=False,
        capture_output=True,
        text=True,
        cwd=root,
        env=os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
    )
    assert done.returncode == 0, done.stderr
    kills, plan, scenario = (int(number) for number in re.findall(r"\d+", done.stdout))
    assert plan + scenario == kills == 14
    # The driver would prove nothing if writers only ever died before or after the step.
    assert plan > 0
    assert scenario > 0
