"""How much of everything a service needs: peak load, servers, batches, queues, storage, money.

Every function takes what a person types on the sizing sheet and refuses nonsense at its field.
Rates are per second, times seconds unless a name says otherwise; money is in the plan's currency.
"""

from dataclasses import dataclass
from math import ceil

from leadbench.analysis.queueing import MOST_SERVERS, Pool, servers_for
from leadbench.errors import Refused

DAY_SECONDS = 86_400
HOUR_SECONDS = 3_600
MONTH_HOURS = 730
"""Hours of an average month, 8,760 a year over 12."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What asks for answers, and how unevenly.

    Attributes
    ----------
    per_day
        Requests on a working day.
    peak_hour_percent
        Share of them in the busiest hour; 100 / 24 is an even day.
    surge
        How many times the busiest hour's rate the busiest moments reach, 1 or more.
    calls_per_request
        Model calls that one request makes.
    """

    per_day: float
    peak_hour_percent: float
    surge: float = 1.0
    calls_per_request: float = 1.0

    @property
    def peak_requests(self) -> float:
        """Requests per second at the peak, surge included."""
        return self.per_day * self.peak_hour_percent / 100 / HOUR_SECONDS * self.surge

    @property
    def peak_calls(self) -> float:
        """Model calls per second at the peak."""
        return self.peak_requests * self.calls_per_request


@dataclass(frozen=True, slots=True)
class Server:
    """One server: how long a call takes, how many it works on at once, what an hour costs.

    ``service_percentile`` is the measured percentile of the time of a call (see ``Promise``); None
    where it was not measured, and the mean stands for it.
    """

    mean_seconds: float
    at_once: int = 1
    most_use_percent: float = 100.0
    variability: float = 1.0
    service_percentile: float | None = None
    hour_price: float = 0.0


@dataclass(frozen=True, slots=True)
class Promise:
    """The latency that was promised: so many seconds at a percentile, and what stands ready.

    ``other_seconds`` is what the remaining hops take at that percentile. ``failures`` servers may
    be down and ``deploying`` out of service at any time without breaking it.
    """

    seconds: float | None = None
    percentile: float = 95.0
    other_seconds: float = 0.0
    failures: int = 0
    deploying: int = 0


@dataclass(frozen=True, slots=True)
class Sizing:
    """What the sizing sheet answers.

    Attributes
    ----------
    peak_requests, peak_calls
        Per second.
    in_flight
        Calls in work at once on average (Little's law: rate times time).
    servers_exact
        In-flight calls over what a server may carry, before rounding up.
    needed, servers
        Servers that keep the promise, and with those that may fail or be deployed.
    utilization, utilization_reduced
        Share of capacity in use at the peak, with all servers and with the failed ones gone.
    chance_to_wait, chance_to_wait_reduced
        The chance that a call waits, likewise.
    wait, latency
        Seconds at the promised percentile: of waiting with the failed ones gone, and of the whole
        answer.
    month_cost
        Of all servers for an average month.
    """

    peak_requests: float
    peak_calls: float
    in_flight: float
    servers_exact: float
    needed: int
    servers: int
    utilization: float
    utilization_reduced: float
    chance_to_wait: float
    chance_to_wait_reduced: float
    wait: float
    latency: float
    month_cost: float


def size(demand: Demand, server: Server, promise: Promise | None = None) -> Sizing:
    """Return how many servers a demand needs and what follows.

    Notes
    -----
    The load is Little's law, L = rate x time (J. D. C. Little, Operations Research 9, 1961). The
    number is the larger of that by utilization and that by the waiting percentile of Erlang C; the
    measured percentile of the service itself is added to the wait, since no number of servers
    shortens it.

    Raises
    ------
    Refused
        For negative numbers, shares over 100 %, a surge below 1, a server that works on nothing, or
        a latency that the service alone already breaks.
    """
    promise = Promise() if promise is None else promise
    _check(demand, server, promise)
    calls = demand.peak_calls
    own = server.mean_seconds if server.service_percentile is None else server.service_percentile
    limit = None
    if promise.seconds is not None:
        limit = promise.seconds - promise.other_seconds - own
        if limit < 0:
            raise Refused(
                f"A call alone takes {own + promise.other_seconds:g} s of the {promise.seconds:g} s"
                " that were promised; more servers do not shorten it. Make the call faster or"
                " promise more. Nothing was changed.",
                field="seconds",
            )
    if calls * server.mean_seconds > MOST_SERVERS:
        raise Refused(
            f"{calls:,.0f} calls a second of {server.mean_seconds:g} s each keep more than"
            f" {MOST_SERVERS:,} places busy, which is beyond any service. Correct the load or the"
            " time of a call. Nothing was changed.",
            field="mean_seconds",
        )
    slots = servers_for(
        calls,
        server.mean_seconds,
        most_use=server.most_use_percent / 100,
        wait_limit=limit,
        percentile=promise.percentile,
        variability=server.variability,
    )
    needed = ceil(slots / server.at_once)
    servers = needed + promise.failures + promise.deploying if needed else 0
    kept = max(needed, servers - promise.failures) if servers else 0
    whole = Pool(servers * server.at_once, calls, server.mean_seconds, server.variability)
    reduced = Pool(kept * server.at_once, calls, server.mean_seconds, server.variability)
    wait = reduced.wait_percentile(promise.percentile) if servers else 0.0
    return Sizing(
        peak_requests=demand.peak_requests,
        peak_calls=calls,
        in_flight=whole.load,
        servers_exact=whole.load / (server.at_once * server.most_use_percent / 100),
        needed=needed,
        servers=servers,
        utilization=whole.utilization if servers else 0.0,
        utilization_reduced=reduced.utilization if servers else 0.0,
        chance_to_wait=whole.chance_to_wait,
        chance_to_wait_reduced=reduced.chance_to_wait,
        wait=wait,
        latency=wait + own + promise.other_seconds,
        month_cost=servers * server.hour_price * MONTH_HOURS,
    )


