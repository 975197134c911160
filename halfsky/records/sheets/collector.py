"""Python's collector of garbage, while a great many rows come and stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

RARELY = (20_000, 20, 100)


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Rows hold no circles: looking through them for any took a tenth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
