"""What the palette lists, and how it ranks what a person types."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

AT_MOST: Final = 40
_WORD_STARTS: Final = " .-_/(&"


@dataclass(frozen=True, slots=True)
class Item:
    """Something to open or to do.

    Parameters
    ----------
    identity
        A name that stays the same between sittings, such as ``"page/milestones"``.
    kind
        The type that Tab narrows to, such as ``"Task"``.
    title, note, keys, icon
        What is shown: the title, a word at the right, and a key cap.
    run
        What happens on Enter.
    """

    identity: str
    kind: str
    title: str
    icon: str
    run: Callable[[], object]
    note: str = ""
    keys: str = ""


def find(typed: str, items: Sequence[Item], recent: Sequence[str], kind: str = "") -> list[Item]:
    """Return what fits, best first; what was used last comes first while nothing is typed.

    Parameters
    ----------
    typed
        Letters that must occur in the title in this order, in any case.
    items
        Everything there is.
    recent
        Identities of what was used last, newest first.
    kind
        Only items of this kind; "" for all.
    """
    order = {identity: place for place, identity in enumerate(recent)}
    of_kind = [item for item in items if not kind or item.kind == kind]
    wanted = typed.strip().casefold()
    if not wanted:
        known = sorted(
            (item for item in of_kind if item.identity in order),
            key=lambda item: order[item.identity],
        )
        others = (item for item in of_kind if item.identity not in order)
        return [*known, *others][:AT_MOST]
    ranked: list[tuple[float, int, Item]] = []
    for place, item in enumerate(of_kind):
        points = score(wanted, item.title.casefold())
        if points is not None:
            if item.identity in order:
                points += 4
            ranked.append((-points, place, item))
    ranked.sort(key=lambda entry: entry[:2])
    return [item for _, _, item in ranked[:AT_MOST]]


def score(wanted: str, title: str) -> float | None:
    """Return how well a title fits, or None if it does not; both in one case.

    Letters that stand together and at the start of words count more; long titles count less.
    """
    at = title.find(wanted)
    if at >= 0:
        whole = 60.0 if at == 0 else 50.0 if title[at - 1] in _WORD_STARTS else 30.0
        return whole - len(title) / 50
    points, place, last = 0.0, 0, -2
    for letter in wanted:
        place = title.find(letter, place)
        if place < 0:
            return None
        if place == last + 1:
            points += 2
        elif place == 0 or title[place - 1] in _WORD_STARTS:
            points += 1.5
        last = place
        place += 1
    # Letters strewn over a long title say nothing.
    return points - len(title) / 50 if points >= len(wanted) * 0.8 else None
