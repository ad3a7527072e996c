"""Pictures of every screen: ``python -m leadbench.desktop.pictures FOLDER [--size 1440x900 ...]``.

They are taken on the example plan, light and dark, without a display, and show the window as a
person would find it: at both sizes, and at the smaller one on a screen of twice the scale.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from leadbench.analysis.forecast import Forecast
    from leadbench.desktop.window import Window
    from leadbench.plan.forecast import Question

SIZES: Final = ("1440x900", "1120x700")
SCALES: Final = (1.0, 2.0)
LOOKS: Final = ("light", "dark")
_TURNS: Final = 12
_PATIENCE_MS: Final = 60_000
_MADE: Final = 29_561_040
"""16 March 2026 at noon, as a plan counts minutes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pictures and return the exit code."""
    parser = argparse.ArgumentParser(prog="leadbench.desktop.pictures", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--size", nargs="+", default=[], help="sizes as WIDTHxHEIGHT")
    parser.add_argument("--scale", nargs="+", type=float, default=list(SCALES), help="such as 1 2")
    parser.add_argument("--only", nargs="+", default=[], help="names of pictures to take")
    given = parser.parse_args(arguments)
    if len(given.scale) > 1:
        return _each_scale(given)
    # Qt reads both when it starts.
    (scale,) = given.scale
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    asked = given.size or (SIZES if scale == 1 else SIZES[-1:])
    sizes = [tuple(int(part) for part in size.split("x")) for size in asked]
    with tempfile.TemporaryDirectory(prefix="leadbench-pictures-") as home:
        taken = take(given.folder, sizes, scale, frozenset(given.only), Path(home))
    sys.stdout.write(f"{taken} pictures in {given.folder}\n")
    return 0 if taken else 1


def _each_scale(given: argparse.Namespace) -> int:
    """Take the pictures of each scale in a program of its own and return the exit code."""
    code = 0
    for scale in given.scale:
        words = [str(given.folder), "--scale", str(scale)]
        words.extend(["--size", *given.size] if given.size else [])
        words.extend(["--only", *given.only] if given.only else [])
        command = [sys.executable, "-m", "leadbench.desktop.pictures", *words]
        code = subprocess.run(command, check=False).returncode or code
    return code


def take(
    folder: Path, sizes: Sequence[tuple[int, ...]], scale: float, only: frozenset[str], home: Path
) -> int:
    """Take every picture at every size in both looks; return how many.

    Parameters
    ----------
    only
        Names of the pictures to take; all if empty.
    home
        A folder for the settings and the example, so that the person's own stay untouched.
    """
    from PySide6.QtCore import QSettings

    from leadbench.desktop.app import application
    from leadbench.desktop.document import Document
    from leadbench.desktop.theme import Theme
    from leadbench.desktop.window import Window
    from leadbench.plan.file import create_plan, open_plan
    from leadbench.plan.templates import build_example

    application(["leadbench"])
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home))
    folder.mkdir(parents=True, exist_ok=True)
    plan = home / "Example plan.leadbench"
    with create_plan(plan) as store:
        build_example(store)
    taken = 0
    theme = Theme("light")
    for width, height in sizes:
        for look in LOOKS:
            theme.choose(look)
            for name, arrange in shots().items():
                if only and name not in only:
                    continue
                QSettings().clear()
                document = Document()
                window = Window(document, theme)
                window.resize(width, height)
                window.show()
                if name != "first-run":
                    document.open(open_plan(plan))
                    _forecast(window)
                arrange(window)
                settle()
                wait_for_results(window)
                tail = f"{width}x{height}" + (f"@{scale:g}" if scale != 1 else "")
                window.grab().save(str(folder / f"{name}-{look}-{tail}.png"))
                taken += 1
                window.close()
                document.close()
                window.deleteLater()
                settle()
    return taken


def shots() -> "dict[str, Callable[[Window], object]]":
    """Return what is arranged for each picture, by its name."""
    from leadbench.desktop.pages import is_built
    from leadbench.desktop.screens import SCREENS

    def page(key: str) -> "Callable[[Window], object]":
        return lambda window: window.show_page(key)

    def milestones(window: "Window") -> None:
        numbers = window.document.outline.key_of
        window.show_page("milestones", numbers.get("3.4"))

    def palette(window: "Window") -> None:
        window.show_page("overview")
        window.actions_.open_palette()
        if window.actions_.palette is not None:
            window.actions_.palette.field.setText("fine")

    def history(window: "Window") -> None:
        milestones(window)
        window.actions_.toggle_history()

    def keyboard_map(window: "Window") -> None:
        window.show_page("milestones")
        window.actions_.open_keyboard_map()

    built = [entry.key for entry in SCREENS if is_built(entry)]
    planned = [entry.key for entry in SCREENS if not is_built(entry)][:1]
    found: dict[str, Callable[[Window], object]] = {"first-run": lambda w: w.show_welcome()}
    for key in (*built, *planned):
        found[key.replace("_", "-")] = page(key)
    found["milestones"] = milestones
    for name in ("network", "table"):
        found[f"milestones-{name}"] = partial(_view, name)
    found["command-palette"] = palette
    found["canvas"] = canvas
    found["history"] = history
    found["keyboard-map"] = keyboard_map
    found["compare"] = _compare
    return found


def canvas(window: "Window") -> None:
    """Show the AI canvas over product discovery."""
    from leadbench.desktop.screens.discovery import Page

    window.show_page("discovery")
    page = window.pages.page
    if isinstance(page, Page):
        page.open_canvas()


def _compare(window: "Window") -> None:
    """Show a second labelling vendor as a what-if beside the plan."""
    from leadbench.plan.edits.activities import set_estimate
    from leadbench.plan.edits.details import set_fixed_cost
    from leadbench.plan.scenarios import create_scenario

    document = window.document
    key = document.outline.key_of.get("2.4")
    if key is None:
        return
    fresh = not document.plan.scenarios
    if fresh:
        create_scenario(document.plan.store, "Second labelling vendor", made_minute=_MADE)
    window.scenarios.toggle()
    if fresh:
        with document.edit("A second vendor for 2.4", "milestones") as session:
            set_estimate(session, key, 10 * 480, 13 * 480, 20 * 480)
            set_fixed_cost(session, key, 1_100_000)
    _forecast(window)
    window.scenarios.compare()


def _view(name: str, window: "Window") -> None:
    """Show a view of the plan on Milestones."""
    from leadbench.desktop.screens.milestones import Page

    window.show_page("milestones", window.document.outline.key_of.get("3.4"))
    shown = window.pages.page
    assert isinstance(shown, Page)
    shown.views.show(name)


def wait_for_results(window: "Window") -> None:
    """Let the worker process answer what the page has asked; a picture shows no half of a page."""
    from PySide6.QtCore import QElapsedTimer

    waited = QElapsedTimer()
    waited.start()
    while waited.elapsed() < _PATIENCE_MS:
        page = window.pages.page if window.document.is_open else None
        if page is None or not page.is_waiting():
            return
        settle()


_KNOWN: "list[tuple[Question, Forecast]]" = []
"""Forecasts that were made: every window shows the same plan."""


def _forecast(window: "Window") -> None:
    """Put the forecast of what is looked at on view at once, without waiting for the worker."""
    from leadbench.plan.forecast import answer, question

    document = window.document
    if document.network is None or document.outlook is None or document.project_id is None:
        return
    asked = question(
        document.contents, document.project_id, document.network, document.outlook.schedule
    )
    if asked is None:
        return
    result = next((made for known, made in _KNOWN if known == asked), None)
    if result is None:
        result = answer(asked)
        _KNOWN.append((asked, result))
    document.forecasts.keep(document.version, asked, result, document.store.revision)


def settle() -> None:
    """Let everything that waits for the event loop happen, timers of a moment too."""
    from PySide6.QtCore import QCoreApplication, QThread

    for _ in range(_TURNS):
        QCoreApplication.processEvents()
        QThread.msleep(20)
    QCoreApplication.sendPostedEvents(None, 0)
    QCoreApplication.processEvents()


if __name__ == "__main__":
    sys.exit(main())
