"""A server that has just started computes what the first page of figures would wait for."""

import gc
import logging
from threading import Thread

from django.db import connection

from halfsky.figures.kept import Keeping
from halfsky.figures.pages.table import compared_periods
from halfsky.org.tree import TreeError

log = logging.getLogger(__name__)


def begin_warming() -> None:
    """In a thread of its own: nobody waits for it who asks for something else."""
    Thread(target=warm_and_close, name="warming", daemon=True).start()


def warm_and_close() -> None:
    """Whatever goes wrong, the pages compute it themselves and say what is wrong."""
    try:
        warm()
    except TreeError:  # nothing has been founded yet
        pass
    except Exception:
        log.exception("warming")
    finally:
        connection.close()


def warm() -> None:
    """The whole tree in the latest half-year and in those that it is compared with."""
    keeping = Keeping.begin()
    period = keeping.latest_half_year()
    for each in (period, *compared_periods(period)):
        keeping.report(each)
    # A million objects that stay: looking through them for garbage held up pages by 0.2 s.
    gc.collect()
    gc.freeze()
