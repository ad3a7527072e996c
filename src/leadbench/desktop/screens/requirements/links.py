"""Fields of links: the items before something in the chain, or those after it, as chips."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from leadbench.desktop.widgets.field_spec import Choices, FieldSpec
from leadbench.plan.edits.traces import keys_of, set_led, set_linked
from leadbench.plan.traces import Place

if TYPE_CHECKING:
    from sqlmodel import Session

    from leadbench.desktop.screens.requirements import Page


def links(
    page: "Page",
    column: str,
    caption: str,
    left: Place,
    right: Place,
    *,
    up: bool,
    table: str = "requirement",
) -> FieldSpec:
    """Return a field of the items before something in the chain, or of those after it."""
    return FieldSpec(
        column, caption, editor="picks",
        choices=lambda: items_of(page, left if up else right),
        value=lambda row: codes(page, row, left, right, up=up),
        write=writer(page, column, left, right, up=up, table=table),
    )  # fmt: skip


def items_of(page: "Page", place: Place) -> Choices:
    """Return what can be linked at a place of the chain, by code."""
    return [(item.code, item.name) for item in page.chain.items[place].values()]


def codes(page: "Page", row: Any, left: Place, right: Place, *, up: bool) -> str:
    """Return the codes of the items before something, or of those after it: "B1, B4"."""
    return ", ".join(item.code for item in page.neighbors(row.id, left, right, up=up))


def writer(
    page: "Page", column: str, left: Place, right: Place, *, up: bool, table: str = "requirement"
) -> Callable[["Session", int, Any], None]:
    """Return what links something to exactly the items of a text of codes or names."""

    def write(session: "Session", key: int, text: str | None) -> None:
        items = page.chain.items[left if up else right].values()
        wanted = keys_of(items, text or "", table=table, key=key, field=column)
        change: Callable[..., None] = set_linked if up else set_led
        change(session, (left, right), key, wanted)

    return write
