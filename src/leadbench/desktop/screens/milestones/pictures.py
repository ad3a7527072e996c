"""What the milestones page shows as a picture to copy or export: whole, whatever is scrolled."""

from typing import TYPE_CHECKING

from leadbench.charts.gantt import GanttLink, State
from leadbench.charts.picture import Day, Head, NetworkPicture, Picture, PlanPicture, TableRow
from leadbench.desktop.screens.milestones.columns import LOOKS, Column
from leadbench.desktop.screens.milestones.rows import Line
from leadbench.plan.notation import day_of, format_date_long

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page

__all__ = ["Picture", "picture"]


def picture(page: "Page") -> Picture | None:
    """Return the shown view as a picture; None while there is nothing to show."""
    project = page.document.project
    if project is None or not page.rows.plan.visible:
        return None
    if page.views.current == "network":
        return _network(page, f"{project.name}: network")
    return _plan(page, f"{project.name}: {page.views.views[page.views.current].title}")


def _subtitle(page: "Page") -> str:
    """Return data date and finish of the plan in words."""
    project, outlook = page.document.project, page.document.outlook
    parts = []
    if project is not None and project.status_minute is not None:
        parts.append(f"data date {format_date_long(day_of(project.status_minute))}")
    if outlook is not None:
        finish = format_date_long(day_of(outlook.finish, finish=True))
        parts.append(f"plan date {finish}")
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def _network(page: "Page", title: str) -> NetworkPicture | None:
    scene = page.network.scene
    if scene.diagram is None or scene.laid is None or not scene.diagram.places:
        return None
    return NetworkPicture(
        title,
        _subtitle(page),
        scene.diagram,
        scene.lanes,
        {key: scene.text(key) for key in scene.diagram.places},
        frozenset(link.key for link in scene.laid.links if scene.is_critical(link)),
        frozenset(
            link.key
            for link in scene.laid.links
            if page.rows.is_left_out(link.predecessor, link.successor)
        ),
    )


def _plan(page: "Page", title: str) -> PlanPicture:
    plan, table = page.rows.plan, page.table
    columns = table.order()
    heads = tuple(
        Head(
            LOOKS[column].caption or ("No." if column == Column.NUMBER else ""),
            float(max(table.columnWidth(column), 44 if column == Column.NUMBER else 0)),
            LOOKS[column].right,
        )
        for column in columns
    )
    lines = [plan.line(place) for place in range(len(plan.visible))]
    rows = tuple(
        TableRow(
            tuple(line.text(column) for column in columns),
            line.depth,
            line.is_summary,
            _state(line),
            line.is_milestone,
        )
        for line in lines
    )
    name = columns.index(Column.NAME) if Column.NAME in columns else 0
    slack = columns.index(Column.FLOAT) if Column.FLOAT in columns else -1
    if page.views.current != "gantt" or plan.schedule is None:
        return PlanPicture(title, _subtitle(page), heads, rows, name, slack)
    project = page.document.project
    assert project is not None
    return PlanPicture(
        title,
        _subtitle(page),
        heads,
        rows,
        name,
        slack,
        tuple(page.rows[place] for place in range(len(lines))),
        _links(page),
        min(max(page.chart.per_day, 1.0), 24.0),
        _day(page, project.status_minute),
        _day(page, project.committed_finish_minute, finish=True),
    )


def _day(page: "Page", minute: int | None, *, finish: bool = False) -> Day | None:
    if minute is None:
        return None
    return Day(page.rows.on_axis(minute), page.rows.plan.date_text(minute, finish=finish))


def _state(line: Line) -> State:
    if line.left_out or line.done:
        return State.LEFT_OUT if line.left_out else State.DONE
    if line.critical or line.near:
        return State.CRITICAL if line.critical else State.NEAR
    return State.NORMAL


def _links(page: "Page") -> tuple[tuple[GanttLink, int, int], ...]:
    rows = page.rows
    found = []
    for placed in rows.links.crossing(0, len(rows) - 1):
        link = placed.link
        strong = rows.drives_finish(link)
        kind = rows.type_of(link)
        out = rows.is_left_out(link.predecessor, link.successor)
        whole = GanttLink(link.key, link.predecessor, link.successor, kind, strong, out)
        found.append((whole, placed.tail_row, placed.tip_row))
    return tuple(found)
