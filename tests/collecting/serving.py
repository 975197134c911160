"""`halfsky serve` over an installation of its own, for a browser to open links of."""

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_START = 90


@dataclass(frozen=True)
class Served:
    """A server that is up."""

    url: str
    environment: dict[str, str]

    def outside(self, *words: str) -> Any:
        """Do something to the installation, or look into it, beside the server."""
        command = [sys.executable, "-m", "tests.collecting.outside", *words]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True
        )
        return json.loads(done.stdout or b"null")


@contextmanager
def serving(data: Path, database: Path) -> Iterator[Served]:
    """Fill an installation with an empty database in it, and serve it."""
    shutil.copy(database, data)
    environment = {**os.environ, "HALFSKY_DATA": str(data)}
    for name in ("HALFSKY_DATABASE", "HALFSKY_FIELD_KEY_FILE", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    port = free_port()
    served = Served(f"http://127.0.0.1:{port}", environment)
    served.outside("fill")
    command = [sys.executable, "-m", "halfsky", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(port)
        yield served
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def wait_for(port: int) -> None:
    """Until it says that it is well."""
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            asking.request("GET", "/healthz")
            if asking.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            asking.close()
    raise AssertionError("the server did not answer")
