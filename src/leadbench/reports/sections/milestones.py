"""The road to the gate: phases on a page, milestones with their float, stages, what has changed."""

from typing import Final

from leadbench.analysis.calendars import finish_date
from leadbench.charts import lanes
from leadbench.charts import roadmap as chart
from leadbench.charts.look import LIGHT
from leadbench.charts.pen import Pen
from leadbench.charts.time_scale import minute_of
from leadbench.plan.calendar_days import special_days, week_of
from leadbench.plan.notation import format_days, format_duration
from leadbench.plan.tables import Activity, ActivityKind, ConstraintKind, StageKind, StageState
from leadbench.reports.blocks import (
    Block,
    Cell,
    Column,
    Columns,
    Drawing,
    Heading,
    Paragraph,
    Row,
    Table,
)
from leadbench.reports.facts import Facts
from leadbench.reports.words import (
    change,
    counted,
    listed,
    long_date,
    measure,
    number,
    without_the,
    working_days,
)

STAGE_NAMES: dict[str, str] = {
    StageKind.MVP: "MVP",
    StageKind.GROWTH: "Growth",
    StageKind.MATURITY: "Maturity",
}
_ROOM = 320.0
_MOST_ROWS = 44
_MOST_CHANGES = 5


def blocks(facts: Facts) -> list[Block]:
    """Return the second page; nothing for a project without tasks."""
    if not facts.activities:
        return []
    to = without_the(facts.gate.name) if facts.gate is not None else "finish"
    found: list[Block] = [
        Heading(f"The road to the {to}", 1),
        Paragraph(_lead(facts), "lead"),
        *_gantt(facts),
        Heading("Milestones", 2),
        table(facts),
    ]
    if len(_stages(facts)[0]) > 1:
        found += roadmap(facts, f"After the {_stage_name(facts)}")
    found.append(Columns(tuple(_assumptions(facts)), tuple(_changes(facts))))
    return found


def _stage_name(facts: Facts) -> str:
    return STAGE_NAMES[facts.stage.kind] if facts.stage is not None else "finish"


def _lead(facts: Facts) -> str:
    critical = [
        row
        for row in facts.activities
        if row.kind == ActivityKind.WORK and facts.dates(row).critical
    ]
    critical.sort(key=lambda row: facts.dates(row).start)
    near = [row for row in facts.activities if facts.dates(row).near_critical]
    near = [row for row in near if row.kind != ActivityKind.SUMMARY]
    done = [row.name for row in facts.activities if _is_phase(row) and facts.dates(row).done]
    texts = []
    if done:
        texts.append(f"{listed(done)} {'is' if len(done) == 1 else 'are'} done.")
    if critical:
        left = working_days(facts.schedule.remaining, facts.project)
        names = [_short(row.name) for row in critical]
        if len(names) > 4:
            names = [names[0], names[1], f"{len(names) - 3} more", names[-1]]
        texts.append(f"The critical path has {left} left: {listed(names)}.")
    if near:
        days = number(facts.project.near_critical_days)
        verb = "has" if len(near) == 1 else "have"
        texts.append(f"{counted(len(near), 'other task')} {verb} a float of {days} d or less.")
    return " ".join(texts) or "All tasks are done."


def _short(name: str) -> str:
    return name if len(name) <= 60 else name[:59].rstrip() + "…"


def _is_phase(row: Activity) -> bool:
    return row.parent_id is None and row.kind == ActivityKind.SUMMARY


