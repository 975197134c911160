"""What a column can be, and what headings and values are called (headings.toml)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from halfsky.records.sheets.columns import plain_heading

FILE = Path(__file__).with_name("headings.toml")


class Word(TextChoices):
    """What a column holds."""

    TOWN = "town", _("所属镇街（上级）")
    UNION = "union", _("工会名称")
    UNION_CODE = "union_code", _("工会的信用代码")
    NUMBER = "number", _("工会编码")
    KIND = "kind", _("工会类型")
    FOUNDED = "founded", _("成立日期")
    APPROVAL = "approval", _("批准文号")
    FORMER = "former", _("曾用名")
    WORKERS = "workers", _("职工人数")
    WOMEN_WORKERS = "women_workers", _("女职工人数")
    MEMBERS = "members", _("会员人数")
    WOMEN_MEMBERS = "women_members", _("女会员人数")
    COUNTED_ON = "counted_on", _("人数的统计日期")
    FORM = "form", _("女职工组织")
    FORMED_ON = "formed_on", _("女职工组织成立日期")
    TERM = "term", _("届次")
    TERM_SINCE = "term_since", _("本届起")
    TERM_UNTIL = "term_until", _("本届止")
    CHAIR = "chair", _("女职工组织主任（委员）")
    OFFICER = "officer", _("女工干部（联系人）")
    MOBILE = "mobile", _("手机")
    EMPLOYER = "employer", _("用人单位名称")
    EMPLOYER_CODE = "employer_code", _("用人单位的信用代码")
    CATEGORY = "category", _("单位类别")
    OLD_NAME = "old_name", _("更名前的名称")
    NEW_NAME = "new_name", _("更名后的名称")


# Headings that only their neighbours tell: a name or a code of what?
NAME, CODE = "name", "code"
COUNTS = (Word.WORKERS, Word.WOMEN_WORKERS, Word.MEMBERS, Word.WOMEN_MEMBERS)


@cache
def spellings(part: str) -> Mapping[str, str]:
    """By what people write, plainly: what it means; of one part of the file."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))[part]
    return {plain_heading(text): word for word, texts in content.items() for text in texts}


def meaning(part: str, text: str) -> str:
    """The value that a text stands for; empty where nobody has said."""
    return spellings(part).get(plain_heading(text), "")
