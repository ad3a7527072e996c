"""The two passes over a network: how early every activity can lie, and how late it may.

All is counted in **positions**: working minutes of the activity's own calendar
(``WorkCalendar.position``). A link between two activities of one calendar is then an addition; only
a link between calendars, one whose lag is elapsed time, or one that leaves a summary goes through
the clock. Both ways give the same answer (docs/scheduling-rules.md); the second costs more.
"""

from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.sheet import Sheet
from leadbench.analysis.states import FAR, PINNED, STARTED, SUMMARY, Driver, share


def forward(sheet: Sheet) -> None:
    """Fill in the earliest start and finish of every activity that is not done.

    Writes ``ends``, ``head``, ``driver`` and, of moments, ``ends_work``. Each row is visited
    once, after all it waits for: the longest path through the network (Kelley & Walker 1959).
    """
    shape = sheet.shape
    count, into = len(shape.keys), shape.into
    ends, offset, floor, driver = sheet.ends, sheet.offset, sheet.floor, sheet.driver
    rest, special, head = sheet.rest, sheet.special, sheet.head
    for row in sheet.order:
        if special[row]:
            _place(sheet, row)
            continue
        best, by = floor[row], driver[row]
        for slot, edge in into[row]:
            value = ends[slot] + offset[edge]
            if value >= best:
                best, by = value, edge
        ends[row] = head[row] = best
        ends[row + count] = best + rest[row]
        driver[row] = by


def _place(sheet: Sheet, row: int) -> None:
    """Place a row that needs more than additions: its own rules are stated where they act."""
    if sheet.state[row] == SUMMARY:
        _gather(sheet, row)
        return
    if sheet.state[row] == PINNED:
        return
    count = len(sheet.shape.keys)
    best, by = sheet.floor[row], sheet.driver[row]
    at_floor = best
    candidates = []
    for slot, edge in sheet.shape.into[row]:
        if sheet.offset[edge] <= -FAR:
            continue
        if sheet.hard[edge]:
            value, finish_like = _over_the_clock(sheet, slot, edge, row)
        else:
            value = sheet.ends[slot] + sheet.offset[edge]
            finish_like = sheet.ends_work[slot]
        candidates.append((value, finish_like))
        if value >= best:
            best, by = value, edge
    held_until = sheet.floor_clock.get(row, 0) if best == at_floor else None
    fixed = _fixed(sheet, row, best)
    if fixed is not None:
        position, held_until = fixed
        best, by, candidates = max(position, sheet.base[row]), Driver.CONSTRAINT, []
    sheet.head[row] = best
    sheet.ends[row + count] = best + sheet.rest[row]
    if sheet.state[row] != STARTED:
        sheet.ends[row] = best
    sheet.driver[row] = by
    if sheet.moment[row]:
        # A moment driven by ends of work sits at the end of that work (17:00), not where the next
        # work begins (08:00), unless something else holds it to the later instant.
        at_end = all(like for value, like in candidates if value == best)
        if held_until is not None:
            at_end = at_end and sheet.calendars[row].finish_at(best) >= held_until
        sheet.ends_work[row + count] = at_end
        if sheet.state[row] != STARTED:
            sheet.ends_work[row] = at_end


def _fixed(sheet: Sheet, row: int, asked: int) -> tuple[int, int] | None:
    """Return the head that a date fixes whatever links ask, with the instant it comes from."""
    if row not in sheet.ceiling or asked <= sheet.ceiling[row][0]:
        return sheet.pinned.get(row)
    head, at = sheet.ceiling[row]
    return head, max(at, sheet.base_clock.get(row, at))


def asked(sheet: Sheet, slot: int, edge: int, row: int) -> int:
    """Return the head of a row that an edge asks for."""
    if sheet.hard[edge]:
        return _over_the_clock(sheet, slot, edge, row)[0]
    return sheet.ends[slot] + sheet.offset[edge]


def _over_the_clock(sheet: Sheet, slot: int, edge: int, row: int) -> tuple[int, bool]:
    at, calendar = clock(sheet, slot), sheet.calendars[row]
    lag = _lag(sheet, edge)
    if sheet.elapsed[edge]:
        at, lag = at + lag, 0
    elif lag and edge in sheet.lag_calendars:
        at, lag = sheet.lag_calendars[edge].add(at, lag), 0
    value = calendar.position(at) + lag
    finish_like = sheet.ends_work[slot] and (lag != 0 or calendar.finish_at(value) >= at)
    return value - (sheet.rest[row] if sheet.to_finish[edge] else 0), finish_like


