"""What runs in the worker process: one piece of work after the other, without Qt."""

import contextlib
import signal
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadbench.errors import Cancelled, LeadbenchError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from leadbench.analysis.best_set import Choice, Prospect, Question
    from leadbench.analysis.forecast import Forecast
    from leadbench.charts.network import Diagram, Graph
    from leadbench.charts.picture import Picture
    from leadbench.desktop.drawings import Drawn
    from leadbench.plan.exchange.preview import Preview
    from leadbench.plan.exchange.source import SourcePlan
    from leadbench.reports.likely import Likely

Tick = Callable[[float, str], None]
"""Called about a hundred times with the fraction done, 0 to 1, and what is done now."""

Work = Callable[[Tick], Any]
"""A long calculation; it can be pickled, and so can what it returns."""


def serve(pipe: "Connection") -> None:
    """Do each work that comes through the pipe until the pipe closes.

    Every answer is a tuple: ``("tick", fraction, text)``, ``("done", value)``,
    ``("refused", text)`` with words for a person, ``("cancelled",)``, or ``("failed", report)``
    with a traceback. Whatever comes through the pipe while a work runs means that it is given up.
    """

    def tick(fraction: float, text: str) -> None:
        if pipe.poll():
            pipe.recv()
            raise Cancelled("You cancelled this. Nothing was changed.")
        pipe.send(("tick", fraction, text))

    # Ctrl+C in a terminal reaches this process too; the window ends it then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, ConnectionError):  # the window has gone
        while True:
            work = pipe.recv()
            if work is not None:  # a cancel that came too late
                pipe.send(_answer(work, tick))


def _answer(work: Work, tick: Tick) -> tuple[Any, ...]:
    try:
        return "done", work(tick)
    except Cancelled:
        return ("cancelled",)
    except LeadbenchError as problem:
        return "refused", str(problem)
    except Exception:  # noqa: BLE001  # whatever went wrong is shown in the window
        import traceback

        return "failed", traceback.format_exc()


_read: "dict[Path, SourcePlan]" = {}
"""The file that was read last, for the import that may follow the question."""


def preview_import(path: Path, now_minute: int, tick: Tick) -> "Preview":
    """Read a Microsoft Project XML file and return what an import would make of it.

    Raises
    ------
    CannotImport, Refused
        If it cannot be imported.
    """
    from leadbench.plan.exchange.mspdi import read_mspdi
    from leadbench.plan.exchange.preview import preview

    _read.clear()
    tick(0.0, "reading the file")
    _read[path] = read_mspdi(path)
    return preview(_read[path], now_minute, tick)


def import_project(
    plan: Path, lender: int, path: Path, label: str, now_minute: int, tick: Tick
) -> None:
    """Write the project of a Microsoft Project XML file into a plan file, as one change.

    Parameters
    ----------
    plan
        The plan file, which the window lends meanwhile.
    lender
        Number of the window's process.
    label
        The change, as undo names it.

    Raises
    ------
    CannotImport, FileProblem, Refused
        If it cannot be imported; the plan is as it was.
    """
    from leadbench.plan.exchange.imported import import_plan
    from leadbench.plan.exchange.mspdi import read_mspdi
    from leadbench.plan.file import open_lent_plan

    tick(0.0, "starting")
    source = _read.pop(path, None) or read_mspdi(path)  # again only in a process that is new
    with open_lent_plan(plan, lender) as store, store.change(label, "portfolio") as session:
        import_plan(session, source, now_minute=now_minute, tick=tick)


def write_strategic(
    plan: Path,
    project_id: int,
    scenario_id: int | None,
    target: Path,
    on: date,
    likely: "Likely | None",
    tick: Tick,
) -> int:
    """Write the strategic plan of a project and return its pages.

    Parameters
    ----------
    plan
        The plan file; it is opened for reading only, beside the window that edits it.
    scenario_id
        The scenario of it that is meant, or None for the plan itself.
    on
        The date that stands on every page.
    likely
        What the forecast on view says, if there is one.

    Raises
    ------
    FileProblem
        If the plan cannot be read, or the PDF cannot be written.
    """
    tick(0.0, "starting")
    from leadbench.reports import strategic

    tick(0.3, "laying out the pages")
    pages = strategic.export(plan, project_id, target, on, scenario_id=scenario_id, likely=likely)
    tick(1.0, "written")
    return pages


