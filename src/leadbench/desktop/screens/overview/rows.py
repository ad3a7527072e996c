"""The two lists of the overview: the next milestones, and what must not get worse."""

from collections.abc import Mapping
from dataclasses import dataclass

from leadbench.analysis.calendars import finish_date
from leadbench.charts.gantt import State
from leadbench.desktop.standing import Standing
from leadbench.desktop.widgets.field_spec import FieldSpec, Mark
from leadbench.plan.notation import format_days
from leadbench.plan.tables import ActivityKind, Comparator, MetricKind
from leadbench.reports.words import change, measure

_SENSE = {Comparator.AT_LEAST: "≥", Comparator.AT_MOST: "≤", Comparator.EQUAL: "="}
_LISTED = 6


@dataclass(frozen=True, slots=True)
class Ahead:
    """A milestone or key task that is still ahead."""

    id: int
    name: str
    milestone: bool
    state: State
    role: str
    plan: str
    approved: str
    since: str
    late: bool
    float_days: str


def ahead(facts: Standing) -> list[Ahead]:
    """Return the open milestones, and the longest critical tasks up to six lines, by date."""
    rows = [row for row in facts.milestones if not facts.dates(row).done]
    if len(rows) < _LISTED:
        tasks = [
            row
            for row in facts.activities
            if row.kind == ActivityKind.WORK and facts.dates(row).critical
        ]
        tasks.sort(key=lambda row: -facts.dates(row).duration)
        rows += tasks[: _LISTED - len(rows)]
    rows.sort(key=lambda row: facts.dates(row).finish)
    found: list[Ahead] = []
    for row in rows[:12]:
        dates, moved = facts.dates(row), facts.change_of(row)
        kept = facts.kept.get(row.id or 0)
        found.append(
            Ahead(
                id=row.id or 0,
                name=row.name,
                milestone=row.kind == ActivityKind.MILESTONE,
                state=facts.state(row),
                role=facts.owner(row),
                plan=facts.finish_text(dates.finish),
                approved="" if kept is None else facts.day(finish_date(kept.finish_minute)),
                since="" if moved is None else change(moved, facts.project),
                late=moved is not None and moved > 0,
                float_days=format_days(dates.total_float, facts.project),
            )
        )
    return found


_INK: Mapping[State, str] = {State.CRITICAL: "critical", State.NEAR: "near"}


def _name_mark(row: Ahead) -> Mark:
    ink = _INK.get(row.state, "text2")
    return Mark("diamond" if row.milestone else "bar", icon_ink=ink)


def _float_mark(row: Ahead) -> Mark:
    if row.state == State.CRITICAL:
        return Mark("square", "critical", strong=True)
    return Mark("triangle", "near") if row.state == State.NEAR else Mark()


def ahead_columns() -> list[FieldSpec]:
    """Return the columns of the next milestones."""

    def column(name: str, caption: str, **more: object) -> FieldSpec:
        return FieldSpec(name, caption, editor="readonly", opens=True, **more)  # type: ignore[arg-type]

    return [
        column("name", "", least=176, dress=_name_mark),
        column("role", "Role", width=112, drop=2, dress=lambda _row: Mark(ink="text2")),
        column("plan", "Plan", width=64, align="right", dress=lambda _row: Mark(strong=True)),
        column(
            "approved", "Approved", width=74, align="right", drop=1,
            dress=lambda _row: Mark(ink="text2"),
        ),
        column(
            "since", "Since approval", width=102, align="right",
            dress=lambda row: Mark(ink="critical" if row.late else "text2"),
        ),
        column("float_days", "Float, d", width=60, align="right", drop=3, dress=_float_mark),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guard:
    """A guardrail with its limit in this stage and its latest value.

    ``state`` is "met" or "missed" by a live value, "hinted" or "warned" by one that is not live,
    and "open" while there is none.
    """

    id: int
    name: str
    latest: str
    state: str


_GUARD_MARKS = {
    "met": Mark("circle-check", icon_ink="good"),
    "hinted": Mark("circle-dot", icon_ink="accent"),
    "missed": Mark("triangle-alert", icon_ink="error"),
    "warned": Mark("triangle-alert", icon_ink="near"),
    "open": Mark("circle", icon_ink="text3"),
}


def guards(facts: Standing) -> list[Guard]:
    """Return the guardrails and counter-metrics of the stage in progress."""
    found: list[Guard] = []
    for metric in facts.contents.metrics_of(facts.project_id):
        if metric.kind not in {MetricKind.GUARDRAIL, MetricKind.COUNTER} or metric.id is None:
            continue
        limit = facts.contents.targets_of(metric.id).get(facts.stage.id or 0 if facts.stage else 0)
        measured = facts.contents.measurements_of(metric.id)
        latest = measured[-1] if measured else None
        name = metric.name
        if limit is not None:
            name = f"{name} {_SENSE[Comparator(metric.comparator)]} {measure(limit, metric.unit)}"
        state = "open"
        if latest is not None and limit is not None:
            holds = _holds(latest.value, metric.comparator, limit)
            live = latest.kind == "live"
            state = ("met" if live else "hinted") if holds else ("missed" if live else "warned")
        words = "not measured"
        if latest is not None:
            kind = "" if latest.kind == "live" else f" {latest.kind}"
            words = f"{measure(latest.value, metric.unit)}{kind}"
        found.append(Guard(metric.id, name, words, state))
    return found


def _holds(value: float, comparator: str, limit: float) -> bool:
    if comparator == Comparator.AT_LEAST:
        return value >= limit
    return value <= limit if comparator == Comparator.AT_MOST else value == limit


def guard_sentence(rows: list[Guard]) -> str:
    """Return "2 of 6 met live, 1 at risk"."""
    met = sum(row.state == "met" for row in rows)
    risk = sum(row.state in {"missed", "warned"} for row in rows)
    return f"{met} of {len(rows)} met live" + (f", {risk} beyond the limit" if risk else "")


def guard_columns() -> list[FieldSpec]:
    """Return the columns of the guardrails."""
    return [
        FieldSpec(
            "name", "Limit", editor="readonly", opens=True,
            dress=lambda row: _GUARD_MARKS[row.state],
        ),
        FieldSpec(
            "latest", "Latest value", editor="readonly", opens=True, width=126, align="right",
            dress=lambda _row: Mark(ink="text2"),
        ),
    ]  # fmt: skip
