"""The inspector of product discovery: the selection, or assumptions, stops, and who took part."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from leadbench.desktop.screens.discovery.columns import (
    STRENGTHS,
    assumption_columns,
    formulation_fields,
)
from leadbench.desktop.screens.discovery.judged import judgement_fields
from leadbench.desktop.screens.discovery.market import market_fields, term_fields
from leadbench.desktop.screens.discovery.swings import swing_fields
from leadbench.desktop.widgets.cost_sources import COST_SOURCES
from leadbench.desktop.widgets.field_spec import FieldSpec, Mark
from leadbench.desktop.widgets.form import Form
from leadbench.desktop.widgets.lists import ListOf
from leadbench.desktop.widgets.pane import Pane
from leadbench.desktop.widgets.questions import Questions
from leadbench.desktop.widgets.text import Line, Text
from leadbench.plan.edits.business import set_cost_source
from leadbench.plan.running_cost import cost_to_cover
from leadbench.plan.tables import (
    Alternative,
    Assumption,
    Discovery,
    GainFactor,
    GainTerm,
    Judgement,
    MarketStep,
    MlFormulation,
    StopReason,
    Strength,
)

if TYPE_CHECKING:
    from leadbench.desktop.screens.discovery import Page


class Side:
    """What stands in the inspector of the page.

    Parameters
    ----------
    page
        The page; ``pane`` is what its inspector shows.
    """

    def __init__(self, page: "Page") -> None:
        self.page, theme = page, page.theme
        self.forms = {
            "formulation": Form(
                page, formulation_fields(), table=MlFormulation, name=lambda row: str(row.name)
            ),
            "judgement": Form(
                page, judgement_fields(), table=Judgement, name=lambda row: str(row.action)
            ),
            "factor": Form(page, swing_fields(), table=GainFactor, name=lambda row: str(row.name)),
            "market": Form(page, market_fields(), table=MarketStep, name=lambda one: str(one.name)),
            "term": Form(page, term_fields(), table=GainTerm, name=lambda one: str(one.name)),
        }
        shown = QWidget()
        inside = QVBoxLayout(shown)
        inside.setContentsMargins(0, 0, 0, 0)
        for form in self.forms.values():
            inside.addWidget(form)
        self.questions = Questions(page)
        self.assumptions = ListOf(
            page, Assumption, assumption_columns(self._toggle), title="Assumptions",
            noun=("assumption", "assumptions"), new={"text": "New assumption"},
            name=lambda row: f"“{row.text}”", edge=16, row_height=44, head_height=0,
            hint="Add what must be true for it to pay, and the evidence.",
        )  # fmt: skip
        self.weak = Text("Amber: weak evidence.", theme, "caption", "text2", wrap=True)
        self.weak.setContentsMargins(16, 0, 16, 0)
        self.assumption = Form(
            page,
            [("", _assumption_fields(page))],
            table=Assumption,
            name=lambda row: f"“{row.text}”",
        )
        self.assumptions.table.chosen.connect(self._show_assumption)
        self.stops = ListOf(
            page, StopReason,
            [FieldSpec("text", "Reason", least=120,
                       dress=lambda _row: Mark("x", icon_ink="error"))],
            title="What would make us stop", noun=("reason to stop", "reasons to stop"),
            new={"text": "New reason"}, name=lambda row: f"“{row.text}”", edge=16, row_height=26,
            head_height=0, lines=False, hint="Add what would end it, before anybody is fond of it.",
        )  # fmt: skip
        self.alternatives = ListOf(
            page, Alternative,
            [
                FieldSpec("name", "Alternative", least=100, dress=lambda _row: Mark(ink="text2")),
                FieldSpec("worth", "Worth", width=108, align="right",
                          dress=lambda _row: Mark(strong=True)),
            ],
            title="Without machine learning", noun=("alternative", "alternatives"),
            new={"name": "New alternative"}, name=lambda row: str(row.name), edge=16, row_height=25,
            head_height=0, lines=False, hint="Add what a rule, or more people, would be worth.",
        )  # fmt: skip
        self.took_part = Form(
            page,
            [("Took part", _part_fields(page))],
            table=Discovery,
            name=lambda _row: "discovery",
            beside=True,
        )
        resting = QWidget()
        column = QVBoxLayout(resting)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.assumptions)
        column.addWidget(self.assumption)
        column.addWidget(self.weak)
        column.addWidget(Line(theme))
        column.addWidget(self.stops)
        column.addWidget(Line(theme))
        column.addWidget(self.alternatives)
        column.addWidget(Line(theme))
        column.addWidget(self.took_part)
        column.addWidget(Line(theme))
        column.addWidget(self.questions)
        self.resting = resting
        self.pane = Pane(
            theme,
            "",
            "",
            shown,
            resting,
        )

    def refresh(self) -> None:
        """Reread what stands there while nothing is selected."""
        self.assumptions.refresh()
        weak = sum(row.strength == Strength.WEAK for row in self.assumptions.rows())
        count = len(self.assumptions.rows())
        self.assumptions.caption.setText(f"{count}, {weak} weak" if count else "")
        self.weak.setVisible(weak > 0)
        self.stops.refresh()
        self.alternatives.refresh()
        self.questions.refresh()
        self.took_part.show_rows([self.page.summary()] if self.page.has_project else [])
        self._show_assumption()

    def show(self, kind: str, rows: list[Any], caption: str, title: str) -> None:
        """Show the form of a kind of row for the selection; or rest without any."""
        for key, form in self.forms.items():
            form.show_rows(rows if key == kind else [])
            form.setVisible(key == kind)
        if not rows:
            self.pane.show_help()
            return
        self.pane.show_for(caption, title, [])

    def _show_assumption(self) -> None:
        rows = self.assumptions.table.selected_rows()
        self.assumption.show_rows(rows)
        self.assumption.setVisible(bool(rows))

    def _toggle(self, row: Any) -> None:
        strong = row.strength == Strength.STRONG
        with self.page.edit(f"Evidence of “{row.text}”") as session:
            found = session.get(Assumption, row.id)
            assert found is not None
            found.strength = Strength.WEAK if strong else Strength.STRONG


def _assumption_fields(page: "Page") -> list[FieldSpec]:
    return [
        FieldSpec("evidence", "Evidence", editor="note"),
        FieldSpec("strength", "Strength", editor="choice", choices=STRENGTHS),
        FieldSpec("owner_role_id", "Owner", editor="choice", choices=page.role_choices),
    ]


def _part_fields(page: "Page") -> list[FieldSpec]:
    def of_page() -> int:
        assert page.document.project_id is not None
        return page.document.project_id

    def covered(project_id: int) -> str:
        cents = cost_to_cover(page.document.contents, project_id).total
        return "" if cents is None else page.money(cents / 100)

    return [
        FieldSpec("interviews", "Interviews", write=page.write_summary("interviews")),
        FieldSpec("sized_on", "Sized", editor="date", write=page.write_summary("sized_on")),
        FieldSpec("led_by", "Led by", write=page.write_summary("led_by"), half=True),
        FieldSpec("checked_by", "Checked by", write=page.write_summary("checked_by"), half=True),
        FieldSpec(
            "cost_source", "The lift must cover", editor="choice", choices=COST_SOURCES,
            write=lambda session, _key, value: set_cost_source(session, of_page(), value),
        ),
        FieldSpec(
            "cost_to_cover_cents", "Typed part, a year", editor="money", half=True,
            write=page.write_summary("cost_to_cover_cents"),
        ),
        FieldSpec(
            "cost_total", "To cover, a year", editor="readonly", half=True,
            value=lambda row: covered(row.project_id),
        ),
        FieldSpec("seed", "Seed of the runs", editor="integer", write=page.write_summary("seed")),
    ]  # fmt: skip
