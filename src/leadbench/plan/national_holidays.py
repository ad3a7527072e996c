"""National holidays by country and year, from the package ``holidays``.

The package is imported at first use: it takes a tenth of a second. It knows each country for a
range of years, most of them to 2100; outside of it no holiday is known: see ``known_years``.
"""

from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

_BLOCK = 10
"""Holidays are worked out for so many years at a time."""


class Country(NamedTuple):
    """A country with holidays: its code, its name, and the codes and names of its regions."""

    code: str
    name: str
    regions: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]


@cache
def countries() -> tuple[Country, ...]:
    """Return the countries whose holidays are known, by name."""
    from holidays.registry import COUNTRIES

    found = []
    for class_name, code, *_ in COUNTRIES.values():
        name = _NAMES.get(class_name) or _spaced(class_name)
        found.append(Country(code, name, (), ()))
    return tuple(sorted(found, key=lambda country: country.name))


@cache
def country(code: str) -> Country | None:
    """Return a country with its regions and languages, or None for one that is not known."""
    known = next((one for one in countries() if one.code == code), None)
    source = _source(code)
    if known is None or source is None:
        return None
    names: dict[str, str] = {}
    for name, region in getattr(source, "subdivisions_aliases", {}).items():
        names.setdefault(region, name)
    regions = tuple((region, names.get(region, region)) for region in source.subdivisions)
    return known._replace(
        regions=tuple(sorted(regions, key=lambda pair: pair[1])),
        languages=tuple(source.supported_languages),
    )


@cache
def _source(code: str) -> Any:
    """Return the package's class for a country, or None."""
    import holidays

    return getattr(holidays, code, None) if any(code == one.code for one in countries()) else None


def known_years(code: str) -> tuple[int, int] | None:
    """Return the first and the last year for which a country's holidays are known."""
    source = _source(code)
    return None if source is None else (source.start_year, source.end_year)


def holidays_in(
    code: str, region: str, language: str, first_year: int, last_year: int
) -> list[tuple[date, str]]:
    """Return the days and names of public holidays from one year to another, ascending.

    What the package does not know has none: a country, a region, or a year.
    """
    years = known_years(code)
    if years is None:
        return []
    first, last = max(first_year, years[0]), min(last_year, years[1])
    found: list[tuple[date, str]] = []
    for block in range(first // _BLOCK, last // _BLOCK + 1):
        found += [
            (day, name)
            for day, name in _block(code, region, language, block)
            if first <= day.year <= last
        ]
    return found


@lru_cache(maxsize=1024)
def _block(code: str, region: str, language: str, block: int) -> tuple[tuple[date, str], ...]:
    source = _source(code)
    begin, end = block * _BLOCK, block * _BLOCK + _BLOCK - 1
    # A year more on both sides: a holiday may be moved over the turn of the year.
    years = range(max(begin - 1, source.start_year), min(end + 1, source.end_year) + 1)
    given: dict[str, Any] = {"years": years, "expand": False}
    if region in source.subdivisions:
        given["subdiv"] = region
    # Without a language the package would ask the computer's, and the names would vary.
    given["language"] = (
        language if language in source.supported_languages else source.default_language
    )
    rows = sorted(source(**given).items())
    return tuple((day, str(name)) for day, name in rows if begin <= day.year <= end)


def _spaced(name: str) -> str:
    """Return "NewZealand" as "New Zealand"."""
    words = "".join(f" {letter}" if letter.isupper() else letter for letter in name).split()
    return " ".join(word.lower() if word in {"And", "Of", "The"} else word for word in words)


_NAMES = {"UnitedStates": "United States", "UnitedKingdom": "United Kingdom", "DRCongo": "DR Congo"}
"""Names that do not follow from those of the package's classes."""
