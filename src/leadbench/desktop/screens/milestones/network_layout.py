"""Laying the network diagram out without making the window wait."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from leadbench.desktop import worker

if TYPE_CHECKING:
    from leadbench.charts.network import Diagram, Graph
    from leadbench.desktop.background import Background

AT_ONCE: Final = 80
"""So many boxes are laid out within a frame or two; more of them in the worker process."""


class NetworkLayout(QObject):
    """Lays graphs out, small ones at once and large ones in a worker process.

    A graph that is overtaken by a newer one is not laid out any more, or its diagram is dropped.

    Parameters
    ----------
    done
        Receives each graph with its diagram.
    failed
        Receives words for a person.
    """

    def __init__(
        self,
        parent: QObject,
        done: "Callable[[Graph, Diagram], object]",
        failed: Callable[[str], object],
    ) -> None:
        super().__init__(parent)
        self._done, self._failed = done, failed
        self._background: Background | None = None
        self._wanted: Graph | None = None
        self._running: Graph | None = None

    @property
    def busy(self) -> bool:
        """Whether a diagram is on its way."""
        return self._wanted is not None

    def ask(self, graph: "Graph") -> None:
        """Lay a graph out."""
        if len(graph.nodes) <= AT_ONCE:
            from leadbench.charts.network import lay_out

            self._wanted = None
            self._done(graph, lay_out(graph))
            return
        self._wanted = graph
        if self._running is None:
            self._start(graph)

    def stop(self) -> None:
        """Give up, and end the worker process."""
        self._wanted = self._running = None
        if self._background is not None:
            self._background.stop()
            self._background.deleteLater()
            self._background = None

    def _start(self, graph: "Graph") -> None:
        from leadbench.desktop.background import Background

        if self._background is None:
            # A process of its own: a diagram must not wait for a simulation or an export.
            self._background = Background(self)
        self._running = graph
        self._background.run(
            "Laying the network out",
            partial(worker.lay_out_network, graph),
            partial(self._finished, graph),
            self._refused,
        )

    def _finished(self, graph: "Graph", diagram: "Diagram") -> None:
        self._running = None
        wanted = self._wanted
        if wanted == graph:
            self._wanted = None
            self._done(graph, diagram)
        elif wanted is not None:
            self._start(wanted)

    def _refused(self, text: str, report: str) -> None:
        from leadbench.desktop import problems

        self._wanted = self._running = None
        if report:
            problems.keep_report(report)
        if text:
            self._failed(text)
