"""Why an activity lies where it lies, in words that lead to the other tasks that they name."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbench.analysis.inputs import ConstraintKind, LagUnit, Link
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.plan.notation import format_lag
from leadbench.plan.restrictions import BY_HAND

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from leadbench.analysis.critical_path import Schedule
    from leadbench.analysis.explanation_words import Piece, Words

_RESTRICTIONS = {
    ConstraintKind.START_NO_EARLIER: "Starts no earlier than",
    ConstraintKind.START_NO_LATER: "Starts no later than",
    ConstraintKind.FINISH_NO_EARLIER: "Finishes no earlier than",
    ConstraintKind.FINISH_NO_LATER: "Finishes no later than",
    ConstraintKind.MUST_START: "Must start on",
    ConstraintKind.MUST_FINISH: "Must finish on",
}
_AT_FINISH = {
    ConstraintKind.FINISH_NO_EARLIER,
    ConstraintKind.FINISH_NO_LATER,
    ConstraintKind.MUST_FINISH,
}
_FOLLOWED = 200
"""Members of the driving chain that are looked for."""
_NAMED = 40
"""Rules of one conflict that are written out."""
TASK = "task:"
"""What the link to a task begins with."""


@dataclass(frozen=True, slots=True)
class Why:
    """The reason for the dates of a task.

    Attributes
    ----------
    sentence
        Rich text; the other tasks that it names are links (``TASK`` and the key).
    chain
        Keys of the tasks that drive it, one behind the other, the nearest first.
    whole
        Whether that is all of the chain.
    """

    sentence: str
    chain: tuple[int, ...] = ()
    whole: bool = True


def driving_link(rows: PlanRows, key: int) -> Link | None:
    """Return the link that decides when an activity (or what is left of it) begins."""
    outlook, network = rows.document.outlook, rows.document.network
    if outlook is None or network is None or key not in outlook.schedule.index:
        return None
    driver = int(outlook.schedule.driver[outlook.schedule.index[key]])
    return network.links[driver] if driver >= 0 else None


def why(rows: PlanRows, key: int) -> Why:
    """Return the reason for an activity's dates; an empty sentence while there are none."""
    from leadbench.analysis.explanations import explain

    outlook = rows.document.outlook
    if outlook is None or key not in outlook.schedule.index:
        return Why("")
    dates, network = outlook.schedule, outlook.network
    words = _words(rows)
    found = explain(dates, network, key, words, _FOLLOWED)
    pieces = list(found.pieces)
    if pieces and pieces[0] == key and isinstance(pieces[1], str):
        # The task itself is the title above.
        said = pieces[1].lstrip()
        pieces[:2] = [said[:1].upper() + said[1:]]
    also = _equals(rows, [one.origin for one in found.equals if one.link is not None])
    sentence = _rich(rows, pieces, key) + also + _room(rows, dates, key)
    chain = tuple(dict.fromkeys(one.origin for one in found.chain if one.origin != key))
    return Why(sentence, chain, len(found.chain) < _FOLLOWED)


def conflicts(rows: PlanRows, key: int) -> "Iterator[str | None]":
    """Yield rich text for each date of an activity that cannot be kept, with what rules it out.

    Dates of the summaries above it count too. Between small steps of the search None comes: in a
    plan of thousands of tasks all of it would hold up the window. The steps end when the plan has
    other dates.
    """
    from leadbench.analysis.contradictions import looking

    outlook = rows.document.outlook
    if outlook is None or key not in outlook.schedule.index:
        return
    looked_at = {key}
    parent = rows.document.contents.activities[key].parent_id
    while parent is not None:
        looked_at.add(parent)
        parent = rows.document.contents.activities[parent].parent_id
    for found in looking(outlook.schedule, outlook.network, _words(rows), looked_at):
        yield None if found is None else _rich(rows, found.pieces, key)
        if rows.document.outlook is not outlook:
            return


def _words(rows: PlanRows) -> "Words":
    from leadbench.analysis.explanation_words import Words

    project = rows.document.project
    assert project is not None

    def lag(link: Link) -> str:
        if link.lag_unit == LagUnit.WORKING:
            return rows.duration_text(abs(link.lag))
        size = format_lag(link.lag, link.lag_unit, project).lstrip("+\u2212")
        return f"{size} of its duration" if link.lag_unit == LagUnit.PERCENT else size

    return Words(lambda minute, finish: rows.date_text(minute, finish=finish), lag, _NAMED)


def _rich(rows: PlanRows, pieces: "Iterable[Piece]", own: int | None) -> str:
    """Return pieces as rich text, in which tasks are links; the task itself is only named."""
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text += _escaped(piece)
            continue
        line = rows.line_of(piece)
        name = f"<b>{_escaped(f'{line.number} {line.name}')}</b>"
        text += name if piece == own else f'<a href="{TASK}{piece}">{name}</a>'
    return text


def _equals(rows: PlanRows, keys: list[int]) -> str:
    """Return a sentence on further tasks that ask for the same date."""
    if not keys:
        return ""
    names = [_rich(rows, [key], None) for key in dict.fromkeys(keys)]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f" {listed} {'asks' if len(names) == 1 else 'ask'} for the same date."


def restriction(rows: PlanRows, key: int) -> str:
    """Return the restriction of an activity in words, or "" without one."""
    activity = rows.document.contents.activities[key]
    if activity.pinned_start_minute is not None:
        return f"{BY_HAND} {rows.date_text(activity.pinned_start_minute)}"
    kind = ConstraintKind(activity.constraint_kind)
    if kind not in _RESTRICTIONS or activity.constraint_minute is None:
        return "Lies as late as possible" if kind == ConstraintKind.AS_LATE_AS_POSSIBLE else ""
    day = rows.date_text(activity.constraint_minute, finish=kind in _AT_FINISH)
    return f"{_RESTRICTIONS[kind]} {day}"


def _room(rows: PlanRows, dates: "Schedule", key: int) -> str:
    from leadbench.analysis.critical_path import Driver

    row = dates.row(key)
    if row.done or row.driver == Driver.CHILDREN:
        return ""
    if key in rows.left_out:
        return " It is left out of the plan: nothing waits for it."
    if row.total_float < 0:
        return f" It is {rows.duration_text(-row.total_float)} later than a date that must hold."
    if row.critical:
        return " Each day of delay moves the project finish."
    return f" It can slip {rows.duration_text(row.total_float)} before the project finish moves."


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
