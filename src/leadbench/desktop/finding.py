"""What the palette finds: pages, commands, tasks and other rows of the plan."""

from functools import partial
from typing import TYPE_CHECKING

from leadbench.desktop.keys import spoken
from leadbench.desktop.pages import is_built
from leadbench.desktop.screens import SCREENS
from leadbench.desktop.widgets.palette_search import Item

if TYPE_CHECKING:
    from leadbench.desktop.actions import Actions
    from leadbench.desktop.screen import Command


def gather(actions: "Actions") -> list[Item]:
    """Return everything that can be opened or done now."""
    window = actions.window
    found: list[Item] = []
    if window.document.is_open:
        found += _pages(actions)
        found += _commands(list(page.commands()) if (page := window.pages.page) else [])
    found += _commands(
        [
            command
            for command in (
                *actions.everywhere,
                *actions.files,
                *actions.settings,
                *actions.unkeyed(),
            )
            if command.run != actions.open_palette
        ],
    )
    if window.document.is_open:
        found += _projects(actions)
        found += _scenarios(actions)
        if window.document.project_id is not None:
            found += _tasks(actions)
            found += _requirements(actions)
    return found


def _pages(actions: "Actions") -> list[Item]:
    window = actions.window
    return [
        Item(
            f"page/{entry.key}",
            "Page",
            entry.title,
            entry.icon,
            partial(window.show_page, entry.key),
            "Go to" if is_built(entry) else "Not built yet",
            f"Ctrl G, {entry.letter}",
        )
        for entry in SCREENS
    ]


def _commands(commands: list["Command"]) -> list[Item]:
    return [
        Item(
            f"command/{command.title}",
            "Command",
            command.title,
            command.icon or "command",
            command.run,
            "Run",
            spoken(command.keys),
        )
        for command in commands
        if command.enabled()
    ]


def _projects(actions: "Actions") -> list[Item]:
    document = actions.window.document
    return [
        Item(
            f"project/{row.id}",
            "Project",
            row.name,
            "layers",
            partial(document.show_project, row.id or 0),
            "Project",
        )
        for row in document.contents.ordered_projects()
        if row.id != document.project_id
    ]


def _scenarios(actions: "Actions") -> list[Item]:
    document, scenarios = actions.window.document, actions.window.scenarios
    return [
        Item(
            f"scenario/{row.id}",
            "Scenario",
            row.name,
            "split",
            partial(scenarios.show, row.id),
            "What-if",
        )
        for row in document.plan.scenarios
        if row.id != document.scenario_id
    ]


def _tasks(actions: "Actions") -> list[Item]:
    from leadbench.analysis.calendars import finish_date
    from leadbench.plan.notation import format_date
    from leadbench.plan.tables import ActivityKind

    window = actions.window
    document = window.document
    schedule = document.outlook.schedule if document.outlook is not None else None
    found: list[Item] = []
    year = None
    if schedule is not None and schedule.keys:
        year = finish_date(schedule.project_finish).year
    rows = document.contents.activities
    for line in document.outline.rows:
        row = rows[line.key]
        day = ""
        if schedule is not None and line.key in schedule.index:
            place = schedule.index[line.key]
            day = format_date(finish_date(int(schedule.finish[place])), year)
        milestone = row.kind == ActivityKind.MILESTONE
        found.append(
            Item(
                f"task/{document.project_id}/{line.key}",
                "Task",
                f"{line.number} {row.name}",
                "diamond" if milestone else "chart-gantt",
                partial(window.show_page, "milestones", line.key),
                "Milestone" if milestone else "Task",
                day,
            )
        )
    return found


def _requirements(actions: "Actions") -> list[Item]:
    window = actions.window
    document = window.document
    project_id = document.project_id
    if project_id is None:
        return []
    return [
        Item(
            f"requirement/{row.id}",
            "Requirement",
            f"{row.code} {row.title}".strip(),
            "list-checks",
            partial(window.show_page, "requirements", row.id),
            "Requirement",
        )
        for row in document.contents.requirements_of(project_id)
    ]
