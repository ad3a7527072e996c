"""The chain from a goal to a paragraph: how much of it is there, and what hangs on what.

goal -> business requirement -> technical requirement -> task, and -> test -> monitor -> section.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlmodel import SQLModel

from leadbench.plan.contents import Contents
from leadbench.plan.outline import Outline
from leadbench.plan.tables import (
    ActivityKind,
    Check,
    CheckTrace,
    Component,
    Decision,
    DocumentSection,
    GoalTrace,
    Monitor,
    MonitorTrace,
    RequirementKind,
    Risk,
    RiskTrace,
    SectionTrace,
    SuccessMetric,
    TaskTrace,
)


class Place(StrEnum):
    """A link of the chain; the last three hang beside it."""

    GOAL = "goal"
    BUSINESS = "business requirement"
    TECHNICAL = "technical requirement"
    TASK = "task"
    TEST = "test"
    MONITOR = "monitor"
    SECTION = "document section"
    RISK = "risk"
    DECISION = "decision record"
    COMPONENT = "component"


@dataclass(frozen=True, slots=True)
class Item:
    """Something in the chain, by its code and name; ``page`` is where it is edited."""

    place: Place
    key: int
    code: str
    name: str

    @property
    def page(self) -> str:
        """Key of the page where it is edited."""
        return _PAGES[self.place]

    @property
    def words(self) -> str:
        """Code and name."""
        return f"{self.code} {self.name}".strip()


_PAGES: Mapping[Place, str] = {
    Place.GOAL: "success_metrics",
    Place.TASK: "milestones",
    Place.RISK: "milestones",
    Place.DECISION: "architecture",
    Place.COMPONENT: "architecture",
} | dict.fromkeys(
    (Place.BUSINESS, Place.TECHNICAL, Place.TEST, Place.MONITOR, Place.SECTION), "requirements"
)


@dataclass(frozen=True, slots=True)
class Step:
    """Two neighbors of the chain; ``needs`` says of which sides each item should have a link."""

    left: Place
    right: Place
    needs: tuple[bool, bool] = (True, True)


STEPS = (
    Step(Place.GOAL, Place.BUSINESS),
    Step(Place.BUSINESS, Place.TECHNICAL),
    # Work such as an interview or a purchase builds no requirement, and need not.
    Step(Place.TECHNICAL, Place.TASK, (True, False)),
    Step(Place.TECHNICAL, Place.TEST),
    Step(Place.TEST, Place.MONITOR),
    Step(Place.MONITOR, Place.SECTION),
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a step is there: linked items and all items, on its left and on its right."""

    step: Step
    left: tuple[int, int]
    right: tuple[int, int]

    @property
    def percent(self) -> float | None:
        """The share of the left items that are linked, in percent; None where there is none."""
        return None if not self.left[1] else 100 * self.left[0] / self.left[1]

    @property
    def share(self) -> str:
        """The same in words: "89%", never "100%" while one is missing; "" where there is none."""
        percent = self.percent
        if percent is None:
            return ""
        return f"{round(percent) if percent == 100 else min(99, round(percent))}%"


@dataclass(frozen=True, slots=True)
class Orphan:
    """An item without a link that it should have; ``lacks`` is what is missing."""

    item: Item
    step: Step
    lacks: Place

    @property
    def upward(self) -> bool:
        """Whether what is missing comes before it."""
        return self.lacks == self.step.left

    @property
    def words(self) -> str:
        """What is missing, as a sentence with the name of the item."""
        return f"{self.item.words} {self._lack}"

    @property
    def short(self) -> str:
        """The same with the code alone."""
        return f"{self.item.code} {self._lack}"

    @property
    def _lack(self) -> str:
        verb = "follows from no" if self.upward else "leads to no"
        if self.lacks == Place.TEST:
            verb = "has no"
        elif self.item.place == Place.BUSINESS and self.upward:
            verb = "serves no"
        elif self.item.place == Place.TEST and self.upward:
            verb = "checks no"
        elif self.lacks == Place.TASK:
            verb = "is built in no"
        elif self.lacks in (Place.MONITOR, Place.SECTION) and not self.upward:
            verb = "has no"
        return f"{verb} {self.lacks.value}"


