"""What a review says of one weak point of a plan."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters."""

    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One weak point of a plan.

    Parameters
    ----------
    title
        The finding with its number, as a heading.
    reason
        Why it matters and what to do.
    page
        Key of the page where it is settled.
    keys
        The rows concerned, of the table that the page edits.
    """

    severity: Severity
    title: str
    reason: str
    page: str
    keys: tuple[int, ...] = ()
