"""The advisor: what is weak in the plan, each finding with a link to its place."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from leadbench.desktop.screens import SCREENS
from leadbench.desktop.slices import Slices
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.text import Icon, Line, Surface, Text
from leadbench.plan.review import Finding, Severity, in_order

_TITLES = {entry.key: entry.title for entry in SCREENS}


class Advisor(QScrollArea):
    """Findings, warnings first: icon, title with its number, reason, and where to settle it."""

    asked = Signal(str, object)
    """Key of a page, and the key of a row there or None."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._shown: Sequence[Finding] | None = None
        self._found: list[Finding] = []
        self._looking = Slices[Finding | None](
            self, self._take, lambda: self.tell(in_order(self._found))
        )
        self.count = Text("", theme, "caption", "text2")
        head = QHBoxLayout()
        head.setContentsMargins(16, 15, 16, 14)
        head.setSpacing(8)
        head.addWidget(Text("Advisor", theme, "finding"))
        head.addWidget(self.count, 1)
        inside = Surface(theme, "surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Line(theme))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        column.addStretch(1)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        self.setAccessibleName("Advisor")

    def look(self, found: Iterator[Finding | None]) -> None:
        """Show what is found, when all is: of a large plan some turns of the window later."""
        self._found = []
        self._looking.start(found)

    @property
    def looking(self) -> bool:
        """Whether more is being looked for."""
        return self._looking.busy

    def drop(self) -> None:
        """Look no further: what is looked at has changed."""
        self._looking.stop()

    def _take(self, finding: Finding | None) -> None:
        if finding is not None:
            self._found.append(finding)

    def tell(self, findings: Sequence[Finding]) -> None:
        """Show these findings."""
        if self._shown is not None and list(findings) == list(self._shown):
            return
        self._shown = list(findings)
        self.count.setText(_counted(len(findings)))
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for finding in findings:
            self._list.addWidget(self._entry(finding))
        if not findings:
            self._list.addWidget(self._all_well())

    def _entry(self, finding: Finding) -> QWidget:
        warning = finding.severity == Severity.WARNING
        entry = QWidget()
        outer = QVBoxLayout(entry)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(10)
        icon, ink = ("triangle-alert", "near") if warning else ("info", "accent")
        row.addWidget(Icon(icon, self.theme, ink, 15), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(Text(finding.title, self.theme, "section", wrap=True))
        words.addWidget(Text(finding.reason, self.theme, "cell", "text2", wrap=True))
        link = Button(f"Open {_TITLES.get(finding.page, finding.page)}", "", self.theme, "link")
        key = finding.keys[0] if finding.keys else None
        link.clicked.connect(lambda: self.asked.emit(finding.page, key))
        words.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(words, 1)
        outer.addLayout(row)
        outer.addWidget(Line(self.theme))
        entry.setAccessibleName(
            f"{'Warning' if warning else 'Note'}: {finding.title}. {finding.reason}"
        )
        return entry

    def _all_well(self) -> QWidget:
        entry = QWidget()
        row = QHBoxLayout(entry)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(10)
        row.addWidget(Icon("check", self.theme, "good", 15))
        row.addWidget(Text("No gap or contradiction was found", self.theme, "cell", "text2"), 1)
        return entry


def _counted(count: int) -> str:
    return f"{count} finding{'' if count == 1 else 's'}"
