"""Writes what is made from the declarations: two pages of docs and the checker's vocabulary."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:  # read after Django is set up
    from halfsky.figures.declaration import AnyFigure, Figure
    from halfsky.records.declaration import Register

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
MADE = "<!-- 由 make docs 从声明生成，请勿手改 · made by `make docs`, do not edit -->"


def registers_page() -> str:
    """Every register with its columns, rule and confidentiality, by section."""
    from halfsky.records.declaration import Register
    from halfsky.records.registry import declared_in, sections

    lines = ["# 登记册 · Registers", "", MADE, ""]
    for section in sections():
        lines += [f"## {section.verbose_name}（`{section.label}`）", ""]
        for register in declared_in(section, Register):
            lines += [*register_lines(register), ""]
    return "\n".join(lines)


def register_lines(register: "Register") -> Iterator[str]:
    """One register."""
    yield f"### {register.label} `{register.code}`"
    yield ""
    yield f"- 依据：{register.rule}"
    yield f"- 密级：`{register.confidential.value}`"
    tiers = "、".join(str(tier.label) for tier in register.reported_by) or "不定期"
    yield f"- 应报单位：{tiers}"
    kept = "按起止日期" if register.is_standing else "按发生日期"
    yield f"- 计入时间：{kept}（`{register.on}`）"
    if register.participants:
        yield f"- 联合举办：一场一条，记在举办单位名下，另列{register.participants.label}"
    if register.workflow:
        states = " → ".join(str(label) for _state, label in register.workflow.states)
        yield f"- 流程：{states}"
    yield ""
    yield "| 栏目 | 字段 |"
    yield "| --- | --- |"
    for column in register.columns:
        field = register.model._meta.get_field(column)
        yield f"| {getattr(field, 'verbose_name', column)} | `{column}` |"


def figures_page() -> str:
    """Every figure with its unit, kind of time and definition, by section."""
    from halfsky.figures.declaration import Figure
    from halfsky.records.registry import declared_in, sections

    lines = ["# 指标 · Figures", "", MADE, ""]
    lines += ["口径：期内为一段时间里发生的，期末为最后一天存续的，累计为从起点到最后一天的。", ""]
    for section in sections():
        lines += [f"## {section.verbose_name}（`{section.label}`）", ""]
        lines += ["| 编码 | 指标 | 单位 | 口径 | 方式 | 定义 | 依据 | 别名 |"]
        lines += ["| --- | --- | --- | --- | --- | --- | --- | --- |"]
        lines += [figure_line(figure) for figure in declared_in(section, Figure)]
        lines += [""]
    return "\n".join(lines)


KINDS = {"count": "计数", "sum": "求和", "distinct": "去重计数", "ratio": "比率"}


def figure_line(figure: "Figure") -> str:
    """One figure as a row."""
    from halfsky.figures.declaration import SEMANTICS_LABELS
    from halfsky.figures.registry import figures, measures_of

    declared = figures()[figure.code]
    measure = measures_of(declared)[0]
    time = str(SEMANTICS_LABELS[measure.semantics])
    since = f"（{measure.since}起）" if measure.since else ""
    cells = (
        *(f"`{figure.code}`", str(figure.label), figure.unit, time + since),
        *(KINDS[declared.kind], str(figure.reference), figure.rule, "、".join(figure.aliases)),
    )
    return f"| {' | '.join(cells)} |"


def vocabulary() -> str:
    """What the checker knows of the figures, without Django: one list, made from them."""
    from halfsky.figures.registry import figures

    entries = [vocabulary_entry(figure) for figure in figures().values()]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def vocabulary_entry(figure: "AnyFigure") -> dict[str, object]:
    """One figure as the checker reads it."""
    from halfsky.figures.declaration import Ratio
    from halfsky.figures.registry import measures_of

    parts = (figure.numerator, figure.denominator) if isinstance(figure, Ratio) else (None, None)
    return {
        "code": figure.code,
        "label": str(figure.name),
        "aliases": [alias for alias in figure.aliases if alias != figure.name],
        "unit": figure.unit,
        "kind": figure.kind,
        "semantics": measures_of(figure)[0].semantics,
        "part_of": figure.part_of or None,
        "numerator": parts[0],
        "denominator": parts[1],
    }


def pages() -> dict[Path, str]:
    """Every generated file and what must stand in it."""
    return {
        DOCS / "registers.md": registers_page(),
        DOCS / "figures.md": figures_page(),
        ROOT / "halfsky" / "summary" / "check" / "data" / "vocabulary.json": vocabulary(),
    }


def main() -> int:
    """Write every page."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "halfsky.settings")
    django.setup()
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(f"{path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
