"""Exporting and copying what a page shows as a picture."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QImage

from leadbench.desktop import menus, worker
from leadbench.desktop.exporting import failed, show_file

if TYPE_CHECKING:
    from leadbench.charts.picture import Picture
    from leadbench.desktop.drawings import Drawn
    from leadbench.desktop.window import Window

KINDS: Final = {
    "PNG picture (*.png)": ".png",
    "SVG drawing (*.svg)": ".svg",
    "PDF document (*.pdf)": ".pdf",
}


class PictureExport(QObject):
    """Asks where to, has the worker draw it, and says where it is."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.window = window

    def _picture(self) -> "Picture | Drawn | None":
        page = self.window.pages.page
        reason = "" if page is None else page.no_picture()
        picture = None if page is None or reason else page.picture()
        if picture is None:
            words = "There is nothing on this page to make a picture of"
            told = f"There is no picture of it: {reason}" if reason else words
            self.window.say(told, done=False)
        return picture

    def export(self) -> None:
        """Ask for a file and write the picture there, in the form that its name ends with."""
        picture = self._picture()
        if picture is None:
            return
        window = self.window
        name = menus.file_name(picture.title.replace(":", ","))
        path = window.files.ask_save(window, "Export the picture", f"{name}.png", ";;".join(KINDS))
        if path is None:
            return
        if path.suffix.lower() not in KINDS.values():
            path = path.with_name(path.name + ".png")
        window.background.run(
            "Exporting the picture",
            partial(worker.write_picture, picture, path),
            partial(self._written, path),
            partial(failed, window, "The picture was not written"),
        )

    def _written(self, path: Path, remark: str) -> None:
        self.window.toasts.say(
            f"Exported {path.name}{f', {remark}' if remark else ''}",
            icon="check",
            action="Show file",
            run=lambda: show_file(path),
        )

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        picture = self._picture()
        if picture is None:
            return
        self.window.background.run(
            "Drawing the picture",
            partial(worker.draw_picture, picture),
            self._drawn,
            partial(failed, self.window, "The picture was not copied"),
        )

    def _drawn(self, data: bytes) -> None:
        QGuiApplication.clipboard().setImage(QImage.fromData(data))
        self.window.say("Copied the picture")
