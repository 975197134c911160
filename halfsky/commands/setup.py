"""`halfsky setup [WORKBOOK]`: what body this is, and its tree from the list that it has."""

import argparse
import datetime
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from halfsky.commands.errors import Failure
from halfsky.commands.language import _
from halfsky.commands.output import write_json, write_table

if TYPE_CHECKING:
    from halfsky.org.models import Organisation
    from halfsky.setup.draft import Draft
    from halfsky.setup.models import Workbook
    from halfsky.setup.questions import Group

HELP = _("启用：组织是什么样的，再按现有名册建立镇街、工会、单位、人数和女职工组织")
NEEDS_DATABASE = True
ITEMS_SHOWN = 5
KINDS = ("city", "district", "town", "enterprise", "mine")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The workbook, its answers, and the root where there is none."""
    parser.add_argument(
        "workbook", type=Path, nargs="?", metavar="WORKBOOK", help=_("名册，.xlsx、.xls 或 .csv")
    )
    parser.add_argument("--kind", choices=KINDS, help=_("是什么样的组织"))
    parser.add_argument("--name", metavar="NAME", help=_("最上级组织的名称，还没有时才用"))
    parser.add_argument(
        "--since", type=datetime.date.fromisoformat, metavar="DATE", help=_("它的成立日期")
    )
    parser.add_argument("--answers", type=Path, metavar="FILE.json", help=_("对问题的回答"))
    parser.add_argument("--suggested", action="store_true", help=_("没有回答的都按建议"))
    parser.add_argument("--dry-run", action="store_true", help=_("只核对，不建立"))
    parser.add_argument("--undo", type=int, metavar="NUMBER", help=_("撤回第几号名册建立的"))
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(arguments: argparse.Namespace) -> int:
    """Each step that is asked for, in the order in which a new body takes them."""
    from halfsky.records.sheets.reading import FileRefused
    from halfsky.setup.applying import SetupRefused

    try:
        if arguments.undo:
            return take_back(arguments.undo)
        top = root_of(arguments)
        if arguments.workbook is None:
            return tell(top)
        return take_in(arguments)
    except (SetupRefused, FileRefused) as refused:
        raise Failure(str(refused)) from None


def root_of(arguments: argparse.Namespace) -> "Organisation":
    """The root, founded here where there is none; its kind kept."""
    from halfsky.org import first_run
    from halfsky.setup.settling import found_root, set_kind

    top = first_run.root()
    if top is None:
        if not (arguments.name and arguments.kind and arguments.since):
            raise Failure(
                _(
                    "还没有任何组织：请用 --name、--kind 和 --since 说明最上级组织，"
                    "或者先打开网站的第一次使用页。"
                )
            )
        top = found_root(arguments.kind, arguments.name, arguments.since)
    if arguments.kind:
        set_kind(top, arguments.kind, None)
    return top


def tell(top: "Organisation") -> int:
    """How far the setting up is."""
    from halfsky.setup.models import Workbook

    print(top.name)
    rows = [
        (str(one.pk), one.file_name, str(one.get_state_display()), f"{one.made_at:%Y-%m-%d}")
        for one in Workbook.objects.defer("content", "made", "changed")
    ]
    if rows:
        write_table((_("序号"), _("名册"), _("状态"), _("日期")), rows)
    else:
        print(_("下一步：halfsky setup 名册.xlsx"))
    return 0


def take_back(number: int) -> int:
    """Undo a workbook."""
    from halfsky.setup.models import Workbook
    from halfsky.setup.undoing import undo

    workbook = Workbook.objects.filter(pk=number).first()
    if workbook is None:
        raise Failure(_("没有第{number}号名册。").format(number=number))
    undo(workbook, None)
    print(_("已撤回：{file}").format(file=workbook.file_name))
    return 0


def take_in(arguments: argparse.Namespace) -> int:
    """Read, ask, and where everything is decided, write."""
    from halfsky.setup.applying import apply
    from halfsky.setup.books import answer, draft_of
    from halfsky.setup.questions import with_suggestions

    began = time.process_time()
    workbook = opened(arguments.workbook)
    if arguments.answers:
        keep_answers(workbook, arguments.answers)
    draft = draft_of(workbook)
    while arguments.suggested and draft.questions.open:
        for group in draft.questions.open:
            given = {one.key: one.answer for one in group.items if one.answer}
            answer(workbook, group, {**with_suggestions(group), **given})
        draft = draft_of(workbook)
    is_applied = draft.is_decided and not arguments.dry_run
    if is_applied:
        apply(workbook, draft, None)
    seconds = time.process_time() - began
    if arguments.format == "json":
        write_json(content_of(workbook, draft, is_applied, seconds))
    else:
        show(workbook, draft, is_applied, seconds)
    return 0 if is_applied or (arguments.dry_run and draft.is_decided) else 1


def opened(path: Path) -> "Workbook":
    """The workbook of a file: the one that is open already, else a new one."""
    import hashlib

    from halfsky.setup.books import open_book
    from halfsky.setup.models import State, Workbook

    if not path.is_file():
        raise Failure(_("没有这个文件：{file}").format(file=path))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    waiting = Workbook.objects.filter(digest=digest, state=State.OPEN).first()
    return waiting or open_book(path, path.name, None)


def keep_answers(workbook: "Workbook", path: Path) -> None:
    """By question and item, as `--format json` names them; or one value for all of a question."""
    from halfsky.setup.books import answer, draft_of

    try:
        given: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Failure(_("回答文件不能读：{file}").format(file=path)) from None
    for group in draft_of(workbook).questions.ordered:
        said = given.get(group.code)
        if isinstance(said, str):
            answer(workbook, group, {one.key: said for one in group.items})
        elif isinstance(said, dict):
            answer(workbook, group, {str(key): str(value) for key, value in said.items()})


def show(workbook: "Workbook", draft: "Draft", is_applied: bool, seconds: float) -> None:
    """Questions, numbers, what is left."""
    from halfsky.setup.preview import counts_of

    for group in draft.questions.open:
        print(_("问题 {code}：{title}").format(code=group.code, title=group.cause.title))
        for item in group.items[:ITEMS_SHOWN]:
            print(f"  {item.key}  {' | '.join(item.cells)}  → {item.suggestion}")
        if more := len(group.items) - ITEMS_SHOWN:
            print("  " + _("还有{count}处。").format(count=more) if more > 0 else "")
    headings = ("", _("新建"), _("补充或更新"), _("不变"))
    write_table(
        headings,
        [
            (one.label, str(one.new), str(one.changed), str(one.unchanged))
            for one in counts_of(draft)
        ],
    )
    print(_("留下待办：{count}行").format(count=len(draft.left_out)))
    asked = len(draft.questions.ordered)
    minutes = round(draft.questions.seconds / 60)
    said = _("计算{seconds}秒；问题{asked}个，人工约{minutes}分钟")
    print(said.format(seconds=round(seconds, 1), asked=asked, minutes=minutes))
    if is_applied:
        print(
            _("已建立，序号{number}；撤回：halfsky setup --undo {number}").format(
                number=workbook.pk
            )
        )
    elif draft.questions.open:
        print(_("还有问题没有回答：用 --answers 回答，或用 --suggested 都按建议。"))


def content_of(
    workbook: "Workbook", draft: "Draft", is_applied: bool, seconds: float
) -> dict[str, Any]:
    """The same as JSON."""
    from halfsky.setup.preview import counts_of

    return {
        "workbook": workbook.pk,
        "applied": is_applied,
        "questions": [question(group) for group in draft.questions.ordered],
        "counts": [vars(one) for one in counts_of(draft)],
        "left_out": [vars(one) for one in draft.left_out],
        "seconds": round(seconds, 2),
        "person_seconds": draft.questions.seconds,
    }


def question(group: "Group") -> dict[str, Any]:
    """A group as JSON."""
    return {
        "code": group.code,
        "title": str(group.cause.title),
        "items": [
            {
                "key": item.key,
                "cells": item.cells,
                "suggestion": item.suggestion,
                "answer": item.answer,
                "choices": [value for value, _label in item.choices],
            }
            for item in group.items
        ],
    }
