"""What the architecture comes to: servers, latency budget, monthly cost, batch or real time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from leadbench.analysis import inputs, sizing
from leadbench.plan.contents import Contents
from leadbench.plan.tables import Component, FallbackRung, Flow, FlowKind, SizingSheet

LEAST_RUNGS = 2
"""A fallback ladder with fewer rungs is no ladder."""
_HOUR_MINUTES, _BATCH_MINUTES = 60, 15


@dataclass(frozen=True, slots=True)
class Hop:
    """A component on the path of an answer, with the seconds that it may take."""

    key: int
    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class LatencyBudget:
    """How the promised time is spent on the path of an answer.

    ``limit`` and ``spare`` are None while nothing is promised; ``spare`` is below zero where the
    hops add up to more than the limit.
    """

    hops: tuple[Hop, ...]
    used: float
    limit: float | None

    @property
    def spare(self) -> float | None:
        """Seconds that are left."""
        return None if self.limit is None else self.limit - self.used


@dataclass(frozen=True, slots=True)
class MonthCost:
    """What a component costs in a month, in cents; ``sized`` if the sizing sheet says so."""

    key: int
    name: str
    cents: int
    sized: bool


@dataclass(frozen=True, slots=True)
class Hint:
    """An advice with the reason for it, computed from the answers that are there."""

    advice: str
    reason: str


def sheet_of(contents: Contents, project_id: int) -> SizingSheet | None:
    """Return the sizing sheet of a project, if it has one."""
    found = contents.of(SizingSheet, "project_id", project_id)
    return found[0] if found else None


def requests_per_day(sheet: SizingSheet) -> float:
    """Return the requests of a working day."""
    return sheet.units_per_month * sheet.requests_per_unit / sheet.days_per_month


def demand(sheet: SizingSheet) -> sizing.Demand:
    """Return the sheet's demand as the calculation takes it."""
    return sizing.Demand(
        requests_per_day(sheet), sheet.peak_hour_percent, sheet.surge, sheet.calls_per_request
    )


def server(sheet: SizingSheet) -> sizing.Server:
    """Return the sheet's server as the calculation takes it."""
    return sizing.Server(
        mean_seconds=sheet.mean_seconds,
        at_once=sheet.at_once,
        most_use_percent=sheet.most_use_percent,
        variability=sheet.variability,
        service_percentile=sheet.service_percentile_seconds,
        hour_price=sheet.hour_price_cents / 100,
    )


def promise(contents: Contents, sheet: SizingSheet) -> sizing.Promise:
    """Return what the sheet promises; the other hops take what their budget says."""
    others = sum(
        hop.seconds for hop in _path(contents, sheet.project_id) if not _sized(contents, hop)
    )
    return sizing.Promise(
        seconds=sheet.latency_seconds,
        percentile=sheet.latency_percentile,
        other_seconds=others,
        failures=sheet.failures,
        deploying=sheet.deploying,
    )


def size(contents: Contents, sheet: SizingSheet) -> sizing.Sizing:
    """Return the servers of a sheet and what follows from them.

    Raises
    ------
    Refused
        As ``analysis.sizing.size``, at the column of the sheet.
    """
    return sizing.size(demand(sheet), server(sheet), promise(contents, sheet))


def latency_budget(contents: Contents, project_id: int) -> LatencyBudget:
    """Return how the promised time is spent, hop by hop in the order of an answer."""
    hops = tuple(_path(contents, project_id))
    sheet = sheet_of(contents, project_id)
    limit = None if sheet is None else sheet.latency_seconds
    return LatencyBudget(hops, sum(hop.seconds for hop in hops), limit)


def _path(contents: Contents, project_id: int) -> Sequence[Hop]:
    """Return the timed components in the order of an answer, as far as flows say one.

    Among those that could come next, the one that stands first in the list does.
    """
    import networkx as nx

    components = {row.id: row for row in contents.of(Component, "project_id", project_id)}
    graph: nx.DiGraph[int | None] = nx.DiGraph()
    graph.add_nodes_from(components)
    graph.add_edges_from(
        (flow.source_id, flow.target_id)
        for flow in contents.every(Flow).values()
        if flow.source_id in components and flow.kind == FlowKind.ANSWER
    )
    place = {key: number for number, key in enumerate(components)}
    try:
        order = list(nx.lexicographical_topological_sort(graph, key=place.__getitem__))
    except nx.NetworkXUnfeasible:  # an answer that goes in circles has no order
        order = list(components)
    return [
        Hop(row.id, row.name, row.latency_seconds)
        for row in (components[key] for key in order)
        if row.latency_seconds is not None and row.id is not None
    ]


