"""A term of the gain as a person writes it: "Tickets a year × (0.91 − Resolved lift) × Saved"."""

import re
from collections.abc import Mapping

from leadbench.errors import Refused
from leadbench.plan.contents import Contents
from leadbench.plan.tables import GainFactor, GainPart

Parts = list[tuple[int, float, float]]
"""Of each part the key of its factor, the coefficient and the constant."""

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_OFFSET = re.compile(rf"\(\s*({_NUMBER})\s*([+−-])\s*(?:({_NUMBER})\s+)?(.+?)\s*\)")


def formula_of(contents: Contents, term_id: int | None) -> str:
    """Return the formula of a term."""
    parts = contents.of(GainPart, "term_id", term_id)
    return " × ".join(
        _written(contents.every(GainFactor)[part.factor_id].name, part.coefficient, part.constant)
        for part in parts
    )


def _written(name: str, coefficient: float, constant: float) -> str:
    size = f"{abs(coefficient):g} " if abs(coefficient) != 1 else ""
    if constant:
        return f"({constant:g} {'−' if coefficient < 0 else '+'} {size}{name})"
    return f"{'−' if coefficient < 0 else ''}{size}{name}"


def parse_formula(text: str, factors: Mapping[str, int]) -> Parts:
    """Return the parts of a formula.

    Parameters
    ----------
    text
        Names of factors with × or * between them, each alone, with a number before it ("12 Seats"),
        or as a sum or difference in brackets ("(1 − Share)").
    factors
        Key by name.

    Raises
    ------
    Refused
        When a part cannot be read or names no factor.
    """
    known = {name.casefold(): key for name, key in factors.items()}
    parts: Parts = []
    for piece in re.split(r"\s*[×*]\s*", text.strip()):
        if not piece:
            raise Refused(
                "A factor is missing beside a multiplication sign. The old formula is kept.",
                field="formula",
            )
        constant, sign, size, name = 0.0, 1.0, 1.0, piece
        if match := _OFFSET.fullmatch(piece):
            constant = float(match[1])
            sign = 1.0 if match[2] == "+" else -1.0
            size, name = float(match[3] or 1), match[4]
        elif name.casefold() not in known and (
            match := re.fullmatch(rf"([−-]?)\s*(?:({_NUMBER})\s+)?(.+)", piece)
        ):
            sign = -1.0 if match[1] else 1.0
            size, name = float(match[2] or 1), match[3]
        if name.casefold() not in known:
            listed = ", ".join(factors) or "none yet"
            raise Refused(
                f"“{name}” is no factor of the gain. There are: {listed}. Write them with × between"
                " them. The old formula is kept.",
                field="formula",
            )
        parts.append((known[name.casefold()], sign * size, constant))
    return parts
