"""Units unlike those of the same thing beside them: 由1.2万人降到1.1万碗, 中级22箱、高级8人."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.units import head_nouns

_PORTIONS = frozenset({"percent", "tenth", "fraction", "permille", "fold", "point"})
# Kinds that may stand for each other where the same thing is told twice.
_ALLIED = (
    _PORTIONS,
    frozenset({"person", "attendance", "household", "visits", "couple", "team", "vote"}),
    frozenset({"organisation", "household", "visits", "place", "class_group", "team"}),
    frozenset({"document", "case", "item", "goods", "label_count", "vote", "letters", "clicks"}),
    frozenset({"session", "class_group", "item", "hours", "case"}),
    frozenset({"attendance", "session", "visits", "clicks", "case"}),
    frozenset({"person", "case", "label_count", "document", "class_group"}),
)
_ANYTHING = {"generic", "number", "score"}
_MEASURED = {"place", "hours", "goods"}


def _measure(reading: Reading) -> str | None:
    """The group of measuring units (weights, areas ...) that the unit belongs to."""
    return head_nouns.measure(head_nouns.bare_unit(reading))


def alike(one: Reading, other: Reading) -> bool:
    """Whether both units may count the same thing."""
    if {one.kind, other.kind} == {"money", "goods"} and "块" in {one.claim.unit, other.claim.unit}:
        return True  # 2310元,多了一百来块
    measures = _measure(one), _measure(other)
    if measures != (None, None):
        return measures[0] == measures[1]
    if one.kind == other.kind or {one.kind, other.kind} & _ANYTHING:
        return True
    return any(one.kind in group and other.kind in group for group in _ALLIED)


def _problem(read: ReadText, odd: Reading, beside: Reading) -> Problem:
    message = f"{quoted(odd)}与同一件事的{quoted(beside)}单位不一，可能写错。"
    text = read.text[odd.start : odd.end]
    return Problem(text, odd.start, odd.end, "unit_error", "wrong", message)


_FROM = lazy(r"(?:由|从)[^,，。;\d]{0,14}$")
_TO = lazy(
    r"^的?(?:提高|增加|增长|上升|升|增|扩大|扩充|扩|发展|下降|降低|降|减少|减|缩短|缩减|压缩|回落|调整|猛增|涨|攀升|壮大|补)(?:到|至|为)(?:了)?(?:现在的|今年的|目前的|的)?\s*$"
)
_MOVED = lazy(
    r"^(?:左右|以上)?[,，]\s*(?:比|较)(?:去年|上年|前年|上季度?|上半年|上月|上期|年初|往年|上届|前一年)(?:同期)?(?:净)?"
    r"(?:增加|减少|增长|多|少|多了|少了|下降|净增|增)(?:了)?\s*$"
)
_END = lazy(r"\s*(?:[,，、。;)\n]|$)")


def _from_to(read: ReadText, one: Reading, other: Reading) -> Problem | None:
    """由2.1万人降到2万碗: what grew or fell is told in one unit."""
    if not (_FROM.search(one.before) and _TO.match(other.lead)) or alike(one, other):
        return None
    odd, beside = (other, one) if _rarer(other, one) else (one, other)
    return _problem(read, odd, beside)


_COMMON = ("person", "attendance", "organisation", "household", "money", "percent", "session")


def _rarer(one: Reading, other: Reading) -> bool:
    """Whether the unit of `one` is the less usual: it will be the slip."""
    return one.kind not in _COMMON or other.kind in _COMMON


def _moved(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    """服务乘客1.3万人次,比去年增加2000平方米: by how much is told in the same unit."""
    moved, base = group[at], group[at - 1]
    if not _MOVED.match(moved.lead) or not _END.match(read.plain, moved.end):
        return None
    if moved.kind in {*_PORTIONS, *_ANYTHING} or any(
        alike(one, moved) for one in read.around(moved, 1, 0) if one.start < moved.start
    ):
        return None
    return _problem(read, moved, base)


_NEAR = 24
_LABELS = lazy(
    r"(?:(?:^|[,，、;:(])\s*(?:其中|分别为|其余为)?[:：]?)(?P<label>[^,，、;:：()\d]{1,8}?)(?:有|的|共|为|是|计)?\s*$"
)
_FAMILIES = [
    lazy(rf"^(?:{words})$")
    for words in (
        r"(?:特|一|二|三|四|五)等奖|优秀奖|优胜奖|鼓励奖|纪念奖|金奖|银奖|铜奖",
        r"第?[一二三四五六七八九十]{1,2}[批期类组队季]|[一二三四五]季度?|[一二三四]星级?|五星级?",
        r"(?:正高|副高|高级|中级|初级)(?:工|职称|技师)?|技师|高级技师|博士|硕士|本科|大专|专科|高中|中专",
        r"(?:国家|全国|省部?|市|县|区|校|院|厂|局|乡镇)级?",
        r"[甲乙丙丁]班|早班|中班|晚班|夜班|白班|日班|小班|大班",
        r"(?:十?[一二三四五六七八九十]|1?\d)月份?|去年|今年|前年|上半年|下半年|上年",
        r"男|女|[男女](?:性|生|方|职工|会员|教师|员工|选手|代表|学员|干部|队员)",
    )
]


def _label(reading: Reading) -> str:
    label = _LABELS.search(reading.lead)
    return label["label"].strip() if label else ""


# 每班35名、每班2次: of each so many of whatever was told before.
_GREW = lazy(r"[增减升降涨]|[至到]$|^[每各]|均$")


def _family(reading: Reading) -> str | None:
    """The ladder that the number's label is a step of, or the thing it names."""
    named = _label(reading)
    if _GREW.search(named):  # 由22名增至110名, 由30平方米增至75平方米, 每班2次: no thing
        return None
    ladder = (str(at) for at, family in enumerate(_FAMILIES) if family.match(named))
    return next(ladder, named if len(named) > 1 else None)


