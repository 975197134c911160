"""`halfsky serve`: the site on this machine, with everything that it needs."""

import argparse
import os
import signal
import socket
import sys
from contextlib import nullcontext
from pathlib import Path

from halfsky.commands.beside import worker
from halfsky.commands.errors import Failure
from halfsky.commands.language import _

HELP = _("启动网站")
NEEDS_DATABASE = False  # which one is among the arguments
LOCALLY, PORT = "127.0.0.1", 8000
# Measured on two cores: more threads are slower, for Python runs one at a time in each process.
WORKERS = 2
THREADS = 4
PATIENCE = 10  # seconds for the answers that a worker is at when it is told to stop
EVERYWHERE = ("0.0.0.0", "::")
INNER, COLLECT = "halfsky.site.wsgi:application", "halfsky.outside.wsgi:application"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and whose data."""
    parser.add_argument("--host", default=LOCALLY, help=_("监听的地址，默认只限本机"))
    parser.add_argument("--port", type=int, default=PORT, help=_("端口，默认8000"))
    parser.add_argument("--data", metavar="DIR", type=Path, help=_("数据目录，默认var"))
    parser.add_argument(
        "--zone",
        choices=("inner", "collect"),
        default="inner",
        help=_("collect 是只收填报的外网区"),
    )
    parser.add_argument("--database", metavar="URL", help=_("数据库，默认数据目录中的SQLite"))
    parser.add_argument(
        "--no-work", action="store_true", help=_("不带 halfsky work，另外单独启动它")
    )


def run(arguments: argparse.Namespace) -> int:
    """Set up what is missing, then serve until stopped."""
    from halfsky.commands.entry import with_database  # which imports the commands

    os.umask(0o077)  # keys, records and attachments are this account's alone
    set_environment(arguments)
    choose_zone(arguments.zone)
    make_secret_key()
    with with_database():
        refuse_other_zone(arguments.zone)
        prepare_database()
        prepare_static_files()
        if arguments.zone == "inner":
            announce_first_run(arguments.host, arguments.port)
    is_inner = arguments.zone == "inner"
    has_work = is_inner and not arguments.no_work
    application = INNER if is_inner else COLLECT
    serve(arguments.host, arguments.port, application, with_worker=has_work)
    return 0


def set_environment(arguments: argparse.Namespace) -> None:
    """The settings read it; so do the processes that are started."""
    if arguments.data:
        os.environ["HALFSKY_DATA"] = str(arguments.data.resolve())
    if arguments.database:
        os.environ["HALFSKY_DATABASE"] = arguments.database
    if arguments.host not in (*LOOPBACK, *EVERYWHERE) and "HALFSKY_HOSTS" not in os.environ:
        os.environ["HALFSKY_HOSTS"] = ",".join(("127.0.0.1", "localhost", arguments.host))


def choose_zone(zone: str) -> None:
    """The collect zone has settings, addresses and tables of its own."""
    if zone == "collect":
        os.environ["DJANGO_SETTINGS_MODULE"] = "halfsky.outside.settings"


def refuse_other_zone(zone: str) -> None:
    """A data folder belongs to the zone whose keys lie in it."""
    from django.conf import settings

    from halfsky.transfer.keys import OWN, KeyTrouble, Zone, own_keys

    if (settings.DATA / OWN).exists():
        try:
            own_keys(settings.DATA, Zone(zone))
        except KeyTrouble as trouble:
            raise Failure(str(trouble)) from None


def make_secret_key() -> None:
    """On the first start; losing it later only ends the sessions."""
    from django.conf import settings as in_use
    from django.core.exceptions import ImproperlyConfigured

    from halfsky.org.encryption import make_key

    try:
        from halfsky import settings  # Django reads it when it is set up, after this
    except ImproperlyConfigured as error:
        raise Failure(str(error)) from None
    if not settings.SECRET_KEY:
        make_key(settings.SECRET_KEY_FILE)
        settings.SECRET_KEY = settings.secret_key()
        if in_use.configured:  # as in the demo, which has filled its database before
            in_use.SECRET_KEY = settings.SECRET_KEY


def prepare_database() -> None:
    """Make the tables of an empty database; of any other, only see that they are up to date."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from halfsky.org.encryption import make_key, read_key
    from halfsky.site.upgrading import pending_migrations

    has_registers = apps.is_installed("halfsky.org")
    if not connection.introspection.table_names():
        say(_("新建数据库……"))
        if has_registers:
            make_key(settings.FIELD_KEY_FILE)
        call_command("migrate", verbosity=0, interactive=False)
        return
    if has_registers:
        read_key(settings.FIELD_KEY_FILE)
    if pending := pending_migrations():
        remedy = _("请先备份，再运行 halfsky manage migrate。")
        raise Failure(
            _("数据库是旧版本的，还差{count}步升级。").format(count=len(pending)) + remedy
        )


def prepare_static_files() -> None:
    """Collect and compress what pages load, where it is not there or not this version's."""
    from django.apps import apps
    from django.conf import settings
    from django.contrib.staticfiles import finders
    from django.core.management import call_command

    from halfsky.site.storage import fingerprint

    if apps.is_installed("halfsky.site") and not finders.find("vendor/icons.svg"):
        raise Failure(_("网页所用的文件还没有下载，请先运行 make assets。"))
    stamp = settings.DATA / "static.stamp"
    wanted = fingerprint()
    if stamp.exists() and stamp.read_text() == wanted and settings.STATIC_ROOT.is_dir():
        return
    say(_("准备网页文件……"))
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(wanted)


def announce_first_run(host: str, port: int) -> None:
    """While nobody can log in: where the first account is made, and the token that it takes."""
    from halfsky.org.first_run import make_token

    if token := make_token():
        shown = f"[{host}]" if ":" in host else host
        say(_("还没有账号。请打开 http://{host}:{port}/first-run/").format(host=shown, port=port))
        say(_("启动口令：{token}").format(token=token))


def serve(host: str, port: int, application: str = INNER, *, with_worker: bool = True) -> None:
    """Hand over to the server, a worker beside it; it returns when it is told to stop."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    refuse_port_in_use(host, port)
    server = Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        workers_kill_timeout=PATIENCE,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.warning,
    )
    if host in EVERYWHERE and "HALFSKY_HOSTS" not in os.environ:
        say(_("从别的电脑访问前，请用 HALFSKY_HOSTS 写明网站的名称或地址。"))
    shown = f"[{host}]" if ":" in host else host
    say(_("网站已启动：http://{host}:{port}（按 Ctrl+C 停止）").format(host=shown, port=port))
    os.register_at_fork(after_in_child=be_stopped_while_starting)
    with worker() if with_worker else nullcontext():
        server.serve()


def be_stopped_while_starting() -> None:
    """Until a worker of the site has its own handlers, those of its parent would lose a stop."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # its parent hears Ctrl+C as well


def refuse_port_in_use(host: str, port: int) -> None:
    """Say it in a sentence; the server would say it in a page."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or error
            raise Failure(
                _("不能在 {host} 的端口 {port} 上启动（{reason}），请用 --port 换一个。").format(
                    host=host, port=port, reason=reason
                )
            ) from None


def say(sentence: str) -> None:
    """Progress, beside the results."""
    print(sentence, file=sys.stderr, flush=True)
