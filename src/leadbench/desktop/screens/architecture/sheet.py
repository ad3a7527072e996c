"""The sizing sheet in the inspector: what is typed, what follows, and the reply time under load."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from leadbench.analysis.sizing import Sizing, latency_curve
from leadbench.charts.curves import Axis, Curve, curves
from leadbench.desktop.screens.architecture.columns import seconds, sizing_fields
from leadbench.desktop.widgets.chart import Chart
from leadbench.desktop.widgets.field_spec import plain_number
from leadbench.desktop.widgets.form import Form
from leadbench.desktop.widgets.text import Line, Text
from leadbench.errors import Refused
from leadbench.plan import architecture
from leadbench.plan.tables import SizingSheet

if TYPE_CHECKING:
    from leadbench.desktop.screens.architecture import Page

_POINTS = 60


class Sheet(QWidget):
    """The sizing sheet of the project that is looked at.

    Parameters
    ----------
    page
        The page whose edits these are.
    """

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page, self.theme = page, page.theme
        self.form = Form(
            page,
            sizing_fields(page.write_sizing),
            table=SizingSheet,
            name=lambda _row: "the sizing sheet",
        )
        self.results = QFormLayout()
        self.results.setContentsMargins(16, 4, 16, 8)
        self.results.setVerticalSpacing(6)
        self.results.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.trouble = Text("", self.theme, "cell", "error", wrap=True)
        self.trouble.setContentsMargins(16, 0, 16, 0)
        self.chart = Chart(self.theme, 150, "Reply time under load")
        title = Text("Result", self.theme, "section")
        title.setContentsMargins(16, 8, 16, 0)
        self.curve_title = Text("Reply time under load", self.theme, "section")
        self.curve_title.setContentsMargins(16, 8, 16, 0)
        chart = QWidget()
        inside = QVBoxLayout(chart)
        inside.setContentsMargins(16, 0, 16, 8)
        inside.addWidget(self.chart)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(title)
        column.addLayout(self.results)
        column.addWidget(self.trouble)
        column.addWidget(Line(self.theme))
        column.addWidget(self.curve_title)
        column.addWidget(chart)
        column.addWidget(Line(self.theme))
        column.addWidget(self.form)

    def refresh(self, sheet: SizingSheet | None, blank: Any) -> None:
        """Show a sheet; ``blank`` stands for one that the project does not have yet."""
        self.form.show_rows([] if blank is None else [sheet if sheet is not None else blank])
        while self.results.rowCount():
            self.results.removeRow(0)
        self.trouble.setText("")
        self.trouble.setVisible(False)
        if sheet is None or not sheet.units_per_month:
            self._line("Type what arrives and how long a call takes.", "")
            self.chart.show_drawing(None, "Nothing arrives yet.")
            return
        try:
            found = architecture.size(self.page.document.contents, sheet)
        except Refused as refusal:
            self.trouble.setText(str(refusal))
            self.trouble.setVisible(True)
            self.chart.show_drawing(None, str(refusal))
            return
        self._show(sheet, found)
        self._show_curve(sheet, found)

    def _show(self, sheet: SizingSheet, found: Sizing) -> None:
        day = architecture.requests_per_day(sheet)
        self._line(f"{sheet.request.capitalize()}s a day", f"{day:,.0f}")
        self._line("Peak with surge", f"{found.peak_requests:.2f} {sheet.request}s/s")
        self._line("Peak load", f"{found.peak_calls:.2f} calls/s")
        self._line("In flight", f"{found.in_flight:.1f} calls")
        exact = f"{found.servers_exact:.2f}, so {found.needed}"
        self._line(f"Servers for {plain_number(sheet.most_use_percent)}% use", exact)
        if sheet.failures:
            self._line("May fail", f"+{sheet.failures}")
        if sheet.deploying:
            self._line("In deployment", f"+{sheet.deploying}")
        self._line(f"{sheet.server}s".capitalize() if sheet.server.islower() else
                   f"{sheet.server}s", f"{found.servers}", strong=True)  # fmt: skip
        failing = _count(sheet.failures)
        self._line("Use at peak", f"{found.utilization:.0%}")
        if sheet.failures:
            self._line(f"– if {failing}", f"{found.utilization_reduced:.0%}")
        self._line("Chance to wait", f"{found.chance_to_wait:.1%}")
        if sheet.failures:
            self._line(f"– if {failing}", f"{found.chance_to_wait_reduced:.1%}")
        self._line(f"p{plain_number(sheet.latency_percentile)} reply", f"{found.latency:.2f} s")
        self._line("Price an hour, each", self.page.money(sheet.hour_price_cents / 100, exact=True))
        self._line("A month, all", self.page.money(found.month_cost))
        self._extras(sheet)

    def _extras(self, sheet: SizingSheet) -> None:
        hint = architecture.mode_hint(sheet)
        self._line("Batch or real time", hint.advice, tip=f"{hint.advice}: {hint.reason}")
        workers = architecture.batch_workers(sheet)
        if workers is not None:
            self._line("Batch workers", f"{workers} in {plain_number(sheet.batch_hours or 0)} h")
        items, size = architecture.stored_items(sheet), architecture.stored_bytes(sheet)
        if items is not None:
            self._line("Kept at most", f"{items / 1e6:,.1f}M {sheet.request}s")
        if size is not None:
            self._line("Stored at most", f"{size / 1e9:,.0f} GB")

    def _line(self, label: str, value: str, *, strong: bool = False, tip: str = "") -> None:
        left = Text(
            label, self.theme, "section" if strong else "cell", "text" if strong else "text2"
        )
        right = Text(value, self.theme, "finding" if strong else "cell_strong")
        right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        right.setToolTip(tip)
        self.results.addRow(left, right)

    def _show_curve(self, sheet: SizingSheet, found: Sizing) -> None:
        contents = self.page.document.contents
        server, promise = architecture.server(sheet), architecture.promise(contents, sheet)
        own = sheet.service_percentile_seconds or sheet.mean_seconds
        floor = own + promise.other_seconds
        most = found.servers * sheet.at_once / max(sheet.mean_seconds, 1e-9)
        rates = tuple(most * place / _POINTS for place in range(1, _POINTS))
        top = max(sheet.latency_seconds or 0.0, floor) * 1.8
        lines = [
            Curve(
                f"{count} servers",
                tuple(zip(rates, latency_curve(server, count, promise, rates), strict=True)),
                main=count == found.servers,
            )
            for count in sorted({max(1, found.servers - 1), found.servers})
        ]
        limit = sheet.latency_seconds
        self.curve_title.setText(f"p{plain_number(sheet.latency_percentile)} reply time under load")
        self.chart.show_drawing(
            lambda pen, width, height, look: curves(
                pen, width, height, lines,
                Axis(0, most, "", "model calls per second"), Axis(floor * 0.7, top, " s"), look,
                limit=None if limit is None else (limit, f"Limit {limit:g} s"),
                mark=(found.peak_calls, found.latency, f"peak {found.peak_calls:.1f}"),
            ),
            f"{seconds(round(found.latency, 2))} at {found.peak_calls:.1f} calls a second",
        )  # fmt: skip


def _count(failures: int) -> str:
    return "one fails" if failures == 1 else f"{failures} fail"
