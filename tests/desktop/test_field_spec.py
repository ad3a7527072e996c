"""How a field's value is typed and shown."""

from datetime import date

import pytest

from leadbench.desktop.widgets.field_spec import FieldSpec, Units, parsed, shown, typed
from leadbench.errors import Refused

UNITS = Units("USD")


@pytest.mark.parametrize(
    ("spec", "text", "value"),
    [
        (FieldSpec("n", "N", editor="number"), "1,500.5", 1500.5),
        (FieldSpec("n", "N", editor="number"), "\u22120.51", -0.51),
        (FieldSpec("n", "N", "ms", editor="number"), "350 ms", 350.0),
        (FieldSpec("n", "N", editor="integer"), "12", 12),
        (FieldSpec("n", "N", editor="percent"), "65%", 65.0),
        (FieldSpec("n", "N", editor="money"), "12.5k", 1_250_000),
        (FieldSpec("n", "N", editor="number"), "  ", None),
        (FieldSpec("n", "N"), "  words ", "words"),
    ],
)
def test_what_is_typed_is_read_by_the_kind_of_its_field(
    spec: FieldSpec, text: str, value: object
) -> None:
    assert parsed(spec, text, UNITS) == value


@pytest.mark.parametrize("text", ["1,50", "abc", "nan", "1e5", "--3", "."])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        parsed(FieldSpec("n", "N", editor="number"), text, UNITS)


def test_a_share_of_a_whole_number_is_refused() -> None:
    with pytest.raises(Refused, match="whole number"):
        parsed(FieldSpec("n", "N", editor="integer"), "1.5", UNITS)


@pytest.mark.parametrize("editor_", ["number", "percent", "money", "start", "finish", "date"])
def test_what_an_editor_shows_reads_back_to_the_same_value(editor_: str) -> None:
    values: dict[str, object] = {
        "number": 1234.5, "percent": 10.4, "money": 76_000_050, "date": date(2027, 2, 26),
        "start": 29_544_960, "finish": 29_545_500,
    }  # fmt: skip
    spec = FieldSpec("n", "N", editor=editor_)  # type: ignore[arg-type]
    value = values[editor_]
    assert parsed(spec, typed(spec, value, UNITS), UNITS) == value
    assert shown(spec, value, UNITS)
