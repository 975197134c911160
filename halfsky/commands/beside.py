"""The worker that `halfsky serve` keeps beside the site: started, watched, ended with it."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

LOOKS_EVERY = 2.0  # seconds
PATIENCE = 10.0  # for the step that it is at


@contextmanager
def worker() -> Iterator[None]:
    """A worker as long as the block lasts; a new one where it dies."""
    is_over = threading.Event()
    watcher = threading.Thread(target=watch, args=[is_over], name="worker's watcher")
    watcher.start()
    try:
        yield
    finally:
        is_over.set()
        watcher.join()


def watch(is_over: threading.Event) -> None:
    """Keep one alive until it is over."""
    process = started()
    while not is_over.wait(LOOKS_EVERY):
        if process.poll() is not None:
            process = started()
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:  # what it was at is taken up again at the next start
        process.kill()
        process.wait()


def started() -> "subprocess.Popen[bytes]":
    """A worker that also ends when this process is killed."""
    command = [sys.executable, "-m", "halfsky", "work", "--beside", str(os.getpid())]
    # Of a group of its own: Ctrl+C is told to this process, which ends it in good order.
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
