"""The components of a project as blocks of the diagram, each with the icon of its kind."""

from typing import TYPE_CHECKING

from leadbench.charts.blocks import Arrow, Block
from leadbench.plan.tables import ComponentKind, Flow

if TYPE_CHECKING:
    from leadbench.desktop.screens.architecture import Page

_ROUND = frozenset({ComponentKind.STORE.value, ComponentKind.QUEUE.value})
_OUTSIDE = frozenset({ComponentKind.PEOPLE.value, ComponentKind.SYSTEM.value})
_ICONS: dict[str, str] = {
    ComponentKind.PEOPLE.value: "users",
    ComponentKind.SYSTEM.value: "file-input",
    ComponentKind.SERVICE.value: "server",
    ComponentKind.PRIVACY.value: "eye-off",
    ComponentKind.CHECK.value: "circle-check",
    ComponentKind.MODEL.value: "cpu",
    ComponentKind.LABELING.value: "pencil",
    ComponentKind.TRAINING.value: "refresh-cw",
    ComponentKind.MONITORING.value: "activity",
}
"""What stands before the name of a block; stores and queues are known by their shape."""


def show_blocks(page: "Page") -> None:
    """Show the components of the project and what flows between them."""
    rows = page.components()
    sheet = page.sheet()
    blocks = [
        Block(
            row.id or 0, row.name,
            page.servers() if row.sized and sheet is not None else row.note,
            row.grid_column, row.grid_row, row.zone,
            "" if row.latency_seconds is None else f"{row.latency_seconds:.2f} s",
            round=row.kind in _ROUND, outside=row.kind in _OUTSIDE,
            icon=_ICONS.get(row.kind, ""),
        )
        for row in rows
    ]  # fmt: skip
    keys = {row.id for row in rows}
    arrows = [
        Arrow(flow.source_id, flow.target_id, str(flow.kind), flow.label)
        for flow in page.document.contents.every(Flow).values()
        if flow.source_id in keys
    ]
    page.diagram.show_blocks(blocks, arrows)
