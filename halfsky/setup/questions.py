"""What a person is asked: rows that share a cause in one group, each with a suggestion."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.utils.translation import gettext_lazy as _

from halfsky.org.labels import Label

Answers = dict[str, dict[str, str]]
# What a person takes, in seconds: to understand a group, to look at a suggestion, and to decide
# where nothing speaks for it.
SECONDS_A_GROUP, SECONDS_A_GLANCE, SECONDS_A_DECISION = 30, 4, 12

SAME, DIFFERENT, OUT, TAKE, LEAVE, ALL = "same", "different", "out", "take", "leave", "all"


@dataclass(frozen=True)
class Cause:
    """Why something is asked: its words, and the choices that all of its items share."""

    code: str
    title: Label
    text: Label
    choices: tuple[tuple[str, Label], ...] = ()
    columns: tuple[Label, ...] = ()  # over the cells of its items
    typed: Literal["", "code", "day"] = ""  # what may be written instead of a choice


CAUSES = {
    cause.code: cause
    for cause in (
        Cause(
            "towns",
            _("这些镇街叫法对应哪一个？"),
            _(
                "名册里的这些镇街，名称和已知的对不上：可能是旧名、简称，也可能是新的。"
                "选一次，所有用这个叫法的行都照办。"
            ),
            columns=(_("名册里的叫法"), _("行数")),
        ),
        Cause(
            "mendings",
            _("这些信用代码像是写错了一处"),
            _("改正一处就能通过校验，而且只有一种改法。请看改法对不对。"),
            ((TAKE, _("照此改正")), (LEAVE, _("当作没有代码"))),
            (_("名称"), _("写的代码"), _("哪里不对"), _("改成")),
        ),
        Cause(
            "codes",
            _("这些信用代码不对，改不出来"),
            _(
                "工会可以先不填代码；用人单位没有代码不能建立，会留下待办。"
                "知道正确代码的，可以直接填上。"
            ),
            ((LEAVE, _("先不填代码")),),
            (_("名称"), _("写的代码"), _("哪里不对"), _("行")),
            typed="code",
        ),
        Cause(
            "clashes",
            _("同一个信用代码，名称却不同"),
            _("左右两行用了同一个代码。是同一个单位的两种写法，还是有一行抄错了代码？"),
            ((SAME, _("同一个")), (DIFFERENT, _("是两个，右边的代码作废")), (OUT, _("右边的不要"))),
            (_("左边"), _("右边"), _("代码"), _("行")),
        ),
        Cause(
            "doubles",
            _("这些可能是重复的"),
            _("名称很像，至少一边没有可用的代码。请看是不是同一个。"),
            ((SAME, _("同一个")), (DIFFERENT, _("是两个")), (OUT, _("右边的不要"))),
            (_("左边"), _("右边"), _("所在"), _("行")),
        ),
        Cause(
            "kinds",
            _("这些工会类型是哪一种？"),
            _("名册里的写法不认识。选一次，所有这样写的行都照办。"),
            columns=(_("写法"), _("行数")),
        ),
        Cause(
            "categories",
            _("这些单位类别是哪一种？"),
            _("名册里的写法不认识，或者没有写。选一次，所有这样写的行都照办。"),
            columns=(_("写法"), _("行数")),
        ),
        Cause(
            "unions_of",
            _("这些用人单位归哪个工会？"),
            _("写的工会名称在工会名册里找不到。选一次，所有写这个名称的单位都照办。"),
            columns=(_("写的工会"), _("单位数")),
        ),
        Cause(
            "no_town",
            _("没有写镇街的工会放在哪里？"),
            _("可以先直接放在最上级下面，以后用“变更隶属”移走。"),
            columns=(_("工会"), _("行")),
        ),
        Cause(
            "founded",
            _("没有写成立日期的工会，从哪一天算起？"),
            _("日期决定它从哪一期起计入数据，以后可以在组织页里改。"),
            columns=(_("多少家"),),
            typed="day",
        ),
        Cause(
            "counted_on",
            _("人数从哪一天算起？"),
            _("名册没有写统计日期。这些人数从选的那天起有效，直到下一次登记。"),
            columns=(_("多少家"),),
            typed="day",
        ),
        Cause(
            "counts",
            _("这些人数前后矛盾"),
            _("女职工多于职工、女会员多于会员之类。不改正就不建立人数登记，单位照建。"),
            ((LEAVE, _("先不登记人数")),),
            (_("工会"), _("职工"), _("女职工"), _("会员"), _("女会员"), _("行")),
        ),
        Cause(
            "members",
            _("名册没有会员人数"),
            _("要不要女职工组织，看女会员人数。没有的话，可以先把职工都当作会员。"),
            (("workers", _("职工都是会员")), (LEAVE, _("先不登记人数"))),
            (_("多少家"),),
        ),
        Cause(
            "terms",
            _("没有写届次的女职工组织怎么记？"),
            _("有主任或委员姓名，但没有写第几届、到哪天届满。换届提醒按届满日期算。"),
            (
                ("5", _("第1届，成立起5年")),
                ("3", _("第1届，成立起3年")),
                (LEAVE, _("先不记届次和委员")),
            ),
            (_("多少家"),),
        ),
        Cause(
            "accounts",
            _("给名册里的女工干部建账号吗？"),
            _("只建账号和岗位，初始口令到发放时再按镇街打印。没有手机号的也可以建。"),
            ((TAKE, _("建账号")), (LEAVE, _("现在不建"))),
            (_("多少人"),),
        ),
    )
}


@dataclass
class Item:
    """One thing to decide, with everything that it needs to be decided."""

    key: str
    cells: tuple[str, ...]
    suggestion: str
    choices: tuple[tuple[str, Label], ...]
    rows: int = 1
    answer: str = ""
    is_open: bool = False  # nothing speaks for the suggestion: look at it one by one

    @property
    def chosen(self) -> str:
        """What holds until somebody decides otherwise."""
        return self.answer or self.suggestion


@dataclass
class Group:
    """Everything that shares a cause."""

    cause: Cause
    items: list[Item] = field(default_factory=list)

    @property
    def code(self) -> str:
        """Of its cause."""
        return self.cause.code

    @property
    def waiting(self) -> int:
        """How many of its items nobody has decided."""
        return sum(not item.answer for item in self.items)

    @property
    def rows(self) -> int:
        """How many rows of the workbook it is about."""
        return sum(item.rows for item in self.items)

    @property
    def is_answered(self) -> bool:
        """Whether all of it is decided."""
        return self.waiting == 0

    @property
    def seconds(self) -> int:
        """How long a person takes, who looks at every item."""
        open_ = sum(item.is_open for item in self.items)
        glances = SECONDS_A_GLANCE * (len(self.items) - open_)
        return SECONDS_A_GROUP + glances + SECONDS_A_DECISION * open_


class Questions:
    """Asked while the workbook is read; what has been answered holds, else the suggestion."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.groups: dict[str, Group] = {}

    def ask(
        self,
        code: str,
        about: str,
        suggestion: str,
        cells: Sequence[object] = (),
        choices: Sequence[tuple[str, Label]] = (),
        rows: int = 1,
        is_open: bool = False,
    ) -> str:
        """What is to be done about one item."""
        group = self.groups.setdefault(code, Group(CAUSES[code]))
        key = key_of(about)
        offered = tuple(choices) or group.cause.choices
        answer = self.answers.get(code, {}).get(key, "")
        if answer not in dict(offered) and not (group.cause.typed and answer):
            answer = ""
        item = next((one for one in group.items if one.key == key), None)
        if item is None:
            shown = tuple(map(str, cells))
            item = Item(key, shown, suggestion, offered, rows, answer, is_open)
            group.items.append(item)
        return item.chosen

    @property
    def ordered(self) -> list[Group]:
        """In the order of the causes."""
        return [self.groups[code] for code in CAUSES if code in self.groups]

    @property
    def open(self) -> list[Group]:
        """Those that wait for an answer."""
        return [group for group in self.ordered if not group.is_answered]

    @property
    def seconds(self) -> int:
        """A person's time for everything asked."""
        return sum(group.seconds for group in self.ordered)


def key_of(about: str) -> str:
    """The same question in the next file has the same key."""
    return hashlib.sha256(about.encode()).hexdigest()[:16]


def with_suggestions(group: Group) -> Mapping[str, str]:
    """Every suggestion taken as it is."""
    return {item.key: item.suggestion for item in group.items}
