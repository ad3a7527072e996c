#!/usr/bin/env python3
"""Set Leadbench up in this checkout and start it, with nothing but Python on the machine.

python3 bootstrap.py run [PLAN]     open PLAN, or the example plan, in the window
python3 bootstrap.py test [...]     run all tests, without a display; the rest goes to pytest

For work on the program itself: ``check`` (style, types, layers), ``bench`` (speed figures) and
``screenshots`` (every screen as a picture, into ``out/screenshots``).

The packages go into ``.venv`` beside this file, exactly as the lock files name them by hash. A
second start finds them there and adds nothing noticeable.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
UNFINISHED = ENVIRONMENT / "leadbench-unfinished"
OUT = ROOT / "out"

RUN_LOCK = ROOT / "requirements.lock"
DEVELOPMENT_LOCK = ROOT / "requirements-dev.lock"  # all of the first, and the tools

# What Qt links but no Python package carries, by the names of Debian and Ubuntu.
OFFSCREEN_LIBRARIES = [
    *("libgl1", "libegl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libx11-6"),
    "libxkbcommon0",
]
WINDOW_LIBRARIES = [
    *("libx11-xcb1", "libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0"),
    *("libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0", "libxcb-shape0", "libxcb-shm0"),
    *("libxcb-sync1", "libxcb-xfixes0", "libxcb-xkb1", "libbrotli1", "libwayland-cursor0"),
]


class Stop(Exception):
    """Set-up cannot go on; the message says why and what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="bootstrap.py", description="Set Leadbench up in this checkout and start it."
    )
    parser.add_argument(
        "command",
        choices=("run", "test", "check", "bench", "screenshots"),
        help="run opens the window, test runs all tests; the others serve work on the program",
    )
    parser.add_argument(
        "rest", nargs=argparse.REMAINDER, help="a plan file for run, or arguments for pytest"
    )
    asked = parser.parse_args(arguments)
    try:
        require_python(sys.version_info[:2])
        set_up(RUN_LOCK if asked.command == "run" else DEVELOPMENT_LOCK)
        if asked.command != "run":
            os.chdir(ROOT)  # a plan file is named from where the person is
        if asked.command != "check":
            require_system_libraries(window=asked.command == "run" and has_display())
        return {
            "run": run,
            "test": test,
            "check": check,
            "bench": bench,
            "screenshots": screenshots,
        }[asked.command](asked.rest)
    except Stop as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Start again whenever you like.", file=sys.stderr)
        return 130


# The commands


def run(rest: list[str]) -> int:
    """Open the window; without a display, write what it would show into ``out``."""
    if has_display():
        return start("-m", "leadbench", *(rest or ["--example"]))
    print(
        "This machine has no display, so no window can open (neither DISPLAY nor WAYLAND_DISPLAY\n"
        "is set). A picture of each screen and the example's strategic plan are written instead.",
        flush=True,
    )
    OUT.mkdir(exist_ok=True)
    document = OUT / "strategic-plan.pdf"
    with tempfile.TemporaryDirectory() as folder:
        plan = str(Path(folder) / "example.leadbench")
        for words in (
            ("-m", "leadbench.desktop.pictures", str(OUT), "--size", "1440x900"),
            ("-m", "leadbench", "new", plan, "--example"),
            (
                *("-m", "leadbench", "export", "strategic", plan),
                *("--project", "Support ticket triage", "-o", str(document)),
            ),
        ):
            failed = call([str(PYTHON), *words], offscreen=True)
            if failed:
                return failed
    print(f"Written to {OUT}: {document.name} and the pictures beside it.")
    return 0


def test(rest: list[str]) -> int:
    """Run the tests; ``rest`` goes to pytest."""
    return start("-m", "pytest", *rest, offscreen=True)


