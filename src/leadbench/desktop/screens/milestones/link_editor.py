"""A small panel on the chart for the type and the lag of one link."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from leadbench.desktop.screens.milestones.link_text import TYPES, lag_text, read_link
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.complaint import Complaint
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.text import Text
from leadbench.errors import LeadbenchError
from leadbench.plan.tables import LinkType

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page

_WIDE = 268


class LinkEditor(QWidget):
    """Edits a link in place: every change is one step, Esc or a click elsewhere closes it.

    Parameters
    ----------
    page
        The screen over which it opens.
    """

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.page, self.key = page, -1
        theme = page.theme
        self.setObjectName("link-editor")
        self.title = Text("", theme, "label", wrap=True)
        self.kind = QComboBox()
        self.kind.setAccessibleName("Type of the link")
        for kind, words in TYPES.items():
            self.kind.addItem(words, str(kind))
        self.lag = Field("", "", theme)
        words = "Lag, such as 2d, −1d, 50% or 3ed; with the type SS+2d"
        self.lag.edit.setAccessibleName(words)
        self.lag.edit.setToolTip(words)
        self.lag.setFixedWidth(74)
        self.complaint = Complaint(theme)
        self.remove = Button("Remove the link", "unlink", theme, "plain")
        self.kind.activated.connect(lambda _: self._write())
        self.lag.committed.connect(lambda _: self._write())
        self.remove.clicked.connect(self._remove)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.kind, 1)
        row.addWidget(self.lag)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addLayout(row)
        column.addWidget(self.complaint)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()
        for each in (self.kind, self.lag.edit, self.remove):
            each.installEventFilter(self)

    def open(self, key: int, at: QPoint) -> None:
        """Edit a link beside a point of the page."""
        rows = self.page.rows.plan
        link = rows.document.contents.dependencies[key]
        self.key = key
        before, after = rows.line_of(link.predecessor_id), rows.line_of(link.successor_id)
        self.title.setText(f"{before.number} {before.name} to {after.number} {after.name}")
        self.setAccessibleName(f"Link of {before.number} and {after.number}")
        self.complaint.say("")
        self._show_values()
        self._place(at)
        self.show()
        self.raise_()
        self.lag.edit.setFocus(Qt.FocusReason.PopupFocusReason)
        self.lag.edit.selectAll()

    def close_panel(self) -> None:
        """Close it; the keyboard goes back to the chart."""
        if self.isVisible():
            held = self.isAncestorOf(QApplication.focusWidget() or self.page)
            self.hide()
            if held:
                self.page.chart.setFocus()

    def _show_values(self) -> None:
        rows = self.page.rows.plan
        link = rows.document.contents.dependencies[self.key]
        self.kind.setCurrentIndex(self.kind.findData(str(link.link_type)))
        self.lag.set_text(lag_text(link, rows))

    def _place(self, at: QPoint) -> None:
        self.setFixedWidth(_WIDE)
        self.adjustSize()
        room = self.page.rect()
        left = min(max(at.x() - _WIDE // 2, 8), room.width() - _WIDE - 8)
        top = at.y() + 12
        if top + self.height() > room.height() - 8:
            top = max(8, at.y() - self.height() - 12)
        self.move(left, top)

    def _write(self) -> None:
        rows, project = self.page.rows.plan, self.page.document.project
        link = rows.document.contents.dependencies.get(self.key)
        if link is None or project is None:
            return
        kind = LinkType(self.kind.currentData())
        try:
            lag, unit = link.lag, link.lag_unit
            if self.lag.text() != lag_text(link, rows):
                typed, lag, unit = read_link(self.lag.text(), link, project)
                kind = typed if typed != link.link_type else kind
            if (kind, lag, unit) != (link.link_type, link.lag, link.lag_unit):
                self.page.actions_.set_link(self.key, kind, lag, unit)
            self.complaint.say("")
        except LeadbenchError as refusal:
            self.complaint.say(str(refusal))
            self.kind.setCurrentIndex(self.kind.findData(str(link.link_type)))
        self.adjustSize()

    def _remove(self) -> None:
        key = self.key
        self.close_panel()
        self.page.stage.remove_link(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._show_values()
                self.close_panel()
                return True
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if enter and watched is not self.remove:
                self._write()
                if not self.complaint.isVisible():
                    self.close_panel()
                return True
        if event.type() == QEvent.Type.FocusOut:
            now = QApplication.focusWidget()
            if now is not None and not self.isAncestorOf(now) and self.isVisible():
                self._write()
                self.hide()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.page.theme.color("border_strong"), 1))
        painter.setBrush(self.page.theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()
