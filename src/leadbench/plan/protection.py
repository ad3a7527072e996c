"""The protection check: which duties of data protection and AI law a project has to plan for.

The questions and what follows from them stand in ``resources/rules/data-protection.json``, dated
and open to editing. It finds out early what may be asked; it is no legal advice.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from leadbench import resources
from leadbench.plan.contents import Contents
from leadbench.plan.tables import ProtectionReply, Reply

NEED_TWO = 2
"""So many criteria of the second group normally need an impact assessment."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the check, its group, and where it comes from."""

    key: str
    text: str
    group: str
    title: str
    source: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that a project has to do, with the task and the gate criterion that it becomes.

    ``reasons`` are the keys of the questions that were answered with yes.
    """

    key: str
    title: str
    task: str
    days: float
    criterion: str
    source: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Protection:
    """What the replies come to.

    Attributes
    ----------
    duties
        What has to be done.
    open
        Keys of the questions without a reply.
    risk
        The class by the AI Act, in words.
    as_of
        The day for which the rules were written.
    """

    duties: tuple[Duty, ...]
    open: tuple[str, ...]
    risk: str
    as_of: str


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Any]:
    """Return the rules as they stand in their file."""
    text = resources.path("rules", "data-protection.json").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = json.loads(text)
    return loaded


def questions() -> tuple[Asked, ...]:
    """Return every question of the check in order."""
    return tuple(
        Asked(one["key"], one["text"], group["key"], group["title"], group["source"])
        for group in rules()["groups"]
        for one in group["questions"]
    )


def replies_of(contents: Contents, project_id: int) -> dict[str, Reply]:
    """Return the replies of a project by question."""
    rows = contents.of(ProtectionReply, "project_id", project_id)
    return {row.criterion: Reply(row.reply) for row in rows}


def assess(replies: Mapping[str, Reply]) -> Protection:
    """Return what replies come to: a question without one counts as open, not as no."""
    asked = questions()
    yes: dict[str, list[str]] = {}
    for one in asked:
        if replies.get(one.key) == Reply.YES:
            yes.setdefault(one.group, []).append(one.key)
    found: dict[str, list[str]] = {}
    criteria = yes.get("dpia_criteria", [])
    if yes.get("dpia_always") or len(criteria) >= NEED_TWO:
        found["dpia"] = [*yes.get("dpia_always", []), *criteria]
    for group, outcome in (
        ("ai_prohibited", "prohibited"),
        ("ai_high", "high_risk"),
        ("ai_transparency", "transparency"),
    ):
        if yes.get(group):
            found[outcome] = yes[group]
    duties = tuple(
        Duty(
            row["key"], row["title"], row["task"], row["days"], row["criterion"], row["source"],
            tuple(found[row["key"]]),
        )
        for row in rules()["outcomes"]
        if row["key"] in found
    )  # fmt: skip
    unknown = tuple(
        one.key for one in asked if replies.get(one.key, Reply.UNKNOWN) == Reply.UNKNOWN
    )
    return Protection(duties, unknown, _risk(found, unknown), rules()["as_of"])


def _risk(found: Mapping[str, Any], unknown: tuple[str, ...]) -> str:
    if "prohibited" in found:
        return "Prohibited"
    if "high_risk" in found:
        return "High risk"
    if any(one.key in unknown for one in questions() if one.group.startswith("ai_")):
        return "Not known yet"
    return "Transparency" if "transparency" in found else "Minimal"
