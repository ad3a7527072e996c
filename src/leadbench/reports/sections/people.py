"""How many people of which role the plan needs, by month."""

from datetime import date

from leadbench.charts import bars
from leadbench.charts.look import LIGHT
from leadbench.reports.blocks import (
    Block,
    Cell,
    Column,
    Drawing,
    Heading,
    Paragraph,
    Row,
    Table,
)
from leadbench.reports.facts import Facts
from leadbench.reports.words import MONTHS, counted, equivalents

MONTHS_ACROSS = 12


def blocks(facts: Facts) -> list[Block]:
    """Return the page on people; nothing where no headcount is planned."""
    if not facts.budget.headcount:
        return []
    found: list[Block] = [
        Heading("People", 1),
        Paragraph(finding(facts), "lead"),
        Heading("Headcount by month, full-time equivalents", 3),
        chart(facts, 96.0),
    ]
    months = list(facts.budget.headcount)
    for begin in range(0, len(months), MONTHS_ACROSS):
        found += [
            Heading("Headcount by role", 2),
            _table(facts, months[begin : begin + MONTHS_ACROSS]),
        ]
    found.append(Paragraph("1.0 is one person, full-time for the month.", "note"))
    return found


def month_name(month: date, reference_year: int) -> str:
    """Return "April", or "April 2027" in another year than the reference year."""
    name = MONTHS[month.month - 1]
    return name if month.year == reference_year else f"{name} {month.year}"


def month_heads(months: list[date], reference_year: int) -> list[str]:
    """Return short names, with the year where it is not that of the month before.

    The first month is compared with the reference year.
    """
    heads = []
    for before, month in zip([None, *months], months, strict=False):
        year = reference_year if before is None else before.year
        short = MONTHS[month.month - 1][:3]
        heads.append(short if month.year == year else f"{short} {month.year}")
    return heads


def finding(facts: Facts) -> str:
    """Return the peak and the number of roles in a sentence."""
    peak, percent = max(facts.budget.headcount.items(), key=lambda entry: entry[1])
    roles = {row.role_id for row in facts.contents.headcounts_of(facts.project_id) if row.percent}
    total = equivalents(sum(facts.budget.headcount.values()))
    return (
        f"{counted(len(roles), 'role')}, {total} person-months. "
        f"Peak {equivalents(percent)} in {month_name(peak, facts.on.year)}."
    )


def chart(facts: Facts, height: float) -> Drawing:
    """Return the headcount by month; months before the data date are darker."""
    months = list(facts.budget.headcount)
    status = facts.status_day
    shown = []
    heads = month_heads(months, facts.on.year)
    for month, head in zip(months, heads, strict=True):
        over = status is not None and (month.year, month.month) < (status.year, status.month)
        percent = facts.budget.headcount[month]
        # There is no room for both: in a chart the year stands for the month in which it begins.
        name = head if " " not in head else f"’{month.year % 100:02d}"
        shown.append(bars.Bar(name, percent, equivalents(percent), "past" if over else "normal"))
    words = ", ".join(f"{head} {bar.text}" for head, bar in zip(heads, shown, strict=True))
    return Drawing(
        lambda _width, _pen: height,
        lambda pen, width: bars.upright(pen, width, height, shown, LIGHT),
        f"Full-time equivalents by month: {words}.",
    )


def _table(facts: Facts, months: list[date]) -> Table:
    planned: dict[tuple[int, date], int] = {}
    for row in facts.contents.headcounts_of(facts.project_id):
        key = (row.role_id, row.month)
        planned[key] = planned.get(key, 0) + row.percent
    rows = []
    for role in facts.contents.ordered_roles():
        values = [planned.get((role.id or 0, month), 0) for month in months]
        if any(values):
            cells = [equivalents(value) if value else "" for value in values]
            total = Cell(equivalents(sum(values)), 500)
            rows.append(Row((Cell(role.name, 500), *cells, total)))
    sums = [facts.budget.headcount[month] for month in months]
    totals = [equivalents(value) for value in [*sums, sum(sums)]]
    rows.append(Row(("All roles", *totals), strong=True))
    columns = (
        Column("Role", 1.6),
        *(Column(head, 0.6, "right") for head in month_heads(months, facts.on.year)),
        Column("Person-months", align="right"),
    )
    return Table(columns, tuple(rows))
