"""The inspector of the business case: where it turns, the options, the experiments."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from leadbench.desktop.screens.business_case.columns import (
    experiment_columns,
    experiment_fields,
    option_columns,
    option_fields,
)
from leadbench.desktop.screens.business_case.words import first_words, lever_words
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.cost_sources import COST_SOURCES
from leadbench.desktop.widgets.field_spec import FieldSpec
from leadbench.desktop.widgets.form import Form
from leadbench.desktop.widgets.lists import ListOf
from leadbench.desktop.widgets.pane import Pane
from leadbench.desktop.widgets.questions import Questions
from leadbench.desktop.widgets.text import Line, Text
from leadbench.plan import business
from leadbench.plan.edits.business import (
    recommend,
    set_running_source,
    set_timing,
    take_mvp_cost,
)
from leadbench.plan.edits.projects import candidacy, set_gain
from leadbench.plan.money import format_thousands
from leadbench.plan.running_cost import RunningCost, running_cost
from leadbench.plan.tables import (
    BusinessCase,
    Candidacy,
    CaseExperiment,
    CaseOption,
)

if TYPE_CHECKING:
    from leadbench.analysis.case_runs import BreakEven
    from leadbench.desktop.screens.business_case import Page


_ORIGINS = {"estimate": "estimate", "approved": "approved budget"}
_BASES = {"estimate": "Estimate of the plan", "approved": "Approved budget of the plan"}
_GAINS = ("gain_low_cents", "gain_likely_cents", "gain_high_cents")


class Side:
    """What stands in the inspector of the page."""

    def __init__(self, page: "Page") -> None:
        self.page, theme = page, page.theme
        self.turn_lines = QFormLayout()
        self.turn_lines.setContentsMargins(16, 2, 16, 6)
        self.turn_lines.setVerticalSpacing(6)
        self.turn_lines.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        title = Text("Break-even: expected NPV is 0", theme, "section")
        title.setContentsMargins(16, 12, 16, 0)
        self.options = ListOf(
            page, CaseOption, option_columns(page.millions, page.money), title="Options",
            noun=("option", "options"), new={"name": "New option"},
            name=lambda row: str(row.row.name if hasattr(row, "row") else row.name), edge=16,
            row_height=40, head_height=0, lines=False, caption="expected NPV, cost",
            hint="Add each way to go on, to do nothing among them, with its value and cost.",
        )  # fmt: skip
        self.option = Form(page, option_fields(), table=CaseOption, name=lambda row: str(row.name))
        self.pick = Button("Recommend it", "check", theme, "link")
        self.pick.clicked.connect(self.recommend_selected)
        self.options.table.chosen.connect(self._show_option)
        self.experiments = ListOf(
            page, CaseExperiment, experiment_columns(page.money),
            title="Cheapest that may stop us first", noun=("experiment", "experiments"),
            new={"name": "New experiment"}, name=lambda row: str(row.name), edge=16,
            row_height=26, head_height=22, inner=4,
            hint="Add what could stop the project, with its cost and the chance that it does.",
        )  # fmt: skip
        self.experiment = Form(
            page, experiment_fields(page.activity_choices), table=CaseExperiment,
            name=lambda row: str(row.name),
        )  # fmt: skip
        self.experiments.table.chosen.connect(self._show_experiment)
        self.order = Text("", theme, "caption", "text2", wrap=True)
        self.order.setContentsMargins(16, 0, 16, 0)
        self.knowing = Text("", theme, "cell", wrap=True)
        self.knowing.setContentsMargins(16, 0, 16, 6)
        knowing = Text("Value of knowing", theme, "section")
        knowing.setContentsMargins(16, 6, 16, 0)
        self.figures = Form(
            page, [("Costs and gains", self._figure_fields())], table=Candidacy,
            name=lambda _row: "the business case",
        )  # fmt: skip
        self.taking = {
            origin: Button("", "download", theme, "link") for origin in ("estimate", "approved")
        }
        for origin, button in self.taking.items():
            button.clicked.connect(partial(self.take_cost, origin))
        self.timing = Form(
            page, [("When", self._timing_fields())], table=BusinessCase,
            name=lambda _row: "the business case",
        )  # fmt: skip
        self.questions = Questions(page)
        resting = QWidget()
        column = QVBoxLayout(resting)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(title)
        column.addLayout(self.turn_lines)
        for widget in (
            Line(theme), self.options, self.option, self.pick, Line(theme), self.experiments,
            self.experiment, self.order, Line(theme), knowing, self.knowing, Line(theme),
            self.figures, *self.taking.values(), Line(theme), self.timing, Line(theme),
            self.questions,
        ):  # fmt: skip
            column.addWidget(widget)
        self.pane = Pane(
            theme,
            "",
            "",
            QWidget(),
            resting,
        )

    def _figure_fields(self) -> list[FieldSpec]:
        def field(column: str, caption: str, editor: Any) -> FieldSpec:
            return FieldSpec(column, caption, editor=editor, half=True, write=self._figure(column))

        return [
            FieldSpec(
                "gain_likely_cents", "Gain a year, where discovery has none", editor="money",
                write=self._figure("gain_likely_cents"),
            ),
            field("gain_low_cents", "Low", "money"),
            field("gain_high_cents", "High", "money"),
            field("mvp_cost_cents", "MVP cost", "money"),
            field("growth_cost_cents", "Growth cost", "money"),
            FieldSpec(
                "running_source", "Running cost follows", editor="choice", choices=COST_SOURCES,
                write=self._write_source,
            ),
            field("running_cost_year_cents", "Typed part, a year", "money"),
            FieldSpec(
                "running_total", "Running, a year", editor="readonly", half=True,
                value=lambda row: self.page.money(self.running(row.project_id).total),
            ),
            field("mvp_success_percent", "MVP succeeds", "percent"),
            field("growth_success_percent", "Growth succeeds", "percent"),
        ]  # fmt: skip

    def _offer_costs(self, project_id: int, typed: int | None) -> None:
        """Offer what the plan says that the MVP costs, where the figure is another."""
        found = business.plan_costs(self.page.document.contents, project_id)
        for origin, button in self.taking.items():
            cents = found.get(origin)
            button.setVisible(cents is not None and cents != typed)
            button.setEnabled(self.page.can_edit)
            if cents is not None:
                button.setText(f"MVP cost: take the plan's {_ORIGINS[origin]}, {self._k(cents)}")

    def _k(self, cents: int) -> str:
        currency = next(iter(self.page.document.contents.portfolio.values())).currency
        return format_thousands(cents, currency)

    def take_cost(self, origin: str) -> None:
        """Take the plan's estimate, or what was approved, as the cost of the MVP."""
        document = self.page.document
        assert document.project_id is not None
        cents = business.plan_costs(document.contents, document.project_id)[origin]
        with self.page.edit(f"MVP cost from the plan's {_ORIGINS[origin]}") as session:
            take_mvp_cost(session, document.project_id, cents, _BASES[origin])

    def running(self, project_id: int) -> RunningCost:
        """Return what a year of running costs, and what of it follows from the architecture."""
        return running_cost(self.page.document.contents, project_id)

    def _write_source(self, session: Any, _key: int, value: Any) -> None:
        project_id = self.page.document.project_id
        assert project_id is not None
        set_running_source(session, project_id, value)

    def _figure(self, column: str) -> Any:
        def write(session: Any, _key: int, value: Any) -> None:
            project_id = self.page.document.project_id
            assert project_id is not None
            row = candidacy(session, project_id)
            if column.startswith("gain_"):
                gains = {one: getattr(row, one) for one in _GAINS} | {column: value}
                set_gain(session, project_id, *(gains[one] for one in _GAINS))
            else:
                setattr(row, column, value)

        return write

    def _timing_fields(self) -> list[FieldSpec]:
        def field(column: str, caption: str, editor: Any = "number", unit: str = "") -> FieldSpec:
            return FieldSpec(column, caption, unit, editor, half=True, write=self._when(column))

        return [
            field("growth_at_years", "Growth is spent after", unit="years"),
            field("gain_at_years", "Gains begin after", unit="years"),
            field("gain_years", "Gains last", "integer", "years"),
            field("seed", "Seed of the runs", "integer"),
            FieldSpec("mvp_basis", "Basis of the MVP", write=self._when("mvp_basis")),
            FieldSpec("growth_basis", "Basis of Growth", write=self._when("growth_basis")),
            FieldSpec("gain_basis", "Basis of the gain", write=self._when("gain_basis")),
        ]

    def _when(self, column: str) -> Any:
        def write(session: Any, _key: int, value: Any) -> None:
            project_id = self.page.document.project_id
            assert project_id is not None
            set_timing(session, project_id, column, value)

        return write

    def refresh(self) -> None:
        """Reread everything."""
        document = self.page.document
        self.questions.refresh()
        if document.project_id is None:
            for form in (self.figures, self.timing):
                form.show_rows([])
            for button in self.taking.values():
                button.hide()
            return
        contents, project_id = document.contents, document.project_id
        self.options.refresh([_Option(one) for one in business.options_of(contents, project_id)])
        self.experiments.refresh(business.experiments_of(contents, project_id))
        saving = business.order_saving(contents, project_id)
        words = first_words(self.page, project_id)
        if saving > 0 and not words:
            words = f"Done in this order they cost {self.page.money(saving)} less on average."
        self.order.setText(words)
        self.order.setVisible(bool(words))
        figures = contents.candidacy_of(project_id)
        self.figures.show_rows([figures or Candidacy(id=0, project_id=project_id)])
        self._offer_costs(project_id, None if figures is None else figures.mvp_cost_cents)
        timing = business.business_of(contents, project_id)
        self.timing.show_rows([timing or BusinessCase(id=0, project_id=project_id)])
        self._show_turns(project_id)
        found = business.range_of(contents, project_id)
        self.knowing.setText(
            "It needs figures first"
            if found is None
            else f"Perfect foresight is worth {self.page.millions(found.information)}: the most"
            " that any further study could be."
        )
        self._show_option()
        self._show_experiment()

    def turns(self, project_id: int) -> "BreakEven | None":
        """Return where the case of a project turns, None while it has no figures."""
        from leadbench.analysis.case_runs import break_evens

        contents = self.page.document.contents
        case = business.case_of(contents, project_id)
        return None if case is None else break_evens(case, business.timing_of(contents, project_id))

    def _show_turns(self, project_id: int) -> None:
        while self.turn_lines.rowCount():
            self.turn_lines.removeRow(0)
        found, contents = self.turns(project_id), self.page.document.contents
        if found is None:
            self._line("It needs figures first", "")
            return
        self._line("Gain a year", self.page.millions(found.gain))
        if found.gain is not None:
            for lever in filter(None, [lever_words(contents, project_id, found.gain)]):
                self._line(*lever)
        self._line("Chance that MVP succeeds", _percent(found.mvp_chance))
        self._line("Chance of Growth at its gate", _percent(found.growth_chance_at_gate))
        paid = found.years_to_pay
        self._line(
            "Paid back if both pass", "never" if paid is None else self.page.month_after(paid)
        )

    def _line(self, label: str, value: str) -> None:
        theme = self.page.theme
        right = Text(value, theme, "cell_strong")
        right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.turn_lines.addRow(Text(label, theme, "cell", "text2"), right)

    def _show_option(self) -> None:
        rows = [one.row for one in self.options.table.selected_rows()]
        self.option.show_rows(rows)
        self.option.setVisible(bool(rows))
        self.pick.setVisible(len(rows) == 1 and not rows[0].recommended)
        self.pick.setEnabled(self.page.can_edit)

    def _show_experiment(self) -> None:
        rows = self.experiments.table.selected_rows()
        self.experiment.show_rows(rows)
        self.experiment.setVisible(bool(rows))

    def recommend_selected(self) -> None:
        """Recommend the selected option instead of the one before."""
        rows = self.options.table.selected_rows()
        if len(rows) == 1:
            self.recommend(rows[0].id, rows[0].row.name)

    def recommend(self, key: int, name: str) -> None:
        """Recommend an option instead of the one before."""
        with self.page.edit(f"Recommend “{name}”") as session:
            recommend(session, key)

    def edit_figures(self) -> None:
        """Lead to the costs and gains."""
        self.rest()
        self.figures.focus("mvp_cost_cents")

    def rest(self) -> None:
        """Show what stands there while nothing is selected."""
        self.options.table.clearSelection()
        self.experiments.table.clearSelection()


class _Option:
    """An option as a row of a table."""

    def __init__(self, one: business.OptionValue) -> None:
        self.id, self.row, self.value, self.cost = one.row.id, one.row, one.value, one.cost
        self.name = one.row.name


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{share:.0%}"
