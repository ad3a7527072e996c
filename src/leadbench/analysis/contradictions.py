"""Rules that cannot hold together: the smallest set behind each date that cannot be kept.

A date that cannot be kept is a limit (a deadline, "no later than", a must date, a date set by hand)
that something before it rules out. Such a set always reads: one date from which time is counted
(the project's start, the status date, a constraint, a date that is recorded or set by hand), the
links that lead from there, and the limit.
"""

from collections import deque
from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import dataclass, replace

import networkx as nx

from leadbench.analysis.binding import (
    Ask,
    Because,
    asks,
    calendar_of,
    leaves_below,
)
from leadbench.analysis.critical_path import Schedule, schedule
from leadbench.analysis.explanation_words import (
    PLAIN,
    Piece,
    Words,
    contradiction_in_words,
    plain,
)
from leadbench.analysis.explanations import Reason, reason_of
from leadbench.analysis.inputs import (
    LagUnit,
    LinkType,
    Network,
)
from leadbench.analysis.limits import Limit, is_fixed, limits_of
from leadbench.analysis.rule_subsets import only
from leadbench.errors import BeyondDates

_FROM_FINISH = frozenset({LinkType.FINISH_START, LinkType.FINISH_FINISH})
_OF_ALL = frozenset({Because.PROJECT_START, Because.STATUS_DATE})
_LOOKS = 200
"""Activities that are looked at, for all limits together, for shorter sets than driving chains."""
_TRIED = 1_000
"""Rules that are tried alone at most; and how often a set is tried, to thin it out."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Rules that cannot all hold: without any one of them the others can.

    Attributes
    ----------
    key
        The activity whose date cannot be kept; of a summary's date, the summary.
    limit
        Which date of it: ``DEADLINE``, ``CONSTRAINT`` or ``BY_HAND``.
    reasons
        The rules that ask for a later date, first to last: whence time is counted, then the links.
    pieces, sentence
        All of it in words, as in ``Explanation``.
    """

    key: int
    limit: Because
    reasons: tuple[Reason, ...]
    pieces: tuple[Piece, ...]
    sentence: str


def contradictions(
    dates: Schedule,
    network: Network,
    words: Words = PLAIN,
    keys: Collection[int] | None = None,
) -> tuple[Contradiction, ...]:
    """Return, for each date that cannot be kept, the smallest set of rules that rule it out.

    Parameters
    ----------
    dates, network
        Dates, and the network that they were worked out from.
    words
        How instants and lags are written.
    keys
        The activities whose dates are looked at; all unless given.

    Notes
    -----
    A limit is missed by some minutes. Every chain of links that is looser than the driving one by
    less than that rules it out too; of these the one with the fewest links is taken, found level
    by level backwards from the limit. Each set is confirmed by scheduling it alone. In a large
    plan only so many tasks are looked at; then the driving chain is taken, from as near to the
    limit as rules it out; one of more than 1,000 tasks is not tried by itself any more. Where links
    leave the start of a summary, several chains hold it together: their rules are thinned out one
    by one.
    """
    return tuple(found for found in looking(dates, network, words, keys) if found is not None)


