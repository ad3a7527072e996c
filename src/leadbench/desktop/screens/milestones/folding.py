"""Folding rows of the outline, with the selection and the chart in step."""

from typing import TYPE_CHECKING

from leadbench.desktop.screens.milestones import menus

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page


class Folding:
    """Hides and shows what is below rows, and remembers it with the plan.

    Parameters
    ----------
    page
        The screen.
    """

    def __init__(self, page: "Page") -> None:
        self.page = page

    def fold(self, key: int, folded: bool) -> None:
        """Fold or unfold one row."""
        self.fold_all({key}, folded=folded)

    def fold_all(self, keys: set[int], *, folded: bool) -> None:
        """Fold or unfold rows; a selection that goes out of sight moves to the row above it."""
        page = self.page
        page.editor.finish()
        chosen, current = page.table.selected_keys(), page.table.current_key()
        column = page.table.currentIndex().column()
        page.model.fold(keys, folded=folded)
        plan = page.rows.plan
        if plan.arrangement.own_folds:
            menus.remember_folded(page.document, plan.folded)
        if current is not None:
            kept = [key for key in chosen if key in plan.place_of and key != current]
            place = current if current in plan.place_of else next(iter(keys))
            page.table.select_keys([*kept, place], column=column)
        page.rows.forget(moved=True)
        page.chart.renew()
