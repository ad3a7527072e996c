"""What the network diagram shows of the plan: its boxes, lanes and links, and their texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from leadbench.charts.gantt import GanttLink, State
from leadbench.charts.network import Graph, Link, Node
from leadbench.charts.network_draw import BoxText
from leadbench.desktop.screens.milestones.chart_rows import STAGE_NAMES, ChartRows
from leadbench.desktop.screens.milestones.link_text import why_idle
from leadbench.plan.notation import format_days, format_lag
from leadbench.plan.tables import ActivityKind, Dependency, LinkType, StageKind

GROUPINGS: Final = {
    "phase": "Group by phase",
    "team": "Group by team",
    "stage": "Group by stage",
    "role": "Group by role",
    "none": "No groups",
}
"""Ways to divide the diagram into lanes, and their words in the menu."""
_WITHOUT: Final = {"phase": "No phase", "team": "No team", "stage": "No stage", "role": "No role"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What is laid out, and what it left out.

    Attributes
    ----------
    lanes
        Name of each lane.
    lane_keys
        What each lane holds: the key of a phase, a name, or None for the rest.
    hidden
        How many tasks are hidden because they are done.
    folded_to
        The box that stands for an activity in a folded phase, by activity.
    """

    graph: Graph
    lanes: tuple[str, ...]
    lane_keys: tuple[object, ...]
    hidden: int
    done: int
    folded_to: Mapping[int, int]


