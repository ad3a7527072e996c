"""From goal to document section: how much of the chain is there, what hangs loose, what watches."""

from collections.abc import Iterable, Sequence

from leadbench.plan.tables import (
    Check,
    CheckKind,
    CheckState,
    DocumentSection,
    Monitor,
    SectionState,
)
from leadbench.plan.traces import Chain, Coverage, Item, Place
from leadbench.reports.blocks import (
    Block,
    Cell,
    Column,
    Columns,
    Heading,
    Paragraph,
    Row,
    Table,
)
from leadbench.reports.facts import Facts
from leadbench.reports.words import counted, in_cell

_SHORT = {
    Place.GOAL: "Goal",
    Place.BUSINESS: "Business need",
    Place.TECHNICAL: "Technical",
    Place.TASK: "Task",
    Place.TEST: "Test",
    Place.MONITOR: "Monitor",
    Place.SECTION: "Document",
}
_KINDS = {
    CheckKind.OFFLINE: "On a test set",
    CheckKind.EXPERIMENT: "A/B test",
}
_CHECKS = {
    CheckState.PLANNED: Cell("Planned"),
    CheckState.READY: Cell("Ready"),
    CheckState.PASSED: Cell("Passed", mark="done"),
    CheckState.FAILED: Cell("Failed", color="error", mark="critical"),
}
_SECTIONS = {
    SectionState.MISSING: Cell("Missing", color="near", mark="near"),
    SectionState.DRAFT: Cell("Draft"),
    SectionState.REVIEW: Cell("In review"),
    SectionState.CURRENT: Cell("Current", mark="done"),
}


def blocks(facts: Facts) -> list[Block]:
    """Return coverage, loose ends, the chain as a table, and what stands at its end."""
    chain = Chain(facts.contents, facts.project_id, facts.outline)
    loose = chain.orphans()
    return [
        Heading("From goal to document", 2, "Traceability"),
        Paragraph(_lead(chain, len(loose))),
        Columns(
            (Heading("Coverage", 3), _coverage(chain.coverage())),
            (
                Heading("Loose ends", 3),
                Table(
                    (Column("What is missing", 1.0),),
                    tuple(Row((Cell(one.words, mark="near"),)) for one in loose),
                    "Nothing hangs loose.",
                ),
            ),
        ),
        Heading("The chain", 3),
        _chain(chain),
        Paragraph(
            "A technical requirement that meets several needs is written out at the first of them.",
            "note",
        ),
        *_ends(facts, chain),
    ]


def _lead(chain: Chain, loose: int) -> str:
    covered = {step.step.right: step for step in chain.coverage()}
    tested, watched = covered[Place.TEST], covered[Place.MONITOR]
    text = (
        f"{tested.left[0]} of {counted(tested.left[1], 'technical requirement')} "
        f"{'has' if tested.left[0] == 1 else 'have'} a test"
    )
    if watched.left[1]:
        text += f", {watched.left[0]} of {counted(watched.left[1], 'test')} "
        text += f"{'is' if watched.left[0] == 1 else 'are'} watched on in operation"
    ends = "Nothing hangs loose" if not loose else f"{counted(loose, 'end')} " + (
        "hangs loose" if loose == 1 else "hang loose"
    )  # fmt: skip
    return f"{text}. {ends}."


def _coverage(steps: Sequence[Coverage]) -> Table:
    columns = (
        Column("Step", 1.0),
        Column("Lead on", align="right"),
        Column("Have a cause", align="right"),
        Column("Covered", align="right", weight=600),
    )
    rows = []
    for one in steps:
        step = one.step
        rows.append(
            Row(
                (
                    f"{_SHORT[step.left]} to {_SHORT[step.right].lower()}",
                    f"{one.left[0]} of {one.left[1]}",
                    f"{one.right[0]} of {one.right[1]}",
                    Cell(one.share or "–", color="near" if _lacking(one) else ""),
                )
            )
        )
    return Table(columns, tuple(rows))


def _lacking(one: Coverage) -> bool:
    return one.left[0] < one.left[1]


