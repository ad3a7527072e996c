"""The entry to the questions of a page in its head: how many are open."""

from typing import TYPE_CHECKING

from leadbench.desktop.screen import Screen
from leadbench.desktop.screens import SCREENS
from leadbench.desktop.widgets.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Callable


class QuestionCount(Button):
    """Tells how many questions of a page are open; pressing it leads to the first of them.

    Parameters
    ----------
    screen
        The page.
    answer
        Leads to the questions.
    word
        What the button is called where there is room for a word: "Checklist".
    """

    def __init__(self, screen: Screen, answer: "Callable[[], None]", word: str = "") -> None:
        super().__init__(word, "list-checks", screen.theme)
        self._page, self._word = screen, word
        self._entry = next(entry for entry in SCREENS if entry.key == screen.key)
        self.clicked.connect(answer)

    def refresh(self) -> None:
        """Count again."""
        from leadbench.plan.questions import open_of, questions_of

        document = self._page.document
        key = document.project_id if document.is_open else None
        asked = (
            ()
            if key is None
            else questions_of(document.contents, key, self._entry.key, self._entry.step)
        )
        left = len(open_of(asked))
        self.setEnabled(bool(asked))
        many = f"{left} open" if left else ""
        self.setText(", ".join(part for part in (self._word, many) if part))
        words = (
            f"{left} of {len(asked)} questions of this page are open"
            if left
            else f"All {len(asked)} questions of this page are answered"
        )
        self.setToolTip(words)
        self.setAccessibleName(f"Questions: {words}")
        self.updateGeometry()
        self.update()