class NetworkItems:
    """Reads the plan for the diagram.

    Parameters
    ----------
    rows
        The rows of the Gantt chart, for dates and texts.
    """

    def __init__(self, rows: ChartRows) -> None:
        self.rows = rows
        self.grouping = "phase"
        self.show_done = False
        self.folded: set[int] = set()
        """Phases that are shown as one box."""
        self._made: dict[int, tuple[Dependency, Link]] = {}

    def read(self) -> Shown:
        """Return what is shown as the plan stands."""
        plan = self.rows.plan
        if not plan.has_project():
            return Shown(Graph((), (), 0), (), (), 0, 0, {})
        document = plan.document
        outline, contents = document.outline, document.contents
        assert document.project_id is not None
        links = contents.links_of(document.project_id)
        linked = {link.predecessor_id for link in links} | {link.successor_id for link in links}
        phases = self._phases()
        folded_to: dict[int, int] = {}
        shown: list[tuple[int, object]] = []
        hidden = done = 0
        for row in outline.rows:
            phase = phases[row.key]
            if phase in self.folded and self.grouping == "phase" and phase != row.key:
                folded_to[row.key] = phase
                continue
            stands_for_all = row.key in self.folded and self.grouping == "phase"
            is_summary = contents.activities[row.key].kind == ActivityKind.SUMMARY
            # A summary is a lane, or nothing of its own; where links hold to it, it has a box.
            if is_summary and row.key not in linked and not stands_for_all:
                continue
            if self._is_done(row.key):
                done += not is_summary
                if not self.show_done:
                    hidden += not is_summary
                    continue
            shown.append((row.key, self._lane_of(row.key, phases)))
        order = self._lane_order([lane for _, lane in shown])
        place = {lane: number for number, lane in enumerate(order)}
        nodes = tuple(
            Node(key, place[lane], contents.activities[key].kind == ActivityKind.MILESTONE)
            for key, lane in shown
        )
        return Shown(
            Graph(nodes, self._links(links, folded_to, {key for key, _ in shown}), len(order)),
            tuple(self._lane_name(lane, only=len(order) == 1) for lane in order),
            tuple(order),
            hidden,
            done,
            folded_to,
        )

    def _links(
        self, links: "tuple[Dependency, ...]", folded_to: Mapping[int, int], shown: set[int]
    ) -> tuple[Link, ...]:
        found: list[Link] = []
        known: set[tuple[int, int]] = set()
        for link in links:
            ends = (
                folded_to.get(link.predecessor_id, link.predecessor_id),
                folded_to.get(link.successor_id, link.successor_id),
            )
            if not shown.issuperset(ends):
                continue
            if ends != (link.predecessor_id, link.successor_id):
                # Of several links to a folded phase, one line tells that it waits.
                if ends in known or ends[0] == ends[1]:
                    continue
                known.add(ends)
                found.append(self._link(link, ends))
                continue
            # A row that no change touched is the same object: most links need not be made again.
            kept = self._made.get(link.id or 0)
            if kept is None or kept[0] is not link:
                kept = self._made[link.id or 0] = (link, self._link(link, ends))
            found.append(kept[1])
        return tuple(found)

    def _link(self, link: Dependency, ends: tuple[int, int]) -> Link:
        return Link(link.id or 0, *ends, str(link.link_type), self.label(link))

    def label(self, link: Dependency) -> str:
        """Return type and lag of a link as "FS +2 d"; "" for a plain finish-start link."""
        project = self.rows.plan.document.project
        if project is None or (link.link_type == LinkType.FINISH_START and not link.lag):
            return ""
        lag = format_lag(link.lag, link.lag_unit, project)
        for number, letter in enumerate(lag):
            if letter.isalpha():
                lag = f"{lag[:number]} {lag[number:]}"
                break
        return f"{link.link_type} {lag}".strip()

    # Lanes

    def _phases(self) -> dict[int, int]:
        """Return the top-level activity above each activity (itself, at the top)."""
        found: dict[int, int] = {}
        for row in self.rows.plan.document.outline.rows:
            found[row.key] = row.key if row.parent is None else found[row.parent]
        return found

    def phase_of(self, key: int) -> int | None:
        """Return the phase of an activity: the summary at the top above it, if there is one."""
        phase = self._phases().get(key)
        activities = self.rows.plan.document.contents.activities
        is_phase = phase is not None and activities[phase].kind == ActivityKind.SUMMARY
        return phase if is_phase else None

    def _lane_of(self, key: int, phases: Mapping[int, int]) -> object:
        document = self.rows.plan.document
        contents = document.contents
        if self.grouping == "phase":
            phase = phases[key]
            return phase if contents.activities[phase].kind == ActivityKind.SUMMARY else None
        if self.grouping in {"role", "team"}:
            role = contents.role_of(key)
            if role is None:
                return None
            return (role.name if self.grouping == "role" else role.team) or None
        if self.grouping == "stage":
            above: int | None = key
            while above is not None:
                activity = contents.activities[above]
                if activity.stage_id is not None:
                    return activity.stage_id
                above = activity.parent_id
        return None

    def _lane_order(self, lanes: list[object]) -> list[object]:
        """Return the lanes from the top: as roles and stages are ordered, else as they come."""
        document = self.rows.plan.document
        present = dict.fromkeys(lanes)
        known: list[object] = []
        if self.grouping in {"role", "team"}:
            roles = document.contents.ordered_roles()
            known = [role.name if self.grouping == "role" else role.team for role in roles]
        elif self.grouping == "stage" and document.project_id is not None:
            known = [stage.id for stage in document.contents.stages_of(document.project_id)]
        ordered = [lane for lane in dict.fromkeys(known) if lane in present and lane is not None]
        rest = [lane for lane in present if lane not in ordered and lane is not None]
        return [*ordered, *rest, *([None] if None in present else [])]

    def _lane_name(self, lane: object, *, only: bool) -> str:
        contents = self.rows.plan.document.contents
        if lane is None:
            return "" if only else _WITHOUT.get(self.grouping, "")
        if self.grouping == "phase" and isinstance(lane, int):
            return contents.activities[lane].name
        if self.grouping == "stage" and isinstance(lane, int):
            return STAGE_NAMES[StageKind(contents.stages[lane].kind)]
        return str(lane)

    # Texts

    def _is_done(self, key: int) -> bool:
        schedule = self.rows.plan.schedule
        return (
            schedule is not None
            and key in schedule.index
            and bool(schedule.done[schedule.index[key]])
        )

    def state(self, key: int) -> State:
        """Return what the mark of an activity says."""
        schedule = self.rows.plan.schedule
        at = None if schedule is None else schedule.index.get(key)
        if schedule is None or at is None:
            return State.NORMAL
        if key in self.rows.plan.left_out:
            return State.LEFT_OUT
        if schedule.done[at]:
            return State.DONE
        if schedule.critical[at]:
            return State.CRITICAL
        return State.NEAR if schedule.near_critical[at] else State.NORMAL

    def text(self, key: int) -> BoxText:
        """Return what stands in the box of an activity."""
        plan = self.rows.plan
        document, schedule = plan.document, plan.schedule
        activity, project = document.contents.activities[key], document.project
        milestone = activity.kind == ActivityKind.MILESTONE
        summary = activity.kind == ActivityKind.SUMMARY
        at = None if schedule is None else schedule.index.get(key)
        if schedule is None or at is None or project is None:
            return BoxText(key, activity.name, milestone=milestone, summary=summary)
        state = self.state(key)
        slack = ""
        if state not in {State.DONE, State.LEFT_OUT}:
            slack = f"{format_days(int(schedule.total_float[at]), project)} d"
        return BoxText(
            key,
            activity.name,
            plan.date_text(int(schedule.early_start[at])),
            f"{format_days(int(schedule.duration[at]), project)} d",
            plan.date_text(int(schedule.early_finish[at]), finish=True),
            plan.date_text(int(schedule.late_start[at])),
            slack,
            plan.date_text(int(schedule.late_finish[at]), finish=True),
            state,
            milestone,
            summary,
        )

    def is_critical(self, link: Link) -> bool:
        """Tell whether a link is one that makes the critical path what it is."""
        return self.rows.drives_finish(
            GanttLink(link.key, link.predecessor, link.successor, link.type)
        )

    def spoken(self, key: int) -> str:
        """Return an activity in words, as a screen reader says it."""
        plan = self.rows.plan
        line, project = plan.line_of(key), plan.document.project
        parts = [f"{line.number} {line.name}"]
        if line.start is None or line.finish is None or project is None:
            return parts[0]
        finish = plan.date_text(line.finish, finish=True)
        if line.is_milestone:
            parts += ["milestone", finish]
        else:
            parts.append(f"{plan.date_text(line.start)} to {finish}")
        if line.left_out or line.done:
            return ", ".join([*parts, "left out" if line.left_out else "done"])
        if line.critical:
            parts.append("critical")
        elif line.near:
            parts.append("near critical")
        if line.float_minutes is not None:
            days = format_days(line.float_minutes, project)
            parts.append(f"float {days} {'day' if days == '1' else 'days'}")
        return ", ".join(parts)

    def details(self, key: int) -> str:
        """Return every exact value of a box, for its tooltip."""
        text, line = self.text(key), self.rows.plan.line_of(key)
        first = f"{line.number} {text.name}"
        if text.milestone:
            rows = [f"Early {text.early_finish}, late {text.late_finish}"]
        else:
            rows = [
                f"Early {text.early_start} to {text.early_finish}",
                f"Late {text.late_start} to {text.late_finish}",
            ]
            rows.append(self.rows.plan.duration_text(line.duration))
        if text.state in {State.DONE, State.LEFT_OUT}:
            rows[-1:] = [f"{rows[-1]}, {text.state}"]
        elif line.float_minutes is not None:
            slack = self.rows.plan.duration_text(line.float_minutes)
            rows[-1:] = [f"{rows[-1]}, float {slack}"]
        runs = self.rows.plan.chances.words(key)
        rows += [runs] if runs else []
        return "\n".join([first, *rows])

    def link_words(self, key: int) -> str:
        """Return a link in words: its ends, what waits for what, and its lag."""
        plan = self.rows.plan
        link = plan.document.contents.dependencies.get(key)
        project = plan.document.project
        if link is None or project is None:
            return ""
        one, other = plan.line_of(link.predecessor_id), plan.line_of(link.successor_id)
        ends = {
            LinkType.FINISH_START: ("start", "finish"),
            LinkType.START_START: ("start", "start"),
            LinkType.FINISH_FINISH: ("finish", "finish"),
            LinkType.START_FINISH: ("finish", "start"),
        }[LinkType(link.link_type)]
        lag = format_lag(link.lag, link.lag_unit, project)
        waits = f"The {ends[0]} of {other.number} waits for the {ends[1]} of {one.number}"
        told = f"{waits}{f', lag {lag}' if lag else ''} ({link.link_type})"
        told = why_idle(link, plan) or told
        return f"{one.number} {one.name}\n{other.number} {other.name}\n{told}"
