"""A private PostgreSQL server for tests and the bench: its own folder, port and password.

Nothing is installed and no service is touched. Durability is off: whatever is in such a server is
lost with it.
"""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "halfsky"
# initdb and postgres refuse to run as root; then they run as the user made by their package.
SERVICE_USER = "postgres"
ATTEMPTS = 3
LOST_WITH_THE_SERVER = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
# Loopback only, no socket file: a temporary folder's path can be longer than a socket's may be.
SETTINGS = ("listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=60")


class ServerError(Exception):
    """The server's programs are there and did not do what was asked of them."""


def programs() -> Path | None:
    """The folder of the newest initdb on this machine."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: version(folder), reverse=True
    )
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True)
        folders.append(Path(answer.stdout.strip()))
    if initdb := shutil.which("initdb"):
        folders.append(Path(initdb).resolve().parent)
    return next((folder for folder in folders if (folder / "initdb").is_file()), None)


def version(folder: Path) -> float:
    """15 of /usr/lib/postgresql/15/bin; what is not a number comes last."""
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0.0


@contextmanager
def private_server(*, durable: bool = False, shared_buffers: str = "256MB") -> Iterator[str]:
    """The address of an empty database in a server that ends with the block.

    The tests have no use for durability; a bench that compares writes asks for it.
    """
    folder = programs()
    if folder is None:
        raise ServerError("PostgreSQL is not installed here: there is no initdb.")
    settings = [*SETTINGS, f"shared_buffers={shared_buffers}"]
    if not durable:
        settings.extend(LOST_WITH_THE_SERVER)
    with tempfile.TemporaryDirectory(prefix="halfsky-postgresql-", ignore_cleanup_errors=True) as t:
        server = Server(folder, Path(t))
        server.initialise()
        try:
            yield server.start(settings)
        finally:
            server.stop()


class Server:
    """One data folder, and the programs that act on it."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.home = home
        self.data = home / "data"
        self.log = home / "log"
        self.password = secrets.token_hex(16)
        self.as_root = os.geteuid() == 0

    def initialise(self) -> None:
        """Make the data folder, readable by its owner alone."""
        secret = self.home / "password"
        secret.write_text(self.password, encoding="ascii")
        secret.chmod(0o600)
        if self.as_root:
            self.hand_over(self.home, secret)
        self.run(
            "initdb",
            *("--pgdata", str(self.data), "--username", USER, "--pwfile", str(secret)),
            *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync"),
        )
        secret.unlink()

    @staticmethod
    def hand_over(*paths: Path) -> None:
        """Give paths to the service's user."""
        for path in paths:
            try:
                shutil.chown(path, SERVICE_USER, SERVICE_USER)
            except LookupError as error:
                raise ServerError(
                    f"PostgreSQL does not run as root, and there is no user {SERVICE_USER} here."
                ) from error

    def start(self, settings: list[str]) -> str:
        """Start on a free port. Between finding a port and taking it another may take it."""
        for attempt in range(1, ATTEMPTS + 1):
            port = free_port()
            options = " ".join([f"-p {port}", *(f"-c {setting}" for setting in settings)])
            try:
                self.run(
                    "pg_ctl",
                    *("start", "--pgdata", str(self.data), "--log", str(self.log)),
                    *("--wait", "--timeout", "60", "--options", options),
                )
            except ServerError:
                if attempt == ATTEMPTS:
                    raise
            else:
                break
        self.run("createdb", "--host", "127.0.0.1", "--port", str(port), "-U", USER, USER)
        return f"postgresql://{USER}:{self.password}@127.0.0.1:{port}/{USER}"

    def stop(self) -> None:
        """End the server, and wait until it has ended; one that never started is no fault."""
        if (self.data / "postmaster.pid").exists():
            self.run("pg_ctl", "stop", "--pgdata", str(self.data), "--mode", "immediate", "--wait")

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs; on failure say what it and the server's log said.

        Its output goes to a file: a server would hold a pipe open for as long as it runs.
        """
        command = [str(self.folder / program), *arguments]
        if self.as_root:
            command = ["runuser", "-u", SERVICE_USER, "--", *command]
        environment = {**os.environ, "PGPASSWORD": self.password, "LC_ALL": "C"}
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
            done = subprocess.run(
                command,
                cwd=self.home,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            if done.returncode:
                output.seek(0)
                log = self.log.read_text("utf-8", "replace") if self.log.exists() else ""
                raise ServerError(f"{program} failed:\n{output.read()}{log}")


def free_port() -> int:
    """A port of the loopback address that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
