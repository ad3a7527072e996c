"""What a document can look at, and what it knows of what it does not look at now."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from leadbench.errors import LeadbenchError, Refused

if TYPE_CHECKING:
    from leadbench.analysis.inputs import Network
    from leadbench.analysis.outlook import Outlook
    from leadbench.desktop.document import Document
    from leadbench.plan.contents import Contents
    from leadbench.plan.outline import Outline
    from leadbench.plan.tables import Scenario
    from leadbench.store import Change, Store

DATED: Final = frozenset(
    {
        "project",
        "calendar",
        "workinginterval",
        "calendarexception",
        "exceptioninterval",
        "activity",
        "dependency",
    }
)
"""The tables that dates always follow from; people matter where they have calendars."""
_ASKED_FIRST: Final = (
    ("activities", "kind"),
    ("activities", "gate"),
    ("dependencies", "project_id"),
    ("dependencies", "predecessor_id"),
    ("dependencies", "successor_id"),
)
"""The look-ups that Milestones asks for when it first shows a plan; they cost some 10 ms each."""


@dataclass(frozen=True, slots=True)
class Look:
    """The plan or a scenario as it was left: it still holds while its revision is the same."""

    revision: int
    project_id: int | None
    contents: "Contents"
    outline: "Outline | None"
    network: "Network | None"
    outlook: "Outlook | None"
    trouble: str

    @property
    def has_dates(self) -> bool:
        """Whether its dates had been worked out, or why there are none."""
        return self.outlook is not None or bool(self.trouble)


class Plan:
    """The plan of an open file, which stays at hand while a scenario of it is looked at.

    Parameters
    ----------
    store, contents
        Its file and its rows; the rows follow every change.
    """

    def __init__(self, store: "Store", contents: "Contents") -> None:
        self.store = store
        self.contents = contents
        self._outlooks: dict[int, tuple[int, Outlook]] = {}
        store.subscribe(self._follow)

    def _follow(self, change: "Change") -> None:
        self.contents.apply(change)
        if change.tables == {"scenario"}:  # no date follows from those
            now = self.store.revision
            known = self._outlooks.items()
            self._outlooks = {key: (now, own) for key, (at, own) in known if at == now - 1}

    @property
    def scenarios(self) -> "list[Scenario]":
        """The scenarios of the plan, oldest first."""
        return [row for _, row in sorted(self.contents.scenarios.items())]

    def scenario(self, scenario_id: int) -> "Scenario":
        """Return a scenario.

        Raises
        ------
        Refused
            If it is no longer in the plan.
        """
        row = self.contents.scenarios.get(scenario_id)
        if row is None:
            raise Refused("This scenario is no longer in the plan. Nothing was changed.")
        return row

    def remember(self, project_id: int, outlook: "Outlook") -> None:
        """Keep the dates of a project as the plan has them now."""
        self._outlooks[project_id] = (self.store.revision, outlook)

    def known_outlook(self, project_id: int) -> "Outlook | None":
        """Return the dates of a project of the plan if they are worked out already."""
        revision, found = self._outlooks.get(project_id, (-1, None))
        return found if revision == self.store.revision else None

    def outlook(self, project_id: int) -> "Outlook | None":
        """Return the dates of a project of the plan, or None while it has none."""
        if project_id not in self.contents.projects:
            return None
        revision, found = self._outlooks.get(project_id, (-1, None))
        if revision != self.store.revision:
            from leadbench.analysis.outlook import outlook
            from leadbench.plan.for_analysis import network

            try:
                found = outlook(network(self.contents, project_id))
            except LeadbenchError:
                return None
            self._outlooks[project_id] = (self.store.revision, found)
        return found


def begun(document: "Document", scenario: "Store") -> Look:
    """Return what is known of a scenario that was just begun: what is known of the plan.

    Dates are known of what is on view; of the plan behind a scenario they are worked out later.
    """
    known = document.scenario_id is None
    return Look(
        scenario.revision,
        document.project_id,
        document.plan.contents.taken_over(scenario, ("scenarios",)),
        document.outline if known and document.project_id is not None else None,
        document.network if known else None,
        document.outlook if known else None,
        document.trouble if known else "",
    )


def left(document: "Document") -> Look:
    """Return what is known of what is on view."""
    return Look(
        document.store.revision,
        document.project_id,
        document.contents,
        document.outline if document.has_outline else None,
        document.network,
        document.outlook,
        document.trouble,
    )


def look_at(contents: "Contents", project_id: int | None) -> Look:
    """Return rows with all that follows from them for a project; the revision is to be set."""
    from leadbench.analysis.outlook import outlook
    from leadbench.plan.for_analysis import network
    from leadbench.plan.outline import Outline

    if project_id is None:
        return Look(0, None, contents, None, None, None, "")
    plan, found, trouble = network(contents, project_id), None, ""
    for table, column in _ASKED_FIRST:
        contents.keys_by(table, column)
    try:
        found = outlook(plan)
    except LeadbenchError as problem:
        trouble = str(problem)
    return Look(0, project_id, contents, Outline(contents, project_id), plan, found, trouble)


def everything_is_new(label: str) -> "Change":
    """Return the change that stands for a look at other rows, all of which must be read again."""
    from leadbench.store import Change

    return Change(0, label, "", "elsewhere", datetime.now().astimezone(), ())


def moves_dates(change: "Change", contents: "Contents") -> bool:
    """Tell whether dates may follow differently from the rows after a change."""
    if not DATED.isdisjoint(change.tables):
        return True
    from leadbench.plan.work_hours import changed_by

    return changed_by(change, contents)
