"""The inspector of the comparison: what a scenario changed, what conflicts, what can be done."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from leadbench.desktop.document import MANY, Document
from leadbench.desktop.history_words import GONE, HistoryWords
from leadbench.desktop.history_words import Line as ChangedField
from leadbench.desktop.screens.compare.needs import Amount, Need, money_lines, needs
from leadbench.desktop.screens.compare.versions import Choice
from leadbench.desktop.screens.compare.words import CompareWords
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import Button, IconButton, Segmented
from leadbench.desktop.widgets.chart import Chart
from leadbench.desktop.widgets.chips import Chip
from leadbench.desktop.widgets.text import Icon, Line, Surface, Text
from leadbench.errors import LeadbenchError

if TYPE_CHECKING:
    from leadbench.charts.often_critical import Often
    from leadbench.desktop.screens.compare.chances import Chances
    from leadbench.plan.comparing import Comparison
    from leadbench.plan.scenarios import Merge
    from leadbench.store import RowChange
    from leadbench.store.merging import Conflict, Place

_LISTED: Final = 12
_QUIET_MS: Final = 60


class CompareSide(QScrollArea):
    """Tells of the later of the two versions."""

    adopt_asked = Signal(object)
    """Make the scenario the plan; what was decided by place of each conflict."""
    duplicate_asked = Signal()
    rename_asked = Signal()
    drop_asked = Signal()

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self.document = document
        self.theme = theme
        self.decided: dict[Place, str] = {}
        self.merge: Merge | None = None
        self.choosers: dict[Place, Segmented] = {}
        self.lines: list[tuple[str, str]] = []
        self._choice: Choice | None = None
        self._asked: object = None
        self.often: list[Often] = []
        self._often_from = ""
        self.money: list[Amount] = []
        self.needs: list[Need] = []
        self._compared: Comparison | None = None
        self._words: CompareWords | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What is different")
        # Merging looks at every row, so it waits until nothing has changed for a moment.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_QUIET_MS)
        self._later.timeout.connect(self._look)

    def show_version(self, choice: Choice | None) -> None:
        """Tell of a version; its changes follow in a moment."""
        if choice != self._choice:
            self.decided.clear()
        self._choice = choice
        if choice is None:
            self._compared, self.money, self.often = None, [], []
        if choice is not None and choice.kind == "scenario":
            if self.merge is None:
                self._fill()
            self._later.start()
        else:
            self._later.stop()
            self.merge = None
            self._fill()

    def show_compared(
        self, compared: "Comparison", words: CompareWords, chances: "Chances | None"
    ) -> None:
        """Tell where the money goes and how often tasks are critical, beside what was changed."""
        often = [] if chances is None else chances.often(compared)
        note = "" if chances is None else chances.note
        money = money_lines(compared, words, chances)
        told = (often, note, money)
        if told == (self.often, self._often_from, self.money) and compared is self._compared:
            return
        self.often, self._often_from, self.money = told
        self._compared, self._words = compared, words
        if self._choice is not None and self._choice.kind == "scenario":
            self._later.start()
        else:
            self._fill()

    def settle(self) -> None:
        """Look at the changes now."""
        if self._later.isActive():
            self._later.stop()
            self._look()

    def _look(self) -> None:
        from leadbench.plan.scenarios import changes_in, differences_beside, merge_of

        choice = self._choice
        if choice is None or not self.document.is_open:
            return
        plan = self.document.plan
        if len(plan.contents.activities) > MANY:
            self._asked = asked = object()
            work = partial(differences_beside, plan.store.path, choice.key, dict(self.decided))

            def done(found: "tuple[tuple[RowChange, ...], Merge]") -> None:
                if self._asked is asked and self._choice == choice:
                    rows, self.merge = found
                    self._fill(rows)

            self.document.openings.beside(work, done, lambda _: self._no_merge())
            return
        try:
            scenario = self.document.opened_scenario(choice.key)
            rows = changes_in(plan.store, choice.key, scenario)
            self.merge = merge_of(plan.store, choice.key, scenario, self.decided)
        except LeadbenchError:
            self._no_merge()
            return
        self._fill(rows)

    def _no_merge(self) -> None:
        self.merge = None
        self._fill()

    def _fill(self, rows: "tuple[RowChange, ...]" = ()) -> None:
        inside = Surface(self.theme, "surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 15, 16, 16)
        column.setSpacing(8)
        self.choosers = {}
        self.lines = []
        choice = self._choice
        if choice is None or choice.kind != "scenario":
            self._about(column)
        else:
            self._scenario(column, choice, rows)
        column.addStretch(1)
        self.setWidget(inside)

    def _about(self, column: QVBoxLayout) -> None:
        theme = self.theme
        column.addWidget(Text("About this page", theme, "caption", "text2"))
        column.addWidget(Text("Compare", theme, "finding", wrap=True))
        column.addWidget(
            Text(
                "Any two of the plan, its scenarios and its baselines, task by task. A difference "
                "is what the second has more than the first.",
                theme,
                "body",
                "text2",
                wrap=True,
            )
        )
        self._show_money(column)
        self._rule(column, "Where the cost of a task comes from")
        column.addWidget(
            Text(
                "A task costs what its assigned roles cost while it runs, and its fixed cost. "
                "Budget lines and planned people beyond their tasks belong to no task; both "
                "together are the estimate.",
                theme,
                "body",
                "text2",
                wrap=True,
            )
        )

    def _rule(self, column: QVBoxLayout, title: str) -> None:
        column.addSpacing(4)
        column.addWidget(Line(self.theme))
        column.addSpacing(2)
        column.addWidget(Text(title, self.theme, "section"))

    def _scenario(self, column: QVBoxLayout, choice: Choice, rows: "tuple[RowChange, ...]") -> None:
        theme, document = self.theme, self.document
        scenario = document.plan.contents.scenarios.get(choice.key)
        if scenario is None:
            return
        column.addWidget(Text("What-if", theme, "caption", "text2"))
        column.addWidget(Text(scenario.name, theme, "finding", wrap=True))
        chips = QHBoxLayout()
        chips.setSpacing(6)
        words = HistoryWords(document)
        found = words.lines(rows, at_most=200)
        count = "1 field" if len(found) == 1 else f"{len(found)} fields"
        chips.addWidget(
            Chip(f"{count} changed" if found else "no changes", "accent", theme, "split")
        )
        chips.addWidget(Chip("not in the plan", "neutral", theme, "circle-dot"))
        chips.addStretch(1)
        column.addLayout(chips)
        if found:
            self._rule(column, "What is different")
            thing = ""
            for line in found[:_LISTED]:
                if line.thing != thing:
                    thing = line.thing
                    column.addSpacing(2)
                    column.addWidget(Text(thing, theme, "cell_strong", wrap=True))
                self._change(column, line)
            if len(found) > _LISTED:
                column.addWidget(
                    Text(f"and {len(found) - _LISTED} more", theme, "caption", "text2")
                )
        self._show_money(column)
        if self.often:
            self._show_often(column)
        self._show_needs(column)
        if self.merge is not None and self.merge.plan_changed:
            self._meanwhile(column, words, self.merge)
        column.addSpacing(4)
        column.addWidget(Line(theme))
        column.addSpacing(4)
        if document.read_only:
            return
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        duplicate = Button("Duplicate", "copy", theme)
        drop = Button("Drop it", "", theme, "danger")
        rename = IconButton("pencil", "Rename this scenario", theme)
        duplicate.clicked.connect(self.duplicate_asked)
        drop.clicked.connect(self.drop_asked)
        rename.clicked.connect(self.rename_asked)
        for button in (duplicate, drop, rename):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(
            Text(
                "Making it the plan is one undo step, and so is dropping it.",
                theme,
                "caption",
                "text2",
                wrap=True,
            )
        )

    def _show_often(self, column: QVBoxLayout) -> None:
        """Show the tasks whose criticality differs most."""
        from leadbench.charts.often_critical import ROW, often_critical

        rows = self.often
        self._rule(column, "How often critical")
        chart = Chart(self.theme, round(ROW * len(rows)), "How often critical")
        said = "; ".join(f"{row.name} {row.words}, {row.change} points" for row in rows)
        chart.show_drawing(
            lambda pen, width, _height, look: often_critical(pen, width, rows, look), said
        )
        column.addWidget(chart)
        note = f"{self._often_from}. Outlined: before; the last column: points"
        column.addWidget(Text(note, self.theme, "caption", "text2", wrap=True))

    def _show_money(self, column: QVBoxLayout) -> None:
        if not self.money:
            return
        self._rule(column, "Where the money goes")
        for amount in self.money:
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(Text(amount.name, self.theme, "cell", "text2", wrap=True), 1)
            value = Text(amount.words, self.theme, "cell_strong", amount.tone)
            value.setAccessibleName(f"{amount.name} {amount.words}")
            row.addWidget(value, 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)

    def _show_needs(self, column: QVBoxLayout) -> None:
        if self._compared is None or self._words is None:
            return
        conflicts = 0 if self.merge is None else len(self.merge.conflicts)
        self.needs = needs(self._compared, self._words, conflicts)
        if not self.needs:
            return
        self._rule(column, "What it needs")
        for need in self.needs:
            icon, tone = ("triangle-alert", "near") if need.warns else ("circle-dot", "accent")
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Icon(icon, self.theme, tone, 14), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Text(need.words, self.theme, "cell", wrap=True), 1)
            column.addLayout(row)

    def _change(self, column: QVBoxLayout, line: ChangedField) -> None:
        if GONE in {line.before, line.now}:
            words = "Added" if line.before == GONE else "Deleted"
        else:
            words = f"{line.field} {line.now}, was {line.before}"
        self.lines.append((line.thing, words))
        column.addWidget(Text(words, self.theme, "cell", "text2", wrap=True))

    def _meanwhile(self, column: QVBoxLayout, words: HistoryWords, merge: "Merge") -> None:
        theme = self.theme
        self._rule(column, "The plan changed meanwhile")
        if merge.conflicts:
            text = (
                "Both changed the same. Choose which value holds when the scenario becomes the "
                "plan; everything else is kept from both."
            )
        else:
            text = "Nothing was changed on both sides: the changes of both are kept."
        column.addWidget(Text(text, theme, "body", "text2", wrap=True))
        for conflict in merge.conflicts:
            column.addWidget(self._conflict(words, conflict))
        if merge.left_out:
            count = len(merge.left_out)
            said = "1 row was" if count == 1 else f"{count} rows were"
            column.addWidget(
                Text(
                    f"{said} added to something that the plan has deleted since, and will be left "
                    "out.",
                    theme,
                    "body",
                    "near",
                    wrap=True,
                )
            )

    def _conflict(self, words: HistoryWords, conflict: "Conflict") -> QWidget:
        from leadbench.plan.file import SCHEMA
        from leadbench.store import RowChange
        from leadbench.store.merging import MINE, THEIRS

        theme, table = self.theme, conflict.table
        names = [column.name for column in SCHEMA.tables[table].columns]
        current = self.document.contents.of_table(table).get(conflict.key)
        base = conflict.base if conflict.column == "" else None
        image = dict(zip(names, base, strict=True)) if base else {}
        if current is not None:
            image = dict(current._mapping)  # noqa: SLF001  # a public name of rows
        thing = words.thing(RowChange(table, conflict.key, image, image))
        if conflict.column:
            title = f"{thing}, {words.field(conflict.column).lower()}"
            mine = words.value(table, conflict.column, conflict.mine, image)
            theirs = words.value(table, conflict.column, conflict.theirs, image)
        else:
            title = thing
            mine = "deleted" if conflict.mine is None else "kept"
            theirs = "deleted" if conflict.theirs is None else "kept"
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(4)
        column.addWidget(Text(title, theme, "cell_strong", wrap=True))
        both = f"Plan: {mine}. What-if: {theirs}"
        column.addWidget(Text(both, theme, "cell", "text2", wrap=True))
        choose = Segmented([(MINE, "As in the plan"), (THEIRS, "As in What-if")], theme)
        choose.segment(MINE).setToolTip(f"Keep the plan's value: {mine}")
        choose.segment(THEIRS).setToolTip(f"Take the scenario's value: {theirs}")
        choose.choose(self.decided.setdefault(conflict.place, THEIRS))
        choose.chosen.connect(
            lambda side, place=conflict.place: self.decided.__setitem__(place, side)
        )
        choose.setAccessibleName(title)
        self.choosers[conflict.place] = choose
        row = QHBoxLayout()
        row.addWidget(choose)
        row.addStretch(1)
        column.addLayout(row)
        return box

    def adopt(self) -> None:
        """Ask to make the scenario the plan as it was decided here."""
        self.settle()
        self.adopt_asked.emit(dict(self.decided))