def _lanes(facts: Facts) -> tuple[list[lanes.Lane], str]:
    """Return the phases with their tasks, and what was left out of the chart, in words."""
    children: dict[int | None, list[Activity]] = {}
    for row in facts.activities:
        children.setdefault(row.parent_id, []).append(row)
    phases = [(row.name, children.get(row.id, [])) for row in children.get(None, ())]
    loose = [row for row in children.get(None, ()) if row.id not in children]
    groups = [(name, rows) for name, rows in phases if rows]
    if loose:
        groups.append(("Other" if groups else facts.project.name, loose))
    wanted = [row for _, rows in groups for row in rows]
    note = ""
    if len(wanted) > _MOST_ROWS:
        kept = {row.id for row in _most_telling(facts, wanted)}
        shown = [(name, [row for row in rows if row.id in kept]) for name, rows in groups]
        groups = [(name, rows) for name, rows in shown if rows]
        note = (
            f"{len(kept)} of {len(wanted)} rows are shown: milestones and the least float first. "
            "The table of all tasks has the rest."
        )
    made = [lanes.Lane(name, tuple(_item(facts, row) for row in rows)) for name, rows in groups]
    return made, note


def _most_telling(facts: Facts, rows: list[Activity]) -> list[Activity]:
    """Return as many rows as a page holds: milestones, then by float, then by date."""

    def order(row: Activity) -> tuple[bool, bool, int, int]:
        dates = facts.dates(row)
        moment = row.kind == ActivityKind.MILESTONE
        return (dates.done, not moment, dates.total_float, dates.start)

    return sorted(rows, key=order)[:_MOST_ROWS]


def _item(facts: Facts, row: Activity) -> lanes.Item:
    dates = facts.dates(row)
    milestone = row.kind == ActivityKind.MILESTONE
    label = f"{row.name} {facts.finish_text(dates.finish)}" if milestone else row.name
    return lanes.Item(label, dates.start, dates.finish, facts.state(row), milestone)


def _gantt(facts: Facts) -> list[Block]:
    shown, note = _lanes(facts)
    status, committed = facts.project.status_minute, facts.project.committed_finish_minute
    data_date = None if status is None else (status, facts.start_text(status))
    promise = None
    if committed is not None:
        promise = (committed, f"{facts.finish_text(committed)} committed")
    marks = [mark[0] for mark in (data_date, promise) if mark is not None]

    def height(width: float, pen: Pen) -> float:
        return lanes.arrange(pen, width, shown, marks, _ROOM).height + lanes.LEGEND_HEIGHT + 4

    def draw(pen: Pen, width: float) -> None:
        laid = lanes.arrange(pen, width, shown, marks, _ROOM)
        lanes.draw(pen, laid, shown, LIGHT, data_date=data_date, committed=promise)
        near = number(facts.project.near_critical_days)
        lanes.legend(pen, LIGHT, near, laid.height + 4)

    finish = facts.finish_text(facts.schedule.project_finish)
    found: list[Block] = [Drawing(height, draw, f"Gantt chart by phase, to {finish}.")]
    if note:
        found.append(Paragraph(note, "note"))
    return found


def table(facts: Facts) -> Table:
    """Return every milestone with its date, its float and its change since approval."""
    compared = facts.baseline is not None
    rows = []
    for row in facts.milestones:
        dates, kept = facts.dates(row), facts.kept.get(row.id or 0)
        cells: list[str | Cell] = [Cell(row.name, 500), row.passed_when, facts.owner(row)]
        if compared:
            cells.append(facts.finish_text(kept.finish_minute) if kept else "")
        cells += [Cell(facts.finish_text(dates.finish), 600), float_cell(facts, row)]
        if compared:
            cells.append(change_cell(facts, facts.change_of(row)))
        rows.append(Row(tuple(cells)))
    columns = (
        Column("Milestone", 1.0),
        Column("Passed when", 1.25),
        Column("Owner"),
        *([Column("Approved", align="right")] if compared else []),
        Column("Plan", align="right"),
        Column("Float, d", align="right"),
        *([Column("Change", align="right")] if compared else []),
    )
    return Table(columns, tuple(rows), "No milestone is planned yet.")