class Chain:
    """Every item of a project's chain and every link, as the rows say now.

    Parameters
    ----------
    contents
        The plan.
    project_id
        The project.
    outline
        Its outline, where the caller has it already.
    """

    def __init__(self, contents: Contents, project_id: int, outline: Outline | None = None) -> None:
        self._contents, self._project_id = contents, project_id
        self._outline = outline or Outline(contents, project_id)
        self.items: dict[Place, dict[int, Item]] = {
            place: {item.key: item for item in self._items(place)} for place in Place
        }
        self.links: dict[tuple[Place, Place], set[tuple[int, int]]] = {
            ends: {
                pair
                for pair in self._links(*ends)
                if pair[0] in self.items[ends[0]] and pair[1] in self.items[ends[1]]
            }
            for ends in _ENDS
        }

    def _items(self, place: Place) -> Iterable[Item]:
        contents, project_id = self._contents, self._project_id
        if place in (Place.BUSINESS, Place.TECHNICAL):
            kind = RequirementKind(place.value.split()[0])
            for row in contents.requirements_of(project_id, kind):
                yield Item(place, row.id or 0, row.code, row.title)
        elif place == Place.TASK:
            for line in self._outline.rows:
                activity = contents.activities[line.key]
                if activity.kind == ActivityKind.WORK and activity.active:
                    yield Item(place, line.key, line.number, activity.name)
        else:
            cls, letter, column = _LISTS[place]
            rows: Sequence[Any] = contents.of(cls, "project_id", project_id)
            for number, named in enumerate(rows, 1):
                code = f"{letter}{number}" if letter else getattr(named, "code", "")
                name = getattr(named, column)
                if place == Place.SECTION:
                    name = section_words(named)
                yield Item(place, named.id, code, name)

    def _links(self, left: Place, right: Place) -> Iterable[tuple[int, int]]:
        contents = self._contents
        match left, right:
            case Place.GOAL, Place.BUSINESS:
                rows = contents.every(GoalTrace).values()
                return [(row.metric_id, row.requirement_id) for row in rows]
            case Place.BUSINESS, Place.TECHNICAL:
                traces = contents.requirement_traces.values()
                return [(row.business_id, row.technical_id) for row in traces]
            case Place.TECHNICAL, Place.TASK:
                more = contents.every(TaskTrace).values()
                main = contents.requirements_of(self._project_id, RequirementKind.TECHNICAL)
                return [
                    *(
                        (row.id or 0, row.activity_id)
                        for row in main
                        if row.activity_id is not None
                    ),
                    *((row.requirement_id, row.activity_id) for row in more),
                ]
            case Place.TECHNICAL, Place.TEST:
                checks = contents.every(CheckTrace).values()
                return [(row.requirement_id, row.check_id) for row in checks]
            case Place.TEST, Place.MONITOR:
                watched = contents.every(MonitorTrace).values()
                return [(row.check_id, row.monitor_id) for row in watched]
            case Place.MONITOR, Place.SECTION:
                written = contents.every(SectionTrace).values()
                return [(row.monitor_id, row.section_id) for row in written]
            case Place.TEST, Place.TASK:
                tests = contents.of(Check, "project_id", self._project_id)
                return [(row.id or 0, row.activity_id) for row in tests if row.activity_id]
            case Place.RISK, _:
                risks = contents.every(RiskTrace).values()
                return [(row.risk_id, row.requirement_id) for row in risks]
            case _, Place.DECISION:
                decisions = contents.of(Decision, "project_id", self._project_id)
                return [
                    (row.requirement_id, row.id or 0) for row in decisions if row.requirement_id
                ]
        built = contents.of(Component, "project_id", self._project_id)
        return [(row.requirement_id, row.id or 0) for row in built if row.requirement_id]

    def linked(self, step: Step) -> set[tuple[int, int]]:
        """Return the pairs of keys that are linked in a step."""
        return self.links[step.left, step.right]

    def before(self, item: Item, place: Place) -> tuple[Item, ...]:
        """Return the items of a place that lead to an item directly, in their order."""
        pairs = self.links[place, item.place]
        found = {left for left, right in pairs if right == item.key}
        return tuple(one for one in self.items[place].values() if one.key in found)

    def after(self, item: Item, place: Place) -> tuple[Item, ...]:
        """Return the items of a place that an item leads to directly, in their order."""
        pairs = self.links[item.place, place]
        found = {right for left, right in pairs if left == item.key}
        return tuple(one for one in self.items[place].values() if one.key in found)

    def coverage(self) -> tuple[Coverage, ...]:
        """Return how much of each step is there."""
        found = []
        for step in STEPS:
            pairs = self.linked(step)
            found.append(
                Coverage(
                    step,
                    (len({left for left, _ in pairs}), len(self.items[step.left])),
                    (len({right for _, right in pairs}), len(self.items[step.right])),
                )
            )
        return tuple(found)

    def orphans(self) -> tuple[Orphan, ...]:
        """Return what lacks a link, along the chain; nothing of a side that is empty yet.

        Requirements always need each other, a task and a test; monitors and sections are asked for
        once there is one of them.
        """
        found: list[Orphan] = []
        for step in STEPS:
            pairs = self.linked(step)
            ends = ({left for left, _ in pairs}, {right for _, right in pairs})
            sides = ((step.left, step.right), (step.right, step.left))
            for (own, other), has, needed in zip(sides, ends, step.needs, strict=True):
                early = own in _ALWAYS and other in _ALWAYS
                if not needed or not (early or self.items[other]):
                    continue
                found += [
                    Orphan(item, step, other)
                    for key, item in self.items[own].items()
                    if key not in has
                ]
        return tuple(found)

    def upstream(self, item: Item) -> tuple[Item, ...]:
        """Return all that leads to an item, nearest first."""
        return self._reach(item, {(right, left): pairs for (left, right), pairs in self._turned()})

    def downstream(self, item: Item) -> tuple[Item, ...]:
        """Return all that an item leads to, nearest first."""
        return self._reach(item, self.links)

    def _turned(self) -> Sequence[tuple[tuple[Place, Place], set[tuple[int, int]]]]:
        return [(ends, {(b, a) for a, b in pairs}) for ends, pairs in self.links.items()]

    def _reach(
        self, item: Item, links: Mapping[tuple[Place, Place], set[tuple[int, int]]]
    ) -> tuple[Item, ...]:
        start = (item.place, item.key)
        seen, edge = {start}, [start]
        found: list[Item] = []
        while edge:
            fresh: set[tuple[Place, int]] = set()
            for place, key in edge:
                for (left, right), pairs in links.items():
                    if left == place:
                        fresh |= {(right, b) for a, b in pairs if a == key}
            edge = [one for one in self._in_order(fresh) if one not in seen]
            seen.update(edge)
            found += [self.items[place][key] for place, key in edge]
        return tuple(found)

    def _in_order(self, ends: Iterable[tuple[Place, int]]) -> list[tuple[Place, int]]:
        order = {
            (place, key): number
            for place, rows in self.items.items()
            for number, key in enumerate(rows)
        }
        places = list(Place)
        return sorted(ends, key=lambda end: (places.index(end[0]), order[end]))