def check(rest: list[str]) -> int:
    """Check style, types and layers; each is run, whatever the others found."""
    tools = ENVIRONMENT / PYTHON.parent.name
    failed = [
        words[0]
        for words in (
            ["ruff", "check", "."],
            ["ruff", "format", "--check", "."],
            ["mypy"],
            ["lint-imports"],
        )
        if call([str(tools / words[0]), *words[1:], *rest])
    ]
    print(f"Not clean: {', '.join(failed)}." if failed else "Style, types and layers are clean.")
    return 1 if failed else 0


def bench(rest: list[str]) -> int:
    """Measure the speed and print figures and ratios."""
    return start("-m", "tests.bench", *rest, offscreen=True)


def screenshots(rest: list[str]) -> int:
    """Write a picture of every screen, light and dark, in two sizes and at 200 %."""
    folder = str(OUT / "screenshots")
    return start("-m", "leadbench.desktop.pictures", folder, *rest, offscreen=True)


# Set-up


def require_python(version: tuple[int, ...]) -> None:
    """Refuse a Python that the locked packages are not made for."""
    if not (3, 11) <= version <= (3, 13):
        fitting = [
            name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)
        ]
        advice = (
            f"Start it with one that is here, as in: {fitting[0]} bootstrap.py run"
            if fitting
            else "Install one of these, and start bootstrap.py with it."
        )
        raise Stop(
            f"Leadbench needs Python 3.11, 3.12 or 3.13, and this is {version[0]}.{version[1]}.\n"
            f"{advice}"
        )


def set_up(lock: Path) -> None:
    """Make the environment hold what ``lock`` names, and Leadbench itself, unless it does."""
    stamp, wanted = stamp_of(lock), fingerprint(lock)
    larger = stamp_of(DEVELOPMENT_LOCK)
    if PYTHON.exists() and not UNFINISHED.exists():
        if stamp.exists() and stamp.read_text() == wanted:
            return
        if larger.exists() and larger.read_text() == fingerprint(DEVELOPMENT_LOCK):
            return
    make_environment()
    UNFINISHED.touch()
    print(
        f"Installing the packages of {lock.name} into .venv, which takes about a minute", flush=True
    )
    install("--require-hashes", "--only-binary", ":all:", "--requirement", str(lock))
    install("--no-index", "--no-build-isolation", "--editable", str(ROOT))
    stamp.write_text(wanted)
    UNFINISHED.unlink()


def stamp_of(lock: Path) -> Path:
    """Return the file that remembers what was installed from a lock."""
    return ENVIRONMENT / f"leadbench-{lock.stem}"


def fingerprint(lock: Path) -> str:
    """Return what changes whenever the environment must be set up anew."""
    content = b"\0".join(
        [
            lock.read_bytes(),
            (ROOT / "pyproject.toml").read_bytes(),
            f"{sys.version} {sys.base_prefix} {ROOT}".encode(),
        ]
    )
    return hashlib.sha256(content).hexdigest()


def make_environment() -> None:
    """Create ``.venv``, or mend one that is unfinished or belongs to another Python."""
    if importlib.util.find_spec("ensurepip") is None:
        raise Stop(
            "This Python cannot make environments, since its module ensurepip is missing.\n"
            "On Debian and Ubuntu it comes with: apt-get install python3-venv"
        )
    if not UNFINISHED.exists() and version_inside() == sys.version_info[:2]:
        return
    print("Creating the environment .venv", flush=True)
    try:
        venv.create(ENVIRONMENT, clear=True, symlinks=os.name != "nt", with_pip=True)
    except (OSError, subprocess.CalledProcessError) as problem:
        raise Stop(f"The environment {ENVIRONMENT} could not be made: {problem}") from problem


