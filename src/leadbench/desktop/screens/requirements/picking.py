"""The dialog in which templates are chosen that become requirements in one step."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.dialog import CANCEL, Answer, Dialog
from leadbench.desktop.widgets.text import Surface, Text
from leadbench.plan.requirements import Template
from leadbench.plan.tables import Scope

_SCOPES = {
    Scope.DATA: "Data",
    Scope.MODEL: "Model",
    Scope.PIPELINE: "Pipeline",
    Scope.SYSTEM: "System",
}


class PickDialog(Dialog):
    """Templates with a check box each, below the headings of their scopes.

    Parameters
    ----------
    title, body
        What is chosen, and what happens with it.
    templates
        Those that are not used yet.
    answers
        The actions; each adds what is checked in its own way.
    """

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        title: str,
        body: str,
        templates: Sequence[Template],
        answers: Sequence[Answer],
    ) -> None:
        self.boxes: dict[str, QCheckBox] = {}
        self._templates = tuple(templates)
        super().__init__(
            parent, theme, title, body, (CANCEL, *answers), self._list(theme), width=620
        )
        for box in self.boxes.values():
            box.toggled.connect(self._tell)
        self._tell()
        first = next(iter(self.boxes.values()), None)
        (first or self.buttons["cancel"]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _list(self, theme: Theme) -> QWidget:
        inside = Surface(theme, "surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(2, 0, 12, 8)
        column.setSpacing(2)
        scope: Scope | None = None
        for one in self._templates:
            if one.scope is not None and one.scope != scope:
                scope = one.scope
                heading = Text(_SCOPES[scope], theme, "section")
                heading.setContentsMargins(0, 12, 0, 2)
                column.addWidget(heading)
            box = self.boxes[one.key] = QCheckBox(one.title)
            box.setFont(theme.font("cell_strong"))
            box.setToolTip(_fit(one))
            box.setAccessibleDescription(one.hint or one.statement)
            words = Text(one.hint or one.statement, theme, "caption", "text2", wrap=True)
            words.setContentsMargins(24, 0, 0, 6)
            words.setBuddy(box)
            column.addWidget(box)
            column.addWidget(words)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedHeight(400)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def chosen(self) -> list[Template]:
        """Return what is checked, in the order of the list."""
        return [one for one in self._templates if self.boxes[one.key].isChecked()]

    def _tell(self, *_: object) -> None:
        for key, button in self.buttons.items():
            if key != "cancel":
                button.setEnabled(bool(self.chosen()))


def _fit(one: Template) -> str:
    return f"{one.statement}\nMeasured by: {one.metric.lower()}" if one.metric else one.statement