def looking(
    dates: Schedule,
    network: Network,
    words: Words = PLAIN,
    keys: Collection[int] | None = None,
) -> Iterator[Contradiction | None]:
    """Yield what ``contradictions`` returns, each when it is found, and None between small steps.

    So a search that takes seconds in a large plan can be interrupted for other work, or given up.
    """
    if network.rules.dates_over_links or network.finish is not None:
        # There a missed limit moves tasks instead; what rules it out is seen without that.
        rules = replace(network.rules, dates_over_links=False)
        network = replace(network, rules=rules, finish=None)
        try:
            dates = schedule(network, dates.structure)
        except BeyondDates:
            return
    index = dates.index
    wanted = index if keys is None else [key for key in keys if key in index]
    rows = sorted(index[key] for key in wanted)
    limits = [
        limit for row in rows for limit in limits_of(dates, network, row, network.activities[row])
    ]
    looks = min(30, max(4, _LOOKS // max(len(limits), 1)))
    for limit in limits:
        try:
            reasons = yield from _Search(dates, network, limit).reasons(looks)
        except BeyondDates:  # without the date that holds it, a task may lie beyond all years
            continue
        if reasons:
            key, which = limit.carrier, limit.which
            pieces = contradiction_in_words(dates, network, key, which, reasons, words)
            said = plain(pieces, network, dates)
            yield Contradiction(key, which, reasons, pieces, said)


_Steps = Generator[None, None, tuple[Reason, ...]]
"""Small steps of a search, and what it finds in the end."""


class _Search:
    """Looks for the smallest set behind one limit, step by step."""

    def __init__(self, dates: Schedule, network: Network, limit: Limit) -> None:
        self.dates, self.network, self.limit = dates, network, limit
        self.freed: tuple[Because, ...] = ()
        if limit.which != Because.DEADLINE and limit.leaves == (limit.carrier,):
            self.freed = (limit.which,)

    def reasons(self, looks: int) -> _Steps:
        """Return the rules that rule the limit out, or none where it can be kept."""
        waiting: deque[tuple[int, int | None, tuple[Reason, ...]]] = deque()
        waiting.extend((leaf, None, ()) for leaf in self.limit.leaves)
        best: dict[int, int] = {}
        looked = 0
        missed = False
        while waiting and looked < looks:
            key, room, behind = waiting.popleft()
            if room is not None and best.get(key, -1) >= room:
                continue
            if room is not None:
                best[key] = room
            looked += 1
            yield
            for ask, left in self.asked(key, room):
                missed = True
                reason = Reason(key, ask.because, ask.origin, ask.link, self.begun(key))
                if ask.link is None:
                    chain = (reason, *behind)
                    yield
                    if self.ruled_out(chain[-1].key, chain):
                        return chain
                    continue
                for leaf, loss in self.drivers(ask.link):
                    if loss < left:
                        before = replace(reason, origin=leaf)
                        waiting.append((leaf, left - loss, (before, *behind)))
        if not missed:
            return ()
        return (yield from self.along_the_drivers())

    def asked(self, key: int, room: int | None) -> Iterator[tuple[Ask, int]]:
        """Yield what is asked of an activity so that the limit is missed, dates before links.

        With each goes the working time by which the date may be earlier and the limit still be
        missed.
        """
        row = self.dates.index[key]
        one = self.network.activities[row]
        if room is None:
            found = []
            for ask in self.asks_of(key, self.freed):
                end = ask.start if self.limit.of_start else ask.finish
                over = calendar_of(self.network, one).between(self.limit.at, end)
                if over > 0:
                    found.append((ask, over))
        else:
            fixed = is_fixed(one)
            found = [
                (ask, room - ask.behind)
                for ask in self.asks_of(key, ())
                if 0 <= ask.behind < room and not (fixed and ask.link is not None)
            ]
        yield from sorted(found, key=lambda pair: pair[0].link is not None)

    def asks_of(self, key: int, freed: tuple[Because, ...]) -> tuple[Ask, ...]:
        row = self.dates.index[key]
        one = self.network.activities[row]
        start, finish = int(self.dates.early_start[row]), int(self.dates.early_finish[row])
        if self.dates.done[row]:
            return (Ask(Because.ACTUAL, key, None, start, finish, 0),)
        pinned = one.pinned_start is not None and one.actual_start is None
        if pinned and Because.BY_HAND not in freed:
            return (Ask(Because.BY_HAND, key, None, start, finish, 0),)
        found = asks(self.dates, self.network, key, freed=freed)
        if key in self.limit.leaves and not freed and is_fixed(one):
            return tuple(ask for ask in found if ask.link is None and ask.behind >= 0)
        return found

    def begun(self, key: int) -> bool:
        return self.network.activities[self.dates.index[key]].actual_start is not None

    def drivers(self, number: int) -> list[tuple[int, int]]:
        """Return the leaves from which a link counts, each with the time it lies before the last.

        From the start of a summary all leaves count together, which no chain can say: the one that
        starts first stands for them until the set is confirmed.
        """
        dates, link = self.dates, self.network.links[number]
        row = dates.index[link.predecessor]
        below = leaves_below(dates, row)
        below = [at for at in below if self.network.activities[at].active] or below
        if link.type in _FROM_FINISH:
            last = int(dates.early_finish[row])
            found = []
            for at in below:
                own = calendar_of(self.network, self.network.activities[at])
                found.append((dates.keys[at], own.between(int(dates.early_finish[at]), last)))
            return sorted(found, key=lambda pair: pair[1])
        first = min(below, key=lambda at: int(dates.early_start[at]))
        return [(dates.keys[first], 0)]

    # Confirming and thinning out

    def ruled_out(self, leaf: int, reasons: Sequence[Reason]) -> bool:
        """Tell whether these rules alone make a leaf miss the limit."""
        dates = schedule(only(self.dates, self.network, leaf, self.freed, reasons))
        row = dates.index[leaf]
        end = dates.early_start if self.limit.of_start else dates.early_finish
        calendar = calendar_of(self.network, self.network.activities[self.dates.index[leaf]])
        return calendar.between(self.limit.at, int(end[row])) > 0

    def along_the_drivers(self) -> _Steps:
        """Return the rules along the driving chains, without those that are not needed."""
        found: list[Reason] = []
        leaf = self.limit.leaves[0]
        waiting, seen = [(leaf, self.freed)], set[int]()
        several = False
        while waiting:
            key, freed = waiting.pop()
            if key in seen:
                continue
            seen.add(key)
            yield
            reason = self.deciding(key, freed)
            found.append(reason)
            if reason.link is None:
                continue
            link = self.network.links[reason.link]
            if link.type in _FROM_FINISH and link.lag_unit != LagUnit.PERCENT:
                waiting.append((reason.origin, ()))
                continue
            below = leaves_below(self.dates, self.dates.index[link.predecessor])
            several = several or len(below) > 1
            waiting += [(self.dates.keys[at], ()) for at in below]
        members = list(dict.fromkeys(reversed(found)))
        if several:
            return (yield from self.thinned(leaf, members))
        return (yield from self.shortened(leaf, members))

    def shortened(self, leaf: int, chain: list[Reason]) -> _Steps:
        """Return the shortest end of a chain that still makes the leaf miss the limit.

        The project's start and the status date hold every task of a chain, so less of it may do.
        """

        def end(length: int) -> list[Reason]:
            last = chain[len(chain) - length :]
            nearest = last[0].origin if last else leaf
            return [replace(chain[0], key=nearest, origin=nearest), *last]

        yield
        long = len(chain) > _TRIED
        if chain[0].because not in _OF_ALL:
            return tuple(chain) if long or self.ruled_out(leaf, chain) else ()
        low, high = 0, len(chain) - 1
        if long:
            high = _TRIED
            if not self.ruled_out(leaf, end(high)):
                return tuple(chain)
        while low < high:
            yield
            middle = (low + high) // 2
            if self.ruled_out(leaf, end(middle)):
                high = middle
            else:
                low = middle + 1
        return tuple(end(high)) if self.ruled_out(leaf, end(high)) else ()

    def thinned(self, leaf: int, members: list[Reason]) -> _Steps:
        """Return those of some rules that are needed to make the leaf miss the limit.

        Where a rule is needed, so is each through which all of its effect goes: without that one,
        the first has none.
        """
        if len(members) > _TRIED:
            return tuple(members)
        yield
        if not self.ruled_out(leaf, members):
            return ()
        above = self.passed_through(leaf, members)
        needed: set[int] = set()
        for tried, member in enumerate(list(members)):
            if member.key in needed:
                continue
            if tried == _TRIED:
                break
            yield
            rest = [one for one in members if one != member]
            if self.ruled_out(leaf, rest):
                members = rest
                continue
            key = member.key
            if not self.holds_one(member):
                continue
            while key not in needed:
                needed.add(key)
                key = above.get(key, key)
        return tuple(members)

    def holds_one(self, reason: Reason) -> bool:
        """Tell whether a rule holds one activity alone, and none beside it."""
        if reason.link is not None:
            return self.network.links[reason.link].successor == reason.key
        return reason.origin == reason.key and reason.because not in _OF_ALL

    def passed_through(self, leaf: int, members: Sequence[Reason]) -> dict[int, int]:
        """Return, for activities, the nearest through which all goes by which they hold a leaf."""
        graph: nx.DiGraph[int] = nx.DiGraph()
        graph.add_node(leaf)
        for one in members:
            if one.link is None:
                continue
            link = self.network.links[one.link]
            row = self.dates.index[link.predecessor]
            graph.add_edges_from(
                (one.key, self.dates.keys[at]) for at in leaves_below(self.dates, row)
            )
        return dict(nx.immediate_dominators(graph, leaf))

    def deciding(self, key: int, freed: tuple[Because, ...]) -> Reason:
        """Return the rule that decides the early dates of a leaf."""
        if not freed and key != self.limit.leaves[0]:
            reason = reason_of(self.dates, self.network, key)
            because = reason.held or reason.because
            if because != Because.AS_LATE:
                return replace(reason, because=because, held=None)
        best = max(self.asks_of(key, freed), key=lambda ask: ask.finish)
        return Reason(key, best.because, best.origin, best.link, self.begun(key))
