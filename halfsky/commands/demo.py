"""`halfsky demo`: a fresh database with the sample city, its figures and two summaries."""

import argparse
import sys

from halfsky.commands.errors import Failure
from halfsky.commands.language import _
from halfsky.commands.serve import LOCALLY, PORT, refuse_port_in_use

HELP = _("新建示例城市，印出全市指标，写出市和煤矿的总结")
NEEDS_DATABASE = True
MARK = "sample_city"
PERIOD = "2022H1"
SUMMARIES = ("city", "mine")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How large, and whether to serve it."""
    parser.add_argument("--no-serve", action="store_true", help=_("完成后返回，不启动网站"))
    parser.add_argument("--port", type=int, default=PORT, help=_("端口，默认8000"))
    parser.add_argument("--scale", type=scale, default=1, metavar="N", help=_("加 N−1 层往年记录"))


def scale(text: str) -> int:
    """A whole number from 1 up."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(_("应为不小于1的整数"))
    return number


def run(arguments: argparse.Namespace) -> int:
    """Empty the marked database, fill it, print and write."""
    from django.conf import settings

    from halfsky.org.encryption import make_key

    if not arguments.no_serve:
        refuse_port_in_use(LOCALLY, arguments.port)  # before the minute that the city takes
    say(_("准备数据库……"))
    settings.DATA.mkdir(parents=True, exist_ok=True)
    prepare_database()
    make_key(settings.FIELD_KEY_FILE)
    fill(arguments.scale)
    print_and_write()
    print_accounts()
    if not arguments.no_serve:
        serve_it(arguments.port)
    return 0


def prepare_database() -> None:
    """Migrate; empty a sample database; refuse one that holds anything else."""
    from django.core.management import call_command
    from django.db import connection

    from halfsky.org.models import Organisation, ParameterValue

    tables = set(connection.introspection.table_names())
    if tables and Organisation._meta.db_table not in tables:
        raise Failure(_("这个数据库里有别的数据，不是示例库；请换一个数据库再运行 demo。"))
    # Before anything is written: a real database is not even migrated.
    is_marked = bool(tables) and ParameterValue.objects.filter(code=MARK).exists()
    if tables and not is_marked and Organisation.objects.exists():
        raise Failure(_("数据库里已有单位和记录，不是示例库；请换一个数据库再运行 demo。"))
    call_command("migrate", verbosity=0, interactive=False)
    if is_marked:
        call_command("flush", verbosity=0, interactive=False)


def fill(layers: int) -> None:
    """The sample city and its mark, in one transaction."""
    import datetime

    from django.db import transaction

    from halfsky.org.models import ParameterValue
    from halfsky.sample.city import make_city

    with transaction.atomic():
        make_city(layers, say)
        ParameterValue.objects.create(
            code=MARK, since=datetime.date(2000, 1, 1), value=layers, source="halfsky demo"
        )


def print_and_write() -> None:
    """The city's figures on the terminal, both summaries as Word files."""
    from django.conf import settings

    from halfsky.commands.figures import print_table
    from halfsky.commands.summary import write
    from halfsky.figures.periods import Period
    from halfsky.figures.report import compute
    from halfsky.org.models import Organisation
    from halfsky.summary.compose import compose

    period = Period.parse(PERIOD)
    report = compute(period)
    print_table(report, [report.top], argparse.Namespace(own=False, by_unit=False))
    for code in SUMMARIES:
        out = settings.DATA / f"summary-{code}-{PERIOD}.docx"
        organisation = Organisation.objects.get(code=code)
        write(compose(period, organisation.pk), out)
        say(_("已写出 {file}").format(file=out))


def serve_it(port: int) -> None:
    """The site with the sample city, on this machine, until stopped."""
    from halfsky.commands import serve

    serve.make_secret_key()
    serve.prepare_static_files()
    serve.serve(LOCALLY, port)


def print_accounts() -> None:
    """Who can log in to the sample city; the passwords are new each time and printed only here."""
    from halfsky.commands.output import write_table
    from halfsky.sample.people import give_passwords

    rows: list[tuple[str, str, str, str, str]] = []
    for post, password in give_passwords():
        person = post.person
        again = bool(rows) and rows[-1][0] == person.username
        role = str(post.get_role_display())
        rows.append(
            (person.username, person.name, role, post.organisation.name, "″" if again else password)
        )
    print()
    write_table((_("账号"), _("姓名"), _("角色"), _("单位"), _("口令")), rows)


def say(sentence: str) -> None:
    """Progress, beside the results."""
    print(sentence, file=sys.stderr, flush=True)
