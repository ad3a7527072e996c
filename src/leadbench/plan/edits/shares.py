"""Shares of a whole, whose unit is a percent sign: more than all of it is a slip."""

from leadbench.errors import Refused


def check_share(value: float | None, unit: str, *, table: str, key: int | None, field: str) -> None:
    """Refuse more than 100 % of something, either way.

    Raises
    ------
    Refused
        Where the unit is % and the value passes it; nothing was changed.
    """
    if value is None or unit != "%" or -100 <= value <= 100:
        return
    raise Refused(
        f"A share is at most 100 %, not {value:g} %. Write what is beyond it with another unit,"
        " such as × for a multiple. The old value is kept.",
        table=table,
        key=key,
        field=field,
    )
