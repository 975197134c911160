"""Rates, shares and completions: does the printed percentage follow from the stated counts?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from halfsky.summary.check import evidence
from halfsky.summary.check.evidence import quoted, ratio
from halfsky.summary.check.intervals import Interval
from halfsky.summary.check.reading import Reading, ReadText
from halfsky.summary.check.report import Problem, shown

_TO = r"(?:也|均|都|已|分别|则|约|近|超过|超|达到|达|为|是|的|到|至|在|保持|高达|仅|只|只有|:|了|比例|比重|占比|\s)*$"
_SHARE = re.compile(r"占(?!地|用|领|据|道)(?P<what>[^,，。;占]*?)(?:比例|比重|比|百分比)?" + _TO)
_PART_OF = re.compile(r"(?P<what>[^,，。;]{0,12})(?:比例|比重|占比)" + _TO)
_COMPLETION = re.compile(
    r"(?:完成|达到|为|占|是|实现)(?:了)?(?P<what>[^,，。;]{0,14}?(?:目标|任务|计划|指标)(?:任务|总数|人数|数|总量|量)?)" + _TO
    + r"|(?:任务|目标|计划|指标|年度)[^,，。;]{0,6}(?:完成率|达成率|完成比例|完成)" + _TO
    + r"|完成率" + _TO
)
_RATE = re.compile(r"(?P<name>[\u4e00-\u9fff“”]{1,14}?)率" + _TO)
GROWTH = re.compile(
    r"(?:增长|增加|提高|上升|提升|增幅|下降|减少|降低|降幅|回落|递增|同比增|多)(?:了|达到|达|为|率|幅度|幅|约|近|超过|超|:)*$"
)
_TARGET = re.compile(r"目标|任务|计划|指标|应完成|下达")
_WHOLE = re.compile(r"应|共有|现有|总|受理|接到|收到|接待|发放|发出|全部|需|提出|征集|提交|登记|在册|参赛|参加|报名|符合|邀请|抽查|检查|建档|排查")
_GENERIC = re.compile(
    r"^(?:其|全部|总体|整个|全体|所有|该|本|同期|上述)?(?:的)?(?:总数|总人数|总量|总额|总户数|总件数|人数|全部|总份数|合计|总|全体|参加人数|参与人数|总人次)?(?:的)?$"
)
_WORKER = re.compile(r"职工|员工|人员|教工|职员|员")
_PLACE_WORDS = re.compile(
    r"全市|全县|全区|全省|全矿|全院|全校|全厂|全镇|全公司|全系统|全街道|我市|我县|我区|总数|总人数|总户数|总额|总量|总|全部|在册|在职|在岗|全体|所有|的|人数|户数|件数|数量|应|实际|同期|当年|本年|"
)
_LOOSE = {"满意", "知晓", "投票", "出勤", "到课", "上座", "好评", "利用", "使用", "点击", "收看", "转化", "续保", "同意", "支持"}
_ROOT_WORDS = {
    "组建": "建",
    "建会": "建",
    "入会": "会员入会",
    "签订": "签",
    "签约": "签",
    "建制": "签建",
    "办结": "结",
    "结案": "结",
    "调处": "调处解结",
    "调解": "调解",
    "回收": "收",
    "采纳": "采纳",
    "参保": "保",
    "投保": "保",
    "覆盖": "覆盖",
    "筛查": "查检",
    "体检": "检",
    "参检": "检",
    "受检": "检",
    "普查": "查检",
    "参与": "参",
    "参加": "参",
    "参赛": "参",
    "完成": "完成",
    "合格": "合格",
    "通过": "通过",
    "就业": "就业",
    "整改": "改",
    "履约": "履",
    "达标": "达标",
    "成功": "成功",
    "答复": "复",
    "反馈": "馈复",
    "解决": "解决办",
    "化解": "化解",
    "脱困": "脱",
    "入托": "托收",
    "获奖": "奖",
    "配备": "配",
    "有效": "有效",
    "升学": "升考录",
    "建档": "档",
    "换届": "换届",
    "检出": "检出异常",
    "异常": "异常",
    "患病": "患",
    "复查": "复查",
    "随访": "访",
    "落实": "落实",
    "培训": "训",
    "持证": "证",
    "兑现": "兑现",
    "理赔": "赔",
    "慰问": "慰问",
    "帮扶": "帮",
    "牵手": "牵手",
    "执行": "执行",
    "录用": "录",
    "采用": "采",
    "立案": "立",
    "到位": "到位",
    "使用": "使用",
    "支出": "支出",
    "拨付": "拨",
    "执结": "结",
    "胜诉": "胜",
    "挽回": "挽回",
    "收缴": "缴",
    "建立": "建立",
    "建设": "建",
    "达成": "达成",
    "优秀": "优秀",
    "及格": "及格",
    "优良": "优",
    "入选": "入选",
    "设立": "设",
    "普及": "普",
    "占比": "",
}


@dataclass(frozen=True)
class _Stated:
    """A percentage with the kind of quotient it states and what it is said to be of."""

    reading: Reading
    sort: str
    what: str


_OF_NUMBER = re.compile(r"^(?:的|总数的|总人数的|的比例为|的比例达|的比重为)(?:约|近|超过)?$")


def _of_number(read: ReadText, reading: Reading) -> Problem | None:
    """已建267家，占应建310家的96%: the whole stands between 占 and the percentage."""
    pool = evidence.in_sentence(evidence.before(read, reading, 0), reading)
    if len(pool) < 2 or not _OF_NUMBER.match(reading.lead.strip()):
        return None
    part, whole = pool[-2], pool[-1]
    if not re.search(r"占|完成|达到|为|目标|计划", whole.before) or not evidence.kin(part, whole):
        return None
    return _judge(read, _Stated(reading, "share", ""), part, whole, pool)


def _sort(reading: Reading) -> _Stated | None:
    lead = reading.lead
    if GROWTH.search(lead.rstrip()) and not re.search(r"[到至]\s*$", lead):
        return None
    found = _COMPLETION.search(lead)
    if found:
        return _Stated(reading, "completion", found["what"] or "")
    found = _SHARE.search(lead)
    if found:
        return _Stated(reading, "share", found["what"])
    found = _RATE.search(lead)
    if found:
        return _Stated(reading, "rate", found["name"])
    return None


def _fits(part: Reading, whole: Reading, stated: Interval) -> bool:
    computed = ratio(part, whole)
    return computed is not None and computed.meets(stated)


def _explained(stated: Interval, near: list[Reading], all_near: list[Reading]) -> bool:
    """Whether any pair of stated counts gives the percentage."""
    return any(
        part is not whole and evidence.kin(part, whole) and _fits(part, whole, stated)
        for part in near
        for whole in all_near
    )


def _judge(
    read: ReadText, stated: _Stated, part: Reading, whole: Reading, pool: list[Reading]
) -> Problem | None:
    value = evidence.percent(stated.reading)
    if value is None or _fits(part, whole, value):
        return None
    nearest = [reading for reading in pool if reading.start < stated.reading.start][-3:]
    nearest += [reading for reading in pool if reading.start > stated.reading.start][:2]
    if _explained(value, nearest, pool):
        return None
    return evidence.finding(
        read, "rate_mismatch", "wrong", [part, whole, stated.reading], _explain(stated, part, whole)
    )


def _explain(stated: _Stated, part: Reading, whole: Reading) -> str:
    computed = ratio(part, whole)
    text = quoted(stated.reading)
    if computed is None:
        return f"文中{text}算不出来。"
    sum_up = f"{quoted(part)}÷{quoted(whole)}＝{evidence.printed_percent(computed)}，文中{text}"
    if not computed.exact or stated.reading.kind != "percent":
        return sum_up + "，对不上。"
    places = len(shown(stated.reading.claim.value, 4).partition(".")[2])
    cut = shown(computed.low, places)
    rounded = shown(computed.low + Fraction(1, 2 * 10**places), places)
    return sum_up + f"，截尾为{cut}%，四舍五入为{rounded}%，都对不上。"


def _larger(part: Reading, pool: list[Reading]) -> list[Reading]:
    return [
        other
        for other in pool
        if other is not part
        and evidence.kin(part, other)
        and other.interval.high >= part.interval.low
    ]


# 本科156人,占43.1%; …: what has a share of its own beside it is a sibling, not the whole.
_SIBLING = re.compile(r"^[^,，。;]{0,6}[,，(]?占[^,，。;]{0,8}$")


def _default_whole(part: Reading, pool: list[Reading]) -> Reading | None:
    """The whole that a part belongs to when the share names none: ahead of 其中, else the largest."""
    same = [other for other in evidence.in_sentence(pool, part) if other.start < part.start]
    heads = []
    for at, other in enumerate(same):
        following = same[at + 1] if at + 1 < len(same) else part
        if "其中" in following.lead and evidence.kin(part, other):
            heads.append(other)
    if heads:
        return heads[-1] if heads[-1].interval.high >= part.interval.low else None
    larger = _larger(part, [other for other in pool if other.start < part.start])
    larger = [other for other in larger if not _SIBLING.match(other.tail)]
    here = evidence.in_sentence(larger, part)
    return max(here or larger, key=lambda other: other.interval.high, default=None)


def _names(what: str, whole: Reading, part: Reading) -> bool:
    """Whether the words after 占 name what `whole` counts."""
    stripped = _PLACE_WORDS.sub("", what).strip("“”\"的")
    words = whole.words + whole.lead[-16:]
    if not stripped:
        return True
    if ("女" in stripped) != ("女" in whole.words) and "女" not in whole.lead[-8:]:
        return False
    if stripped in words or (len(stripped) > 2 and evidence.bigrams(stripped) & evidence.bigrams(words)):
        return True
    return bool(_WORKER.search(stripped) and _WORKER.search(words) and "会员" not in stripped)


def _share(read: ReadText, stated: _Stated) -> Problem | None:
    pool = evidence.before(read, stated.reading, 2)
    here = evidence.in_sentence(pool, stated.reading)
    if not here:
        return None
    part = _subject(stated, here)
    if part is None:
        return None
    if _GENERIC.match(stated.what):
        whole = _default_whole(part, pool)
    else:
        named = [
            other
            for other in _larger(part, [*pool, *_behind(read, stated.reading)])
            if _names(stated.what, other, part)
        ]
        whole = max(named, key=lambda other: other.interval.high, default=None)
    if whole is None or (whole.claim.mode != part.claim.mode):
        return None
    return _judge(read, stated, part, whole, [*pool, *_behind(read, stated.reading)])


def _subject(stated: _Stated, here: list[Reading]) -> Reading | None:
    """The number a share speaks of: the nearest before 占, money only when money is shared."""
    about_money = re.search(r"资金|经费|金额|总额|款|投入|支出|费", stated.what)
    for reading in reversed(here):
        if reading.kind == "money" and not about_money and len(here) > 1:
            continue
        return reading
    return None


def _behind(read: ReadText, reading: Reading) -> list[Reading]:
    """Counts that follow the percentage in its sentence, as in 签订率98%(1200家中1176家)."""
    return [
        other
        for other in read.readings
        if other.start > reading.start
        and other.sentence.index == reading.sentence.index
        and evidence.is_count(other)
    ]


def _root(name: str) -> str:
    for root, marks in _ROOT_WORDS.items():
        if root in name[-6:]:
            return marks
    return ""


def _rate(read: ReadText, stated: _Stated) -> Problem | None:
    if any(word in stated.what for word in _LOOSE) or stated.what.endswith("概"):
        return None
    pool = evidence.before(read, stated.reading, 1)
    here = evidence.in_sentence(pool, stated.reading)
    candidates = here if len(here) >= 2 else pool
    behind = _behind(read, stated.reading)
    if len(candidates) < 2:
        candidates = [*candidates, *behind[:2]]
    pair = _rate_pair(_root(stated.what), candidates)
    if pair is None:
        return None
    return _judge(read, stated, *pair, [*pool, *behind])


def _action(reading: Reading) -> str:
    """The words of a number's own clause: what was done to how many."""
    return reading.before[-12:] + reading.after[:10]