_LISTS: Mapping[Place, tuple[type[SQLModel], str, str]] = {
    Place.GOAL: (SuccessMetric, "G", "name"),
    Place.TEST: (Check, "C", "name"),
    Place.MONITOR: (Monitor, "M", "name"),
    Place.SECTION: (DocumentSection, "D", "name"),
    Place.RISK: (Risk, "", "name"),
    Place.DECISION: (Decision, "", "title"),
    Place.COMPONENT: (Component, "", "name"),
}
"""Tables whose rows go by their number in the list, the letter before it, and what names them."""
_ALWAYS = frozenset({Place.BUSINESS, Place.TECHNICAL, Place.TASK, Place.TEST})
_ENDS = (
    *((step.left, step.right) for step in STEPS),
    (Place.TEST, Place.TASK),
    (Place.RISK, Place.BUSINESS),
    (Place.RISK, Place.TECHNICAL),
    (Place.TECHNICAL, Place.DECISION),
    (Place.TECHNICAL, Place.COMPONENT),
)
"""The pairs of places between which there are links."""


def section_words(row: DocumentSection) -> str:
    """Return a section with its document before it: "Runbook: fallback"."""
    return f"{row.document}: {row.name}" if row.document else row.name


def checks_of(contents: Contents, requirement_id: int) -> tuple[Check, ...]:
    """Return the tests of a requirement, in their order."""
    rows = contents.of(CheckTrace, "requirement_id", requirement_id)
    checks = contents.every(Check)
    return tuple(sorted((checks[row.check_id] for row in rows), key=lambda row: row.position))


def checked_by(contents: Contents, requirement_id: int) -> str:
    """Return the names of the tests of a requirement: "Load test, Fault drill"; "" without one."""
    return ", ".join(row.name for row in checks_of(contents, requirement_id))
