"""What scrolls a page: its bar lies over the margin, so that no column moves when it comes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QWidget

_WIDE = 8


class PageArea(QScrollArea):
    """A page that is as wide as its room, whether it is too high or not.

    Parameters
    ----------
    content
        The page, with a margin at its right end.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setProperty("slim", True)
        inner = self.verticalScrollBar()
        inner.rangeChanged.connect(self._follow)
        inner.valueChanged.connect(self.bar.setValue)
        self.bar.valueChanged.connect(inner.setValue)
        self._follow()

    def _follow(self) -> None:
        inner = self.verticalScrollBar()
        self.bar.setRange(inner.minimum(), inner.maximum())
        self.bar.setPageStep(inner.pageStep())
        self.bar.setSingleStep(inner.singleStep())
        self.bar.setValue(inner.value())
        self.bar.setVisible(inner.maximum() > inner.minimum())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow()  # how much is in view is told by no signal
        self.bar.setGeometry(self.width() - _WIDE, 0, _WIDE, self.height())
        self.bar.raise_()
