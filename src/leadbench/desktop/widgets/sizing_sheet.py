"""The sizing sheet in the inspector: what is typed, what follows, and the reply time under load."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget
from sqlmodel import Session

from leadbench.analysis.sizing import Sizing, latency_curve
from leadbench.charts.curves import Axis, Curve, curves
from leadbench.desktop.screen import Screen
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.chart import Chart
from leadbench.desktop.widgets.field_spec import FieldSpec, plain_number
from leadbench.desktop.widgets.form import Form
from leadbench.desktop.widgets.sizing_formulas import formulas
from leadbench.desktop.widgets.text import Line, Text
from leadbench.errors import Refused
from leadbench.plan import architecture
from leadbench.plan.edits.architecture import set_sizing
from leadbench.plan.money import format_money, format_money_exact
from leadbench.plan.tables import SizingSheet

_POINTS = 60
_BRIEF = (
    "units_per_month", "requests_per_unit", "days_per_month", "peak_hour_percent", "surge",
    "calls_per_request", "mean_seconds", "at_once", "most_use_percent", "failures",
)  # fmt: skip


class Sheet(QWidget):
    """The sizing sheet of the project that is looked at.

    Parameters
    ----------
    page
        The page whose edits these are.
    brief
        Whether only what gives the number of servers is typed here, above the result.
    """

    def __init__(self, page: Screen, *, brief: bool = False) -> None:
        super().__init__()
        self.page, self.theme, self._brief = page, page.theme, brief
        self.form = self._form(
            _brief_fields(self._writer, "Capacity calculator" if brief else "Load")
        )
        self.rest = self._form(_other_fields(self._writer))
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
        self.more = Button("Whole sizing sheet", "arrow-up-right", self.theme, "link")
        if not brief:  # and not shown while it has no parent: it would be a window for a moment
            self.more.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.form)
        column.addWidget(Line(self.theme))
        column.addWidget(title)
        column.addLayout(self.results)
        column.addWidget(self.trouble)
        column.addWidget(Line(self.theme))
        column.addWidget(self.curve_title)
        column.addWidget(chart)
        below = QHBoxLayout()
        below.setContentsMargins(16, 0, 16, 8 if brief else 0)
        below.addWidget(self.more)
        below.addStretch(1)
        column.addLayout(below)
        line = Line(self.theme)
        column.addWidget(line)
        column.addWidget(self.rest)
        if brief:
            line.hide()
            self.rest.hide()

    def _form(self, sections: Sequence[tuple[str, Sequence[FieldSpec]]]) -> Form:
        return Form(self.page, sections, table=SizingSheet, name=lambda _row: "the sizing sheet")

    def _writer(self, column: str) -> Callable[[Session, int, Any], None]:
        """Return how a field is written of the sheet, whose row may not be there yet."""

        def write(session: Session, _key: int, value: Any) -> None:
            assert self.page.document.project_id is not None
            set_sizing(session, self.page.document.project_id, column, value)

        return write

    def _money(self, amount: float, *, exact: bool = False) -> str:
        currency = next(iter(self.page.document.contents.portfolio.values())).currency
        shape = format_money_exact if exact else format_money
        return shape(round(amount * 100), currency)

    def refresh(self, sheet: SizingSheet | None) -> None:
        """Show a sheet; None where the project has none yet, which the first value then makes."""
        project_id = self.page.document.project_id
        blank = [] if project_id is None else [SizingSheet(id=0, project_id=project_id)]
        for form in (self.form, self.rest):
            form.show_rows(blank if sheet is None else [sheet])
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
        others = architecture.promise(self.page.document.contents, sheet).other_seconds
        say = formulas(sheet, found, others)
        day = architecture.requests_per_day(sheet)
        self._line(f"{sheet.request.capitalize()}s a day", f"{day:,.0f}", tip=say["day"])
        self._line(
            "Peak with surge", f"{found.peak_requests:.2f} {sheet.request}s/s", tip=say["peak"]
        )
        self._line("Peak load", f"{found.peak_calls:.2f} calls/s", tip=say["calls"])
        self._line("In flight", f"{found.in_flight:.1f} calls", tip=say["flight"])
        exact = f"{found.servers_exact:.2f}, so {found.needed}"
        self._line(
            f"Servers for {plain_number(sheet.most_use_percent)}% use", exact, tip=say["exact"]
        )
        if sheet.failures:
            self._line("May fail", f"+{sheet.failures}", tip=say["failures"])
        if sheet.deploying:
            self._line("In deployment", f"+{sheet.deploying}", tip=say["deploying"])
        self._line(f"{sheet.server}s".capitalize() if sheet.server.islower() else
                   f"{sheet.server}s", f"{found.servers}", strong=True,
                   tip=say["servers"])  # fmt: skip
        if not self._brief:
            self._waiting(sheet, found, say)
        self._line(
            "Price an hour, each",
            self._money(sheet.hour_price_cents / 100, exact=True),
            tip=say["price"],
        )
        self._line("A month, all", self._money(found.month_cost), tip=say["month"])
        if not self._brief:
            self._extras(sheet, say)

    def _waiting(self, sheet: SizingSheet, found: Sizing, say: Mapping[str, str]) -> None:
        failing = _count(sheet.failures)
        self._line("Use at peak", f"{found.utilization:.0%}", tip=say["use"])
        if sheet.failures:
            self._line(f"– if {failing}", f"{found.utilization_reduced:.0%}", tip=say["use_less"])
        self._line("Chance to wait", f"{found.chance_to_wait:.1%}", tip=say["wait"])
        if sheet.failures:
            self._line(
                f"– if {failing}", f"{found.chance_to_wait_reduced:.1%}", tip=say["wait_less"]
            )
        self._line(
            f"p{plain_number(sheet.latency_percentile)} reply",
            f"{found.latency:.2f} s",
            tip=say["latency"],
        )

    def _extras(self, sheet: SizingSheet, say: Mapping[str, str]) -> None:
        hint = architecture.mode_hint(sheet)
        self._line("Batch or real time", hint.advice, tip=f"{hint.advice}: {hint.reason}")
        workers = architecture.batch_workers(sheet)
        if workers is not None:
            self._line(
                "Batch workers",
                f"{workers} in {plain_number(sheet.batch_hours or 0)} h",
                tip=say["batch"],
            )
        items, size = architecture.stored_items(sheet), architecture.stored_bytes(sheet)
        if items is not None:
            self._line("Kept at most", f"{items / 1e6:,.1f}M {sheet.request}s", tip=say["kept"])
        if size is not None:
            self._line("Stored at most", f"{size / 1e9:,.0f} GB", tip=say["stored"])

    def _line(self, label: str, value: str, *, strong: bool = False, tip: str = "") -> None:
        left = Text(
            label, self.theme, "section" if strong else "cell", "text" if strong else "text2"
        )
        right = Text(value, self.theme, "finding" if strong else "cell_strong")
        right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for part in (left, right):
            part.setToolTip(tip)
            part.setAccessibleDescription(tip)
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
            f"{found.latency:.2f} s at {found.peak_calls:.1f} calls a second",
        )  # fmt: skip


def _count(failures: int) -> str:
    return "one fails" if failures == 1 else f"{failures} fail"


def sizing_fields(write: Callable[[str], Any]) -> Sequence[tuple[str, Sequence[FieldSpec]]]:
    """Return the fields of the sizing sheet; ``write`` returns how a column is written."""

    def number(column: str, caption: str, unit: str = "", editor: Any = "number") -> FieldSpec:
        return FieldSpec(column, caption, unit, editor, write=write(column), half=True)

    return (
        (
            "Load",
            (
                number("units_per_month", "Arrive a month"),
                FieldSpec("unit", "Called", write=write("unit"), half=True),
                number("requests_per_unit", "Requests of each"),
                FieldSpec("request", "Called", write=write("request"), half=True),
                number("days_per_month", "Working days a month"),
                number("peak_hour_percent", "Share in peak hour", editor="percent"),
                number("surge", "Surge above it", "×"),
                number("calls_per_request", "Calls of a request"),
            ),
        ),
        (
            "Servers",
            (
                number("mean_seconds", "Mean time of a call", "s"),
                number("at_once", "Calls at once", editor="integer"),
                number("most_use_percent", "Most use", editor="percent"),
                number("variability", "Variability"),
                number("failures", "May fail", editor="integer"),
                number("deploying", "In deployment", editor="integer"),
                number("hour_price_cents", "Price an hour", editor="money"),
                FieldSpec("server", "Called", write=write("server"), half=True),
            ),
        ),
        (
            "Promise",
            (
                number("latency_seconds", "Answered within", "s"),
                number("latency_percentile", "Percentile"),
                number("service_percentile_seconds", "Call at that percentile", "s"),
                number("may_wait_minutes", "Answer may be old", "min"),
                number("unit_cost_limit_cents", "Most a unit may cost", "¢"),
                number("budget_from", "Budget pays from", editor="date"),
                number("budget_until", "Until the month of", editor="date"),
                number("kept_months", "Kept for", "months"),
                number("item_kilobytes", "Size of a request", "kB"),
                number("batch_items", "Batch: items"),
                number("batch_item_seconds", "Time of an item", "s"),
                number("batch_hours", "Window", "h"),
                number("batch_retry_percent", "Done again", editor="percent"),
            ),
        ),
    )


def _brief_fields(
    write: Callable[[str], Any], heading: str
) -> Sequence[tuple[str, Sequence[FieldSpec]]]:
    """Return what gives the number of servers, in the order in which it is asked."""
    known = {spec.column: spec for _heading, specs in sizing_fields(write) for spec in specs}
    short = {"days_per_month": "Days a month"}
    fields = [
        replace(known[column], caption=short.get(column, known[column].caption))
        for column in _BRIEF
    ]
    return ((heading, fields),)


def _other_fields(write: Callable[[str], Any]) -> Sequence[tuple[str, Sequence[FieldSpec]]]:
    """Return the fields that the brief ones leave, below their headings."""
    captions = {"unit": "What arrives", "request": "Each makes several", "server": "What answers"}
    return [
        (
            heading.replace("Load", "Names"),
            [
                replace(spec, caption=captions.get(spec.column, spec.caption))
                for spec in specs
                if spec.column not in _BRIEF
            ],
        )
        for heading, specs in sizing_fields(write)
    ]
