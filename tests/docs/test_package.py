"""An installed HalfSky brings along what its pages are made of."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_file_of_a_page_is_packed() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = told["tool"]["setuptools"]["package-data"]
    for folder in sorted((ROOT / "halfsky").glob("*/static")):
        package = folder.parent
        named = patterns.get(f"halfsky.{package.name}", [])
        packed = {path for pattern in named for path in package.glob(pattern)}
        own = {path for path in folder.rglob("*") if path.is_file()}
        assert own <= packed, f"{package.name}: {sorted(map(str, own - packed))[:3]}"
