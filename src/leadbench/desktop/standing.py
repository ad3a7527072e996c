"""How the project stands: the facts of its documents, with the dates that the window shows."""

from dataclasses import dataclass, replace
from functools import cached_property

from leadbench.analysis.calendars import to_date
from leadbench.analysis.critical_path import Schedule
from leadbench.analysis.outlook import Outlook
from leadbench.desktop.document import Document
from leadbench.plan.outline import Outline
from leadbench.reports.facts import Facts
from leadbench.reports.likely import Likely, likely_of


@dataclass(frozen=True, eq=False)
class Standing(Facts):
    """The facts of the project that is looked at; nothing is scheduled a second time."""

    document: Document
    outlook: Outlook

    @cached_property
    def schedule(self) -> Schedule:
        """Every date of the project."""
        return self.outlook.schedule

    @cached_property
    def likely(self) -> Likely | None:
        """What the forecast on view says; None without one, or once the gate is reached."""
        shown = self.document.forecast()
        if shown is None or self.is_reached:
            return None
        gate = None if self.gate is None else self.gate.id
        committed = self.project.committed_finish_minute
        return likely_of(shown.result, gate, committed, shown.age)

    @cached_property
    def outline(self) -> Outline:
        """Numbers and order of the activities."""
        return self.document.outline


def standing_of(document: Document) -> Standing | None:
    """Return how the current project stands; None without a project or without dates."""
    project, outlook = document.project, document.outlook
    if project is None or project.id is None or outlook is None:
        return None
    status = project.status_minute
    day = to_date(project.start_minute if status is None else status)
    return Standing(document.contents, project.id, day, document, outlook)


def likely_shown(document: Document) -> Likely | None:
    """Return what the forecast on view says, as a document writes it."""
    standing = standing_of(document)
    likely = None if standing is None else standing.likely
    if likely is not None and likely.age:
        likely = replace(likely, age="older than the last edit")
    return likely
