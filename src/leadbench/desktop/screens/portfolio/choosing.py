"""Asking the worker process for the best set, and dropping answers that came too late."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from leadbench.desktop import worker

if TYPE_CHECKING:
    from leadbench.analysis.best_set import Choice, Prospect, Question
    from leadbench.desktop.screen import Screen

WAIT_MS: Final = 150
"""So long after the last change the question is asked again."""


class Choosing(QObject):
    """The question of the page and what is known of its answer.

    The solver is loaded in the worker process only, and the first answer there comes quickest: the
    set itself, then what other budgets buy and how it holds while gains vary.
    """

    changed = Signal()
    """Another question, an answer, or a refusal."""

    def __init__(self, page: "Screen") -> None:
        super().__init__(page)
        self._document = page.document
        self.question: Question | None = None
        self.choice: Choice | None = None
        self.prospect: Prospect | None = None
        self.problem = ""
        self._asked: Question | None = None
        """The question that ``choice`` answers."""
        self._running = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._start)

    @property
    def updating(self) -> bool:
        """Whether what is shown belongs to an earlier question."""
        return (
            self.question is not None
            and not self.problem
            and (self.late or self._running or self._incomplete)
        )

    @property
    def late(self) -> bool:
        """Whether the set that is shown may not be that of the question."""
        return self._wait.isActive() or self._asked != self.question

    @property
    def _incomplete(self) -> bool:
        return self.choice is None or self.prospect is None

    def ask(self, question: "Question") -> None:
        """Ask a question, unless it is the one that is being answered."""
        if question == self.question:
            return
        self.question, self.problem = question, ""
        # Nobody is typing yet when a page asks for the first time: that answer need not wait.
        self._wait.start(WAIT_MS if self._asked is not None else 0)

    def stop(self) -> None:
        """Forget everything: the plan is closed, and its worker process ends."""
        self._wait.stop()
        self.question = self.choice = self.prospect = self._asked = None
        self._running, self.problem = False, ""

    def _start(self) -> None:
        """Ask for the set, unless an answer is on its way: then its end asks again."""
        if self.question is None or self._running:
            return
        self._run("Choosing the best set", worker.choose_candidates, self._chosen)

    def _run(self, title: str, work: Any, done: "Callable[[Question, Any], None]") -> None:
        assert self.question is not None
        self._running = True
        self._document.solver.run(
            title,
            partial(work, self.question),
            partial(done, self.question),
            partial(self._refused, self.question),
        )

    def _chosen(self, question: "Question", choice: "Choice") -> None:
        self._running = False
        if question != self.question:
            self._start()
            return
        self.choice, self._asked = choice, question
        self._run("Looking at other budgets", worker.look_around_candidates, self._looked)
        self.changed.emit()

    def _looked(self, question: "Question", prospect: "Prospect") -> None:
        self._running = False
        if question != self.question:
            self._start()
            return
        self.prospect = prospect
        self.changed.emit()

    def _refused(self, question: "Question", text: str, report: str) -> None:
        from leadbench.desktop import problems

        self._running = False
        if report:
            problems.keep_report(report)
        if question != self.question:
            self._start()
            return
        self.choice = self.prospect = self._asked = None
        self.problem = text
        self.changed.emit()
