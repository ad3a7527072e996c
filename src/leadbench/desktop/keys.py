"""Shortcuts as words."""


def is_chord(keys: str) -> bool:
    """Tell whether a shortcut holds Ctrl, Alt or a function key."""
    last = keys.rsplit("+", maxsplit=1)[-1]
    return "Ctrl+" in keys or "Alt+" in keys or (last.startswith("F") and last[1:].isdigit())


def spoken(keys: str) -> str:
    """Return a shortcut as key caps write it: "Ctrl Shift O"."""
    minus, plus = "\u2212", "+"
    if keys.endswith("++"):
        return keys[:-2].replace("+", " ") + " " + plus
    return keys.replace("+-", f"+{minus}").replace("+", " ")
