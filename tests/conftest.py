"""What all tests share: no display, and no trace in the person's own folders.

The environment is set before any test module is imported, since Qt and the settings read it once.
"""

import os
import shutil
import tempfile
from pathlib import Path

import hypothesis

HOME = Path(tempfile.mkdtemp(prefix="leadbench-tests-"))
CACHE = Path(__file__).parents[1] / ".pytest_cache"

os.environ.update(
    {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": "1",
        "HOME": str(HOME),
        "USERPROFILE": str(HOME),
        "APPDATA": str(HOME / "appdata"),
        "LOCALAPPDATA": str(HOME / "appdata"),
        "XDG_CONFIG_HOME": str(HOME / "config"),
        "XDG_DATA_HOME": str(HOME / "data"),
        "XDG_STATE_HOME": str(HOME / "state"),
        "XDG_CACHE_HOME": str(HOME / "cache"),
        "XDG_DOCUMENTS_DIR": str(HOME / "documents"),
        "MPLCONFIGDIR": str(CACHE / "matplotlib"),  # its list of fonts takes seconds to make
    }
)
for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME"):
    os.environ.pop(name, None)

# A busy machine must not turn a slow example into a failure, and each run must be repeatable.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("house")


def pytest_unconfigure() -> None:
    """Take the tests' home away again."""
    shutil.rmtree(HOME, ignore_errors=True)