def _lag(sheet: Sheet, edge: int) -> int:
    percent = sheet.percent_of_summary.get(edge)
    if percent is None:
        return sheet.lag[edge]
    source = int(sheet.shape.source[edge])
    count = len(sheet.shape.keys)
    return share(percent, sheet.ends[source + count] - sheet.ends[source])


def clock(sheet: Sheet, slot: int) -> int:
    """Return the instant of the start (slot = row) or finish (slot = row + n) of a row."""
    known = sheet.known.get(slot)
    if known is not None:
        return known
    calendar = sheet.calendars[slot % len(sheet.shape.keys)]
    if sheet.ends_work[slot]:
        return calendar.finish_at(sheet.ends[slot])
    return calendar.start_at(sheet.ends[slot])


def _gather(sheet: Sheet, row: int) -> None:
    """Date a summary by the leaves below it."""
    count = len(sheet.shape.keys)
    leaves = counted_below(sheet, row)
    sheet.first[row] = min(leaves, key=lambda leaf: clock(sheet, leaf))
    start = clock(sheet, sheet.first[row])
    finish = max(clock(sheet, leaf + count) for leaf in leaves)
    sheet.known[row], sheet.known[row + count] = start, finish
    calendar = sheet.calendars[row]
    sheet.ends[row] = sheet.head[row] = calendar.position(start)
    sheet.ends[row + count] = calendar.position(finish)


def counted_below(sheet: Sheet, row: int) -> list[int]:
    """Return the leaves below a summary that count: the active ones, or all where none is."""
    leaves = sheet.shape.below[row]
    return [leaf for leaf in leaves if sheet.active[leaf]] or leaves


def backward(sheet: Sheet, cap: list[int], *, pauses: bool) -> None:
    """Fill in the latest finish of every activity that is not done.

    Parameters
    ----------
    sheet
        After the forward pass. ``late`` (the latest head) is written; the latest finish is it plus
        the work that remains.
    cap
        The latest finish that the project's end, deadlines and constraints allow, as positions.
    pauses
        Whether work that has begun may pause later on. If not, its remaining work allows what it
        waits for no later than it is planned now.
    """
    late, rest, out, back = sheet.late, sheet.rest, sheet.shape.out, sheet.back
    special, moment, state = sheet.special_out, sheet.moment, sheet.state
    for row in reversed(sheet.order):
        if special[row]:
            if sheet.state[row] == SUMMARY:
                for leaf, limit, at in _limits_below(sheet, row, late):
                    lower(sheet, cap, leaf, limit, at)
                continue
            latest = min(cap[row], finish_limit(sheet, row, late))
            late[row] = latest - rest[row]
            if moment[row]:
                sheet.late_at_start[row] = _begins_work(sheet, cap, row, latest)
            elif not pauses and state[row] == STARTED and sheet.head[row] < late[row]:
                sheet.begun_late[row] = latest
                late[row] = sheet.head[row]
            continue
        latest = cap[row]
        for target, edge in out[row]:
            value = late[target] - back[edge]
            if value < latest:
                latest = value
        late[row] = latest - rest[row]


def lower(sheet: Sheet, cap: list[int], row: int, limit: int, at: int) -> None:
    """Enter another limit of a finish; of a moment also the instant from which it comes."""
    if sheet.moment[row]:
        known = sheet.cap_clock.get(row, at)
        sheet.cap_clock[row] = at if limit < cap[row] else min(at, known)
    cap[row] = min(cap[row], limit)


def _begins_work(sheet: Sheet, cap: list[int], row: int, latest: int) -> bool:
    """Tell whether the late date of a moment is where work begins (08:00), not where it ends.

    It is, if all that limits it to this position does so by a beginning of work: the late start
    of a successor, or an instant that is one.
    """
    calendar = sheet.calendars[row]
    begins = calendar.start_at(latest)
    if cap[row] == latest and sheet.cap_clock[row] < begins:
        return False
    for target, edge in sheet.shape.out[row]:
        back = sheet.back[edge]
        if sheet.late[target] >= FAR or back <= -FAR:
            continue
        if sheet.hard[edge]:
            at = _clock_limit(sheet, edge, target, sheet.late)
            if calendar.position(at) == latest and at < begins:
                return False
        elif sheet.late[target] - back == latest:
            at_start = sheet.late_at_start.get(target, not sheet.to_finish[edge])
            if not at_start:
                return False
    return True


