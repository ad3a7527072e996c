"""What every screen shares."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from leadbench.desktop.document import Document
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.header import PageHeader

if TYPE_CHECKING:
    from sqlmodel import Session

    from leadbench.charts.picture import Picture
    from leadbench.desktop.drawings import Drawn


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a person can do here, by key, from the palette, or by a button.

    Parameters
    ----------
    title
        A verb first: "Indent", "Keep as baseline".
    run
        What happens.
    keys
        The shortcut as Qt writes it, such as "Ctrl+L". The window binds it while the page is
        shown, unless a widget of the page has bound it already.
    icon
        An icon of ``resources/icons``.
    enabled
        Whether it can be done now.
    """

    title: str
    run: Callable[[], None]
    keys: str = ""
    icon: str = ""
    enabled: Callable[[], bool] = lambda: True


class Screen(QWidget):
    """One page of the window.

    A screen declares the tables that it reads, builds its widgets once in ``build``, and rereads
    the document in ``refresh``. The window calls ``refresh`` when the screen is shown and when a
    change touched one of its tables, and ``show_results`` when only dates are new. Refreshing never
    fires an edit.
    """

    tables: ClassVar[frozenset[str]] = frozenset()
    """Names of the tables whose changes make this screen reread."""
    key: ClassVar[str] = ""
    """The screen's key in ``SCREENS``; the place that its changes carry."""

    asked_to_open = Signal(str, object)
    """Key of another screen, and the key of a row to select there or None."""
    said = Signal(str, bool)
    """A message for a toast of what was done, and whether it offers to undo."""
    nothing_done = Signal(str)
    """Why nothing was done, for a toast."""
    picture_asked = Signal(bool)
    """What is shown is wanted as a picture: on the clipboard if true, else in a file."""
    inspector_asked = Signal()
    """The inspector should be visible, to show the selection."""

    opens_at: QWidget | None = None
    """What takes the keyboard when the page opens. As a focus proxy, Tab would leap to it from
    before the page, over all that stands above it."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self.document = document
        self.theme = theme
        self.build()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the keyboard to what the page opens at."""
        if self.opens_at is None:
            super().setFocus(reason)
        else:
            self.opens_at.setFocus(reason)

    def build(self) -> None:
        """Make the widgets; called once."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Reread the document."""
        raise NotImplementedError

    def show_results(self) -> None:
        """Show new dates; by default the whole screen is reread."""
        self.refresh()

    def inspector(self) -> QWidget | None:
        """Return the widget for the inspector pane, always the same one, or None."""
        return None

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        return ()

    def panes(self) -> Sequence[QWidget]:
        """Return the parts that F6 goes through, if the page is not one pane."""
        return ()

    def own_keys(self) -> Sequence[tuple[str, str]]:
        """Return keys that work in a part of the page only, and what they do, for the map."""
        return ()

    def select(self, key: object) -> None:
        """Show and select the row of that key; by default nothing."""

    def cover(self, width: int) -> None:
        """Keep controls clear of a pane over the page's right end; by default those of the head."""
        for header in self.findChildren(PageHeader):
            header.cover(width)

    def no_picture(self) -> str:
        """Return why this page makes no picture, in a few words; "" where it does."""
        return ""

    def picture(self) -> "Picture | Drawn | None":
        """Return what is shown as a picture to copy or export, or None while nothing is."""
        from leadbench.desktop.page_picture import picture_of

        return picture_of(self)

    def is_waiting(self) -> bool:
        """Tell whether something that is shown here is still being calculated."""
        return False

    def search_field(self) -> QWidget | None:
        """Return the field that Ctrl+F leads to, or None if the page has none."""
        return None

    @property
    def can_edit(self) -> bool:
        """Whether the plan can be changed: a file that is open for reading only cannot."""
        return self.document.is_open and not self.document.read_only

    @contextmanager
    def edit(self, label: str, *, joins: bool = False) -> Iterator["Session"]:
        """Change the plan in one undoable step that leads back to this screen.

        One that joins is undone together with the step before it.

        A ``LeadbenchError`` passes through with nothing changed: show it where the value is.
        """
        with self.document.edit(label, self.key, joins=joins) as session:
            yield session
