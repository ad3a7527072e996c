"""What the project costs, by line and month, against what was approved."""

from datetime import date

from leadbench.analysis.budget import PEOPLE
from leadbench.charts import bars
from leadbench.plan.architecture import serving_months
from leadbench.plan.for_analysis import fixed_costs, paid_items
from leadbench.plan.notation import format_thousands
from leadbench.reports.blocks import Block, Column, Heading, Paragraph, Row, Table
from leadbench.reports.facts import Facts
from leadbench.reports.sections.people import MONTHS_ACROSS, month_heads

_SYMBOL_UNIT = {"USD": "thousand dollars", "EUR": "thousand euros", "GBP": "thousand pounds"}


def blocks(facts: Facts) -> list[Block]:
    """Return the page on money; nothing where no cost is planned."""
    months = list(facts.budget.months)
    if not months:
        return []
    found: list[Block] = [
        Heading("Budget", 1),
        Paragraph(finding(facts), "lead"),
    ]
    for begin in range(0, len(months), MONTHS_ACROSS):
        part = months[begin : begin + MONTHS_ACROSS]
        found += [
            Heading(f"Cost by line and month, {_unit(facts)}", 2),
            _table(facts, part, months),
        ]
    found.append(
        Paragraph(
            "People are full-time equivalents times the monthly rate of their role. Figures are "
            "rounded one by one; totals are sums of the exact amounts.",
            "note",
        )
    )
    return found


def _unit(facts: Facts) -> str:
    return _SYMBOL_UNIT.get(facts.currency, f"thousand {facts.currency}")


def finding(facts: Facts) -> str:
    """Return the estimate against the approved budget in a sentence."""
    if facts.estimate is None:
        return "No cost is planned yet."
    text = f"Estimate {facts.money(facts.estimate)}"
    approved = facts.project.approved_budget_cents
    if approved is not None:
        left = approved - facts.estimate
        text += f" of {facts.money(approved)} approved"
        text += f", {facts.money(abs(left))} {'left' if left >= 0 else 'too much'}"
    text += "."
    if facts.spent:
        text += f" Planned to the data date: {facts.money(sum(facts.spent.values()))}."
    return text


def category_bars(facts: Facts) -> list[bars.Bar]:
    """Return a bar for each category; the darker part is what is planned to the data date."""
    found = []
    for category in facts.budget.categories:
        cents = facts.budget.of_category(category)
        part = facts.spent.get(category, 0)
        found.append(bars.Bar(category, cents, facts.money(cents), part=part))
    return found


def _table(facts: Facts, part: list[date], months: list[date]) -> Table:
    rows = []
    sums = dict.fromkeys(part, 0)
    for name, line in _lines(facts).items():
        values = [line.get(month, 0) for month in part]
        for month, value in zip(part, values, strict=True):
            sums[month] += value
        if any(values):
            cells = [_thousands(value) for value in values]
            rows.append(Row((name, *cells, _thousands(sum(values), zero="0"))))
    totals = [_thousands(value, zero="0") for value in [*sums.values(), sum(sums.values())]]
    rows.append(Row(("All lines", *totals), strong=True))
    rows.append(Row(("Running total", *_running(facts, part), "")))
    last = "Total" if part == months else "These months"
    columns = (
        Column("Line", 1.6),
        *(Column(head, 0.6, "right") for head in month_heads(part, facts.on.year)),
        Column(last, align="right", weight=500),
    )
    return Table(columns, tuple(rows))


def _lines(facts: Facts) -> dict[str, dict[date, int]]:
    """Return what each line costs by month: roles first, budget lines, fixed costs."""
    # Not the category's sum from the budget: a budget line may be of the same category.
    lines: dict[str, dict[date, int]] = {PEOPLE: dict(facts.people_cost)}
    for item in paid_items(facts.contents, facts.project_id):
        name = f"{item.category}: {item.name}" if item.name else item.category
        line = lines.setdefault(name, {})
        for amount in facts.contents.amounts_of(item.id or 0):
            line[amount.month] = line.get(amount.month, 0) + amount.amount_cents
    for paid in serving_months(facts.contents, facts.project_id):
        line = lines.setdefault(f"{paid.category}: servers of the sizing sheet", {})
        line[paid.month] = line.get(paid.month, 0) + paid.cents
    for paid in fixed_costs(facts.contents, facts.project_id, facts.schedule):
        line = lines.setdefault(paid.category, {})
        line[paid.month] = line.get(paid.month, 0) + paid.cents
    return lines


def _running(facts: Facts, part: list[date]) -> list[str]:
    months = facts.budget.months
    return [
        _thousands(sum(map(facts.budget.of_month, months[: months.index(month) + 1])), zero="0")
        for month in part
    ]


def _thousands(cents: int, zero: str = "") -> str:
    return format_thousands(cents, None) if cents else zero