def finish_limit(sheet: Sheet, row: int, heads: list[int]) -> int:
    """Return the latest finish of a leaf at which its links still allow the given heads."""
    latest = FAR
    for target, edge in sheet.shape.out[row]:
        if heads[target] >= FAR or sheet.back[edge] <= -FAR:
            continue
        if not sheet.hard[edge]:
            latest = min(latest, heads[target] - sheet.back[edge])
        elif sheet.from_finish[edge]:
            at = _clock_limit(sheet, edge, target, heads)
            latest = min(latest, sheet.calendars[row].position(at))
        else:
            at = _clock_limit(sheet, edge, target, heads)
            latest = min(latest, _last_start(sheet, row, at) + sheet.rest[row])
    return latest


def _last_start(sheet: Sheet, row: int, at: int) -> int:
    """Return the last position of a row's start that does not lie after an instant."""
    calendar: WorkCalendar = sheet.calendars[row]
    position = calendar.position(at)
    if not sheet.moment[row] and calendar.start_at(position) > at:
        position -= 1
    return position


def _clock_limit(sheet: Sheet, edge: int, target: int, heads: list[int]) -> int:
    """Return the last instant of the driving end at which an edge still allows the given head."""
    calendar: WorkCalendar = sheet.calendars[target]
    end = heads[target] + (sheet.rest[target] if sheet.to_finish[edge] else 0)
    lag = _lag(sheet, edge)
    if sheet.elapsed[edge]:
        return calendar.start_at(end) - lag
    if lag and edge in sheet.lag_calendars:
        return _last_before(sheet.lag_calendars[edge], calendar.start_at(end), lag)
    return calendar.start_at(end - lag)


def _last_before(calendar: WorkCalendar, limit: int, lag: int) -> int:
    """Return the last instant from which ``calendar.add`` of a lag does not lead past a limit."""
    position = calendar.position(limit)
    if lag < 0 and calendar.start_at(position) > limit:
        position -= 1
    return calendar.start_at(position - lag)


def _limits_below(sheet: Sheet, row: int, heads: list[int]) -> list[tuple[int, int, int]]:
    """Return the latest finishes, with their instants, that a summary's links allow its leaves.

    Links from its finish hold every leaf, links from its start the leaf that starts first.
    """
    leaves = counted_below(sheet, row)
    finish = start = FAR
    for target, edge in sheet.shape.out[row]:
        if heads[target] >= FAR or sheet.back[edge] <= -FAR:
            continue
        at = _clock_limit(sheet, edge, target, heads)
        if sheet.from_finish[edge]:
            finish = min(finish, at)
        else:
            start = min(start, at)
    limits = []
    if finish < FAR:
        limits += [
            (leaf, sheet.calendars[leaf].position(finish), finish)
            for leaf in leaves
            if sheet.head[leaf] < FAR
        ]
    if start < FAR:
        first = sheet.first[row]
        if sheet.head[first] < FAR and sheet.state[first] not in {STARTED, PINNED}:
            limit = _last_start(sheet, first, start) + sheet.rest[first]
            limits.append((first, limit, start))
    return limits


def delay(sheet: Sheet) -> list[int]:
    """Move what shall lie as late as possible, as far as nothing after it moves.

    Returns
    -------
    list of int
        The rows that moved.
    """
    moved = []
    count = len(sheet.shape.keys)
    wanted = set(sheet.as_late)
    for row in [row for row in reversed(sheet.order) if row in wanted]:
        held = min(finish_limit(sheet, row, sheet.head), _held_below(sheet, row))
        finish = min(sheet.late[row] + sheet.rest[row], held)
        if finish > sheet.ends[row + count]:
            sheet.ends[row + count] = finish
            sheet.ends[row] = sheet.head[row] = finish - sheet.rest[row]
            sheet.driver[row] = Driver.AS_LATE
            if sheet.moment[row]:
                sheet.ends_work[row] = sheet.ends_work[row + count] = True
            moved.append(row)
    return moved


def _held_below(sheet: Sheet, row: int) -> int:
    latest = FAR
    above = int(sheet.shape.parents[row])
    while above >= 0:
        if sheet.state[above] == SUMMARY and above in sheet.shape.below:
            limits = _limits_below(sheet, above, sheet.head)
            latest = min([latest, *(limit for leaf, limit, _ in limits if leaf == row)])
        above = int(sheet.shape.parents[above])
    return latest


def free_limits_below(sheet: Sheet) -> list[tuple[int, int]]:
    """Return, for leaves below summaries that links leave, the finishes at which nothing moves."""
    limits = []
    for row in sheet.order:
        if sheet.state[row] == SUMMARY:
            limits += [(leaf, limit) for leaf, limit, _ in _limits_below(sheet, row, sheet.head)]
    return limits
