"""A writer that dies at any moment loses no acknowledged edit and leaves a sound file."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the driver forks its writers")
def test_two_hundred_and_ten_kills(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.killing", "210", "20260716", str(tmp_path)],
        check=False,
        capture_output=True,
        text=True,
        cwd=root,
        env=os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
    )
    assert done.returncode == 0, done.stderr
    figures = [int(number) for number in re.findall(r"\d+", done.stdout)]
    kills, acknowledged, while_opening, locks_left = figures
    assert kills == 210
    # The driver would prove nothing if writers never wrote, or died only before or after.
    assert acknowledged > 140
    assert 0 < while_opening < kills
    assert locks_left > 0
