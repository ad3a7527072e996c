"""What holds for the data as a whole: the gate's threshold, weights, how complexity acts."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from leadbench.analysis.data_quality import Aspect
from leadbench.desktop.screens.data_assessment.columns import CAPTIONS
from leadbench.desktop.widgets.field_spec import FieldSpec
from leadbench.desktop.widgets.form import Form
from leadbench.plan.complexity import assessment_of
from leadbench.plan.edits.complexity import allow_for
from leadbench.plan.edits.data import assessment_of as assessment_row
from leadbench.plan.tables import DataAssessment

if TYPE_CHECKING:
    from leadbench.desktop.screens.data_assessment import Page


class WholeForm(QWidget):
    """The fields of the assessment itself, whose row may not be there yet."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page = page
        fields = [
            self._field("threshold", "Score for the gate"),
            self._field("first_guess", "First guess"),
            self._field("free_points", "Acts above"),
            self._field("percent_per_point", "A point adds", "percent"),
            FieldSpec(
                "allowed_complexity",
                "Complexity that the estimates allow for",
                editor="number",
                write=self._allow,
                hint="They are widened for what lies above it. Empty: for none.",
            ),
            FieldSpec("note", "Note", write=self._writer("note")),
        ]
        weights = [
            self._field(f"{aspect.value}_weight", f"{CAPTIONS[aspect]}") for aspect in Aspect
        ]
        self.form = Form(
            page,
            [("The assessment", fields), ("How much an aspect counts", weights)],
            table=DataAssessment,
            name=lambda _row: "the assessment",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)

    def _field(self, column: str, caption: str, editor: Any = "number") -> FieldSpec:
        return FieldSpec(column, caption, editor=editor, half=True, write=self._writer(column))

    def _allow(self, session: Any, _key: int, value: Any) -> None:
        project_id = self.page.document.project_id
        assert project_id is not None
        allow_for(session, project_id, value)

    def _writer(self, column: str) -> Any:
        def write(session: Any, _key: int, value: Any) -> None:
            project_id = self.page.document.project_id
            assert project_id is not None
            setattr(assessment_row(session, project_id), column, value)

        return write

    def refresh(self) -> None:
        """Reread the fields."""
        document = self.page.document
        if document.project_id is None:
            self.form.show_rows([])
            return
        row = assessment_of(document.contents, document.project_id)
        self.form.show_rows([row or DataAssessment(id=0, project_id=document.project_id)])
