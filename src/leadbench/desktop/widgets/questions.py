"""The questions that a page settles: their answers, how settled they are, and who answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from leadbench.desktop.screen import Screen
from leadbench.desktop.screens import SCREENS
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.field_spec import FieldSpec, units_of
from leadbench.desktop.widgets.form import Form
from leadbench.desktop.widgets.text import Line, Text

if TYPE_CHECKING:
    from sqlmodel import Session

    from leadbench.plan.questions import Asked

STATES: Final = (("open", "Open"), ("answered", "Answered"), ("agreed", "Agreed"))
"""How settled a question may be, and the word for it."""

_MARKS = {
    "open": ("circle-dashed", "text3"),
    "answered": ("circle-dot", "accent"),
    "agreed": ("circle-check", "good"),
}
_MOST_LINES = 4
_LEFT, _RIGHT, _GAP = 38, 16, 3


@dataclass(frozen=True, slots=True)
class _Row:
    """One question as a form reads it; ``id`` is its place in the list."""

    id: int
    text: str
    state: str
    owner_role_id: int | None


class _Head(QAbstractButton):
    """A question with its mark and answer, or a hint; pressing it opens the fields below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.asked: Asked | None = None
        self.open = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def show_question(self, asked: "Asked", *, opened: bool) -> None:
        """Show a question as it stands."""
        self.asked, self.open = asked, opened
        word = dict(STATES)[asked.state]
        self.setAccessibleName(f"{asked.question.text} {word}. {asked.text}".strip())
        self.setToolTip(word)
        self.updateGeometry()
        self.update()

    def _words(self) -> tuple[str, str, str]:
        """Return question, what stands below it, and the color of that."""
        assert self.asked is not None
        if self.open:
            return self.asked.question.text, self.asked.question.hint, "text3"
        if self.asked.text:
            return self.asked.question.text, self.asked.text, "text2"
        return self.asked.question.text, self.asked.question.hint, "text3"

    def _boxes(self, width: int) -> tuple[QRect, QRect]:
        question, below, _ = self._words()
        space = max(60, width - _LEFT - _RIGHT)
        wrap = int(Qt.TextFlag.TextWordWrap)
        metrics = QFontMetrics(self.theme.words("cell_strong"))
        first = metrics.boundingRect(QRect(0, 0, space, 10_000), wrap, question)
        first.moveTo(_LEFT, 9)
        if not below:
            return QRect(_LEFT, 9, space, first.height()), QRect()
        small = QFontMetrics(self.theme.words("caption"))
        second = small.boundingRect(QRect(0, 0, space, 10_000), wrap, below)
        height = (
            second.height()
            if self.open
            else min(second.height(), _MOST_LINES * small.lineSpacing())
        )
        top = 9 + first.height() + _GAP
        return QRect(_LEFT, 9, space, first.height()), QRect(_LEFT, top, space, height)

    def heightForWidth(self, width: int) -> int:
        if self.asked is None:
            return 34
        first, second = self._boxes(width)
        return max(34, (second if second.height() else first).bottom() + 10)

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(240, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.asked is None:
            return
        painter = QPainter(self)
        if self.underMouse() or self.open:
            painter.fillRect(self.rect(), self.theme.color("hover"))
        icon, ink = _MARKS[self.asked.state]
        pixmap = self.theme.pixmap(icon, ink, 14, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(16, 11), pixmap)
        question, below, token = self._words()
        first, second = self._boxes(self.width())
        wrap = int(Qt.TextFlag.TextWordWrap)
        painter.setFont(self.theme.words("cell_strong"))
        painter.setPen(self.theme.color("text"))
        painter.drawText(QRectF(first), wrap, question)
        if below:
            painter.setFont(self.theme.words("caption"))
            painter.setPen(self.theme.color(token))
            painter.setClipRect(second)
            painter.drawText(QRectF(second.adjusted(0, 0, 0, 1000)), wrap, below)
        painter.end()


class Questions(QWidget):
    """The questions of one page, one of them open for its answer.

    Parameters
    ----------
    screen
        The page; the edits are its own.
    """

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self.page, self.theme = screen, screen.theme
        self.entry = next(entry for entry in SCREENS if entry.key == screen.key)
        self._asked: tuple[Asked, ...] = ()
        self._opened: int | None = None
        self._home: int | None = None
        self._stood_for: object = None
        self.heads: list[_Head] = []
        self.count = Text("", self.theme, "caption", "text2")
        self.form = Form(
            screen,
            [("", self._specs())],
            table=_answers(),
            name=lambda row: f"“{self._asked[row.id].question.text}”",
        )
        self.form.setParent(self)
        self.form.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        title = QVBoxLayout()
        title.setContentsMargins(16, 10, 16, 6)
        title.setSpacing(2)
        title.addWidget(Text("Questions of this page", self.theme, "section"))
        title.addWidget(self.count)
        self._column.addLayout(title)
        self._column.addWidget(Line(self.theme))

    def _specs(self) -> Sequence[FieldSpec]:
        return (
            FieldSpec("text", "Answer", editor="note", write=self._write_text),
            FieldSpec("state", "State", editor="choice", choices=STATES, write=self._write_state),
            FieldSpec(
                "owner_role_id",
                "Answers for it",
                editor="choice",
                choices=self._roles,
                write=self._write_owner,
            ),
        )

    def _roles(self) -> list[tuple[int | None, str]]:
        roles = self.page.document.contents.ordered_roles()
        return [(None, "Nobody"), *((row.id, row.name) for row in roles)]

    def _place(self, key: int) -> tuple[int, str, str]:
        asked = self._asked[key]
        project_id = self.page.document.project_id
        assert project_id is not None
        return project_id, asked.step, asked.question.key

    def _today(self) -> date:
        return units_of(self.page).today

    def _write_text(self, session: "Session", key: int, value: Any) -> None:
        from leadbench.plan.edits.answers import write_answer

        write_answer(session, *self._place(key), value or "", self._today())

    def _write_state(self, session: "Session", key: int, value: Any) -> None:
        from leadbench.plan.edits.answers import set_answer_state
        from leadbench.plan.tables import AnswerState

        set_answer_state(session, *self._place(key), AnswerState(value), self._today())

    def _write_owner(self, session: "Session", key: int, value: Any) -> None:
        from leadbench.plan.edits.answers import set_answer_owner

        set_answer_owner(session, *self._place(key), value)

    def refresh(self) -> None:
        """Reread the answers of the project that is looked at."""
        from leadbench.plan.questions import open_of, questions_of

        document = self.page.document
        self._asked = ()
        if document.is_open and document.project_id is not None:
            self._asked = questions_of(
                document.contents, document.project_id, self.entry.key, self.entry.step
            )
        while len(self.heads) < len(self._asked):
            self._add_head()
        for place, head in enumerate(self.heads):
            shown = place < len(self._asked)
            head.setVisible(shown)
            if shown:
                head.show_question(self._asked[place], opened=place == self._opened)
        left = len(open_of(self._asked))
        self.count.setText(
            f"{left} of {len(self._asked)} open" if left else "All of them are answered"
        )
        self.setVisible(bool(self._asked))
        self._stand()
        self._fill()

    def _stand(self) -> None:
        """Stand before all else if a question is open when a project is first looked at here.

        Afterwards it keeps its place, so that nothing moves under the hand that answers.
        """
        document, parent = self.page.document, self.parentWidget()
        key = (document.plan, document.project_id) if document.is_open else None
        column = parent.layout() if parent is not None else None
        if not isinstance(column, QVBoxLayout) or key == self._stood_for:
            return
        from leadbench.plan.questions import open_of

        self._stood_for = key
        if self._home is None:
            self._home = column.indexOf(self)
        column.removeWidget(self)
        column.insertWidget(0 if open_of(self._asked) else self._home, self)

    def _add_head(self) -> None:
        place = len(self.heads)
        head = _Head(self.theme)
        head.clicked.connect(lambda: self.toggle(place))
        self.heads.append(head)
        self._column.addWidget(head)

    def toggle(self, place: int) -> None:
        """Open a question for its answer, or close it."""
        self._opened = None if self._opened == place else place
        self._column.removeWidget(self.form)
        if self._opened is not None:
            at = self._column.indexOf(self.heads[self._opened])
            self._column.insertWidget(at + 1, self.form)
        self.form.setVisible(self._opened is not None)
        for number, head in enumerate(self.heads[: len(self._asked)]):
            head.show_question(self._asked[number], opened=number == self._opened)
        self._fill()
        if self._opened is not None:
            self.form.focus("text")

    def open_first(self) -> None:
        """Open the first question that has no answer yet, or else the first of all."""
        places = [place for place, one in enumerate(self._asked) if one.state == "open"]
        if self._asked:
            self._opened = None
            self.toggle(places[0] if places else 0)

    def _fill(self) -> None:
        if self._opened is None or self._opened >= len(self._asked):
            self.form.show_rows([])
            return
        asked = self._asked[self._opened]
        owner = None if asked.answer is None else asked.answer.owner_role_id
        self.form.show_rows([_Row(self._opened, asked.text, asked.state.value, owner)])


def _answers() -> Any:
    from leadbench.plan.tables import Answer

    return Answer
