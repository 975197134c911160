"""What pages load comes with the product: checked, cut, and from nowhere else."""

import hashlib
import json
import re
from pathlib import Path

import pytest

import make_assets
from make_assets import AssetError

ROOT = Path(__file__).resolve().parent.parent.parent
SPRITE = (
    '<svg><defs><symbol id="tabler-home" viewBox="0 0 24 24"><path d="M1 1"/></symbol>'
    '<symbol id="tabler-home-2" viewBox="0 0 24 24"><path d="M2 2"/></symbol></defs></svg>'
)


def test_the_lock_has_digests_and_no_address() -> None:
    lock = json.loads((ROOT / "assets" / "package-lock.json").read_text())
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert packages
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert not [name for name, one in packages.items() if "resolved" in one]


def test_every_package_has_one_exact_version() -> None:
    named = json.loads((ROOT / "assets" / "package.json").read_text())
    versions = [*named["dependencies"].values(), *named["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


def test_the_sprite_keeps_only_the_icons_asked_for() -> None:
    cut = make_assets.cut_sprite(SPRITE, ["home"])
    assert 'id="tabler-home"' in cut
    assert "home-2" not in cut


def test_an_icon_that_there_is_not_is_refused_by_name() -> None:
    with pytest.raises(AssetError, match="house"):
        make_assets.cut_sprite(SPRITE, ["home", "house"])


def test_icons_are_found_in_templates_and_in_code(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        '{% icon "home" %}{% include "components/empty.html" with icon="inbox" title=icon %}'
    )
    (tmp_path / "menu.py").write_text('Line("数据", route, icon="chart-bar")')
    assert make_assets.icons_used(tmp_path) == {"home", "inbox", "chart-bar"}


def test_a_file_that_was_not_reviewed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "some-package/file.js"
    sums = tmp_path / "SHA256SUMS"
    sums.write_text(f"{hashlib.sha256(b'reviewed').hexdigest()}  {source}\n")
    monkeypatch.setattr(make_assets, "SUMS", sums)
    monkeypatch.setattr(make_assets, "TAKEN", {source: "file.js"})
    monkeypatch.setattr(make_assets, "TESTED_WITH", {})
    file = tmp_path / make_assets.flat(source)

    file.write_bytes(b"reviewed")
    make_assets.check_sums(tmp_path)
    file.write_bytes(b"something else")
    with pytest.raises(AssetError, match="SHA256SUMS"):
        make_assets.check_sums(tmp_path)


def test_no_comment_names_a_map_that_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "file.js"
    file.write_bytes(b"var a=1;\n//# sourceMappingURL=file.js.map\n")
    assert b"sourceMappingURL" not in make_assets.clean("package/file.js", file)


@pytest.mark.parametrize("rule", ['@import "https://x.example/a.css"', "url(//x.example/a.woff)"])
def test_a_sheet_that_loads_from_outside_is_refused(tmp_path: Path, rule: str) -> None:
    file = tmp_path / "file.css"
    file.write_text(f"a {{ b: {rule} }}")
    with pytest.raises(AssetError, match="外部地址"):
        make_assets.clean("package/file.css", file)


def test_everything_is_in_place() -> None:
    vendor = make_assets.VENDOR
    assert {path.name for path in vendor.iterdir()} == {".made", *make_assets.TAKEN.values()}
    sprite = (vendor / "icons.svg").read_text()
    used = make_assets.icons_used(ROOT / "halfsky")
    assert {match[1] for match in make_assets.SYMBOL.finditer(sprite)} == used


def test_no_file_of_ours_names_an_address_outside() -> None:
    ours = [
        path
        for folder in ("static/halfsky", "templates")
        for path in (ROOT / "halfsky" / "site" / folder).rglob("*")
        if path.suffix in {".css", ".js", ".svg", ".html"}
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in ours)
    addresses = set(re.findall(r"https?://[^\s\"')]+", text))
    assert addresses <= {"http://www.w3.org/2000/svg"}