def float_cell(facts: Facts, row: Activity) -> Cell:
    """Return the total float in days with the sign of its state."""
    dates = facts.dates(row)
    if dates.done:
        return Cell("Done", color="text2", mark="done")
    text = format_days(dates.total_float, facts.project)
    if dates.critical:
        return Cell(text, 600, "critical", "critical")
    if dates.near_critical:
        return Cell(text, color="near", mark="near")
    return Cell(text)


def change_cell(facts: Facts, minutes: int | None) -> Cell:
    """Return the change since approval, empty without a baseline."""
    if minutes is None:
        return Cell("")
    text = change(minutes, facts.project)
    return Cell(text, color="critical" if minutes > 0 else "text2")


def roadmap(facts: Facts, title: str) -> list[Block]:
    """Return the stages on one line of time; nothing where no stage has dates."""
    stages, gates = _stages(facts)
    if not stages:
        return []
    status = facts.project.status_minute
    data_date = None if status is None else (status, facts.start_text(status))
    names = listed([stage.name for stage in stages])
    return [
        Heading(title, 2),
        Drawing(
            lambda _width, _pen: chart.height(stages),
            lambda pen, width: chart.draw(pen, width, stages, gates, LIGHT, data_date=data_date),
            f"Roadmap with the stages {names}.",
        ),
    ]


def _stages(facts: Facts) -> tuple[list[chart.StageBar], list[chart.Gate]]:
    stages: list[chart.StageBar] = []
    gates: list[chart.Gate] = []
    rows = facts.contents.stages_of(facts.project_id)
    active_seen = False
    for number_, stage in enumerate(rows):
        active = facts.stage is not None and stage.id == facts.stage.id
        gate = facts.gate_of(stage)
        start = minute_of(stage.start_on) if stage.start_on else None
        finish = minute_of(stage.finish_on) + 17 * 60 if stage.finish_on else None
        if active and facts.activities:
            start = facts.schedule.project_start if start is None else start
        if gate is not None:
            finish = facts.dates(gate).finish
        elif active and finish is None and facts.activities:
            finish = facts.schedule.project_finish
        if start is None or finish is None or finish <= start:
            continue
        name = STAGE_NAMES[stage.kind]
        tone = "active" if active else "next" if active_seen and number_ > 0 else "later"
        tone = "passed" if stage.state == StageState.PASSED else tone
        tone = "later" if tone == "next" and stages and stages[-1].tone == "next" else tone
        active_seen = active_seen or active
        status = facts.project.status_minute
        stages.append(
            chart.StageBar(
                name, start, finish, tone, _notes(facts, stage.id or 0), status if active else None
            )
        )
        if gate is not None:
            label = f"{gate.name} {facts.finish_text(finish)}"
            gates.append(chart.Gate(finish, label, facts.dates(gate).critical))
        elif number_ < len(rows) - 1:
            gates.append(chart.Gate(finish, f"{name} gate {facts.finish_text(finish)}"))
    return stages, gates


def _notes(facts: Facts, stage_id: int) -> tuple[str, ...]:
    """Return the budget and the goal of a stage, as far as they are known."""
    stage = facts.contents.stages[stage_id]
    notes = []
    if stage.budget_cap_cents is not None:
        notes.append(f"{facts.money(stage.budget_cap_cents)} {stage.budget_basis}".strip())
    elif stage.budget_basis:
        notes.append(f"Budget {stage.budget_basis}")
    star = facts.contents.north_star(facts.project_id)
    if stage.proof:
        notes.append(stage.proof)
    elif star is not None and stage_id in facts.contents.targets_of(star.id or 0):
        value = facts.contents.targets_of(star.id or 0)[stage_id]
        notes.append(f"{star.name}: {measure(value, star.unit)}")
    return tuple(notes)


_HELD: Final = {
    ConstraintKind.START_NO_EARLIER: ("starts no earlier than", False),
    ConstraintKind.FINISH_NO_EARLIER: ("finishes no earlier than", True),
    ConstraintKind.MUST_START: ("must start on", False),
    ConstraintKind.MUST_FINISH: ("must finish on", True),
}
"""Restrictions that move dates later, in words, and whether they name the end of a day."""