def forecast_plan(
    plan: Path, project_id: int, scenario_id: int | None, tick: Tick
) -> "Forecast | None":
    """Return the forecast of a project in a plan file; None while there is nothing to forecast.

    Parameters
    ----------
    plan
        The plan file; it is opened for reading only, beside the window that edits it.
    scenario_id
        The scenario of it that is meant, or None for the plan itself.

    Raises
    ------
    FileProblem
        If the plan cannot be read.
    LoopRefused, Refused
        When the project cannot be dated.
    """
    tick(0.0, "reading the plan")
    from leadbench.plan.contents import Contents
    from leadbench.plan.file import open_plan
    from leadbench.plan.for_analysis import network
    from leadbench.plan.forecast import answer, question
    from leadbench.plan.scenarios import open_scenario

    with contextlib.ExitStack() as opened:
        store = opened.enter_context(open_plan(plan, read_only=True))
        if scenario_id is not None:
            store = opened.enter_context(open_scenario(store, scenario_id))
        contents = Contents(store)
    tick(0.0, "reading the plan")
    asked = question(contents, project_id, network(contents, project_id))
    return None if asked is None else answer(asked, tick)


def pack_plan(plan: Path, tick: Tick) -> bytes:
    """Return what a scenario of a plan file begins with."""
    tick(0.0, "copying the plan")
    from leadbench.plan.scenarios import packed_plan

    return packed_plan(plan)


def scenario_finishes(
    plan: Path, project_id: int, keys: tuple[int, ...], tick: Tick
) -> dict[int, int | None]:
    """Return when a project ends in each of some scenarios of a plan file; 0 is the plan."""
    from leadbench.plan.scenario_finishes import finishes

    return finishes(plan, project_id, keys, tick)


def lay_out_network(graph: "Graph", tick: Tick) -> "Diagram":
    """Return the network diagram of a graph."""
    del tick  # a second at most, too short to be told of
    from leadbench.charts.network import lay_out

    return lay_out(graph)


def load_solver(tick: Tick) -> bool:
    """Import what chooses candidates ahead of the first question, giving way to other programs."""
    del tick  # nobody waits for it
    import importlib
    import os
    from contextlib import suppress

    polite = hasattr(os, "SCHED_BATCH")
    with suppress(OSError):
        if polite:
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    for name in ("numpy", "ortools.sat.python.cp_model", "leadbench.analysis.best_set"):
        importlib.import_module(name)
    with suppress(OSError):
        if polite:
            os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    return True


def choose_candidates(question: "Question", tick: Tick) -> "Choice":
    """Return the best set of candidates; the solver is loaded here, never in the window.

    Raises
    ------
    Refused
        When the ties or the figures cannot be.
    """
    tick(0.0, "best set")
    from leadbench.analysis.best_set import choose

    return choose(question)


def look_around_candidates(question: "Question", tick: Tick) -> "Prospect":
    """Return the best sets for every budget, and how they hold while the gains vary."""
    from leadbench.analysis.best_set import look_around

    return look_around(question, tick)


def write_picture(picture: "Picture | Drawn", target: Path, tick: Tick) -> str:
    """Write a picture in the form that the file's name ends with; return a remark or "".

    Raises
    ------
    CannotWrite
        If the folder or the disk does not take it.
    """
    tick(0.0, "drawing")
    from leadbench.desktop import drawings
    from leadbench.reports import pictures

    if isinstance(picture, drawings.Drawn):
        return drawings.write(picture, target)
    if target.suffix.lower() == ".svg":
        pictures.write_svg(picture, target)
        return ""
    if target.suffix.lower() == ".pdf":
        letters = pictures.write_pdf(picture, target)
        if letters < pictures.READABLE:
            return f"scaled down to fit: its smallest letters are {letters:.1f} pt"
        return ""
    from leadbench.desktop import raster
    from leadbench.reports.whole_file import write_whole

    data = raster.png(picture)
    tick(0.8, "writing")
    write_whole(target, lambda file: file.write(data))
    sharp = raster.sharpness(picture)
    return "" if sharp >= raster.SHARP else f"scaled to {sharp:.0%} to keep the file small"


def draw_picture(picture: "Picture | Drawn", tick: Tick) -> bytes:
    """Return a picture as a PNG that is small enough for the clipboard."""
    tick(0.0, "drawing")
    from leadbench.desktop import drawings, raster

    if isinstance(picture, drawings.Drawn):
        return drawings.png(picture, raster.MOST_TO_COPY)
    return raster.png(picture, raster.MOST_TO_COPY)
