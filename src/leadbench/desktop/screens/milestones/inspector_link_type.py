"""The type of a link as a small button: clicked, typed, or stepped through by the arrows."""

from typing import Final

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from leadbench.desktop.screens.milestones.link_text import TYPES
from leadbench.desktop.theme import Theme
from leadbench.plan.tables import LinkType

_WAIT_MS: Final = 700
"""How long a second letter is waited for."""
_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
_OPENERS: Final = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class TypeButton(QAbstractButton):
    """The type of a link; a click opens the choice, which also holds the removal.

    By key: two letters such as S, S write the type; one letter alone goes to the next type that
    begins with it, an arrow to the next or the one before. Space and Enter open the choice.
    """

    typed = Signal(str)
    """The type that was asked for by key."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._letter = ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._one_letter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(24, 20)

    def show_link(self, kind: str, other: str) -> None:
        """Show the word of a ``LinkType``; ``other`` names the task at the other end."""
        self._wait.stop()
        self._letter = ""
        self.setText(kind)
        self.setToolTip(
            f"{TYPES[LinkType(kind)]}. Type FS, SS, FF or SF, or use the arrow keys.\n"
            "A click or Space also offers the calendar of the lag, and removes the link"
        )
        self.setAccessibleName(f"Type of the link with {other}: {TYPES[LinkType(kind)].lower()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter, key = event.text().upper(), Qt.Key(event.key())
        if event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        ):
            super().keyPressEvent(event)
        elif letter in {"F", "S"}:
            self._take(letter)
        elif key in _STEPS:
            kinds = [str(kind) for kind in TYPES]
            place = (kinds.index(self.text()) + _STEPS[key]) % len(kinds)
            self.typed.emit(kinds[place])
        elif key in _OPENERS:
            self.click()
        else:
            super().keyPressEvent(event)

    def _take(self, letter: str) -> None:
        if not self._letter:
            self._letter = letter
            self._wait.start()
            self.update()
            return
        kind = self._letter + letter
        self._forget()
        self.typed.emit(kind)

    def _one_letter(self) -> None:
        """Go to the next type that begins with the letter that stood alone."""
        kinds = [str(kind) for kind in TYPES]
        after = kinds[kinds.index(self.text()) + 1 :] + kinds
        kind = next(kind for kind in after if kind.startswith(self._letter))
        self._forget()
        self.typed.emit(kind)

    def _forget(self) -> None:
        self._letter = ""
        self._wait.stop()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(self.theme.color("accent"), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("hover" if self.underMouse() else "sunken"))
        space = QRectF(self.rect())
        painter.drawRoundedRect(space.adjusted(1, 1, -1, -1) if focused else space, 5, 5)
        painter.setFont(self.theme.font("caption"))
        painter.setPen(self.theme.color("text2"))
        words = f"{self._letter}…" if self._letter else self.text()
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), words)
        painter.end()