def _rate_pair(marks: str, candidates: list[Reading]) -> tuple[Reading, Reading] | None:
    """The part and the whole that a rate's own word (组建 → 建) points at; None when unsure."""
    best: tuple[int, Reading, Reading] | None = None
    for part in candidates:
        if not marks or not any(mark in _action(part) for mark in marks):
            continue
        wholes = _larger(part, candidates)
        alone = sum(whole.kind == part.kind for whole in wholes) == 1
        for whole in wholes:
            score = 2 * (alone and whole.kind == part.kind) + _pair_score(part, whole, marks)
            if best is None or score > best[0]:
                best = (score, part, whole)
    if best is None or best[0] < 4:
        return None
    return best[1], best[2]


def _pair_score(part: Reading, whole: Reading, marks: str) -> int:
    action, base = _action(part), _action(whole)
    score = 0
    score += 2 if part.kind == whole.kind else 0
    score += 2 if re.search(r"已|完成|实|共?签|办|成功", action) and "应" not in action else 0
    score += 3 if "应" in base else 2 if _WHOLE.search(base) else 0
    score += 1 if part.sentence.index == whole.sentence.index else 0
    score -= 4 if "应" in action or _TARGET.search(action) else 0
    score -= 3 if re.search(r"其中|未|尚|剩", base[:4]) and "应" not in base else 0
    score -= 2 if whole.start > part.start and "应" not in base and "共" not in base else 0
    score -= 3 if "去年" in whole.before or "同期" in whole.before else 0
    return score


