"""What is weak in the network of a plan: links not kept, work out of order, loose ends."""

from collections.abc import Iterator, Sequence

from leadbench.analysis.critical_path import Schedule
from leadbench.analysis.inputs import Network
from leadbench.analysis.paths import broken_links, open_ends, out_of_sequence
from leadbench.plan.contents import Contents
from leadbench.plan.finding import Finding, Severity
from leadbench.plan.outline import Outline
from leadbench.plan.progress import counted
from leadbench.plan.tables import ActivityKind


def network_gaps(
    contents: Contents, schedule: Schedule, network: Network, outline: Outline
) -> Iterator[Finding | None]:
    """Look for the weak points of a network; those of links lead to the task after the link.

    None comes after each check, as in ``review.look``.
    """

    def name(key: int) -> str:
        return f"{outline.number_of[key]} {contents.activities[key].name}"

    def of_links(places: Sequence[int], one: str, many: str, what: str, to_do: str) -> Finding:
        links = [network.links[place] for place in places]
        first = f"{name(links[0].successor)} {what} {name(links[0].predecessor)}"
        return Finding(
            Severity.WARNING,
            counted(len(links), one, many),
            f"{first}. {to_do}",
            "milestones",
            tuple(dict.fromkeys(link.successor for link in links)),
        )

    if broken := broken_links(schedule, network):
        yield of_links(
            broken,
            "link is broken by a fixed date",
            "links are broken by fixed dates",
            "lies where its date holds it, against its link from",
            "Move the date, or take the link away.",
        )
    yield None
    if early := out_of_sequence(schedule, network):
        yield of_links(
            early,
            "link was not waited for",
            "links were not waited for",
            "went on before its link allowed, from",
            "Correct what happened, or the link.",
        )
    yield None
    if not network.links:  # without any link it would only list all tasks
        return
    ends = open_ends(schedule, network)
    yield None
    work = {row.key: row for row in network.activities if row.kind == ActivityKind.WORK}
    first = schedule.project_start
    for keys, one, many, reason in (
        (
            # What begins with the project, or has begun, needs nothing before it.
            tuple(
                key
                for key in ends.starts
                if key in work
                and work[key].actual_start is None
                and schedule.row(key).early_start > first
            ),
            "open task waits for nothing",
            "open tasks wait for nothing",
            "No link starts {}: a date alone holds it.",
        ),
        (
            # A milestone may be an end in itself.
            tuple(key for key in ends.finishes if key in work),
            "open task leads to nothing",
            "open tasks lead to nothing",
            "Nothing waits for the finish of {}, so its float says little.",
        ),
    ):
        if keys:
            yield Finding(
                Severity.NOTE,
                counted(len(keys), one, many),
                reason.format(name(keys[0])),
                "milestones",
                keys,
            )
