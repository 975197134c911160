"""Spares Python the search for rubbish where it would find next to nothing."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Collects nothing for a while."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def uncollected_on_leaving() -> None:
    """Has Python not look through everything once more on leaving: it all goes anyway."""
    atexit.register(gc.freeze)
