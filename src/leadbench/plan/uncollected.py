"""Work that makes very many rows at once, and no garbage that has to be looked for."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let Python look for no rings of garbage meanwhile.

    It would go through the new rows again and again: half the time of reading 30,000 of them, and a
    fifth of an import.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
