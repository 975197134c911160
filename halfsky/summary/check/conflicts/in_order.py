"""A later step with an earlier date: 方案4月18日印发,4月6日按方案组织预赛.

What must come first: the plan before it is acted on, the end of the entries before the contest,
the first round before the last, the opening before the closing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.moments import Moment, moments
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import ReadText

_PLAN = (
    r"(?:方案|通知|办法|细则|规程|意见|文件)[^,，。]{0,12}(?:印发|下发|发布|出台|发出|公布)"
    r"|(?:印发|下发|出台|发出)了?[^,，。]{0,20}(?:方案|通知|办法|细则|规程)"
)
_BY_PLAN = (
    r"(?:按照?|根据|依照|对照|依据)[^,，。]{0,8}(?:方案|通知|办法|细则|规程|意见)"
    r"|(?:方案|通知|办法|细则|规程)(?:已?印发|下发|发出|出台)?后"
)
_ENTRIES = (
    r"(?:报名|征集|申报|投稿|收稿|来稿|征稿|提名|推荐)[^,，。]{0,8}(?:截止|结束|截至)"
    r"|截稿|截止(?:报名|收稿|投稿)"
)
_CONTEST = (
    r"(?:初赛|预赛|海选|初评)",
    r"(?:复赛|半决赛|复评)",
    r"(?:决赛|终评|总决赛)",
    r"(?:颁奖|表彰(?:大会|会))",
)
# Each a course of things in its order; what parts the steps may be weeks, not most of a year.
_COURSES = (
    (_PLAN, _BY_PLAN),
    (_ENTRIES, *_CONTEST),
    (_ENTRIES, r"开赛|正式比赛|比赛(?:正式)?(?:举行|开始|进行)|举行比赛"),
    (_ENTRIES, r"开[班课营]|(?:培训|活动)(?:正式)?(?:开始|举行)", r"结[业课营]|闭营|结班"),
    (r"开[工建]|动工|破土|奠基", r"竣工|完工|建成", r"投用|启用|投入使用|投入运行|正式开放"),
    (r"启动|开幕|开赛|拉开帷幕|拉开序幕", r"收官|闭幕|落幕|落下帷幕"),
    (
        r"会议通知",
        r"(?:会议|大会|座谈会|推进会)[^,，。]{0,8}(?:召开|举行)|(?:召开|举行)[^,，。]{0,6}会",
    ),
    (
        r"(?:征集|报名|申报)[^,，。]{0,4}(?:开始|启动)|(?:开始|启动)[^,，。]{0,4}(?:征集|报名)",
        r"评出|揭晓|颁奖",
    ),
    (
        r"整改(?:通知|意见)书?[^,，。]{0,8}(?:发出|下达|下发|印发)",
        r"(?:完成|落实)整改|整改(?:完毕|到位|完成)",
    ),
    (r"公示", r"(?:正式)?(?:命名|授牌|表彰|颁奖|发文)"),
    (r"投票|评选|初评|评审", r"(?:召开)?表彰(?:大会|会)|颁奖|授牌|揭晓|公布结果"),
    (r"体检(?:开始|启动)|开始体检", r"复查|反馈(?:结果|报告)|发放报告"),
    (r"签订|签约", r"到期|期满|续签"),
    (r"提出|征集到|收到", r"答复|回复|办结"),
    (r"选举产生|换届|当选", r"届满|卸任|离任"),
    (r"采购|招标|中标", r"发放|发到|配发"),
    (r"发出问卷|问卷发[出放]|发放问卷", r"收回问卷|问卷[^,，]{0,4}收回|回收问卷"),
    (r"动员(?:大)?会|启动(?:会|仪式)", r"总结(?:大)?会|总结表彰"),
    (r"申请|报案|受理|立案", r"结案|裁决|开庭"),
)
_LASTS = lazy(r"公示|报名|征集|申报|投票|提名|推荐")
# 5月16日至12日: the end before the beginning.
_RANGE = guarded(
    r"(?<![\d年])(?P<month1>\d{1,2})月(?P<day1>\d{1,2})日[-~至到]{1,2}(?:(?P<month2>\d{1,2}"
    r")月)?(?P<day2>\d{1,2})日"
)
_CLAUSES = re.compile(r"[^,，;。\n]+")
# Another of the kind, another year, or a date that is only hoped for.
_ANOTHER = lazy(
    r"第|另|去年|上年|次年|翌年|今年|当年|明年|往年|上一|上届|本届|前[一两几]|分别|其余"
    r"|其他|各自|补"
    r"|原定|推迟|延期|提前|改[为到在]|有的|部分|两[批期]|[一二三四]期"
)
_NEAR, _LONGEST = 3, 60
# So many months back the later step may stand without a word of another year.
_MONTHS = 4


class _Step(NamedTuple):
    """A clause with one date and one step of a course."""

    place: int
    start: int
    end: int
    moment: Moment
    words: str

    @property
    def lasts(self) -> bool:
        """Whether it is over only with the last of its days: 5月10日至16日公示."""
        return self.moment.first != self.moment.last and bool(_LASTS.search(self.words))


def _clauses(read: ReadText) -> Iterator[_Step]:
    place = 0
    for place, found in enumerate(_CLAUSES.finditer(read.plain)):
        if "月" not in found.group() or len(found.group()) > _LONGEST:
            continue
        dates = list(moments(read.plain, *found.span()))
        if len(dates) == 1:
            yield _Step(place, *found.span(), dates[0], found.group())


def _step(course: tuple[str, ...], words: str) -> int | None:
    """Which one step of the course a clause tells; None for none, or for several."""
    told = [at for at, step in enumerate(course) if guarded(step).search(words)]
    if course[0] == _PLAN:
        return told[-1] if told else None
    return told[0] if len(told) == 1 else None


def _is_back(first: _Step, later: _Step) -> bool:
    """Whether the later step is dated earlier, and not of the year after."""
    one, other = first.moment, later.moment
    begun = other.last < one.last and first.lasts and not (one.year or other.year)
    if not (other.before(one) or begun):
        return False
    if one.year and other.year:
        return True
    apart = one.month - other.month
    school = 8 <= one.month <= 10 and other.month <= 7
    return not (one.year or other.year) and apart <= _MONTHS and not (school and apart > 1)


def _same_thing(read: ReadText, first: _Step, later: _Step, course: tuple[str, ...]) -> bool:
    """Whether the clause told last names no thing of its own."""
    between = read.plain[min(first.start, later.start) : max(first.end, later.end)]
    if "\n" in between or _ANOTHER.search(between):
        return False
    told = max(first, later, key=lambda step: step.start)
    words = read.plain[told.start : told.moment.start] + read.plain[told.moment.end : told.end]
    for step in course:
        words = re.sub(step, "", words)
    return course[0] == _PLAN or not re.search(
        r"[赛班站室屋馆家楼厂所校营]|项目|工程|活动|公司", words
    )


def _pairs(read: ReadText) -> Iterator[tuple[_Step, _Step]]:
    steps = list(_clauses(read))
    for at, one in enumerate(steps):
        for other in steps[at + 1 :]:
            if other.place - one.place > _NEAR:
                break
            yield one, other


def _problem(read: ReadText, one: _Step, other: _Step) -> Problem | None:
    for course in _COURSES:
        first, second = _step(course, one.words), _step(course, other.words)
        if first is None or second is None or first == second:
            continue
        early, late = (one, other) if first < second else (other, one)
        if _is_back(early, late) and _same_thing(read, early, late, course):
            dates = [read.text[step.moment.start : step.moment.end] for step in (early, late)]
            message = f"在后的一步写在{dates[1]}，早于在前的一步的{dates[0]}。"
            start, end = one.moment.start, other.end
            return Problem(read.text[start:end], start, end, "contradiction", "wrong", message)
    return None


def _ranges(read: ReadText) -> Iterator[Problem]:
    """5月16日至5月12日."""
    for found in _RANGE.finditer(read.plain):
        month, day = int(found["month1"]), int(found["day1"])
        last, last_day = int(found["month2"] or month), int(found["day2"])
        if last == month and last_day < day <= 31:
            message = "起止的日期前后颠倒。"
            start, end = found.span()
            yield Problem(read.text[start:end], start, end, "contradiction", "wrong", message)


def find(read: ReadText) -> list[Problem]:
    """Steps of one course whose dates run backwards."""
    if "月" not in read.plain:
        return []
    found = (_problem(read, one, other) for one, other in _pairs(read))
    return [*(problem for problem in found if problem), *_ranges(read)]
