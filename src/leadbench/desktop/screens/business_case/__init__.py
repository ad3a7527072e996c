"""What the project costs, what it brings, and what the right to stop is worth."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from leadbench.charts.bars import NAMED_ROW
from leadbench.charts.value_tree import HEIGHT
from leadbench.desktop.screen import Command, Screen
from leadbench.desktop.screens.business_case.columns import (
    FACTORS,
    Varied,
    line_columns,
    varied_columns,
)
from leadbench.desktop.screens.business_case.lines import lines_of
from leadbench.desktop.screens.business_case.pictures import show_balance, show_gates, show_range
from leadbench.desktop.screens.business_case.side import Side
from leadbench.desktop.screens.business_case.words import rank_words
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.chart import Chart
from leadbench.desktop.widgets.field_spec import Choices, plain_number, units_of
from leadbench.desktop.widgets.head import scaled
from leadbench.desktop.widgets.header import PageHeader
from leadbench.desktop.widgets.page_area import PageArea
from leadbench.desktop.widgets.question_count import QuestionCount
from leadbench.desktop.widgets.swing_cells import LineLabel, Span
from leadbench.desktop.widgets.swing_cells import Side as End
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Line, Surface, Text, headed
from leadbench.plan import business
from leadbench.plan.complexity import widening_of
from leadbench.plan.edits.business import set_span
from leadbench.plan.money import format_money, parse_money
from leadbench.plan.tables import CaseFactor, CaseOption, CaseSpan, Project

if TYPE_CHECKING:
    from leadbench.analysis.case_runs import CaseRange

_BESIDE = 820
_OPEN = (CaseFactor.GAIN,)


class Page(Screen):
    """Costs and gains by stage, the value of the gates, its range, and what moves it."""

    key: ClassVar[str] = "business_case"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "activity", "answer", "businesscase", "candidacy", "caseexperiment", "caseoption",
            "casespan", "complexitypart", "component", "dataassessment", "datasource", "discovery",
            "costamount", "costitem", "headcount", "metricmeasurement", "successmetric",
            "flow", "gainfactor", "gainpart", "gainterm", "portfolio", "project", "role",
            "sizingsheet", "stage",
        }
    )  # fmt: skip

    def build(self) -> None:
        """Make the table, the charts and the inspector."""
        theme = self.theme
        header = PageHeader(
            "Business case", "What it costs, what it brings, and what the right to stop is worth",
            theme,
        )  # fmt: skip
        self.figures = Button("Costs and gains", "pencil", theme, "primary")
        self.figures.clicked.connect(self._edit_figures)
        self.count = QuestionCount(self, self._answer)
        self.compare_button = Button("Compare options", "git-compare", theme)
        self.compare_button.clicked.connect(self.compare_options)
        header.add(self.count)
        header.add(self.compare_button)
        header.add(self.figures)
        self.finding = Text("", theme, "finding", wrap=True)
        self.lines = Table(
            self, line_columns(), table=Project, name=lambda row: str(row.stage), edge=0,
            closed=True, row_height=27, head_height=24,
        )  # fmt: skip
        self.lines.setAccessibleName("Costs and gains by stage")
        self.tree = Chart(theme, round(HEIGHT), "Value with gates")
        self.gates = Chart(theme, round(3 * NAMED_ROW), "What the gates are worth")
        self.gate_note = Text("", theme, "caption", "text2", wrap=True)
        self.range = Chart(theme, 150, "NPV range")
        self.range_note = Text("", theme, "caption", "text2")
        self.balance = Chart(theme, 142, "Break-even over time")
        self.varied = Table(
            self, varied_columns(self._writer, self.factor_words, self.end_words), table=CaseSpan,
            name=lambda row: FACTORS[row.factor.value], edge=0, row_height=30, head_height=0,
            lines=False,
        )  # fmt: skip
        self.line = LineLabel(theme, 2)
        self.line.follow(self.varied)
        self.varied.setAccessibleName("What moves the expected NPV")
        self.varied_note = Text("", theme, "caption", "text2", wrap=True)
        self.side = Side(self)
        self._lay_out(header)

    def _lay_out(self, header: PageHeader) -> None:
        theme = self.theme
        content = Surface(theme, "surface")
        column = QVBoxLayout(content)
        column.setContentsMargins(20, 12, 20, 8)
        column.setSpacing(7)
        column.addWidget(self.finding)
        self.lines_title = Text("Costs and gains by stage", theme, "section")
        column.addWidget(self.lines_title)
        column.addWidget(self.lines)
        column.addWidget(Line(theme))
        self._pairs: list[QBoxLayout] = []
        column.addLayout(
            self._pair(
                _stack(headed("Value with gates", "Each end shows its NPV, all costs included",
                              theme),
                       self.tree), 7,
                _stack(headed("What the gates are worth", "", theme), self.gates,
                       self.gate_note), 4,
            )
        )  # fmt: skip
        column.addWidget(Line(theme))
        column.addLayout(
            self._pair(
                _stack(headed("NPV range", self.range_note, theme), self.range,
                       headed("Break-even over time", "Both gates pass. Band: P10 to P90",
                              theme),
                       self.balance), 1,
                _stack(headed("What moves the expected NPV", "one factor at a time", theme),
                       self.line, self.varied, self.varied_note), 1,
            )
        )  # fmt: skip
        column.addStretch(1)
        self.area = PageArea(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(header)
        outer.addWidget(self.area, 1)
        self.opens_at = self.varied

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

    def money(self, cents: float | None) -> str:
        """Return an amount as "$0.72M"; "–" for none."""
        if cents is None:
            return "–"
        currency = next(iter(self.document.contents.portfolio.values())).currency
        return format_money(round(cents), currency)

    def millions(self, cents: float | None) -> str:
        """Return an amount in millions, as the values of a case are compared."""
        if cents is None:
            return "–"
        sign = "−" if cents < 0 else ""
        symbol = self.money(0).rstrip("0")
        return f"{sign}{symbol}{abs(cents) / 1e8:.2f}M"

    def refresh(self) -> None:
        """Reread everything."""
        self.figures.setEnabled(self.can_edit and self.has_project)
        project_id, contents = self.document.project_id, self.document.contents
        options = contents.of(CaseOption, "project_id", project_id) if self.has_project else ()
        self.compare_button.setEnabled(len(options) > 1)
        self.compare_button.setToolTip(
            "" if len(options) > 1 else "It takes two options to compare"
        )
        self.side.refresh()
        self.count.refresh()
        case = None if project_id is None else business.case_of(contents, project_id)
        if project_id is None or case is None:
            self._show_nothing()
            return
        currency = next(iter(contents.portfolio.values())).currency
        self.lines_title.setText(f"Costs and gains by stage, in thousands of {currency}")
        self.lines.set_rows(lines_of(contents, project_id, units_of(self).today))
        self._show_lines(shown=True)
        found = business.range_of(contents, project_id)
        assert found is not None
        show_gates(self, project_id)
        show_range(self, project_id, found)
        show_balance(self, project_id)
        self._show_varied(project_id, found)
        self._say(project_id)

    def _show_lines(self, *, shown: bool) -> None:
        self.lines_title.setVisible(shown)
        self.lines.setVisible(shown)

    def _show_nothing(self) -> None:
        self.finding.setText(
            "It needs a gain, the costs and the chances of both gates. Type them with Costs and"
            " gains; the gain comes from Product discovery where that has one."
        )
        self.lines.set_rows([])
        self._show_lines(shown=False)
        self.varied.set_rows([])
        for chart in (self.tree, self.gates, self.range, self.balance):
            chart.show_drawing(None, "No figures yet: type costs, gain and chances.")
        for text in (self.gate_note, self.range_note, self.varied_note):
            text.setText("")

    def _say(self, project_id: int) -> None:
        worth = business.value_of(self.document.contents, project_id)
        turn = self.side.turns(project_id)
        assert worth is not None
        words = f"Expected NPV is {self.millions(worth.gated)}."
        words += f" Without the gates it is {self.millions(worth.committed)}."
        if turn is not None and turn.gain is not None:
            words += f" It breaks even at a gain of {self.millions(turn.gain)} a year."
        self.finding.setText(words)

    def on_axis(self, cents: float) -> str:
        """Return an amount as it stands on an axis: "$2M"."""
        return re.sub(r"\.00(?=M$)|(?<=\.\d)0(?=M$)", "", self.millions(cents))

    def year_of(self, years: float) -> float:
        """Return the day some years after the data date as a year and a part of it."""
        today = units_of(self).today
        return float(today.year + (today.timetuple().tm_yday - 1) / 365.25 + years)

    def month_after(self, years: float) -> str:
        """Return the month some years after the data date."""
        day: date = units_of(self).today + timedelta(days=years * 365.25)
        return f"{day:%b %Y}"

    def _show_varied(self, project_id: int, found: "CaseRange") -> None:
        spans = business.spans_of(self.document.contents, project_id)
        swings = {swing.factor: swing for swing in found.swings}
        ends = [value for swing in found.swings for value in (swing.at_low, swing.at_high)]
        span = Span(found.expected, min([*ends, found.expected]), max([*ends, found.expected]))
        self.line.tell(self.millions(found.expected), span, self.money(0))
        order = sorted(
            CaseFactor,
            key=lambda one: -(swings[one.value].width if one.value in swings else 0.0),
        )
        rows = []
        for place, factor in enumerate(order):
            low, likely, high = spans.get(factor.value, (None, None, None))
            rows.append(Varied(place, factor, low, likely, high, swings.get(factor.value), span))
        self.varied.set_rows(rows)
        losing = [FACTORS[one.factor] for one in found.swings if min(one.at_low, one.at_high) < 0]
        words = (
            f"Only {' or '.join(losing).lower()} can make it negative by itself."
            if losing
            else "No factor makes it negative by itself."
        )
        words += rank_words(self, project_id)
        widening = widening_of(self.document.contents, project_id)
        if widening.costs > 1:
            words += (
                f" Data complexity {widening.index:g} multiplies Growth cost, and widens the ranges"
                f" of MVP and running cost, × {widening.costs:.2f}."
            )
        self.varied_note.setText(words)

    # Factors as they are typed

    def factor_words(self, factor: CaseFactor, value: float | None) -> str:
        """Return an end of a factor as a person reads and types it."""
        if value is None:
            return ""
        if factor in business.CHANCE:
            return f"{plain_number(round(100 * value, 1))}%"
        if factor == CaseFactor.GAIN_AT:
            return f"{plain_number(round(value, 2))} y"
        return self.money(value)

    def _read(self, factor: CaseFactor, text: str) -> float | None:
        clean = text.strip().removesuffix("%").removesuffix("y").strip()
        if not clean:
            return None
        if factor in business.MONEY:
            return float(parse_money(clean, field="low"))
        return float(clean.replace(",", "."))

    def end_words(self, row: Varied, side: End) -> str:
        """Return the end of a factor as it stands beside its bar."""
        value = row.end(side)
        if row.factor == CaseFactor.GAIN_AT and value is not None and row.likely is not None:
            months = round(12 * (value - row.likely))
            return f"{abs(months)} months {'later' if months > 0 else 'earlier'}"
        return self.factor_words(row.factor, value)

    def _writer(self, side: End) -> Any:
        def write(session: Any, key: int, value: Any) -> None:
            from leadbench.errors import Refused

            project_id = self.document.project_id
            assert project_id is not None
            row = self.varied.row_at(self.varied.place_of(key) or 0)
            end = row.column(side)
            if row.factor in _OPEN:
                raise Refused(
                    "The gain varies as Product discovery says. Change its factors there. Nothing"
                    " was changed.",
                    field=end,
                )
            try:
                typed = self._read(row.factor, value or "")
            except ValueError:
                raise Refused(
                    f"“{value}” is no number. Write for example 65% or 0.5 y. The old value is"
                    " kept.",
                    field=end,
                ) from None
            scale = 100 if row.factor in business.CHANCE else 1
            spans = business.spans_of(self.document.contents, project_id)
            low, likely, high = spans.get(row.factor.value, (None, None, None))
            ends = {
                "low": None if low is None else low * scale,
                "high": None if high is None else high * scale,
            }
            if low is None and likely is None:
                ends = {"low": typed, "high": typed}
            ends[end] = typed
            set_span(session, project_id, row.factor, ends["low"], ends["high"])

        return write

    def activity_choices(self) -> Choices:
        """Return the tasks that an experiment can be."""
        contents = self.document.contents
        rows = self.document.outline.rows if self.has_project else ()
        return [
            (None, ""),
            *((row.key, f"{row.number} {contents.activities[row.key].name}") for row in rows),
        ]

    # The selection

    def inspector(self) -> QWidget:
        """Return break-evens, options and experiments, or the fields of the selection."""
        return self.side.pane

    def compare_options(self) -> None:
        """Show the options beside each other."""
        project_id = self.document.project_id
        if project_id is None:
            return
        from leadbench.desktop.screens.business_case.compared import CompareOptions, compared

        found = compared(business.options_of(self.document.contents, project_id))
        self.compared = CompareOptions(self, found)
        self.compared.open()

    def _edit_figures(self) -> None:
        self.inspector_asked.emit()
        self.side.edit_figures()

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        can = self.figures.isEnabled
        return [
            Command("Answer the questions of this page", self._answer, icon="circle-help"),
            Command("Edit costs and gains", self._edit_figures, icon="pencil", enabled=can),
            Command("Compare the options", self.compare_options, icon="git-compare",
                    enabled=self.compare_button.isEnabled),
            Command("Add an option", self.side.options.add, icon="plus", enabled=can),
            Command("Recommend the selected option", self.side.recommend_selected, icon="check",
                    enabled=lambda: bool(self.side.options.table.selected()) and can()),
            Command("Add an experiment", self.side.experiments.add, icon="plus", enabled=can),
        ]  # fmt: skip

    def _answer(self) -> None:
        self.inspector_asked.emit()
        self.side.rest()
        self.side.questions.open_first()


def _stack(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return box
