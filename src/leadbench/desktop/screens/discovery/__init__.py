"""Which customer problem, for whom, worth how much, and whether machine learning can solve it."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from sqlmodel import Session

from leadbench.analysis.gain import GainRange
from leadbench.charts.histogram import Percentile, histogram
from leadbench.desktop.screen import Command, Screen
from leadbench.desktop.screens.discovery.arranged import arrange
from leadbench.desktop.screens.discovery.canvas import CanvasSheet, lead, picture_of
from leadbench.desktop.screens.discovery.columns import customer_columns, formulation_columns
from leadbench.desktop.screens.discovery.judged import ROW as JUDGED_ROW
from leadbench.desktop.screens.discovery.judged import (
    Shown,
    judgement_columns,
    pays_words,
    threshold_columns,
)
from leadbench.desktop.screens.discovery.market import ROW as SIZED_ROW
from leadbench.desktop.screens.discovery.market import (
    SizedTable,
    Total,
    agreement,
    market_columns,
    market_rows,
    term_columns,
    term_rows,
)
from leadbench.desktop.screens.discovery.side import Side
from leadbench.desktop.screens.discovery.swings import moved, swing_columns
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.chart import Chart
from leadbench.desktop.widgets.field_spec import Choices, FieldSpec
from leadbench.desktop.widgets.form import Form
from leadbench.desktop.widgets.head import scaled
from leadbench.desktop.widgets.header import PageHeader
from leadbench.desktop.widgets.lists import ListOf
from leadbench.desktop.widgets.question_count import QuestionCount
from leadbench.desktop.widgets.swing_cells import LineLabel
from leadbench.desktop.widgets.swing_cells import Side as End
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Text
from leadbench.errors import LeadbenchError
from leadbench.plan.discovery import discovery_of, gain_of, thresholds
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

if TYPE_CHECKING:
    from leadbench.charts.picture import Picture
    from leadbench.desktop.drawings import Drawn

_BESIDE = 820
"""Width in pixels at 100 % text from which sections stand side by side."""


class Page(Screen):
    """Problem, market, formulations, judgement and gain, each edited where it stands."""

    key: ClassVar[str] = "discovery"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "alternative", "answer", "assumption", "component", "customergroup", "datasource",
            "discovery", "flow", "gainfactor", "gainpart", "gainterm", "judgement", "marketstep",
            "metrictarget", "mlformulation", "portfolio", "project", "role", "sizingsheet", "stage",
            "stopreason", "successmetric",
        }
    )  # fmt: skip

    def build(self) -> None:
        """Make the sections and the inspector."""
        theme = self.theme
        self.header = PageHeader(
            "Product discovery",
            "Which customer problem, for whom, and can machine learning solve it?",
            theme,
        )
        self.count = QuestionCount(self, self._answer)
        self.add_button = Button("Formulation", "plus", theme, "primary")
        self.canvas_button = Button("Canvas", "layout-dashboard", theme)
        self.canvas_button.clicked.connect(self.open_canvas)
        self.canvas: CanvasSheet | None = None
        self.header.add(self.count)
        self.header.add(self.canvas_button)
        self.header.add(self.add_button)
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
        self._chosen_from = {
            "formulation": (self.formulations, "Way to use machine learning"),
            "judgement": (self.judgements, "What a decision is worth"),
            "factor": (self.factors, "Factor of the gain"),
            "market": (self.market, "Step from the top down"),
            "term": (self.terms, "Term from the bottom up"),
        }
        for kind, (some, words) in self._chosen_from.items():
            some.table.chosen.connect(
                lambda kind=kind, some=some, words=words: self._chosen(kind, some.table, words)
            )
        self._pairs: list[QBoxLayout] = []
        self.area = arrange(self)

    def _build_lists(self) -> None:
        theme = self.theme
        self.customers = ListOf(
            self, CustomerGroup, customer_columns(), title="Problem and customers",
            noun=("group of customers", "groups of customers"), new={"name": "New group"},
            name=lambda row: str(row.name), row_height=25, head_height=0, above=self.problem,
            hint="Write the problem, then add whom it touches and how many they are.",
        )  # fmt: skip
        self.market = ListOf(
            self, MarketStep, market_columns(self._currency), title="", caption="Top-down",
            noun=("step", "steps"), new={"name": "New step"}, name=_name_of,
            row_height=SIZED_ROW, head_height=0, lines=False, kind=SizedTable,
        )  # fmt: skip
        self.terms = ListOf(
            self, GainTerm, term_columns(), title="", caption="Bottom-up",
            noun=("term of the gain", "terms of the gain"), new={"name": "New term"},
            name=_name_of, row_height=SIZED_ROW, head_height=0, lines=False,
            kind=SizedTable,
        )  # fmt: skip
        self.total = Total(theme)
        self.market_note = Text("", theme, "caption", "text2", wrap=True)
        self.formulations = ListOf(
            self, MlFormulation, formulation_columns(), title="Ways to use machine learning",
            noun=("formulation", "formulations"), new={"name": "New formulation"},
            name=lambda row: str(row.name), edge=20, row_height=28, head_height=24,
            hint="Add what a model would predict, and the simple rule that it has to beat.",
        )  # fmt: skip
        self.judgements = ListOf(
            self, Judgement, judgement_columns(self._currency), title="Judgement",
            caption="What each right and wrong decision is worth",
            noun=("kind of decision", "kinds of decision"), new={"action": "New decision"},
            name=lambda row: str(row.action), row_height=JUDGED_ROW, head_height=20, lines=False,
            hint="Add a decision: what it is worth when right, and when wrong.",
        )  # fmt: skip
        self.thresholds = Table(
            self, threshold_columns(), table=Judgement, name=lambda _row: "", edge=0, closed=True,
            row_height=26, head_height=22,
        )  # fmt: skip
        self.thresholds.setAccessibleName("Minimum useful performance")
        self.minimum = Text("", theme, "caption", "text2")
        self.gain_chart = Chart(theme, 142, "Gain a year")
        self.runs = Text("", theme, "caption", "text2")
        self.line = LineLabel(theme, 2)
        self.factors = ListOf(
            self, GainFactor, swing_columns(self._end_of), title="What moves the gain",
            caption="each factor from P10 to P90", noun=("factor", "factors"),
            new={"name": "New factor", "low": 1.0, "likely": 1.0, "high": 1.0},
            name=_name_of, row_height=26, head_height=0, lines=False,
            above=self.line, hint="Add what the gain is a product of, each from low to high.",
        )  # fmt: skip
        self.line.follow(self.factors.table)

    def _end_of(self, key: int, side: End) -> str:
        place = self.factors.table.place_of(key)
        assert place is not None
        return str(self.factors.table.row_at(place).column(side))

    def pair(self, left: QWidget, share: int, right: QWidget, other: int) -> QBoxLayout:
        """Return two sections side by side, or one below the other where there is little room."""
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
        self.count.refresh()
        self.canvas_button.setEnabled(self.has_project)
        if self.canvas is not None and self.canvas.isVisible():
            self.canvas.refresh()
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

    def _on_axis(self, amount: float) -> str:
        """Return an amount as it stands on an axis: "$1.5M"."""
        return re.sub(r"\.00(?=M$)|(?<=\.\d)0(?=M$)", "", self.money(amount))

    def _show_market(self, gain: GainRange | None) -> None:
        steps, contents = self.market.rows(), self.document.contents
        self.market.refresh(market_rows(steps))
        self.terms.refresh(term_rows(contents, self.terms.rows(), gain, self.money))
        self.market_note.setText(agreement(steps, gain, self.money))
        self.total.tell("Gain a year", "" if gain is None else self.money(gain.likely))

    def _show_gain(self, gain: GainRange | None) -> None:
        factors = self.factors.rows()
        self.factors.refresh(
            moved(factors, gain.swings if gain else (), gain.likely if gain else 0.0)
        )
        self.line.tell("" if gain is None else f"likely {self.money(gain.likely)}")
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
                pen, width, height, gain.runs, marks, self._on_axis, look
            ),
            ", ".join(mark.text for mark in marks),
        )

    def _show_thresholds(self, gain: GainRange | None) -> None:
        project_id = self.document.project_id
        found = [] if project_id is None else thresholds(self.document.contents, project_id)
        self.thresholds.set_rows([Shown(place, one) for place, one in enumerate(found)])
        self.thresholds.setVisible(bool(found))
        self.minimum.setText("" if found else "Follows from the judgement")
        words = []
        if gain is not None:
            words.append(f"The problem is worth {self.money(gain.likely)} a year.")
        if found and found[0].needs is not None:
            words.append(pays_words(found[0]))
        self.finding.setText(
            " ".join(words)
            or "Begin with the problem: whom it touches, and what it costs them today."
        )

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
        rows = table.selected_rows()
        if kind != "term":
            rows = [getattr(row, "row", row) for row in rows]
        if rows:
            self._selecting = True
            for other, _words in self._chosen_from.values():
                if other.table is not table:
                    other.table.clearSelection()
            self._selecting = False
        title = "" if not rows else _name_of(rows[0])
        if len(rows) > 1:
            title = f"{len(rows)} selected"
        self.side.show(kind, rows, words, title)

    def select(self, key: object) -> None:
        """Select a formulation."""
        if isinstance(key, int):
            self.formulations.table.choose(key, "name")
            self.formulations.table.setFocus()

    # The canvas

    def open_canvas(self) -> None:
        """Show the AI canvas over the window."""
        if not self.has_project:
            return
        if self.canvas is None:
            self.canvas = CanvasSheet(self, self.window())
            self.canvas.led.connect(lambda box: lead(self, box))
        self.canvas.open()

    def picture(self) -> "Picture | Drawn | None":
        """Return the AI canvas while it is shown, else the page."""
        shown = self.canvas is not None and self.canvas.isVisible()
        return picture_of(self) if shown else super().picture()

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
            ("Add a step of the market", self.market),
            ("Add a term of the gain", self.terms),
            ("Add an assumption", self.side.assumptions),
            ("Add a reason to stop", self.side.stops),
        )
        return [
            Command("Answer the questions of this page", self._answer, icon="circle-help"),
            Command(
                "Show the AI canvas",
                self.open_canvas,
                icon="layout-dashboard",
                enabled=lambda: self.has_project,
            ),
            *(
                Command(title, some.add, icon="plus", enabled=some.add_button.isEnabled)
                for title, some in lists
            ),
        ]

    def _answer(self) -> None:
        for some, _words in self._chosen_from.values():
            some.table.clearSelection()
        self.inspector_asked.emit()
        self.side.questions.open_first()


def _name_of(one: Any) -> str:
    row = getattr(one, "row", one)
    return str(getattr(row, "name", "") or getattr(row, "action", ""))
