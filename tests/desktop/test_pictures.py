"""The pictures of every screen, taken as a person takes them: by the command."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QColor, QImage

from leadbench.charts.look import DARK, LIGHT
from leadbench.desktop.pages import is_built
from leadbench.desktop.pictures import shots
from leadbench.desktop.screens import SCREENS


def test_every_built_screen_and_one_to_come_has_a_picture() -> None:
    names = set(shots())
    built = {entry.key.replace("_", "-") for entry in SCREENS if is_built(entry)}
    assert built <= names
    assert {"first-run", "command-palette", "history", "keyboard-map", "compare", "canvas"} <= names
    assert {"milestones-network", "milestones-table"} <= names
    assert len(names) <= len(built) + 9


def test_pictures_are_taken_in_both_looks_at_the_size_and_scale_asked_for(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "leadbench.desktop.pictures", str(tmp_path)]
    words = ["--size", "1120x700", "--scale", "2", "--only", "first-run"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    subprocess.run([*command, *words], env=environment, check=True, timeout=60, capture_output=True)
    found = {path.name: QImage(str(path)) for path in tmp_path.iterdir()}
    assert set(found) == {"first-run-light-1120x700@2.png", "first-run-dark-1120x700@2.png"}
    for name, image in found.items():
        assert (image.width(), image.height()) == (2240, 1400)
        look = DARK if "dark" in name else LIGHT
        assert image.pixelColor(1100, 110) == QColor(look.surface)
