"""Nobody was late, absent or left, and further on some are counted: 零迟到 beside 迟到登记了4人次.

none_of.py knows the events of which a year has cases; these befall one by one those that all are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from halfsky.summary.check.conflicts.all_yet_some import BY_NOW, TOLD_AGAIN
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import ReadText

# Each row is one event by its names.
_EVENTS: tuple[tuple[str, ...], ...] = (
    ("迟到",),
    ("早退",),
    ("旷工", "旷课"),
    ("缺考", "弃考", "没来考", "没来", "没参加考试"),
    ("缺席", "缺勤", "请假", "没到会", "未到会", "未到的", "没到的", "没来", "未到场", "没到场"),
    ("缺课", "落课", "旷课"),
    ("退出", "退学", "退训", "退班"),
    ("弃权",),
    ("缺演", "缺场", "没能上台", "未能上台", "没上台", "没登台"),
    ("误叫", "漏叫"),
    ("停产", "停工", "停机", "停班"),
    ("空岗", "脱岗", "空班", "缺岗", "空过", "空岗的班次"),
    ("丢失", "遗失", "弄丢", "丢了", "丢"),
    ("晚点", "误点"),
    ("拖延", "逾期", "超期", "超时", "拖期"),
    ("迟报", "晚报", "漏报", "不及时", "晚了"),
    ("差评",),
    ("返工", "返修"),
    ("退货", "退件", "退票", "退单"),
    ("轻伤", "工伤", "受伤"),
    ("违章", "违纪", "违规"),
    ("中暑", "晕倒"),
    ("断档", "停课", "停办"),
    ("漏检", "漏查"),
    ("差错", "出错", "错账"),
    ("离职", "辞职", "流失"),
    ("掉队", "没跟上"),
    ("取消",),
    ("拒签",),
    ("补考",),
    ("不及格", "挂科"),
    ("不合格",),
    ("投诉", "投诉的", "被投诉的"),
)
_NAMES = "|".join(sorted({name for row in _EVENTS for name in row}, key=len, reverse=True))
_MEASURES = (
    "[户个件份名人位家间处条封堂张台把只枚双床箱盒套册本起笔项宗场"
    "次期班节棵株趟车辆栋村组岗票对例天]"
)
_NONE = guarded(
    rf"(?P<none>(?:没有|无)一?{_MEASURES}?|[未没](?:有)?(?:发生|出现)过?(?:任何)?(?:一{_MEASURES})?|零|从没有?过?(?:一{_MEASURES})?|"
    rf"一{_MEASURES}(?:也|都)?(?:没有?|未)|无人|没人|(?<!\d)0{_MEASURES})(?:人|中途|半途|无故|任何)?(?P<what>{_NAMES})(?:{_NAMES})?"
    rf"(?:的(?!\d|[一二两三四五六七八九十]|有)|过?一{_MEASURES}班?|过)?(?:人|情况|现象|窗口|单位|班组|岗|车间|站点)?(?=[,，。;:、”’!\n和也]|$)(?![”’]?的(?:\d|有|[一二两三四五六七八九十])|[”’]?(?:周|月|竞赛|活动|评|标兵))"
)
_NUMBER = r"(?:[1-9]\d*|[一二两三四五六七八九十]{1,3})"
_NOT_SAID = lazy(
    r"力争|确保|争取|计划|必?须|务必|要求|承诺|目标|除|如果|应当|若|保证|开展|竞赛|评选|创建|活动|[有的]\d+[人名个家户]|去年|上年|以前|此前|上半年|[一二三四]季度|\d月"
)
_OTHERWISE = lazy(
    r"除|此前|原先|另外|去年|上年|往年|上[次季届月周年]|观众|第[一二三四五六七八九十]天|起初|首[次轮]|外[单来聘]|不[在含计属算]|另[一]?批|其[他它]|别的|兄弟|邻|比|减少|降|如果|若|男|凡|规定|办法|"
    r"不得|扣|罚|应当|须|次日|下[次届]|第二|(?:没有|[无未零])[^,，。;]{0,4}$|列席|旁听|每|超过|以[上内]|预防|不许|允许|可以|按|说的是|指的是|合起来"
)
_UNIT_OF = lazy(r"[^\W\dA-Za-z_]{1,4}(?:班|科|组|会|队|室|厂|部|站|车间|社区|村)$")
_NOT_COUNTED = lazy(r"[^。;\n]{0,10}?(?:不[算计记在]|补(?:了|上|[课考签]))")
_FARTHEST = 420


# 零投诉 is of what came in, 投诉的窗口4个 of those whom it befell.
_OF_NO_NUMBER = frozenset({"投诉"})


def _some(names: tuple[str, ...]) -> re.Pattern[str]:
    what = "|".join(name for name in names if name not in _OF_NO_NUMBER)
    unit = rf"(?:人次|班次|{_MEASURES})"
    return lazy(
        rf"(?<![没无零未])(?:{what})(?!率)[^,，;。:\n\d]{{0,6}}?(?<![\d.第]){_NUMBER}多?个?{unit}(?!以|之)"
        rf"|(?<![\d.第初]){_NUMBER}多?个?{unit}(?:[\u4e00-\u9fff]{{0,8}}?)(?:{what})(?!率)"
        rf"|那{_MEASURES}(?:{what})"
    )


_SOME = {names: _some(names) for names in _EVENTS}


def _is_said(plain: str, none: re.Match[str]) -> bool:
    """Whether it is told of what was, and is no aim, no contest and of no other time."""
    start = max(plain.rfind("。", 0, none.start()), none.start() - 30, 0)
    return not _NOT_SAID.search(plain, start, none.start())


def _is_of_others(plain: str, none: re.Match[str], some: re.Match[str]) -> bool:
    """乙班违章3起 beside 甲班零违章; 迟到的9人按规定不记."""
    ahead = re.split(r"[,，。;:\n]", plain[max(0, some.start() - 20) : some.start()])[-1]
    unit = _UNIT_OF.search(ahead)
    named = plain[max(0, none.start() - _FARTHEST) : none.end()]
    if unit and unit.group() not in named:
        return True
    return bool(_NOT_COUNTED.match(plain, some.end()))


def _some_of(plain: str, none: re.Match[str], names: tuple[str, ...]) -> re.Match[str] | None:
    """The first number behind of those whom it befell."""
    for some in _SOME[names].finditer(plain, none.end(), none.end() + _FARTHEST):
        ahead = plain[max(none.end(), some.start() - 40) : some.start()].split("。")[-1]
        otherwise = _OTHERWISE.search(some.group()) or _OTHERWISE.search(ahead)
        if not otherwise and not _is_of_others(plain, none, some):
            return some
    return None


def _told_before(plain: str, none: re.Match[str], names: tuple[str, ...]) -> re.Match[str] | None:
    """没来的2名…会上主席说没有一个缺考: those whom it befell stand first."""
    opens = max(plain.rfind(mark, 0, none.start()) for mark in "。\n") + 1
    closes = re.compile(r"[。\n]|$").search(plain, none.end())
    sentence = plain[opens : closes.start() if closes else None]
    if not TOLD_AGAIN.search(sentence) or BY_NOW.search(sentence):
        return None
    for some in _SOME[names].finditer(plain, max(0, opens - _FARTHEST), opens):
        ahead = re.split(r"[。\n;]", plain[max(0, some.start() - 40) : some.start()])[-1]
        if not _OTHERWISE.search(some.group()) and not _OTHERWISE.search(ahead):
            return some
    return None


def find_in(plain: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """What there is none of, and some of it."""
    for none in _NONE.finditer(plain):
        if not _is_said(plain, none):
            continue
        for names in (row for row in _EVENTS if none["what"] in row):
            some = _some_of(plain, none, names) or _told_before(plain, none, names)
            if some:
                yield none, some


def find(read: ReadText) -> list[Problem]:
    """What there is none of, and a number of it."""
    found: dict[int, Problem] = {}
    for none, some in find_in(read.plain):
        message = f"文中说“{none.group()}”，却有“{some.group()}”。"
        start, end = min(none.start(), some.start()), max(none.end(), some.end())
        problem = Problem(read.text[start:end], start, end, "contradiction", "wrong", message)
        found.setdefault(end, problem)
    return list(found.values())