def _assumptions(facts: Facts) -> list[Block]:
    """Return what the dates rest on: dates that were set by hand, and days without work."""
    texts = []
    for row in facts.activities:
        if facts.dates(row).done:
            continue
        if row.pinned_start_minute is not None and row.actual_start_minute is None:
            day = long_date(finish_date(row.pinned_start_minute + 1), facts.on.year)
            texts.append(f"{row.name} was set by hand to start on {day}.")
        elif row.constraint_minute is not None and row.constraint_kind in _HELD:
            words, at_finish = _HELD[row.constraint_kind]
            minute = row.constraint_minute + (0 if at_finish else 1)
            texts.append(f"{row.name} {words} {long_date(finish_date(minute), facts.on.year)}.")
    free = _free_days(facts)
    if free:
        texts.append(
            f"{counted(free, 'public holiday or day off', 'public holidays or days off')} "
            "until the finish."
        )
    status = facts.status_day
    if status is not None:
        day = long_date(status, facts.on.year)
        texts.append(f"What is left to do lies after the data date, {day}.")
    hours = number(facts.project.minutes_per_day / 60)
    texts.append(f"A day (d) is {hours} working hours.")
    return [Heading("Assumptions", 2), Paragraph(" ".join(texts), "note")]


def _free_days(facts: Facts) -> int:
    """Count the holidays and exceptions without work from the project's start to its finish."""
    first = finish_date(facts.schedule.project_start + 1)
    last = finish_date(facts.schedule.project_finish)
    contents, key = facts.contents, facts.project.calendar_id
    worked = {day for day, hours in week_of(contents, key).items() if hours}
    special = special_days(contents, key, (first.year, last.year))
    return sum(
        first <= day <= last and not reason.hours and day.weekday() in worked
        for day, reason in special.items()
    )


def _changes(facts: Facts) -> list[Block]:
    """Return what differs from the approved plan: longest changes of duration, then the gate."""
    if facts.kept_day is None:
        return []
    moved = []
    for row in facts.activities:
        kept = facts.kept.get(row.id or 0)
        if kept is None or row.kind != ActivityKind.WORK:
            continue
        difference = facts.dates(row).duration - kept.duration_minutes
        if difference:
            moved.append((abs(difference), row.name, difference, kept.duration_minutes))
    moved.sort(key=lambda entry: -entry[0])
    texts = [
        f"{name} {change(difference, facts.project)}, was {format_duration(before, facts.project)}."
        for _, name, difference, before in moved[:_MOST_CHANGES]
    ]
    if len(moved) > _MOST_CHANGES:
        texts.append(f"{counted(len(moved) - _MOST_CHANGES, 'smaller change')} of a duration.")
    new = sum(
        row.id not in facts.kept for row in facts.activities if row.kind != ActivityKind.SUMMARY
    )
    if new:
        texts.append(f"{counted(new, 'task')} added.")
    out = sum(
        row is not None and not row.left_out and line.key in facts.left_out
        for line in facts.outline.rows
        if facts.contents.activities[line.key].kind != ActivityKind.SUMMARY
        for row in [facts.kept.get(line.key)]
    )
    if out:
        texts.append(f"{counted(out, 'task')} left out.")
    if facts.slip and facts.finish is not None and facts.approved_finish is not None:
        name = facts.gate.name if facts.gate is not None else "Finish"
        before = long_date(finish_date(facts.approved_finish), facts.on.year)
        after = long_date(finish_date(facts.finish), facts.on.year)
        texts.append(f"{name} {change(facts.slip, facts.project)}, from {before} to {after}.")
    kept_on = long_date(facts.kept_day, facts.on.year)
    return [
        Heading(f"Changed since approval on {kept_on}", 2),
        Paragraph(" ".join(texts) or "Nothing.", "note"),
    ]
