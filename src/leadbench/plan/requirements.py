"""What a requirement comes to in words, and the templates that it can be made from."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from leadbench import resources
from leadbench.errors import Refused
from leadbench.plan import architecture
from leadbench.plan.contents import Contents
from leadbench.plan.money import format_money_exact
from leadbench.plan.tables import (
    Comparator,
    Requirement,
    Scope,
    SizedValue,
    SizingSheet,
    Verification,
)

SIGNS = {Comparator.AT_LEAST: "≥", Comparator.AT_MOST: "≤", Comparator.EQUAL: "="}
_LEADING = frozenset({"for", "in", "of", "at", "on", "per", "during", "while", "by"})


@dataclass(frozen=True, slots=True)
class Template:
    """A requirement to fill in.

    Attributes
    ----------
    key
        What a requirement made from it remembers.
    title, statement
        The question and a pattern for the answer; "…" stands for what is missing.
    hint
        What to think of.
    metric, comparator, unit, percentile, population, method
        The fit criterion to begin with.
    scope
        For a quality of an ML system, the part that it is about.
    least, most
        The values that make sense, None where there is no such limit.
    """

    key: str
    title: str
    statement: str
    hint: str
    metric: str
    comparator: Comparator | None
    unit: str
    percentile: float | None
    population: str
    method: Verification
    scope: Scope | None = None
    least: float | None = None
    most: float | None = None


@lru_cache(maxsize=1)
def interview() -> tuple[Template, ...]:
    """Return the questions to ask the business."""
    return _read("interview.json")


@lru_cache(maxsize=1)
def qualities() -> tuple[Template, ...]:
    """Return what ML parts need beside their function, in the order of their scopes."""
    return _read("ml-qualities.json")


def _read(name: str) -> tuple[Template, ...]:
    text = resources.path("requirements", name).read_text(encoding="utf-8")
    return tuple(
        Template(
            **{
                **row,
                "comparator": Comparator(row["comparator"]) if row["comparator"] else None,
                "method": Verification(row["method"]),
                "scope": Scope(row["scope"]) if row.get("scope") else None,
            }
        )
        for row in json.loads(text)["templates"]
    )


def template_of(key: str) -> Template | None:
    """Return the template of that key, if there is one."""
    found = (one for one in (*interview(), *qualities()) if one.key == key)
    return next(found, None)


def unused(templates: Iterable[Template], rows: Iterable[Requirement]) -> tuple[Template, ...]:
    """Return the templates that none of the requirements was made from or is named like."""
    known = list(rows)
    keys = {row.template for row in known}
    titles = {row.title.casefold() for row in known}
    return tuple(
        one for one in templates if one.key not in keys and one.title.casefold() not in titles
    )


def fit_words(row: Requirement, *, metric: bool = False) -> str:
    """Return the fit criterion: "p95 ≤ 2.5 s for all customers"; "" where none is set.

    Parameters
    ----------
    metric
        Whether the metric leads: "Reply time p95 ≤ 2.5 s". It stands alone where no value is set.
    """
    name = row.metric if metric else ""
    if row.target is None or row.comparator is None:
        return name
    percentile = f"p{row.percentile:g}" if row.percentile is not None else ""
    unit = row.unit if row.unit == "%" else f" {row.unit}" if row.unit else ""
    amount = f"{row.target:,.3f}".rstrip("0").rstrip(".").replace("-", "−")
    population = row.population.strip()
    if population and population.split()[0].casefold() not in _LEADING:
        population = f"for {population}"
    sign = SIGNS[Comparator(row.comparator)]
    return " ".join(
        part for part in (name, percentile, f"{sign} {amount}{unit}", population) if part
    )


def value_of(contents: Contents, row: Requirement) -> str:
    """Return the answer of a requirement: from the sizing sheet if it says so, else as typed."""
    computed = computed_of(contents, row)
    return row.statement if computed is None else computed


def computed_of(contents: Contents, row: Requirement) -> str | None:
    """Return what the sizing sheet says for a requirement, or None where it says nothing.

    None also where the requirement is typed by hand, or the sheet is empty or cannot be met.
    """
    if row.sized is None:
        return None
    sheet = architecture.sheet_of(contents, row.project_id)
    if sheet is None or not sheet.units_per_month:
        return None
    try:
        return _words(contents, sheet, SizedValue(row.sized))
    except Refused:
        return None


def _words(contents: Contents, sheet: SizingSheet, value: SizedValue) -> str | None:
    match value:
        case SizedValue.MODE:
            hint = architecture.mode_hint(sheet)
            batch = ", batch for the backlog" if architecture.batch_workers(sheet) else ""
            return None if hint.advice == "Open" else f"{hint.advice}{batch}"
        case SizedValue.SERVERS:
            found = architecture.size(contents, sheet)
            return f"{_plural(found.servers, sheet.server)} for {found.peak_calls:.1f} calls/s"
        case SizedValue.SPARE:
            return _plural(sheet.failures, f"spare {sheet.server}")
        case SizedValue.LATENCY:
            found = architecture.size(contents, sheet)
            return f"p{sheet.latency_percentile:g} {found.latency:.2f} s at the peak"
        case SizedValue.KEPT:
            day = f"{_rounded(architecture.requests_per_day(sheet))} {sheet.request}s a day"
            months = sheet.kept_months
            return day if months is None else f"{day}, {_plural(months, 'month')}"
        case SizedValue.STORAGE:
            size = architecture.stored_bytes(sheet)
            return None if size is None else f"{size / 1e9:,.0f} GB at most"
        case SizedValue.BATCH:
            workers = architecture.batch_workers(sheet)
            if workers is None:
                return None
            return f"{_plural(workers, 'batch worker')} for {sheet.batch_hours:g} h"
    cents = architecture.unit_cost(contents, sheet.project_id)
    currency = next(iter(contents.portfolio.values())).currency
    amount = None if cents is None else format_money_exact(round(cents), currency)
    return None if amount is None else f"{amount} for each {sheet.unit}"


def _plural(count: float, noun: str) -> str:
    return f"{count:g} {noun}{'' if count == 1 else 's'}"


def _rounded(amount: float) -> str:
    """Return three digits of an amount: 28,363.6 as "28,400"."""
    return f"{float(f'{amount:.3g}'):,.0f}" if amount >= 100 else f"{amount:.3g}"
