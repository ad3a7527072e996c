"""Colors and type sizes for screen, print and slide, as plain values.

The names are the tokens of the design guide. Every text color reaches 4.5:1 on the backgrounds that
it is used on; marks that carry meaning reach 3:1 by fill or by outline.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """One set of color tokens, each a ``#rrggbb`` string."""

    dark: bool
    canvas: str
    surface: str
    sunken: str
    hover: str
    selected: str
    border: str
    border_strong: str
    field: str
    text: str
    text2: str
    text3: str
    accent: str
    on_accent: str
    critical: str
    critical_fill: str
    critical_weak: str
    near: str
    near_fill: str
    near_outline: str
    near_weak: str
    normal: str
    normal_fill: str
    normal_outline: str
    normal_weak: str
    done: str
    done_fill: str
    done_outline: str
    good: str
    good_weak: str
    error: str
    error_weak: str
    approved: str
    float_line: str
    inverse: str
    on_inverse: str
    grid: str
    stage_band: str
    palette: tuple[str, str, str, str, str, str]


LIGHT = Look(
    dark=False,
    canvas="#F6F7F9",
    surface="#FFFFFF",
    sunken="#F3F4F7",
    hover="#EEF0F4",
    selected="#E8EEFC",
    border="#E4E7EC",
    border_strong="#CDD2DB",
    field="#8A92A0",
    text="#1B1E25",
    text2="#4F5663",
    text3="#636A77",
    accent="#3157D0",
    on_accent="#FFFFFF",
    critical="#B93A22",
    critical_fill="#DB6B52",
    critical_weak="#FBECE8",
    near="#8A5600",
    near_fill="#E2A83A",
    near_outline="#A8741A",
    near_weak="#FCF3DF",
    normal="#35608F",
    normal_fill="#8FADD0",
    normal_outline="#5F87B5",
    normal_weak="#E7EEF7",
    done="#636A77",
    done_fill="#C5CAD3",
    done_outline="#8A92A0",
    good="#17724A",
    good_weak="#E3F3EA",
    error="#B3261E",
    error_weak="#FCE9E7",
    approved="#8C93A1",
    float_line="#7C8AA0",
    inverse="#22262E",
    on_inverse="#F4F5F7",
    grid="#ECEEF2",
    stage_band="#F4F7FD",
    palette=("#2F7FE0", "#CB8527", "#0A775C", "#AB84BA", "#6B4E16", "#34475A"),
)

DARK = Look(
    dark=True,
    canvas="#141619",
    surface="#1A1D22",
    sunken="#202329",
    hover="#252930",
    selected="#24304E",
    border="#2B3038",
    border_strong="#3C434E",
    field="#707987",
    text="#ECEEF2",
    text2="#B1B8C4",
    text3="#9299A6",
    accent="#8AA6FF",
    on_accent="#10131A",
    critical="#FF9A85",
    critical_fill="#DE6A51",
    critical_weak="#3A221D",
    near="#F0BE5E",
    near_fill="#C8902B",
    near_outline="#F0BE5E",
    near_weak="#372B14",
    normal="#9CC0EA",
    normal_fill="#4A6C94",
    normal_outline="#86ABD6",
    normal_weak="#1F2B3A",
    done="#9299A6",
    done_fill="#4A515D",
    done_outline="#7A8290",
    good="#6FD0A0",
    good_weak="#18302A",
    error="#FF9A92",
    error_weak="#3C2020",
    approved="#7A8290",
    float_line="#8592A8",
    inverse="#E8EAEE",
    on_inverse="#1B1E25",
    grid="#262A31",
    stage_band="#1C2230",
    palette=("#4C93F0", "#E9A660", "#3FD9B4", "#A26C8E", "#8C8A2A", "#A3B2C6"),
)