def _chain(chain: Chain) -> Table:
    """Return a row for each business need and each technical requirement below it."""
    rows: list[Row] = []
    written: dict[int, str] = {}
    for need in chain.items[Place.BUSINESS].values():
        goals = _named(chain.before(need, Place.GOAL))
        followers = chain.after(need, Place.TECHNICAL)
        first = (goals, Cell(in_cell([need.words]), 500))
        again = [one for one in followers if one.key in written]
        for technical in followers:
            if technical in again:
                continue
            written[technical.key] = need.code
            rows.append(Row((*first, *_below(chain, technical))))
            first = ("", Cell(""))
        if again:
            words = in_cell([f"{one.words}, see {written[one.key]}" for one in again])
            rows.append(Row((*first, words, "", "", "", "")))
        if not followers:
            rows.append(Row((*first, Cell("nothing yet", color="near"), "", "", "", "")))
    rows += [
        Row(("", Cell("follows from no need", color="near"), *_below(chain, technical)))
        for technical in chain.items[Place.TECHNICAL].values()
        if technical.key not in written
    ]
    columns = (
        Column("Goal", 1.0),
        Column("Business need", 0.9),
        Column("Technical requirement", 0.95),
        Column("Task", 0.95),
        Column("Test", 0.75),
        Column("Monitor", 0.95),
        Column("Document section", 1.05),
    )
    return Table(columns, tuple(rows), "No business need is listed yet.")


def _below(chain: Chain, technical: Item) -> tuple[str | Cell, ...]:
    tests = chain.after(technical, Place.TEST)
    monitors = _once(one for test in tests for one in chain.after(test, Place.MONITOR))
    sections = _once(one for each in monitors for one in chain.after(each, Place.SECTION))
    tasks = in_cell([task.words for task in chain.after(technical, Place.TASK)])
    return (
        in_cell([technical.words]),
        tasks or Cell("none yet", color="near"),
        _named(tests) or Cell("none yet", color="near"),
        _named(monitors),
        _named(sections),
    )


def _once(items: Iterable[Item]) -> list[Item]:
    return list(dict.fromkeys(items))


def _named(items: Iterable[Item]) -> str:
    return in_cell([item.name for item in items])


def _ends(facts: Facts, chain: Chain) -> list[Block]:
    """Return what is tested, watched and written, each with its owner; nothing of what is empty."""
    contents, project_id = facts.contents, facts.project_id

    def owner(key: int | None) -> str:
        return "" if key is None else contents.roles[key].name

    def code(place: Place, key: int | None) -> str:
        return chain.items[place][key or 0].code

    checks = tuple(
        Row(
            (
                code(Place.TEST, row.id),
                Cell(row.name, 500),
                _KINDS.get(CheckKind(row.kind), str(row.kind).capitalize()),
                row.runs,
                row.threshold,
                owner(row.owner_role_id),
                _CHECKS[CheckState(row.state)],
            )
        )
        for row in contents.of(Check, "project_id", project_id)
    )
    monitors = tuple(
        Row(
            (
                code(Place.MONITOR, row.id),
                Cell(row.name, 500),
                row.signal,
                row.threshold,
                row.action,
                owner(row.owner_role_id),
            )
        )
        for row in contents.of(Monitor, "project_id", project_id)
    )
    sections = tuple(
        Row(
            (
                code(Place.SECTION, row.id),
                Cell(row.document, 500),
                row.name,
                owner(row.owner_role_id),
                _SECTIONS[SectionState(row.state)],
            )
        )
        for row in contents.of(DocumentSection, "project_id", project_id)
    )
    found: list[Block] = []
    for title, columns, rows in (
        (
            "What is tested",
            (
                Column(""), Column("Test", 0.8), Column("Kind", 0.6), Column("When it runs", 0.9),
                Column("Passes with", 1.1), Column("Owner", 0.75), Column("State"),
            ),
            checks,
        ),
        (
            "What is watched",
            (
                Column(""), Column("Monitor", 0.9), Column("Signal", 1.2),
                Column("Alarm when", 0.8), Column("What then happens", 1.1), Column("Owner", 0.75),
            ),
            monitors,
        ),
        (
            "What is written",
            (
                Column(""), Column("Document", 1.0), Column("Heading", 1.0), Column("Owner", 0.8),
                Column("State"),
            ),
            sections,
        ),
    ):  # fmt: skip
        if rows:
            found += [Heading(title, 3), Table(columns, rows)]
    return found
