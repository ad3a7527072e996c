"""Waiting for a server: Erlang's formulas, and how many servers keep a promise.

Rates are calls per second, times seconds. Offered load is rate times mean service time, in
erlangs: the mean number of busy servers. Sources: A. K. Erlang, "Solution of some problems in the
theory of probabilities of significance in automatic telephone exchanges" (1917), for the waiting
formula; A. O. Allen, "Probability, Statistics and Queueing Theory" (1990), section 5.3, after
A. Cunneen, for service times that are not exponential.
"""

from dataclasses import dataclass
from math import ceil, exp, inf, log

from leadbench.errors import Refused

MOST_SERVERS = 100_000
"""More servers than this are not looked for."""


def blocking(servers: int, load: float) -> float:
    """Return Erlang B: the chance that all servers are busy when nobody waits.

    Parameters
    ----------
    servers
        Number of servers, 0 or more.
    load
        Offered load in erlangs, 0 or more.

    Notes
    -----
    By the recurrence B(0) = 1, B(c) = a B(c-1) / (c + a B(c-1)), which neither overflows nor
    cancels, unlike the quotient of factorials.
    """
    _check(servers, load)
    chance = 1.0
    for number in range(1, servers + 1):
        chance = load * chance / (number + load * chance)
    return chance


def chance_to_wait(servers: int, load: float) -> float:
    """Return Erlang C: the chance that a call finds all servers busy and waits.

    Returns
    -------
    float
        From 0 to 1; 1 where the load is not below the number of servers, since the queue then
        grows without end.

    Examples
    --------
    >>> round(chance_to_wait(3, 2), 4)
    0.4444
    """
    _check(servers, load)
    if load == 0:
        return 0.0
    if load >= servers:
        return 1.0
    busy = blocking(servers, load)
    return busy / (1 - load / servers * (1 - busy))


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool of equal servers before one queue, first come first served.

    Attributes
    ----------
    servers
        How many calls the pool works on at once.
    rate
        Calls per second.
    service
        Mean time of a call in seconds, without waiting.
    variability
        (Ca² + Cs²) / 2 with Ca and Cs the standard deviations of the time between calls and of the
        service time, each over its mean: 1 for random arrivals and exponential service, 0.5 for
        random arrivals and constant service.
    """

    servers: int
    rate: float
    service: float
    variability: float = 1.0

    @property
    def load(self) -> float:
        """Offered load in erlangs."""
        return self.rate * self.service

    @property
    def utilization(self) -> float:
        """Share of time that a server is busy; 1 and more when the pool cannot keep up."""
        return self.load / self.servers if self.servers else inf

    @property
    def chance_to_wait(self) -> float:
        """The chance that a call waits."""
        return chance_to_wait(self.servers, self.load)

    @property
    def mean_wait(self) -> float:
        """Mean waiting time of all calls in seconds (also of those that do not wait)."""
        spare = self.servers - self.load
        if spare <= 0:
            return inf if self.load else 0.0
        return self.chance_to_wait * self.service / spare * self.variability

    def wait_exceeds(self, seconds: float) -> float:
        """Return the chance that a call waits longer than some seconds."""
        spare = self.servers - self.load
        if spare <= 0:
            return 1.0 if self.load else 0.0
        if seconds < 0:
            return 1.0
        if self.variability == 0:
            return 0.0
        return self.chance_to_wait * exp(-spare * seconds / (self.service * self.variability))

    def wait_percentile(self, percent: float) -> float:
        """Return the waiting time in seconds that a percentage of calls does not exceed.

        Notes
        -----
        Exact for exponential service; for other service times the tail is scaled as its mean is
        (Allen-Cunneen), an approximation.
        """
        if not 0 <= percent < 100:
            raise Refused(
                f"A percentile lies from 0 to below 100, not at {percent:g}. Correct it. Nothing"
                " was changed.",
                field="percentile",
            )
        spare = self.servers - self.load
        if spare <= 0:
            return inf if self.load else 0.0
        beyond, waits = 1 - percent / 100, self.chance_to_wait
        if waits <= beyond:
            return 0.0
        return log(waits / beyond) * self.service * self.variability / spare


def servers_for(
    rate: float,
    service: float,
    *,
    most_use: float = 1.0,
    wait_limit: float | None = None,
    percentile: float = 95.0,
    variability: float = 1.0,
) -> int:
    """Return the fewest servers that stay below a utilization and keep a waiting time.

    Parameters
    ----------
    rate, service, variability
        As for ``Pool``.
    most_use
        Highest utilization, above 0 to 1. At 1 the load must still be below the servers.
    wait_limit
        Seconds that the percentile of the waiting time may take, or None for any.
    percentile
        Which percentile of the waiting time, 0 to below 100.

    Raises
    ------
    Refused
        For a rate or time below zero, or a utilization outside 0 to 1.
    """
    if rate < 0 or service < 0:
        raise Refused(
            "A rate and a time cannot be below zero. Correct them. Nothing was changed.",
            field="rate" if rate < 0 else "service",
        )
    if not 0 < most_use <= 1:
        raise Refused(
            f"Servers can be busy for more than 0 and at most 100 % of the time, not"
            f" {100 * most_use:g} %. Correct it. Nothing was changed.",
            field="most_use",
        )
    load = rate * service
    if load == 0:
        return 0
    count = max(1, ceil(load / most_use - 1e-9))
    if count <= load:
        count = int(load) + 1
    while wait_limit is not None and count < MOST_SERVERS:
        pool = Pool(count, rate, service, variability)
        if pool.wait_percentile(percentile) <= wait_limit:
            break
        count += 1
    return count


def _check(servers: int, load: float) -> None:
    if servers < 0 or load < 0:
        raise Refused(
            "Servers and load cannot be below zero. Correct them. Nothing was changed.",
            field="servers" if servers < 0 else "load",
        )