def _sized(contents: Contents, hop: Hop) -> bool:
    return contents.every(Component)[hop.key].sized


def month_costs(contents: Contents, project_id: int) -> list[MonthCost]:
    """Return what each component costs in a month, the dearest first.

    What the sheet sizes costs its servers for an average month; an unreadable sheet costs nothing
    here and is refused where it is filled in.
    """
    sheet = sheet_of(contents, project_id)
    found = []
    for row in contents.of(Component, "project_id", project_id):
        cents = row.month_cost_cents
        if row.sized and sheet is not None:
            cents = serving_cost(contents, project_id)
        if cents is not None and row.id is not None:
            found.append(MonthCost(row.id, row.name, cents, row.sized))
    return sorted(found, key=lambda cost: -cost.cents)


def serving_cost(contents: Contents, project_id: int) -> int:
    """Return what the servers of the sheet cost in an average month, in cents."""
    from leadbench.errors import Refused

    sheet = sheet_of(contents, project_id)
    if sheet is None:
        return 0
    try:
        return round(100 * size(contents, sheet).month_cost)
    except Refused:
        return 0


def serving_months(contents: Contents, project_id: int) -> list[inputs.MonthCost]:
    """Return what the servers of the sheet cost in each month in which the budget pays them."""
    sheet = sheet_of(contents, project_id)
    if sheet is None or sheet.budget_from is None:
        return []
    last = (sheet.budget_until or sheet.budget_from).replace(day=1)
    month, cents = sheet.budget_from.replace(day=1), serving_cost(contents, project_id)
    found = []
    while month <= last and cents:
        found.append(inputs.MonthCost(sheet.budget_category, month, cents))
        month = (month + timedelta(days=32)).replace(day=1)
    return found


def unit_cost(contents: Contents, project_id: int) -> float | None:
    """Return what one unit costs at full load, in cents, or None while nothing arrives."""
    sheet = sheet_of(contents, project_id)
    if sheet is None or not sheet.units_per_month:
        return None
    total = sum(cost.cents for cost in month_costs(contents, project_id))
    return total / sheet.units_per_month


def mode_hint(sheet: SizingSheet) -> Hint:
    """Return whether batch or real time fits, and why."""
    wait = sheet.may_wait_minutes
    if wait is None and sheet.latency_seconds is not None:
        return Hint("Real time", f"somebody waits {sheet.latency_seconds:g} s at most")
    if wait is None:
        return Hint("Open", "say how old an answer may be, or how long somebody may wait")
    if wait >= _HOUR_MINUTES:
        hours = wait / _HOUR_MINUTES
        return Hint("Batch", f"an answer may be {hours:g} h old: it is made ahead, and cheaper")
    if wait >= _BATCH_MINUTES:
        return Hint("Small batches", f"an answer may be {wait:g} min old")
    return Hint("Real time", f"an answer may be {wait:g} min old: too fresh for a batch")


def batch_workers(sheet: SizingSheet) -> int | None:
    """Return how many workers the batch of a sheet needs, or None without one."""
    if sheet.batch_items is None or sheet.batch_item_seconds is None or sheet.batch_hours is None:
        return None
    return sizing.batch_workers(
        sheet.batch_items,
        sheet.batch_item_seconds,
        sheet.batch_hours * 3600,
        retry_percent=sheet.batch_retry_percent,
    )


def stored_items(sheet: SizingSheet) -> float | None:
    """Return how many requests are kept at most, or None if they are not kept."""
    if sheet.kept_months is None:
        return None
    return sheet.units_per_month * sheet.requests_per_unit * sheet.kept_months


def stored_bytes(sheet: SizingSheet) -> float | None:
    """Return the bytes that kept requests take, or None while their size is unknown."""
    items = stored_items(sheet)
    if items is None or sheet.item_kilobytes is None:
        return None
    return sizing.stored(items, 1, sheet.item_kilobytes * 1000)


def ladder_gap(rungs: Sequence[FallbackRung]) -> str:
    """Return what a fallback ladder still lacks, "" if nothing."""
    if not rungs:
        return "No fallback yet: say what answers when the model cannot."
    if len(rungs) < LEAST_RUNGS:
        return "One rung is no ladder: add what answers when it fails too."
    if not any(row.drill_on for row in rungs):
        return "Never drilled: set a date on which the fallback is tried."
    if any(row.seconds is None for row in rungs):
        return "A rung has no time limit: nobody knows when the next takes over."
    return ""
