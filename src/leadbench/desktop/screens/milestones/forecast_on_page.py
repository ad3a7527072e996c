"""Keeps table, chart and inspector in step with the forecast of the plan."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from leadbench.analysis.forecast_results import Forecast
    from leadbench.desktop.screens.milestones import Page


class ForecastOnPage(QObject):
    """Shows what is new in a forecast, as little as that asks for.

    Parameters
    ----------
    page
        The screen.
    """

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.page = page
        self._result: Forecast | None = None
        page.document.forecast_changed.connect(self._changed)

    TITLE: Final = "P50 and P80 of every task"

    def there(self) -> bool:
        """Tell whether there is a forecast."""
        return self.page.rows.plan.chances.shown is not None

    def toggle(self) -> None:
        """Show the range of every finish on the chart, or of gates and the last one alone."""
        self.page.rows.uncertain = not self.page.rows.uncertain
        self.page.rows.forget()
        self.page.chart.renew()

    def _changed(self) -> None:
        """Show a new forecast; one that only grew older is told of where words are."""
        page, shown = self.page, self.page.rows.plan.chances.shown
        if not page.rows.plan.has_project():
            return
        result = None if shown is None else shown.result
        if result is not self._result:
            self._result = result
            page.rearrange()
        page.side.refresh_forecast()
