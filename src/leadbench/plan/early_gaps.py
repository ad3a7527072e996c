"""What is weak before the dates: open questions, thin evidence, data, duties, fallback.

Only a project that runs is looked at: of an idea nothing is expected yet.
"""

from collections.abc import Iterator

from leadbench import process
from leadbench.analysis import sizing
from leadbench.errors import Refused
from leadbench.plan import architecture, protection
from leadbench.plan.complexity import widening_of
from leadbench.plan.contents import Contents
from leadbench.plan.finding import Finding, Severity
from leadbench.plan.progress import counted
from leadbench.plan.questions import Asked, open_of, questions_of
from leadbench.plan.tables import (
    Assumption,
    DataIssue,
    DataSource,
    FallbackRung,
    GateCriterion,
    ProjectState,
    Strength,
)

_ASKING = frozenset({"discovery", "data_assessment", "prioritization", "architecture"})


def early_gaps(contents: Contents, project_id: int) -> Iterator[Finding]:
    """Yield what is missing in discovery, data, business case and architecture."""
    if contents.projects[project_id].state != ProjectState.ACTIVE:
        return
    yield from _questions(contents, project_id)
    yield from _assumptions(contents, project_id)
    yield from _issues(contents, project_id)
    yield from _complexity(contents, project_id)
    yield from _duties(contents, project_id)
    yield from _service(contents, project_id)


def _questions(contents: Contents, project_id: int) -> Iterator[Finding]:
    """Yield one finding a step; a step of which nothing is answered is simply not begun."""
    pages: dict[str, list[tuple[str, tuple[Asked, ...]]]] = {}
    for page, step in process.pages().items():
        if step in _ASKING:
            asked = questions_of(contents, project_id, page, step)
            pages.setdefault(step, []).append((page, asked))
    for step, asked_on in pages.items():
        left = [(page, one) for page, asked in asked_on for one in open_of(asked)]
        if left and len(left) < sum(len(asked) for _, asked in asked_on):
            words = counted(len(left), "question is open", "questions are open")
            yield Finding(
                Severity.NOTE,
                f"{process.step(step).title}: {words}",
                f"First: {left[0][1].question.text}",
                left[0][0],
            )


def _assumptions(contents: Contents, project_id: int) -> Iterator[Finding]:
    rows = contents.of(Assumption, "project_id", project_id)
    bare = [row for row in rows if row.strength == Strength.WEAK and not row.evidence]
    if bare:
        yield Finding(
            Severity.NOTE,
            counted(len(bare), "assumption has no evidence", "assumptions have no evidence"),
            f"First: {bare[0].text}.",
            "discovery",
        )


def _issues(contents: Contents, project_id: int) -> Iterator[Finding]:
    sources = contents.of(DataSource, "project_id", project_id)
    issues = [issue for row in sources for issue in contents.of(DataIssue, "source_id", row.id)]
    loose = [issue for issue in issues if issue.needs_work and issue.activity_id is None]
    if loose:
        keys = tuple(sorted({issue.source_id for issue in loose}))
        yield Finding(
            Severity.WARNING,
            counted(len(loose), "issue of the data has no task", "issues of the data have no task"),
            f"First: {loose[0].title}. What is not in the plan will delay it.",
            "data_assessment",
            keys,
        )


def _complexity(contents: Contents, project_id: int) -> Iterator[Finding]:
    """Yield that the project became harder than the estimates allow for."""
    found = widening_of(contents, project_id)
    if found.index is not None and found.allowed is not None and found.factor > 1:
        yield Finding(
            Severity.NOTE,
            f"Complexity is {found.index:g}, the estimates allow for {found.allowed:g}",
            f"Ranges count × {found.factor:.2f} wider. Look at the estimates again, or say that"
            " they allow for it.",
            "data_assessment",
        )


def _duties(contents: Contents, project_id: int) -> Iterator[Finding]:
    replies = protection.replies_of(contents, project_id)
    if not replies:
        return
    found = protection.assess(replies)
    planned = {row.origin for row in contents.of(GateCriterion, "project_id", project_id)}
    missing = [duty for duty in found.duties if duty.key not in planned]
    if missing:
        yield Finding(
            Severity.WARNING,
            counted(
                len(missing), "duty of the law is not planned", "duties of the law are not planned"
            ),
            f"First: {missing[0].title} ({missing[0].source}).",
            "data_assessment",
        )


def _service(contents: Contents, project_id: int) -> Iterator[Finding]:
    sheet = architecture.sheet_of(contents, project_id)
    if sheet is None or not sheet.units_per_month:
        return
    gap = architecture.ladder_gap(contents.of(FallbackRung, "project_id", project_id))
    if gap:
        title, _, reason = gap.partition(": ")
        yield Finding(Severity.WARNING, title, f"{reason[:1].upper()}{reason[1:]}", "architecture")
    try:
        found: sizing.Sizing | None = architecture.size(contents, sheet)
    except Refused as refusal:
        found = None
        yield Finding(
            Severity.WARNING, "The service cannot keep its promise", str(refusal), "architecture"
        )
    spare = architecture.latency_budget(contents, project_id).spare
    if found is not None and spare is not None and spare < 0:
        yield Finding(
            Severity.WARNING,
            f"The latency budget is {-spare:.2f} s over its limit",
            "Give a hop less time, or promise more.",
            "architecture",
        )
    cents = architecture.unit_cost(contents, project_id)
    limit = sheet.unit_cost_limit_cents
    if cents is not None and limit is not None and cents > limit:
        yield Finding(
            Severity.WARNING,
            f"A {sheet.unit} costs {cents:.1f} cents, the limit is {limit:g}",
            "See which component costs most.",
            "architecture",
        )
