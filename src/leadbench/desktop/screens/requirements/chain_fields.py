"""The fields of tests, monitors and document sections in the inspector."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlmodel import SQLModel

from leadbench.desktop.screens.requirements.chain_columns import KINDS, STATES, WRITTEN
from leadbench.desktop.screens.requirements.links import links
from leadbench.desktop.widgets.field_spec import FieldSpec
from leadbench.desktop.widgets.form import Form
from leadbench.plan.tables import Check, DocumentSection, Monitor
from leadbench.plan.traces import Place

if TYPE_CHECKING:
    from leadbench.desktop.screens.requirements import Page

TABLES: dict[Place, type[SQLModel]] = {
    Place.TEST: Check,
    Place.MONITOR: Monitor,
    Place.SECTION: DocumentSection,
}


def chain_form(page: "Page", place: Place) -> Form:
    """Return the form of a test, a monitor or a document section."""
    fields = {Place.TEST: _test, Place.MONITOR: _monitor, Place.SECTION: _section}[place]

    def name(row: Any) -> str:
        item = page.chain.items[place].get(row.id)
        return str(row.name) if item is None else item.code

    return Form(page, fields(page), table=TABLES[place], name=name)


def _owner(page: "Page", *, half: bool = False) -> FieldSpec:
    return FieldSpec(
        "owner_role_id", "Owner", editor="choice", choices=page.role_choices, half=half
    )


def _test(page: "Page") -> Sequence[tuple[str, Sequence[FieldSpec]]]:
    def link(column: str, caption: str, left: Place, right: Place, *, up: bool) -> FieldSpec:
        return links(page, column, caption, left, right, up=up, table="check")

    return (
        (
            "",
            (
                FieldSpec("name", "Test"),
                FieldSpec("kind", "Kind", editor="choice", choices=KINDS, half=True),
                FieldSpec("state", "State", editor="choice", choices=STATES, half=True),
                FieldSpec("runs", "When it runs"),
                FieldSpec("threshold", "Passes with"),
                _owner(page),
                FieldSpec("activity_id", "Done in", editor="choice", choices=page.activity_choices),
            ),
        ),
        (
            "Place in the chain",
            (
                link("checks", "Checks", Place.TECHNICAL, Place.TEST, up=True),
                link("monitors", "Watched on by", Place.TEST, Place.MONITOR, up=False),
            ),
        ),
    )


def _monitor(page: "Page") -> Sequence[tuple[str, Sequence[FieldSpec]]]:
    def link(column: str, caption: str, left: Place, right: Place, *, up: bool) -> FieldSpec:
        return links(page, column, caption, left, right, up=up, table="monitor")

    return (
        (
            "",
            (
                FieldSpec("name", "Monitor"),
                FieldSpec("signal", "Signal"),
                FieldSpec("threshold", "Alarm when"),
                FieldSpec("action", "What then happens", editor="note"),
                _owner(page),
            ),
        ),
        (
            "Place in the chain",
            (
                link("tests", "Watches what these show", Place.TEST, Place.MONITOR, up=True),
                link("sections", "Written down in", Place.MONITOR, Place.SECTION, up=False),
            ),
        ),
    )


def _section(page: "Page") -> Sequence[tuple[str, Sequence[FieldSpec]]]:
    return (
        (
            "",
            (
                FieldSpec("document", "Document"),
                FieldSpec("name", "Heading"),
                FieldSpec("state", "State", editor="choice", choices=WRITTEN, half=True),
                _owner(page, half=True),
            ),
        ),
        (
            "Place in the chain",
            (
                links(
                    page, "monitors", "Says what to do for", Place.MONITOR, Place.SECTION, up=True,
                    table="documentsection",
                ),
            ),
        ),
    )  # fmt: skip
