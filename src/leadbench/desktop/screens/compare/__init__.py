"""Compare: two versions of the project side by side, of the plan, its scenarios and baselines."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from leadbench.desktop.screen import Command, Screen
from leadbench.desktop.screens.compare import versions
from leadbench.desktop.screens.compare.chances import chances_of
from leadbench.desktop.screens.compare.panels import Finishes, Panel
from leadbench.desktop.screens.compare.side import CompareSide
from leadbench.desktop.screens.compare.tasks import TaskList, change_text
from leadbench.desktop.screens.compare.versions import (
    PLAN,
    Choice,
    choices,
    comparing,
    first_pair,
    on_view,
)
from leadbench.desktop.screens.compare.words import CompareWords, Measure
from leadbench.desktop.widgets.buttons import Button, IconButton, Segmented
from leadbench.desktop.widgets.empty import Empty, centered
from leadbench.desktop.widgets.header import LOW, PageHeader
from leadbench.desktop.widgets.text import Line, Text
from leadbench.errors import LeadbenchError
from leadbench.plan.file import SCHEMA
from leadbench.plan.for_analysis import calendar

if TYPE_CHECKING:
    from leadbench.plan.comparing import Comparison

_MILESTONES = 8
_LONG, _SHORT = 26, 23
"""Letters of a version's name in the head: of a page, and of one that the inspector lies over."""