def _odd_one_out(read: ReadText, group: list[Reading]) -> list[Problem]:
    """初级36人、中级22箱、高级8人: steps of one ladder are told in one unit."""
    told: dict[str, list[Reading]] = {}
    for reading in group:
        family = _family(reading)
        if (
            family
            and reading.kind not in {*_PORTIONS, *_ANYTHING}
            and _END.match(read.plain, reading.end)
        ):
            told.setdefault(family, []).append(reading)
    found = []
    for ladder, steps in told.items():
        kinds = Counter(step.quantity.unit for step in steps)
        usual, times = kinds.most_common(1)[0]
        if times < 2 or len(steps) - times != 1 or len(steps) > times + 1:
            continue
        odd = next(step for step in steps if step.quantity.unit != usual)
        beside = next(step for step in steps if step.quantity.unit == usual)
        if sum(_label(step) == _label(odd) for step in steps) > 1 and ladder.isdigit():
            continue
        near = min(abs(odd.start - step.end) for step in steps if step is not odd)
        if near <= _NEAR and not alike(odd, beside):
            found.append(_problem(read, odd, beside))
    return found


_RETURNED = lazy(
    r"(?:收回|回收|有效|交回|剔除|其中有效)(?:问卷|答卷|试卷|表|调查表)?(?:共|为)?\s*$"
)
_SENT = lazy(r"(?:发放|发出|印发|下发|发)[^,，。;\d]{0,10}(?:问卷|答卷|试卷|表|卷)\s*$")
_OF_SHEETS = {"document", "percent", "tenth", "fraction", "generic", "person", "label_count"}


def _returned(read: ReadText, one: Reading, other: Reading) -> Problem | None:
    """发出问卷450份,收回418箱."""
    if one.kind != "document" or other.kind in _OF_SHEETS:
        return None
    if _SENT.search(one.before) and _RETURNED.search(other.lead):
        return _problem(read, other, one)
    return None


_WHOLE = lazy(
    r"(?:职工|会员|员工|教师|代表|学员|人员|委员|教职工|干部|护士|队员|选手|党员)(?:总数|总人数)?(?:共有|共|有|为|达)?\s*$"
)
_PART = lazy(
    r"^(?:余)?[,，;(]\s*(?:其中)?[,，:]?女(?:职工|会员|员工|教师|代表|学员|委员|教职工|干部|队员|选手|党员|工|性)?(?:有|为|占|共|达)?\s*$"
)


def _women_among(read: ReadText, whole: Reading, part: Reading) -> Problem | None:
    """会员236人,女会员198双: who is part of people is counted as they are."""
    if whole.kind != "person" or part.kind in {"person", "attendance", *_PORTIONS, *_ANYTHING}:
        return None
    if not (_WHOLE.search(whole.before) and _PART.match(part.lead)):
        return None
    if not _END.match(read.plain, part.end) or part.claim.unit == "个":
        return None
    return _problem(read, part, whole)


def find(read: ReadText) -> list[Problem]:
    """Numbers whose unit does not go with that of the same thing beside them."""
    found = []
    for group in read.by_sentence().values():
        for at, (one, other) in enumerate(pairwise(group), 1):
            problem = (
                _from_to(read, one, other)
                or _moved(read, group, at)
                or _returned(read, one, other)
                or _women_among(read, one, other)
            )
            if problem:
                found.append(problem)
        found += _odd_one_out(read, group)
    return found
