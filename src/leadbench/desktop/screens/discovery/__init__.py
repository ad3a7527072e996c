"""Which customer problem, for whom, worth how much, and whether machine learning can solve it."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from sqlmodel import Session

from leadbench.analysis.gain import GainRange
from leadbench.charts.histogram import Percentile, histogram
from leadbench.desktop.screen import Command, Screen
from leadbench.desktop.screens.discovery.columns import (
    Shown,
    customer_columns,
    formulation_columns,
    judgement_columns,
    market_columns,
    measured_words,
    needs_words,
    term_columns,
    threshold_columns,
)
from leadbench.desktop.screens.discovery.market import agreement, market_rows, term_rows
from leadbench.desktop.screens.discovery.side import Side
from leadbench.desktop.screens.discovery.swings import moved, swing_columns
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.chart import Chart
from leadbench.desktop.widgets.field_spec import Choices, FieldSpec
from leadbench.desktop.widgets.form import Form
from leadbench.desktop.widgets.head import scaled
from leadbench.desktop.widgets.header import PageHeader
from leadbench.desktop.widgets.lists import ListOf
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Line, Surface, Text
from leadbench.errors import LeadbenchError
from leadbench.plan.discovery import (
    Threshold,
    discovery_of,
    gain_of,
    thresholds,
)
from leadbench.plan.edits.discovery import discovery_of as discovery_row
from leadbench.plan.money import format_money
from leadbench.plan.tables import (
    Choice,
    CustomerGroup,
    Discovery,
    GainFactor,
    GainTerm,
    Judgement,
    MarketStep,
    MlFormulation,
)

_BESIDE = 820
"""Width in pixels at 100 % text from which sections stand side by side."""


class Page(Screen):
    """Problem, market, formulations, judgement and gain, each edited where it stands."""

    key: ClassVar[str] = "discovery"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "alternative", "answer", "assumption", "component", "customergroup", "discovery",
            "flow", "gainfactor", "gainpart", "gainterm", "judgement", "marketstep",
            "mlformulation", "portfolio", "project", "role", "sizingsheet", "stopreason",
        }
    )  # fmt: skip

    def build(self) -> None:
        """Make the sections and the inspector."""
        theme = self.theme
        header = PageHeader(
            "Product discovery",
            "Which customer problem, for whom, and can machine learning solve it?",
            theme,
        )
        self.add_button = Button("Formulation", "plus", theme, "primary")
        header.add(self.add_button)
        self.finding = Text("", theme, "finding", wrap=True)
        self.problem = Form(
            self,
            [("", [FieldSpec("problem", "The problem, in the customers’ words", editor="note",
                             write=self.write_summary("problem"))])],
            table=Discovery,
            name=lambda _row: "discovery",
            edge=0,
        )  # fmt: skip
        self._build_lists()
        self.side = Side(self)
        self.add_button.clicked.connect(self.formulations.add)
        self._selecting = False
        for kind, table, words in (
            ("formulation", self.formulations.table, "Way to use machine learning"),
            ("judgement", self.judgements.table, "What a decision is worth"),
            ("factor", self.factors.table, "Factor of the gain"),
        ):
            table.chosen.connect(
                lambda kind=kind, table=table, words=words: self._chosen(kind, table, words)
            )
        self._lay_out(header)

    def _build_lists(self) -> None:
        theme = self.theme
        self.customers = ListOf(
            self, CustomerGroup, customer_columns(), title="Customers",
            noun=("group of customers", "groups of customers"), new={"name": "New group"},
            name=lambda row: str(row.name),
        )  # fmt: skip
        self.market = ListOf(
            self, MarketStep, market_columns(), title="Market",
            noun=("step", "steps"), new={"name": "New step"}, name=lambda one: str(one.name),
            caption="from the top down",
        )  # fmt: skip
        self.terms = ListOf(
            self, GainTerm, term_columns(), title="",
            noun=("term of the gain", "terms of the gain"), new={"name": "New term"},
            name=lambda one: str(one.name), caption="and from the bottom up",
        )  # fmt: skip
        self.market_note = Text("", theme, "caption", "text2", wrap=True)
        self.formulations = ListOf(
            self, MlFormulation, formulation_columns(), title="Ways to use machine learning",
            caption="Feasibility 1 to 10: data, method, law, robustness, effort",
            noun=("formulation", "formulations"), new={"name": "New formulation"},
            name=lambda row: str(row.name),
        )  # fmt: skip
        self.formulation_count = Text("", theme, "caption", "text2")
        self.judgements = ListOf(
            self, Judgement, judgement_columns(), title="Judgement",
            caption="What each right and wrong decision is worth",
            noun=("kind of decision", "kinds of decision"), new={"action": "New decision"},
            name=lambda row: str(row.action),
        )  # fmt: skip
        self.thresholds = Table(
            self, threshold_columns(), table=Judgement, name=lambda _row: "", edge=0, closed=True,
        )  # fmt: skip
        self.thresholds.setAccessibleName("Minimum useful performance")
        self.gain_chart = Chart(theme, 170, "Gain a year")
        self.runs = Text("", theme, "caption", "text2")
        self.factors = ListOf(
            self, GainFactor, swing_columns(), title="What moves the gain",
            caption="each factor from P10 to P90",
            noun=("factor", "factors"),
            new={"name": "New factor", "low": 1.0, "likely": 1.0, "high": 1.0},
            name=lambda one: str(one.row.name if hasattr(one, "row") else one.name),
        )  # fmt: skip

    def _lay_out(self, header: PageHeader) -> None:
        theme = self.theme
        content = Surface(theme, "surface")
        column = QVBoxLayout(content)
        column.setContentsMargins(20, 12, 20, 20)
        column.setSpacing(12)
        column.addWidget(self.finding)
        self._pairs: list[QBoxLayout] = []
        problem = _stack(self.problem, self.customers)
        problem.layout().setSpacing(0)  # type: ignore[union-attr]  # it was just made
        market = _stack(self.market, self.terms, self.market_note)
        column.addLayout(self._pair(problem, 6, market, 5))
        column.addWidget(Line(theme))
        column.addWidget(self.formulations)
        column.addWidget(Line(theme))
        minimum = Text("Minimum useful performance", theme, "section")
        judged = _stack(self.judgements, minimum, self.thresholds)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Text("Gain a year", theme, "section"))
        row.addStretch(1)
        row.addWidget(self.runs)
        gained = _stack(head, self.gain_chart, self.factors)
        column.addLayout(self._pair(judged, 1, gained, 1))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(content)
        self._scroll = scroll
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(header)
        outer.addWidget(scroll, 1)
        self.setFocusProxy(self.formulations)

    def _pair(self, left: QWidget, share: int, right: QWidget, other: int) -> QBoxLayout:
        pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        pair.setSpacing(20)
        pair.addWidget(left, share)
        pair.addWidget(right, other)
        self._pairs.append(pair)
        return pair

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= scaled(self.theme, _BESIDE)
        ways = QBoxLayout.Direction
        for pair in self._pairs:
            pair.setDirection(ways.LeftToRight if beside else ways.TopToBottom)

    # What is shown

    @property
    def has_project(self) -> bool:
        """Whether a project is looked at."""
        return self.document.is_open and self.document.project_id is not None

    def summary(self) -> Discovery:
        """Return what the project says as a whole; blank fields while it has said nothing."""
        assert self.document.project_id is not None
        found = discovery_of(self.document.contents, self.document.project_id)
        return found or Discovery(id=0, project_id=self.document.project_id)

    def refresh(self) -> None:
        """Reread everything."""
        self.add_button.setEnabled(self.can_edit and self.has_project)
        self.problem.show_rows([self.summary()] if self.has_project else [])
        for some in (self.customers, self.formulations, self.judgements):
            some.refresh()
        rows = self.formulations.rows()
        chosen = sum(row.choice == Choice.CHOSEN for row in rows)
        base = "Feasibility 1 to 10: data, method, law, robustness, effort"
        self.formulations.caption.setText(
            f"{base}. {len(rows)} looked at, {chosen} chosen" if rows else base
        )
        self.judgements.caption.setText(
            f"What each right and wrong decision is worth, in {self._currency()}"
        )
        gain = self._gain()
        self._show_market(gain)
        self._show_gain(gain)
        self._show_thresholds(gain)
        self.side.refresh()

    def show_results(self) -> None:
        """Do nothing: no date stands here."""

    def _gain(self) -> GainRange | None:
        if self.document.project_id is None:
            return None
        try:
            return gain_of(self.document.contents, self.document.project_id)
        except LeadbenchError:
            return None

    def _currency(self) -> str:
        return next(iter(self.document.contents.portfolio.values())).currency

    def money(self, amount: float) -> str:
        """Return an amount in the portfolio's currency as "$1.82M"."""
        return format_money(round(amount * 100), self._currency())

    def _show_market(self, gain: GainRange | None) -> None:
        steps, contents = self.market.rows(), self.document.contents
        self.market.refresh(market_rows(steps))
        self.terms.refresh(term_rows(contents, self.terms.rows(), gain, self.money))
        self.market_note.setText(agreement(steps, gain, self.money))

    def _show_gain(self, gain: GainRange | None) -> None:
        factors = self.factors.rows()
        self.factors.refresh(
            moved(factors, gain.swings if gain else (), gain.likely if gain else 0.0)
        )
        if gain is None:
            self.runs.setText("")
            self.gain_chart.show_drawing(None, "No gain yet: it needs factors and a term.")
            return
        marks = (
            Percentile(gain.p10, f"P10 {self.money(gain.p10)}"),
            Percentile(gain.p50, f"P50 {self.money(gain.p50)}", strong=True),
            Percentile(gain.p90, f"P90 {self.money(gain.p90)}"),
        )
        self.runs.setText(f"{len(gain.runs):,} runs, seed {gain.seed}")
        self.gain_chart.show_drawing(
            lambda pen, width, height, look: histogram(
                pen, width, height, gain.runs, marks, self.money, look
            ),
            ", ".join(mark.text for mark in marks),
        )

    def _show_thresholds(self, gain: GainRange | None) -> None:
        project_id = self.document.project_id
        found = [] if project_id is None else thresholds(self.document.contents, project_id)
        self.thresholds.set_rows([Shown(place, one) for place, one in enumerate(found)])
        words = []
        if gain is not None:
            words.append(f"The problem is worth {self.money(gain.likely)} a year.")
        if found and found[0].needs is not None:
            words.append(self._pays(found[0]))
        self.finding.setText(
            " ".join(words)
            or "Begin with the problem: whom it touches, and what it costs them today."
        )

    def _pays(self, first: Threshold) -> str:
        """Return from which performance on a model pays, and what was reached so far."""
        limit, reached = needs_words(first), measured_words(first)
        words = f"A model pays once “{first.name.lower()}” is {limit}"
        if first.measured is None:
            return f"{words}."
        return f"{words}; {first.note or 'so far'}: {reached}."

    def role_choices(self) -> Choices:
        """Return the roles that can own an assumption."""
        roles = self.document.contents.ordered_roles()
        return [(None, "Nobody"), *((row.id, row.name) for row in roles)]

    # The selection

    def inspector(self) -> QWidget:
        """Return the fields of the selection, or assumptions and what would make us stop."""
        return self.side.pane

    def _chosen(self, kind: str, table: Table, words: str) -> None:
        if self._selecting:
            return
        rows = [getattr(row, "row", row) for row in table.selected_rows()]
        if rows:
            self._selecting = True
            for other in (self.formulations, self.judgements, self.factors):
                if other.table is not table:
                    other.table.clearSelection()
            self._selecting = False
        title = "" if not rows else str(getattr(rows[0], "name", "") or rows[0].action)
        if len(rows) > 1:
            title = f"{len(rows)} selected"
        self.side.show(kind, rows, words, title)

    def select(self, key: object) -> None:
        """Select a formulation."""
        if isinstance(key, int):
            self.formulations.table.choose(key, "name")
            self.formulations.table.setFocus()

    # Changes

    def write_summary(self, column: str) -> Callable[[Session, int, Any], None]:
        """Return how a field of the project's discovery is written, whose row may not be there."""

        def write(session: Session, _key: int, value: Any) -> None:
            assert self.document.project_id is not None
            row = discovery_row(session, self.document.project_id)
            setattr(row, column, value)

        return write

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        lists = (
            ("Add a formulation", self.formulations),
            ("Add a group of customers", self.customers),
            ("Add a judgement", self.judgements),
            ("Add a factor of the gain", self.factors),
            ("Add an assumption", self.side.assumptions),
            ("Add a reason to stop", self.side.stops),
        )
        return [
            Command("Answer the questions of this page", self._answer, icon="circle-help"),
            *(
                Command(title, some.add, icon="plus", enabled=some.add_button.isEnabled)
                for title, some in lists
            ),
        ]

    def _answer(self) -> None:
        for some in (self.formulations, self.judgements, self.factors):
            some.table.clearSelection()
        self.inspector_asked.emit()
        self.side.questions.open_first()


def _stack(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return box