def _completion(read: ReadText, stated: _Stated) -> Problem | None:
    pool = evidence.before(read, stated.reading, 1)
    behind = _behind(read, stated.reading)
    targets = [
        reading
        for reading in [*pool, *behind]
        if _TARGET.search(reading.before[-12:] + reading.after[:4])
        and not re.search(r"完成(?:了)?(?:目标|任务|计划)", reading.before[-8:])
    ]
    done = [
        reading
        for reading in pool
        if reading not in targets and not re.search(r"去年|同期|其中", reading.before)
    ]
    if len(targets) != 1 or not done:
        return None
    near = [part for part in done if evidence.same_unit(part, targets[0])]
    if not near:
        return None
    return _judge(read, stated, near[-1], targets[0], [*pool, *behind])


def _inverted(read: ReadText, reading: Reading) -> Problem | None:
    """N人中有M人…，占P% needs no case of its own; this is P%的…(M人) with a whole ahead."""
    found = re.match(r"的(?P<what>[^,，。;()]{0,10})[(]\s*$", reading.tail)
    behind = _behind(read, reading)
    if not found or not behind:
        return None
    pool = evidence.before(read, reading, 1)
    whole = _default_whole(behind[0], pool)
    if whole is None:
        return None
    return _judge(read, _Stated(reading, "share", ""), behind[0], whole, [*pool, *behind])


def find(read: ReadText) -> list[Problem]:
    """Percentages, 成 and fractions that do not follow from the counts they stand by."""
    handlers = {"share": _share, "rate": _rate, "completion": _completion}
    problems = []
    for reading in read.readings:
        if not evidence.is_portion(reading) or reading.claim.mode == "plan":
            continue
        stated = _sort(reading)
        if stated:
            problem = handlers[stated.sort](read, stated)
        else:
            problem = _of_number(read, reading) or _inverted(read, reading)
        if problem:
            problems.append(problem)
    return problems