class Page(Screen):
    """Measures, milestones and every task of two versions."""

    key = "compare"
    tables = frozenset(SCHEMA.tables)

    scenario_asked = Signal(object)
    """Look at the scenario of this key, or at the plan for None."""
    create_asked = Signal()

    def build(self) -> None:
        theme = self.theme
        self.before: Choice | None = None
        self.after: Choice | None = None
        self.compared: Comparison | None = None
        self._longest = _LONG
        self._pair: tuple[Choice | None, Choice | None] = (None, None)
        self._asked: object = None
        self.header = PageHeader("Compare", "", theme, LOW)
        self.back = IconButton("chevron-left", "Back to Milestones", theme)
        self.back.clicked.connect(lambda: self.asked_to_open.emit("milestones", None))
        self.first = Button("Plan", "", theme, "default", menu=True)
        self.second = Button("Plan", "", theme, "default", menu=True)
        self.first.clicked.connect(lambda: self._choose(self.first))
        self.second.clicked.connect(lambda: self._choose(self.second))
        self.which = Segmented([("changes", "Only changes"), ("all", "All tasks")], theme)
        self.which.chosen.connect(lambda _: self._show_tasks())
        self.adopt = Button("Make it the plan", "check", theme, "primary")
        head = self.header.layout()
        assert isinstance(head, QHBoxLayout)
        head.insertWidget(0, self.back)
        self.header.add_left(self.first)
        self._and = Text("and", theme, "body", "text2")
        self.header.add_left(self._and)
        self.header.add_left(self.second)
        self.header.add(self.which)
        self.header.add(self.adopt)
        self.finding = Text("", theme, "finding", wrap=True)
        self.measures = Panel("Measure", theme)
        self.milestones = Panel("Milestone", theme)
        self.finishes = Finishes(theme)
        self.tasks = TaskList(theme)
        self.moved = Text("", theme, "caption", "text2")
        self.legend = Text("", theme, "caption", "text2")
        self.side = CompareSide(self.document, theme)
        self.adopt.clicked.connect(self.side.adopt)
        self.tasks.opened.connect(self._open)
        start = Button("Start a what-if", "plus", theme, "primary")
        start.clicked.connect(self.create_asked)
        self._empty_words = Empty(
            theme,
            "git-compare",
            "Nothing to compare yet",
            "Keep the plan as a baseline on Milestones, or start a what-if: a copy of the plan in "
            "which you can change anything.",
            start,
        )
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self._content())
        self._stack.addWidget(centered(self._empty_words))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(body, 1)
        self.opens_at = self.tasks
        self.document.scenario_changed.connect(self._on_view_changed)
        self.document.forecast_changed.connect(self._forecast)

    def _content(self) -> QWidget:
        theme = self.theme
        upper = QHBoxLayout()
        upper.setContentsMargins(20, 0, 20, 0)
        upper.setSpacing(20)
        upper.addWidget(self.measures, 1)
        upper.addWidget(Line(theme, vertical=True))
        upper.addWidget(self.milestones, 1)
        upper.addWidget(self.finishes, 1)
        title = QHBoxLayout()
        title.setContentsMargins(20, 10, 20, 0)
        title.setSpacing(10)
        title.addWidget(Text("Tasks", theme, "section"))
        title.addWidget(self.legend)
        title.addStretch(1)
        title.addWidget(self.moved)
        said = QHBoxLayout()
        said.setContentsMargins(20, 12, 20, 6)
        said.addWidget(self.finding)
        inside = QWidget()
        column = self._column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(said)
        column.addLayout(upper)
        column.addSpacing(12)
        column.addWidget(Line(theme))
        column.addLayout(title)
        column.addWidget(self.tasks, 1)
        return inside

    # Reading

    def refresh(self) -> None:
        document = self.document
        self._asked = None
        if document.project_id is None:
            self._nothing("There is no project to compare yet", "Add one on Portfolio.")
            return
        known = choices(document)
        if self.before not in known or self.after not in known or self.before == self.after:
            pair = first_pair(document)
            self.before, self.after = pair or (None, None)
        if self.before is None or self.after is None:
            self._nothing(
                "Nothing to compare yet",
                "Keep the plan as a baseline on Milestones, or start a what-if: a copy of the plan "
                "in which you can change anything.",
            )
            return
        self._name(self.first, known[self.before])
        self._name(self.second, known[self.after])
        work = comparing(document, self.before, self.after)
        if len(document.plan.contents.activities) > versions.MANY:
            self._wait(known[self.before], known[self.after])
            self._asked = asked = object()
            document.openings.beside(
                work,
                lambda found: self._take(found) if self._asked is asked else None,
                lambda problem: self._refused(problem) if self._asked is asked else None,
            )
            return
        try:
            self._take(work())
        except LeadbenchError as problem:
            self._refused(problem)

    def _wait(self, one: str, other: str) -> None:
        """Say that the two are compared, unless they are on view already."""
        if self.compared is None or self._pair != (self.before, self.after):
            self._pair = self.before, self.after
            self._nothing(f"Comparing {one} and {other} …", "")

    def is_waiting(self) -> bool:
        return self._asked is not None

    def _refused(self, problem: LeadbenchError) -> None:
        self._asked = None
        self._nothing("This cannot be compared", str(problem))

    def _take(self, compared: "Comparison | None") -> None:
        """Show what was compared."""
        document = self.document
        self._asked = None
        if compared is None or self.after is None:
            reason = document.trouble or "Its links form a loop."
            self._nothing("One of the two has no dates", reason)
            return
        self.compared = compared
        for widget in (self.first, self.second, self.which):
            widget.show()
        self.adopt.setVisible(self.after.kind == "scenario" and not document.read_only)
        self._show(self.compared)
        self._stack.setCurrentIndex(0)  # filled before it is seen: all is laid out once
        self.side.show_version(self.after)

    def show_results(self) -> None:
        self.refresh()

    def _forecast(self) -> None:
        if self.compared is not None and self.isVisible():
            heads = (self._head(self.before), self._head(self.after))
            self._show_chances(self.compared, self.words(), heads)

    def _on_view_changed(self) -> None:
        """Compare what is on view, unless two baselines are compared."""
        if not self.document.is_open or self.document.project_id is None:
            return
        shown = on_view(self.document)
        if self.after is None or self.after.kind != "baseline":
            if self.before == shown:
                self.before = PLAN if shown != PLAN else None
            self.after = shown

    def _nothing(self, title: str, reason: str) -> None:
        self.compared = None
        self._empty_words.tell(title, reason)
        self._stack.setCurrentIndex(1)
        for widget in (self.first, self.second, self.which, self.adopt):
            widget.hide()
        self.side.show_version(None)

    def _name(self, button: Button, name: str) -> None:
        most = self._longest
        button.setText(name if len(name) <= most else name[: most - 1].rstrip() + "…")
        side = "First" if button is self.first else "Second"
        button.setAccessibleName(f"{side} version: {name}")
        button.setToolTip(f"{side} version: {name}")
        button.updateGeometry()
        button.update()

    def words(self) -> CompareWords:
        """Return how figures of the project are written."""
        document = self.document
        assert document.project is not None
        currency = next((row.currency for row in document.contents.portfolio.values()), "USD")
        working = calendar(document.contents, document.project.calendar_id)
        return CompareWords(document.project, currency, working)

    def _show(self, compared: "Comparison") -> None:
        words = self.words()
        heads = (self._head(self.before), self._head(self.after))
        self._show_chances(compared, words, heads)
        lines = []
        for one in compared.tasks:
            if one.task.kind == "milestone":
                change, tone = change_text(one, words)
                before = words.day(one.before.finish) if one.before else "–"
                after = words.day(one.after.finish) if one.after else "–"
                name = f"{one.task.number} {one.task.name}"
                lines.append(Measure(name, before, after, change, tone))
        if len(lines) > _MILESTONES:  # those that move say more
            still = [line for line in lines if line.difference == "0 d"]
            moving = [line for line in lines if line.difference != "0 d"]
            kept = [*moving, *still][:_MILESTONES]
            lines = [line for line in lines if line in kept]
        self.milestones.show_measures(heads, lines)
        self.legend.setText(f"Bar: {heads[1]}. Outline under it: {heads[0]}")
        self._show_tasks()

    def _show_chances(
        self, compared: "Comparison", words: CompareWords, heads: tuple[str, str]
    ) -> None:
        """Show what the runs of both say, or the milestones where one has no forecast."""
        assert self.before is not None
        assert self.after is not None
        chances = chances_of(self.document, self.before, self.after, words)
        measures, finding = words.measures(compared), words.finding(compared)
        if chances is not None:
            measures = chances.measures(compared, measures)
            name = compared.after.name
            finding = chances.finding("The plan" if name == "Plan" else f"“{name}”") or finding
            self.finishes.curves.show_drawing(partial(chances.draw, heads), chances.summary())
            self.finishes.note.setText(f"Ring P50, dot P80. Dashed: {heads[0]}. {chances.note}")
        self.finding.setText(finding)
        self.measures.show_measures(heads, measures)
        self.finishes.setVisible(chances is not None)
        self.milestones.setVisible(chances is None)
        self.side.show_compared(compared, words, chances)

    def _head(self, choice: Choice | None) -> str:
        """Return the head of a column: a scenario's name is long, and stands over the page."""
        if choice is None or choice.kind != "scenario":
            return choices(self.document).get(choice or PLAN, "")
        other = self.before if choice == self.after else self.after
        if other is not None and other.kind == "scenario":
            return choices(self.document)[choice]
        return "What-if"

    def _show_tasks(self) -> None:
        if self.compared is not None:
            only = self.which.current == "changes"
            self.tasks.show_tasks(self.compared, self.words(), changed_only=only)
            rows = self.tasks.rows()
            moved = [one for one in rows if one.moved or one.kind in {"added", "removed"}]
            self.moved.setText(f"{len(moved)} of {len(rows)} shown move")

    # Choosing

    def version_menu(self, button: Button) -> QMenu:
        """Return the menu of the versions that a side can show."""
        menu = QMenu(button)
        other = self.after if button is self.first else self.before
        chosen = self.before if button is self.first else self.after
        last = ""
        for choice, name in choices(self.document).items():
            if last and choice.kind != last:
                menu.addSeparator()
            last = choice.kind
            kind = {"plan": "", "scenario": "\tWhat-if", "baseline": "\tBaseline"}[choice.kind]
            action = menu.addAction(
                name.replace("&", "&&") + kind, partial(self.choose, button, choice)
            )
            action.setCheckable(True)
            action.setChecked(choice == chosen)
            action.setEnabled(choice != other)
        return menu

    def _choose(self, button: Button) -> None:
        self.version_menu(button).popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def choose(self, button: Button, choice: Choice) -> None:
        """Compare another version; a plan or scenario that comes second is looked at too."""
        if button is self.first:
            self.before = choice
        else:
            self.after = choice
            if choice.kind != "baseline" and choice != on_view(self.document):
                before = self.before
                self.scenario_asked.emit(choice.key if choice.kind == "scenario" else None)
                self.before = before if before != choice else self.before
        self.refresh()

    def compare_with(self, choice: Choice) -> None:
        """Compare a version with what is on view."""
        self.before, self.after = choice, on_view(self.document)
        self.refresh()

    def _open(self, key: int) -> None:
        if key in self.document.contents.activities:
            self.asked_to_open.emit("milestones", key)

    def select(self, key: object) -> None:
        if isinstance(key, int):  # the key of a baseline
            self.compare_with(Choice("baseline", key))

    def inspector(self) -> QWidget:
        return self.side

    def cover(self, width: int) -> None:
        self.header.cover(width)
        self._and.setVisible(not width)
        self._longest = _SHORT if width else _LONG
        if self.document.is_open and self.document.project_id is not None:
            known = choices(self.document)
            for button, choice in ((self.first, self.before), (self.second, self.after)):
                if choice in known:
                    self._name(button, known[choice])
        self._column.setContentsMargins(0, 0, width, 0)

    def commands(self) -> Sequence[Command]:
        return [
            Command("Show only changes, or all tasks", self._toggle_which, "", "list-filter"),
            Command(
                "Back to Milestones",
                lambda: self.asked_to_open.emit("milestones", None),
                "Alt+Left",
                "chevron-left",
            ),
        ]

    def _toggle_which(self) -> None:
        self.which.choose("all" if self.which.current == "changes" else "changes")
        self._show_tasks()