def batch_workers(
    items: float, seconds_per_item: float, window_seconds: float, *, retry_percent: float = 0.0
) -> int:
    """Return how many workers finish a batch in its window, repeats of failed items included."""
    _not_below_zero(items=items, seconds_per_item=seconds_per_item)
    _share("retry_percent", retry_percent)
    if window_seconds <= 0:
        raise Refused(
            "The window must be longer than 0. Give the time in which the batch must be done."
            " Nothing was changed.",
            field="window_seconds",
        )
    return ceil(items * (1 + retry_percent / 100) * seconds_per_item / window_seconds - 1e-9)


def backlog(rate_in: float, rate_out: float, seconds: float) -> float:
    """Return how many items a queue holds after some seconds of more coming than going."""
    _not_below_zero(rate_in=rate_in, rate_out=rate_out, seconds=seconds)
    return max(0.0, rate_in - rate_out) * seconds


def stored(items_per_day: float, days_kept: float, bytes_per_item: float) -> float:
    """Return the bytes that a store holds once the oldest items are as old as they are kept."""
    _not_below_zero(items_per_day=items_per_day, days_kept=days_kept, bytes_per_item=bytes_per_item)
    return items_per_day * days_kept * bytes_per_item


def accelerator_memory(weights: float, per_call: float, at_once: int) -> float:
    """Return the memory that a server needs: weights plus activations of all calls at once."""
    _not_below_zero(weights=weights, per_call=per_call, at_once=at_once)
    return weights + per_call * at_once


def latency_curve(
    server: Server, servers: int, promise: Promise, rates: tuple[float, ...]
) -> tuple[float, ...]:
    """Return the promised percentile of the whole answer, in seconds, at each rate of calls."""
    own = server.mean_seconds if server.service_percentile is None else server.service_percentile
    return tuple(
        Pool(
            servers * server.at_once, rate, server.mean_seconds, server.variability
        ).wait_percentile(promise.percentile)
        + own
        + promise.other_seconds
        for rate in rates
    )


def _check(demand: Demand, server: Server, promise: Promise) -> None:
    _not_below_zero(
        per_day=demand.per_day,
        calls_per_request=demand.calls_per_request,
        mean_seconds=server.mean_seconds,
        variability=server.variability,
        hour_price=server.hour_price,
        other_seconds=promise.other_seconds,
        failures=promise.failures,
        deploying=promise.deploying,
    )
    _share("peak_hour_percent", demand.peak_hour_percent)
    _share("most_use_percent", server.most_use_percent)
    if server.most_use_percent == 0:
        raise Refused(
            "A server must be in use for more than 0 % of the time. Correct it. Nothing was"
            " changed.",
            field="most_use_percent",
        )
    if demand.surge < 1:
        raise Refused(
            f"The surge is how many times the peak hour's rate the busiest moments reach, so 1 or"
            f" more, not {demand.surge:g}. Correct it. Nothing was changed.",
            field="surge",
        )
    if server.at_once < 1:
        raise Refused(
            "A server works on at least 1 call at once. Correct it. Nothing was changed.",
            field="at_once",
        )


def _not_below_zero(**values: float) -> None:
    for field, value in values.items():
        if value < 0:
            raise Refused(
                f"A number below zero ({value:g}) has no meaning here. Correct it. Nothing was"
                " changed.",
                field=field,
            )


def _share(field: str, percent: float) -> None:
    if not 0 <= percent <= 100:
        raise Refused(
            f"A share lies from 0 to 100 %, not at {percent:g} %. Correct it. Nothing was changed.",
            field=field,
        )
