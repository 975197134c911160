"""`halfsky transfer`: signed bundles between the two zones, by file or line."""

import argparse
import base64
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from halfsky.commands.errors import Failure, WrongUse
from halfsky.commands.language import _
from halfsky.commands.serve import choose_zone, prepare_database

HELP = _("内外两区之间传送签名的包")
NEEDS_DATABASE = False  # which one depends on the zone
LINE = "-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, in which zone, with whose data."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    keys = acts.add_parser("keys", help=_("建本区的密钥并显示指纹；收下对方的公钥"))
    keys.add_argument("--trust", type=Path, metavar="FILE", help=_("从对方拷来的公钥文件"))
    pack = acts.add_parser("pack", help=_("把要送出的内容打成包"))
    pack.add_argument("--out", default=LINE, metavar="DIR", help=_("放包的目录；- 是逐行写出"))
    take = acts.add_parser("take", help=_("接收包；每个包要么全收，要么不收"))
    take.add_argument("source", nargs="*", default=[LINE], metavar="FILE", help=_("包、目录或 -"))
    for act in (keys, pack, take):
        act.add_argument(
            "--zone", choices=("inner", "collect"), default="inner", help=_("本机是哪个区")
        )
        act.add_argument("--data", metavar="DIR", type=Path, help=_("数据目录，默认var"))


def run(arguments: argparse.Namespace) -> int:
    """One of the three acts."""
    from halfsky.commands.entry import with_database  # which imports the commands

    os.umask(0o077)
    if arguments.data:
        os.environ["HALFSKY_DATA"] = str(arguments.data.resolve())
    choose_zone(arguments.zone)
    with with_database():
        from halfsky.transfer.keys import KeyTrouble

        if arguments.zone == "collect" and arguments.act != "keys":
            prepare_database()  # bundles may come before the site was ever started
        act = {"keys": exchange_keys, "pack": pack, "take": take}[arguments.act]
        try:
            return act(arguments)
        except KeyTrouble as trouble:
            raise Failure(str(trouble)) from None


def exchange_keys(arguments: argparse.Namespace) -> int:
    """Make and show ours; keep theirs."""
    from django.conf import settings

    from halfsky.transfer.keys import Zone, make_keys, public_file, trust

    zone = Zone(arguments.zone)
    own = make_keys(settings.DATA, zone)
    print(_("本区公钥：{file}").format(file=public_file(settings.DATA, zone)))
    print(_("本区指纹：{name}").format(name=own.public.said))
    if arguments.trust:
        peer = trust(settings.DATA, zone, arguments.trust)
        print(_("已收下对方的公钥，请打电话核对指纹：{name}").format(name=peer.said))
    return 0


def both_keys(arguments: argparse.Namespace) -> tuple[Any, Any]:
    """Ours and theirs."""
    from django.conf import settings

    from halfsky.transfer.keys import Zone, own_keys, peer_keys

    zone = Zone(arguments.zone)
    return own_keys(settings.DATA, zone), peer_keys(settings.DATA, zone)


def crossing_of(arguments: argparse.Namespace) -> Any:
    """The side of the crossing that this machine is on."""
    if arguments.zone == "collect":
        from halfsky.outside import crossing

        return crossing
    from halfsky.collecting import inward, outward

    return argparse.Namespace(take=inward.take, pack=outward.pack)


def pack(arguments: argparse.Namespace) -> int:
    """Write the bundles that the other side needs."""
    made = crossing_of(arguments).pack(*both_keys(arguments))
    if not made:
        print(_("没有要送出的内容。"), file=sys.stderr)
    for name, data in made:
        if arguments.out == LINE:
            print(base64.b64encode(data).decode(), flush=True)
        else:
            write_whole(Path(arguments.out) / name, data)
            print(name)
    return 0


def write_whole(path: Path, data: bytes) -> None:
    """Nobody finds half a bundle under its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_suffix(".part")
    passing.write_bytes(data)
    passing.replace(path)


def take(arguments: argparse.Namespace) -> int:
    """Take in what is new; the first that is refused ends it."""
    from halfsky.transfer.bundles import BundleRefused

    own, peer = both_keys(arguments)
    crossing = crossing_of(arguments)
    failed, passed = False, 0
    for name, data, is_asked in bundles_in(arguments.source, arguments.zone):
        try:
            done = crossing.take(data, own, peer)
        except BundleRefused as refused:
            if refused.is_known and not is_asked:
                passed += 1
                continue
            failed = True
            print(f"{name}: {refused}", file=sys.stderr)
            continue
        print(f"{name}: {said_of(done)}")
    if passed:
        print(_("另有{count}个包以前接收过。").format(count=passed))
    return 1 if failed else 0


def bundles_in(sources: list[str], zone: str) -> Iterator[tuple[str, bytes, bool]]:
    """Name and bytes of each, and whether it was named itself: a folder may hold old ones."""
    other = "outward" if zone == "collect" else "inward"
    for source in sources:
        path = Path(source)
        if source == LINE:
            for number, line in enumerate(sys.stdin, 1):
                yield f"{LINE}{number}", decoded(line), True
        elif path.is_dir():
            for file in sorted(path.glob(f"halfsky-{other}-*.bundle")):
                yield file.name, file.read_bytes(), False
        elif path.is_file():
            yield path.name, path.read_bytes(), True
        else:
            raise WrongUse(_("没有这个文件：{file}").format(file=source))


def decoded(line: str) -> bytes:
    """A bundle that came as a line of text; what is none is refused as any other."""
    try:
        return base64.b64decode(line.strip(), validate=True)
    except ValueError:
        return b""


def said_of(done: Any) -> str:
    """What became of a bundle, in a sentence."""
    if isinstance(done, int):
        return _("已收下{count}份待填的表。").format(count=done)
    said = _("入账{written}份，待核对{held}份，已有{known}份。").format(
        written=done["written"], held=done["held"], known=done["known"]
    )
    if foreign := done["foreign"]:
        said += _("有{count}份不是本系统的链接填的，没有收。").format(count=foreign)
    return said