def version_inside() -> tuple[int, ...] | None:
    """Return the Python version of ``.venv``, or nothing if it cannot start or has no pip."""
    words = [str(PYTHON), "-c", "import sys, pip; print(*sys.version_info[:2])"]
    try:
        answer = subprocess.run(words, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return tuple(int(part) for part in answer.stdout.split())


def install(*what: str) -> None:
    """Install into ``.venv`` without following dependencies, by uv where it is found."""
    uv = shutil.which("uv")
    if uv:
        words = [uv, "pip", "install", "--quiet", "--no-deps", "--compile-bytecode"]
        if call([*words, "--python", str(PYTHON), *what]) == 0:
            return
        print("uv could not do it; trying pip", flush=True)
    words = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-deps", "--no-input"]
    if call([*words, "--disable-pip-version-check", *what]):
        raise Stop(
            "The packages could not be installed; the reason stands above. Nothing outside .venv\n"
            "was changed. Check the connection to the package index and start again."
        )


# System libraries


def require_system_libraries(*, window: bool) -> None:
    """Install the system libraries that Qt lacks, or stop and name them; Linux only."""
    if not sys.platform.startswith("linux"):
        return
    missing = missing_libraries(window=window)
    if not missing:
        return
    packages = OFFSCREEN_LIBRARIES + (WINDOW_LIBRARIES if window else [])
    named = f"Qt needs system libraries that are not here: {', '.join(missing)}."
    if not shutil.which("apt-get"):
        raise Stop(f"{named}\nInstall the packages that carry them, then start again.")
    apt = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    root = as_root()
    if root is None:
        command = " ".join(["sudo", *apt])
        raise Stop(f"{named}\nInstall them with this command, then start again:\n\n  {command}")
    print(f"{named}\nInstalling them: {' '.join(apt)}", flush=True)
    quiet = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2"]
    if call([*quiet, *apt[1:]], silent=True):  # most often the package lists are missing or old
        call([*quiet, "update"])
        call([*quiet, *apt[1:]])
    missing = missing_libraries(window=window)
    if missing:
        raise Stop(f"These libraries are still missing after apt-get: {', '.join(missing)}.")


def missing_libraries(*, window: bool) -> list[str]:
    """Return the names of shared libraries that Qt links and the system does not find."""
    qt = next(ENVIRONMENT.glob("lib/python*/site-packages/PySide6"))
    files = [qt / "QtWidgets.abi3.so", qt / "QtSvg.abi3.so"]
    files += [qt / "Qt/plugins/platforms/libqoffscreen.so"]
    if window:
        files += [qt / "Qt/plugins/platforms/libqxcb.so"]
    if window and not os.environ.get("DISPLAY"):
        files += [qt / "Qt/plugins/platforms/libqwayland.so"]
    words = ["ldd", *(str(file) for file in files if file.exists())]
    try:
        answer = subprocess.run(words, capture_output=True, text=True, check=False)
    except OSError:  # no ldd: nothing can be known beforehand
        return []
    lines = [line.split() for line in answer.stdout.splitlines() if line.endswith("not found")]
    return sorted({line[0] for line in lines})


def as_root() -> list[str] | None:
    """Return the words before a command that needs root, or nothing if that needs a password."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and call(["sudo", "-n", "true"], silent=True) == 0:
        return ["sudo", "-n"]
    return None


def has_display() -> bool:
    """Tell whether a window can open."""
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in {"offscreen", "minimal"}:
        return False
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# Starting programs


def start(*words: str, offscreen: bool = False) -> int:
    """Become Python with these words where the system can do that, or run it to its end."""
    command = [str(PYTHON), *words]
    if os.name != "nt":
        sys.stdout.flush()
        os.execve(command[0], command, surroundings(offscreen=offscreen))  # noqa: S606 - no shell
    return call(command, offscreen=offscreen)


def call(words: list[str], *, offscreen: bool = False, silent: bool = False) -> int:
    """Run a program to its end and return its exit code."""
    sink = subprocess.DEVNULL if silent else None
    environment = surroundings(offscreen=offscreen)
    finished = subprocess.run(
        words,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=sink,
        stderr=sink,
        check=False,
    )
    return finished.returncode


def surroundings(*, offscreen: bool) -> dict[str, str]:
    """Return the environment for a program that is started."""
    environment = dict(os.environ)
    if offscreen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return environment


if __name__ == "__main__":
    sys.exit(main())
