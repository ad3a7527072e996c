"""What the words and marks of the document mean, with every threshold that was used."""

from leadbench.plan.notation import format_date_long
from leadbench.reports.blocks import Block, Column, Heading, Row, Table
from leadbench.reports.facts import Facts
from leadbench.reports.words import number


def blocks(facts: Facts) -> list[Block]:
    """Return the explanations; nothing for a project without tasks."""
    if not facts.activities:
        return []
    near = number(facts.project.near_critical_days)
    hours = number(facts.project.minutes_per_day / 60)
    plan = (
        "One date for each task, from its estimate, its links and the calendar. It carries no "
        "probability: it says what happens if every estimate comes true."
    )
    slack = (
        "Working days by which a task may end later before the finish of the project or a "
        "deadline moves."
    )
    approved = "The dates of a baseline, and the working days by which the plan ends after them."
    if facts.baseline is not None and facts.kept_day is not None:
        kept = format_date_long(facts.kept_day)
        approved = (
            f"The dates of “{facts.baseline.name}”, kept on {kept}, and the working days by which "
            "the plan ends after them."
        )
    rows = (
        ("Plan", plan),
        *_runs(facts),
        ("Float", slack),
        ("Critical (square)", "A float of 0 or less: any delay moves the finish."),
        ("Near-critical (triangle)", f"A float above 0 and up to {near} d, a project setting."),
        ("Approved, change", approved),
        ("d", f"A working day of {hours} hours."),
    )
    shown = tuple(Row((word, meaning)) for word, meaning in rows)
    columns = (Column("Word", weight=500), Column("Meaning", 1.0))
    return [Heading("How to read this plan", 1), Table(columns, shown)]


def _runs(facts: Facts) -> list[tuple[str, str]]:
    likely = facts.likely
    if likely is None:
        return []
    meaning = (
        f"What half, four of five of the runs of a forecast do not exceed ({likely.made_of}). In "
        "each run the tasks take what their ranges allow, and risks happen or not."
    )
    return [("P50, P80", meaning)]
