"""Reasons in plain words: sentences of texts and activities, to be shown or made clickable."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbench.analysis.binding import Because, calendar_of
from leadbench.analysis.calendars import to_date, to_datetime
from leadbench.analysis.critical_path import Schedule
from leadbench.analysis.inputs import ConstraintKind, LagUnit, Link, LinkType, Network

if TYPE_CHECKING:
    from leadbench.analysis.explanations import Reason

_Kind = ConstraintKind
Piece = str | int
"""A text, or the key of an activity that stands for its name."""

RULES = {
    _Kind.START_NO_EARLIER: "may start no earlier than",
    _Kind.START_NO_LATER: "may start no later than",
    _Kind.FINISH_NO_EARLIER: "may finish no earlier than",
    _Kind.FINISH_NO_LATER: "may finish no later than",
    _Kind.MUST_START: "must start on",
    _Kind.MUST_FINISH: "must finish on",
}
AT_FINISH = frozenset({_Kind.FINISH_NO_EARLIER, _Kind.FINISH_NO_LATER, _Kind.MUST_FINISH})
_TO_START = frozenset({LinkType.FINISH_START, LinkType.START_START})
_FROM_FINISH = frozenset({LinkType.FINISH_START, LinkType.FINISH_FINISH})


@dataclass(frozen=True, slots=True)
class Words:
    """How a sentence writes what it names.

    ``when`` writes an instant, told whether it is an end of work; ``lag`` the size of a lag,
    without its sign. Of more rules than ``most`` that cannot hold together, those in the middle are
    only counted.
    """

    when: Callable[[int, bool], str]
    lag: Callable[[Link], str]
    most: int | None = None


def _when(minute: int, _: bool) -> str:
    moment = to_datetime(minute)
    return f"{moment:%a} {moment.day} {moment:%b %Y, %H:%M}"


def _lag(link: Link) -> str:
    size = abs(link.lag)
    if link.lag_unit == LagUnit.PERCENT:
        return f"{size}% of its duration"
    hours, minutes = divmod(size, 60)
    parts = ([f"{hours} h"] if hours else []) + ([f"{minutes} min"] if minutes else [])
    kind = "elapsed time" if link.lag_unit == LagUnit.ELAPSED else "work"
    return f"{' '.join(parts)} of {kind}"


PLAIN = Words(_when, _lag)
"""Instants as "Wed 7 Jan 2026, 08:00", lags as "16 h of work"."""


def plain(pieces: Iterable[Piece], network: Network, dates: Schedule) -> str:
    """Return a sentence with the names of its activities in quotation marks."""
    return "".join(
        piece if isinstance(piece, str) else f"“{network.activities[dates.index[piece]].name}”"
        for piece in pieces
    )


def start_in_words(
    dates: Schedule, network: Network, reason: "Reason", words: Words
) -> tuple[Piece, ...]:
    """Return the sentence that gives a reason."""
    row, key = dates.index[reason.key], reason.key
    start = words.when(int(dates.start[row]), False)
    if dates.done[row] and reason.because == Because.ACTUAL:
        finish = words.when(int(dates.finish[row]), True)
        if dates.start[row] == dates.finish[row]:
            return (key, f" was done {finish}, as recorded.")
        return (key, f" started {start} and finished {finish}, as recorded.")
    head: list[Piece] = [key, f" starts {start} because "]
    if reason.begun:
        finish = words.when(int(dates.finish[row]), True)
        head = [key, f" has begun, and what is left of it ends {finish} because "]
    return (*head, *_cause(dates, network, reason, words), ".")


def _cause(dates: Schedule, network: Network, reason: "Reason", words: Words) -> tuple[Piece, ...]:
    because = reason.held or reason.because
    if reason.backwards:
        return _latest_cause(dates, network, reason, words)
    idle = " and nobody works before then" if reason.because == Because.CALENDAR else ""
    if because == Because.LINK and reason.link is not None:
        return _link_cause(dates, network, reason, words)
    if because == Because.PROJECT_START:
        day = words.when(network.start, False)
        return (
            (f"the project starts {day}{idle}",)
            if idle
            else ("the project does not start earlier",)
        )
    if because == Because.STATUS_DATE:
        assert network.status is not None
        day = words.when(network.status, False)
        return (f"open work cannot lie before the data date, {day}{',' if idle else ''}{idle}",)
    if because == Because.CONSTRAINT:
        carrier = network.activities[dates.index[reason.origin]]
        rule = RULES.get(_Kind(carrier.constraint), "")
        assert carrier.constraint_at is not None
        day = words.when(carrier.constraint_at, carrier.constraint in AT_FINISH)
        if reason.origin == reason.key:
            return (f"it {rule} {day}{idle}",)
        return (reason.origin, f", which it is a part of, {rule} {day}{idle}")
    if because == Because.CHILDREN:
        return (reason.origin, ", which is a part of it, starts then")
    return (_ALONE[because],)


def _latest_cause(
    dates: Schedule, network: Network, reason: "Reason", words: Words
) -> tuple[Piece, ...]:
    """Return what keeps an activity from lying later."""
    carrier = network.activities[dates.index[reason.origin]]
    if reason.link is not None:
        to_start = network.links[reason.link].type in _TO_START
        at = dates.start if to_start else dates.finish
        verb = "starts" if to_start else "finishes"
        day = words.when(int(at[dates.index[reason.origin]]), not to_start)
        return ("it lies as late as it can, and ", reason.origin, f", which follows, {verb} {day}")
    if reason.because == Because.PROJECT_FINISH:
        assert network.finish is not None
        day = words.when(network.finish, True)
        return (f"the plan counts back from its finish, {day}",)
    if reason.because == Because.DEADLINE:
        assert carrier.deadline is not None
        day = words.when(carrier.deadline, True)
        return ("it lies as late as the deadline of ", reason.origin, f" allows, {day}")
    assert carrier.constraint_at is not None
    rule = RULES[_Kind(carrier.constraint)]
    day = words.when(carrier.constraint_at, carrier.constraint in AT_FINISH)
    return ("it lies as late as it can, and ", reason.origin, f" {rule} {day}")


_ALONE = {
    Because.AS_LATE: "it lies as late as it can without moving what follows",
    Because.BY_HAND: "its dates were set by hand",
    Because.ACTUAL: "it goes on from its recorded start",
}


def _link_cause(
    dates: Schedule, network: Network, reason: "Reason", words: Words
) -> tuple[Piece, ...]:
    assert reason.link is not None
    link = network.links[reason.link]
    before, row = dates.index[link.predecessor], dates.index[reason.key]
    from_finish = link.type in _FROM_FINISH
    at = int((dates.early_finish if from_finish else dates.early_start)[before])
    verb = f"{'finishes' if from_finish else 'starts'} {words.when(at, from_finish)}"
    driven = "go on" if reason.begun else "start"
    driven = driven if link.type in _TO_START else "finish"
    idle = ""
    start = int(dates.early_start[row])
    if link.type in _TO_START and not reason.begun:
        asked = at + link.lag if link.lag_unit == LagUnit.ELAPSED else at
        calendar = calendar_of(network, network.activities[row])
        skipped = (to_date(start) - to_date(asked)).days > 1
        rests = not link.lag or link.lag_unit == LagUnit.ELAPSED
        if rests and skipped and calendar.between(asked, start) == 0:
            idle = " and nobody works before then"
    if not link.lag:
        if link.type == LinkType.FINISH_START and not reason.begun:
            return (link.predecessor, f" {verb}{idle}")
        return (f"it may {driven} only once ", link.predecessor, f" {verb}{idle}")
    size = words.lag(link)
    if link.lag > 0:
        return (f"it may {driven} only {size} after ", link.predecessor, f" {verb}{idle}")
    return (f"it may {driven} at most {size} before ", link.predecessor, f" {verb}{idle}")


def link_in_words(link: Link, words: Words) -> tuple[Piece, ...]:
    """Return what a link asks for, as a clause."""
    from_finish = link.type in _FROM_FINISH
    driven = "start" if link.type in _TO_START else "finish"
    verb = "finishes" if from_finish else "starts"
    if not link.lag:
        return (link.successor, f" may {driven} only once ", link.predecessor, f" {verb}")
    where = "only {} after " if link.lag > 0 else "at most {} before "
    where = where.format(words.lag(link))
    return (link.successor, f" may {driven} {where}", link.predecessor, f" {verb}")


def contradiction_in_words(
    dates: Schedule,
    network: Network,
    key: int,
    limit: Because,
    reasons: "tuple[Reason, ...]",
    words: Words,
) -> tuple[Piece, ...]:
    """Return the sentence that names every member of a contradiction."""
    pieces: list[Piece] = [*_limit_in_words(dates, network, key, limit, words), ":"]
    left_out = range(0)
    if words.most is not None and len(reasons) > words.most:
        left_out = range(words.most // 2, len(reasons) - words.most // 2)
    for place, reason in enumerate(reasons):
        if place in left_out:
            if place == left_out.start:
                pieces.append(f", {len(left_out):,} more links from there on")
            continue
        last = place == len(reasons) - 1
        pieces.append(" " if not place else ", and " if last else ", ")
        if reason.link is not None:
            pieces += link_in_words(network.links[reason.link], words)
        else:
            pieces += _origin_in_words(dates, network, reason, words)
    return (*pieces, ". Change one of these.")


def _limit_in_words(
    dates: Schedule, network: Network, key: int, limit: Because, words: Words
) -> tuple[Piece, ...]:
    one = network.activities[dates.index[key]]
    if limit == Because.DEADLINE:
        assert one.deadline is not None
        day = words.when(one.deadline, True)
        return ("The deadline of ", key, f", {day}, cannot be kept")
    if limit == Because.BY_HAND:
        assert one.pinned_start is not None
        day = words.when(one.pinned_start, False)
        return (key, f" was set by hand to start {day}, which cannot be kept")
    assert one.constraint_at is not None
    day = words.when(one.constraint_at, one.constraint in AT_FINISH)
    return (key, f" {RULES[_Kind(one.constraint)]} {day}, which cannot be kept")


def _origin_in_words(
    dates: Schedule, network: Network, reason: "Reason", words: Words
) -> tuple[Piece, ...]:
    """Return the date from which a contradiction counts, as a clause."""
    row, key, because = dates.index[reason.origin], reason.origin, reason.because
    one = network.activities[row]
    if because == Because.PROJECT_START:
        return ("no task starts before the project, ", words.when(network.start, False))
    if because == Because.STATUS_DATE:
        assert network.status is not None
        day = words.when(network.status, False)
        return (f"open work cannot lie before the data date, {day}",)
    if because == Because.CONSTRAINT:
        assert one.constraint_at is not None
        day = words.when(one.constraint_at, one.constraint in AT_FINISH)
        return (key, f" {RULES[_Kind(one.constraint)]} {day}")
    if because == Because.BY_HAND:
        return (key, f" was set by hand to start {words.when(int(dates.start[row]), False)}")
    if dates.done[row]:
        return (key, f" finished {words.when(int(dates.finish[row]), True)}, as recorded")
    return (key, f" started {words.when(int(dates.start[row]), False)}, as recorded")
