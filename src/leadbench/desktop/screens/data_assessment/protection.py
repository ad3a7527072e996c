"""The protection check in the inspector: its questions, and the duties that follow from them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.field_spec import FieldSpec, Mark
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Text
from leadbench.errors import LeadbenchError
from leadbench.plan import protection
from leadbench.plan.edits.data import plan_duty, set_reply
from leadbench.plan.tables import GateCriterion, ProtectionReply, Reply

if TYPE_CHECKING:
    from leadbench.desktop.screens.data_assessment import Page

_EDGE = 16
_WORDS = ((Reply.UNKNOWN, "?"), (Reply.YES, "Yes"), (Reply.NO, "No"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its reply, as a row of a table; ``id`` is its place."""

    id: int
    question: protection.Asked
    reply: Reply


@dataclass(frozen=True, slots=True)
class Due:
    """A duty with its state, as a row of a table; ``id`` is its place."""

    id: int
    duty: protection.Duty
    planned: bool


class ProtectionPanel(QWidget):
    """Asks what data protection and AI law may ask, and plans what follows."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page, theme = page, page.theme
        self.finding = Text("", theme, "cell", wrap=True)
        self.finding.setContentsMargins(16, 0, 16, 4)
        self.questions = Table(
            page,
            [
                FieldSpec("text", "Question", editor="readonly", least=150, paint=_paint_question,
                          value=lambda row: row.question.text,
                          tip=lambda row: f"{row.question.text}\n{row.question.title}, "
                                          f"{row.question.source}"),
                FieldSpec("reply", "Reply", editor="choice", choices=_WORDS, width=54,
                          value=lambda row: row.reply, write=self._reply,
                          dress=lambda row: _REPLIES[row.reply]),
            ],
            table=ProtectionReply, name=lambda row: f"“{row.question.text}”", edge=_EDGE,
            row_height=52,
        )  # fmt: skip
        self.questions.setAccessibleName("Protection check")
        self.duties = Table(
            page,
            [
                FieldSpec("title", "What follows", editor="readonly", least=120,
                          value=lambda row: row.duty.title, dress=_planned,
                          tip=lambda row: f"{row.duty.criterion}\n{row.duty.source}"),
                FieldSpec("days", "", editor="readonly", width=44, align="right",
                          value=lambda row: f"{row.duty.days:g} d"),
            ],
            table=ProtectionReply, name=lambda row: row.duty.title, edge=16, closed=True,
        )  # fmt: skip
        self.duties.setAccessibleName("Duties")
        self.duties.chosen.connect(self._show_action)
        self.plan = Button("Add task and gate criterion", "calendar-days", theme, "link")
        self.plan.clicked.connect(self.plan_duties)
        self.note = Text("", theme, "caption", "text3", wrap=True)
        self.note.setContentsMargins(16, 0, 16, 6)
        title = Text("Data protection and AI law", theme, "section")
        title.setContentsMargins(16, 8, 16, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(title)
        column.addWidget(self.finding)
        column.addWidget(self.duties)
        column.addWidget(self.plan)
        column.addWidget(self.questions)
        column.addWidget(self.note)

    def refresh(self) -> None:
        """Reread the replies and what follows from them."""
        document = self.page.document
        if document.project_id is None:
            self.setVisible(False)
            return
        self.setVisible(True)
        contents, project_id = document.contents, document.project_id
        replies = protection.replies_of(contents, project_id)
        found = protection.assess(replies)
        self.questions.set_rows(
            [
                Asked(place, one, replies.get(one.key, Reply.UNKNOWN))
                for place, one in enumerate(protection.questions())
            ]
        )
        planned = {row.origin for row in contents.of(GateCriterion, "project_id", project_id)}
        self.duties.set_rows(
            [Due(place, duty, duty.key in planned) for place, duty in enumerate(found.duties)]
        )
        self.duties.setVisible(bool(found.duties))
        left = len(found.open)
        words = f"AI Act class: {found.risk.lower()}."
        words += f" {left} questions have no reply yet." if left > 1 else ""
        words += " One question has no reply yet." if left == 1 else ""
        self.finding.setText(words)
        rules = protection.rules()
        self.note.setText(f"As of {found.as_of}. {rules['note']}")
        self._show_action()

    def _open(self) -> list[protection.Duty]:
        chosen = self.duties.selected_rows() or [
            row for row in self.duties.rows.rows if row is not None
        ]
        return [row.duty for row in chosen if not row.planned]

    def _show_action(self) -> None:
        left = len(self._open())
        self.plan.setVisible(left > 0)
        self.plan.setEnabled(self.page.can_edit)
        self.plan.setText(
            "Add task and gate criterion" if left == 1 else f"Add {left} tasks and gate criteria"
        )

    def plan_duties(self) -> None:
        """Add tasks and gate criteria of the selected duties, or of all that have none yet."""
        document, duties = self.page.document, self._open()
        if document.project_id is None or not duties:
            return
        stage = document.contents.current_stage(document.project_id)
        try:
            with self.page.edit("Plan the duties of data protection") as session:
                for duty in duties:
                    plan_duty(session, document.project_id, duty, stage.id if stage else None)
        except LeadbenchError as error:
            self.finding.setText(str(error))
            return
        many = "One task" if len(duties) == 1 else f"{len(duties)} tasks"
        self.page.said.emit(f"{many} and gate criteria added", True)

    def _reply(self, session: Any, key: int, value: Any) -> None:
        project_id = self.page.document.project_id
        assert project_id is not None
        question = protection.questions()[key]
        set_reply(session, project_id, question.key, Reply(value or Reply.UNKNOWN))


_REPLIES = {
    Reply.UNKNOWN: Mark(ink="near", strong=True),
    Reply.YES: Mark(strong=True),
    Reply.NO: Mark(ink="text3"),
}


def _paint_question(painter: QPainter, cell: QRectF, row: Asked, theme: Theme) -> None:
    """Write a question over as many lines as it needs."""
    painter.setFont(theme.words("caption"))
    painter.setPen(theme.color("text2" if row.reply == Reply.NO else "text"))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(cell.adjusted(_EDGE, 0, -4, 0), int(flags), row.question.text)


def _planned(row: Due) -> Mark:
    return (
        Mark("circle-check", icon_ink="good")
        if row.planned
        else Mark("triangle-alert", icon_ink="near")
    )
