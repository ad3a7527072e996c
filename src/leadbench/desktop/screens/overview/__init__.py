"""Whether the project is healthy, and what needs a decision: figures, stages, what comes next."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from leadbench.desktop.screen import Screen
from leadbench.desktop.screens.overview.advisor import Advisor
from leadbench.desktop.screens.overview.rows import (
    ahead,
    ahead_columns,
    guard_columns,
    guard_sentence,
    guards,
)
from leadbench.desktop.screens.overview.standing import (
    data_date,
    day_sentence,
    decision,
    show_budget,
    show_finish,
    show_north_star,
    stage_name,
    stages_on_band,
)
from leadbench.desktop.standing import Standing, standing_of
from leadbench.desktop.widgets.banner import Banner
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.chips import Chip
from leadbench.desktop.widgets.empty import Empty, centered
from leadbench.desktop.widgets.head import scaled
from leadbench.desktop.widgets.header import PageHeader
from leadbench.desktop.widgets.key_block import KeyBlock
from leadbench.desktop.widgets.stage_band import StageBand
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Icon, Line, Surface, Text
from leadbench.plan.review import look
from leadbench.plan.tables import Activity, SuccessMetric

if TYPE_CHECKING:
    from leadbench.store import Change

_RECENT = 3
_BESIDE = 800
"""Width in pixels at 100 % text from which the two lists stand side by side."""


class Page(Screen):
    """The state of one project on one page."""

    key: ClassVar[str] = "overview"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "activity", "answer", "assignment", "assumption", "baseline", "baselineactivity",
            "calendar", "calendarexception", "check", "checktrace", "complexitypart", "component",
            "costamount", "costitem", "dataassessment", "dataissue", "datasource", "dependency",
            "documentsection", "exceptioninterval", "fallbackrung", "flow", "gatecriterion",
            "goaltrace", "headcount", "metricmeasurement", "metrictarget", "monitor",
            "monitortrace", "portfolio", "project", "protectionreply", "requirement",
            "requirementtrace", "risk", "role", "sectiontrace", "sizingsheet", "stage",
            "successmetric", "workinginterval",
        }
    )  # fmt: skip

    def build(self) -> None:
        """Make the blocks, the band, the two lists and the advisor."""
        theme = self.theme
        self.header = PageHeader("Overview", "", theme)
        self.stage_chip = Chip("", "accent", theme)
        self.header.add_left(self.stage_chip)
        self.banner = Banner("near", theme)
        self.advisor = Advisor(theme)
        self.advisor.asked.connect(self.asked_to_open)
        self.document.changed.connect(self._changed)
        self.finish, self.budget, self.star = (KeyBlock(theme) for _ in range(3))
        for block, page in (
            (self.finish, "milestones"),
            (self.budget, "budget"),
            (self.star, "success_metrics"),
        ):
            block.asked.connect(lambda page=page: self.asked_to_open.emit(page, None))
        self.band = StageBand(theme)
        self.day = Text("", theme, "caption", "text2")
        self.ahead = Table(
            self, ahead_columns(), table=Activity, name=lambda row: str(row.name),
            row_height=34, edge=0, closed=True,
        )  # fmt: skip
        self.ahead.setAccessibleName("Next milestones and key tasks")
        self.ahead.opened.connect(lambda key: self.asked_to_open.emit("milestones", key))
        self.guards = Table(
            self, guard_columns(), table=SuccessMetric, name=lambda row: str(row.name),
            row_height=34, edge=0, closed=True,
        )  # fmt: skip
        self.guards.setAccessibleName("Guardrails")
        self.guards.opened.connect(lambda key: self.asked_to_open.emit("success_metrics", key))
        self.guard_count = Text("", theme, "caption", "text2")
        self._lay_out()
        self._forecast_waits = False
        self.document.forecast_changed.connect(self._show_forecast)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the forecast that came meanwhile."""
        super().showEvent(event)
        if self._forecast_waits:
            self._show_forecast()

    def _show_forecast(self) -> None:
        """Show what a forecast says as soon as it is there, or how old it is."""
        self._forecast_waits = not self.isVisible()
        facts = None if self._forecast_waits else standing_of(self.document)
        if facts is not None:
            show_finish(self.finish, facts)
            show_budget(self.budget, facts)
            self._show_banner(facts)

    def _lay_out(self) -> None:
        theme = self.theme
        content = Surface(theme, "surface")
        column = QVBoxLayout(content)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(14)
        column.addWidget(self.banner)
        keys = QHBoxLayout()
        keys.setSpacing(18)
        for place, (block, share) in enumerate(
            ((self.finish, 8), (self.budget, 7), (self.star, 9))
        ):
            if place:
                keys.addWidget(Line(theme, vertical=True))
            keys.addWidget(block, share)
        column.addLayout(keys)
        self._stage_parts = QWidget()
        stages = QVBoxLayout(self._stage_parts)
        stages.setContentsMargins(0, 0, 0, 0)
        stages.setSpacing(12)
        stages.addWidget(Line(theme))
        stages.addLayout(self._title(Text("Stages and gates", theme, "section"), self.day))
        stages.addWidget(self.band)
        column.addWidget(self._stage_parts)
        column.addWidget(Line(theme))
        column.addLayout(self._lists())
        column.addWidget(Line(theme))
        column.addLayout(self._recent())
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        portfolio = Button("Open Portfolio", "layers", theme, "primary")
        portfolio.clicked.connect(lambda: self.asked_to_open.emit("portfolio", None))
        self.empty = Empty(
            theme,
            "layout-dashboard",
            "No project yet",
            "A plan begins with a candidate. Add one on the Portfolio page, then plan its tasks; "
            "dates, cost and findings appear here.",
            portfolio,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(scroll)
        self._stack.addWidget(centered(self.empty))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(self._stack, 1)

    def _lists(self) -> QHBoxLayout:
        theme = self.theme
        self.ahead_reason = Text("", theme, "body", "text2", wrap=True)
        self.guard_reason = Text("", theme, "body", "text2", wrap=True)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(4)
        left.addLayout(self._title(Text("Next milestones and key tasks", theme, "section")))
        left.addWidget(self.ahead)
        left.addWidget(self.ahead_reason)
        left.addStretch(1)
        right.addLayout(self._title(Text("Guardrails", theme, "section"), self.guard_count))
        right.addWidget(self.guards)
        right.addWidget(self.guard_reason)
        right.addStretch(1)
        self._between = Line(theme, vertical=True)
        self._two_lists = QHBoxLayout()
        self._two_lists.setSpacing(20)
        self._two_lists.addLayout(left, 3)
        self._two_lists.addWidget(self._between)
        self._two_lists.addLayout(right, 2)
        return self._two_lists

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the lists below each other where the page is too narrow for both."""
        directions = QBoxLayout.Direction
        narrow = self.width() < scaled(self.theme, _BESIDE)
        self._two_lists.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self._between.setVisible(not narrow)
        super().resizeEvent(event)

    def _recent(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(Text("Last changes", self.theme, "section"))
        self.recent: list[Text] = []
        for _ in range(_RECENT):
            item = QHBoxLayout()
            item.setSpacing(7)
            item.addWidget(Icon("history", self.theme, "text3", 14))
            words = Text("", self.theme, "cell", "text2")
            self.recent.append(words)
            item.addWidget(words, 1)
            row.addLayout(item, 1)
        return row

    @staticmethod
    def _title(title: Text, beside: Text | None = None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(title)
        row.addStretch(1)
        if beside is not None:
            row.addWidget(beside)
        return row

    # What is shown

    def refresh(self) -> None:
        """Reread the project and its dates."""
        project, facts = self.document.project, standing_of(self.document)
        self._stack.setCurrentIndex(1 if project is None else 0)
        self.header.set_title("Overview" if project is None else project.name)
        self.header.set_purpose("" if project is None else project.purpose)
        stage = None if facts is None else facts.stage
        self.stage_chip.setVisible(stage is not None)
        if stage is not None:
            self.stage_chip.set_state(f"{stage_name(stage)} stage", "accent")
        self._show_banner(facts)
        if project is None or facts is None:
            self.advisor.look(iter(()))
            return
        network = self.document.network
        assert network is not None  # there are dates
        self.advisor.look(look(facts.contents, facts.project_id, facts.schedule, network))
        show_finish(self.finish, facts)
        show_budget(self.budget, facts)
        show_north_star(self.star, facts)
        stages = stages_on_band(facts)
        self.band.tell(stages, data_date(facts))
        self.band.updateGeometry()
        self.day.setText(day_sentence(facts))
        self._stage_parts.setVisible(bool(stages))
        self._show_lists(facts)
        self._show_recent()

    def is_waiting(self) -> bool:
        """Tell whether the advisor is still looking."""
        return self.advisor.looking

    def _changed(self, change: "Change") -> None:
        """Stop a look at a plan that is not the same any more; on view it begins anew by itself."""
        away = not self.isVisibleTo(self.window())
        if away and (change.everything or not self.tables.isdisjoint(change.tables)):
            self.advisor.drop()

    def _show_banner(self, facts: Standing | None) -> None:
        trouble = self.document.trouble
        found = decision(facts) if facts is not None else None
        if trouble:
            found = ("There are no dates.", trouble, "Open Milestones", "milestones")
        self.banner.setVisible(found is not None)
        if found is not None:
            finding, reason, action, page = found
            self.banner.tell(finding, reason, action, lambda: self.asked_to_open.emit(page, None))
            self.banner.setToolTip(f"{finding} {reason}")

    def _show_lists(self, facts: Standing) -> None:
        rows = ahead(facts)
        self.ahead.set_rows(rows)
        self.ahead.setVisible(bool(rows))
        self.ahead_reason.setText(
            ""
            if rows
            else "Nothing is ahead. Add milestones on the Milestones page; the gate is one of them."
        )
        self.ahead_reason.setVisible(not rows)
        guarded = guards(facts)
        self.guards.set_rows(guarded)
        self.guards.setVisible(bool(guarded))
        self.guard_count.setText(guard_sentence(guarded) if guarded else "")
        self.guard_reason.setText(
            ""
            if guarded
            else "No guardrail yet. A guardrail is a metric that must not get worse while the "
            "north star rises."
        )
        self.guard_reason.setVisible(not guarded)

    def _show_recent(self) -> None:
        entries = self.document.store.history(limit=_RECENT)
        for place, words in enumerate(self.recent):
            words.setVisible(place < len(entries))
            if place < len(entries):
                entry = entries[place]
                words.setText(entry.label)
                words.setToolTip(f"{entry.label}, {entry.at.astimezone():%d %b %Y %H:%M}")

    def inspector(self) -> QWidget:
        """Return the findings on the plan."""
        return self.advisor
