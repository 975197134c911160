"""Rates, shares and completions: does the printed percentage follow from the stated counts?"""

from __future__ import annotations

import re

from halfsky.summary.check.clues import evidence, subjects
from halfsky.summary.check.rates import rates
from halfsky.summary.check.rates.quotients import fits, judge
from halfsky.summary.check.rates.stating import RATE, Stated, stated_by
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_TARGET = lazy(r"目标|任务|计划|指标|应完成|下达")
_GENERIC = lazy(
    r"^(?:其|全部|总体|整个|全体|所有|该|本|同期|上述)?(?:的)?(?:总数|总人数|总量|总额|总户数|总件数|人数|全部|总份数|合计|总|全体|参加人数|参与人数|总人次)?(?:的)?$"
)
_WORKER = lazy(r"职工|员工|人员|教工|职员")
_PLACE_WORDS = lazy(
    r"全市|全县|全区|全省|全矿|全院|全校|全厂|全镇|全公司|全系统|全街道|我市|我县|我区|总数|总人数|总户数|总额|总量|总|全部|在册|在职|在岗|全体|所有|的|人数|户数|件数|数量|应|实际|同期|当年|本年|"
)


_OF_NUMBER = lazy(
    r"^[)]?[\u4e00-\u9fff]{0,8}?(?:的|总数的|总人数的|的比例为|的比例达|的比重为)(?:约|近|超过)?$"
)


_REACHED = lazy(r"^[,，]?(?:达到|达|即|为|共)$")


def _of_number(read: ReadText, reading: Reading) -> Problem | None:
    """已建267家，占应建310家的96%: the whole stands between 占 and the percentage."""
    pool = evidence.in_sentence(evidence.before(read, reading, 0), reading)
    if not pool or not _OF_NUMBER.match(reading.lead.strip()):
        return None
    whole = pool[-1]
    reached = [other for other in evidence.behind(read, reading)[:1] if _REACHED.match(other.lead)]
    candidates = [*pool[:-1], *([] if len(pool) > 1 else reached)]
    parts = [other for other in candidates if evidence.same_unit(other, whole)]
    if not parts:
        return None
    part = parts[-1]
    # 新建45个,撤并13个,净增32个;新建数完成计划60个的75%: the part is told before.
    if any(evidence.makes(other, whole, reading) for other in parts[:-1]):
        return None
    if not re.search(r"占|完成|达到|为|目标|计划", whole.lead) or not evidence.kin(part, whole):
        return None
    return judge(read, Stated(reading, "share", ""), part, whole, pool)


# 本科156人,占43.1%; …: what has a share of its own beside it is a sibling, not the whole.
_SIBLING = lazy(r"^[^,，。;]{0,6}[,，(]?占[^,，。;]{0,8}$")


def _default_whole(part: Reading, pool: list[Reading]) -> Reading | None:
    """The whole of a part whose share names none: ahead of 其中, else the largest."""
    same = [other for other in evidence.in_sentence(pool, part) if other.start < part.start]
    heads = []
    for at, other in enumerate(same):
        following = same[at + 1] if at + 1 < len(same) else part
        if "其中" in following.lead and evidence.kin(part, other):
            heads.append(other)
    if heads:
        return heads[-1] if heads[-1].interval.high >= part.interval.low else None
    larger = evidence.larger(part, [other for other in pool if other.start < part.start])
    larger = [other for other in larger if _alike(part, other)]
    larger = [other for other in larger if not _SIBLING.match(other.tail)]
    here = evidence.in_sentence(larger, part)
    if not here and not larger:
        # 女职工41人,全所66人,女职工占…: the whole may stand behind the part.
        later = [r for r in evidence.in_sentence(pool, part) if re.search(r"全|共|总", r.before)]
        here = [other for other in evidence.larger(part, later) if other.kind == part.kind]
    return max(here or larger, key=lambda other: other.interval.high, default=None)


def _alike(part: Reading, other: Reading) -> bool:
    """A whole of an earlier sentence must count the same kind of thing."""
    return other.sentence.index == part.sentence.index or other.kind == part.kind


# Those served or taking part are never 女职工总数.
SERVED = lazy(r"覆盖|惠及|培训|慰问|帮扶|救助|筛查|体检|参赛|组织|表彰|资助|走访|吸引|服务")


def _names(what: str, whole: Reading, part: Reading) -> bool:
    """Whether the words after 占 name what `whole` counts."""
    if (whole.kind == "attendance") != (part.kind == "attendance"):
        return False
    if re.search(r"总|全[市县区矿院校厂镇公]|在[册职岗]", what) and SERVED.search(whole.before):
        return False
    stripped = _PLACE_WORDS.sub("", what).strip('“”"的')
    words = whole.words + whole.lead[-16:]
    if not stripped:
        return True
    if ("女" in stripped) != ("女" in whole.words) and "女" not in whole.lead[-8:]:
        return False
    pairs = evidence.bigrams(stripped)
    alike = len(pairs & evidence.bigrams(words))
    if stripped in words or (pairs and alike * 3 >= 2 * len(pairs)):
        return True
    return bool(_WORKER.search(stripped) and _WORKER.search(words) and "会员" not in stripped)


def _named_wholes(what: str, part: Reading, pool: list[Reading]) -> list[Reading]:
    """Counts that the words after 占 name; one smaller than the part only when named outright."""
    named = [other for other in evidence.larger(part, pool) if _names(what, other, part)]
    if named:
        return named
    outright = _PLACE_WORDS.sub("", what).strip('“”"的')
    return [
        other
        for other in pool
        if other is not part
        and other.kind == part.kind
        and len(outright) > 1
        and outright in other.words
        and "女" not in other.words
    ]


def _spelt_out(read: ReadText, stated: Stated) -> Problem | None:
    """占全体职工的42%,即1256名职工中有女职工628名."""
    after = evidence.behind(read, stated.reading)[:2]
    if len(after) < 2 or not re.search(r"^[^,，。;]{0,8}中", after[0].after):
        return None
    whole, part = after
    if "即" not in whole.lead and whole.kind != "person":
        return None
    if whole.kind != part.kind or not re.match(r"^[,，]?\s*即?在?$", whole.lead):
        return None
    return judge(read, stated, part, whole, after)


def _bracketed(read: ReadText, reading: Reading) -> list[Reading]:
    """The count in brackets right after a percentage: 占全院职工的80.1%(全院职工815人)."""
    return [other for other in evidence.behind(read, reading)[:1] if other.lead.startswith("(")]


def _share(read: ReadText, stated: Stated) -> Problem | None:
    pool = evidence.before(read, stated.reading, 2)
    here = evidence.in_sentence(pool, stated.reading)
    if not here:
        return _spelt_out(read, stated)
    part = _subject(stated, here)
    if part is None:
        return None
    part = subjects.own_subject(stated.reading, here, part)
    if part is None:
        return None
    if _GENERIC.match(stated.what):
        whole = _default_whole(part, pool)
    else:
        named = _named_wholes(stated.what, part, [*pool, *_bracketed(read, stated.reading)])
        whole = max(named, key=lambda other: other.interval.high, default=None)
    if whole is None or (whole.claim.mode != part.claim.mode):
        return None
    if _of_forms(stated, part, pool):
        return None
    return judge(read, stated, part, whole, [*pool, *evidence.behind(read, stated.reading)])


# …、住建局5.4万元,四局占总经费的59.7%: of all of them, and not of the last.
_SEVERAL = lazy(
    r"[,，;][两二三四五六七八九十](?!成)[\u4e00-\u9fff]{1,3}(?:合计|共|合起来)?占[^,，。;]{0,16}$"
)


def _of_forms(stated: Stated, part: Reading, pool: list[Reading]) -> bool:
    """Whether the share is of the forms that came back: 收回549份。有203人…,占37%."""
    value = evidence.percent(stated.reading)
    return value is not None and any(
        other.kind == "document" and part.kind == "person" and fits(part, other, value)
        for other in pool
    )


def _subject(stated: Stated, here: list[Reading]) -> Reading | None:
    """The number a share speaks of: the nearest before 占, money only when money is shared."""
    about_money = re.search(r"资金|经费|金额|总额|款|投入|支出|费", stated.what)
    for reading in reversed(here):
        if reading.kind == "money" and not about_money and any(r.kind != "money" for r in here):
            continue
        return reading
    return None


_ALL_TOGETHER = lazy(r"全[市县区省矿院校厂镇系集公局]|总体|整体|综合|平均|合计|各[地单]|总")


def _of_several(stated: Stated, pool: list[Reading]) -> bool:
    """全区参保率 after the counts of several parts of it."""
    words = stated.what + stated.reading.before
    return len(pool) >= 4 and bool(_ALL_TOGETHER.search(words))


def _all_of_them(stated: Reading, here: list[Reading]) -> bool:
    """26名全部停排夜班,停排率100%: the count itself is said to be all."""
    if stated.claim.value != 100 or not here:
        return False
    if re.match(r"[^,，。;]{0,8}[只仅还尚]有", stated.tail):
        # 办结率100%,只有4批没结: these are the rest, not the part.
        return True
    return bool(re.match(r"[^,，。;]{0,6}(?:全部|全员|均|都|无一)", here[-1].after))


def _rate(read: ReadText, stated: Stated) -> Problem | None:
    pool = evidence.before(read, stated.reading, 1)
    here = evidence.in_sentence(pool, stated.reading)
    pool = [one for one in pool if one in here or not evidence.is_a_share(one)]
    if rates.unexplained(stated.what, here) or _of_several(stated, pool):
        return None
    if re.search(r"最[高低]", stated.reading.before):
        return None
    if _all_of_them(stated.reading, here):
        return None
    akin = [other for other in here if other.kind == here[-1].kind]
    candidates = here if len(akin) >= 2 else pool
    candidates = subjects.with_far_whole(read, stated.reading, candidates)
    behind = evidence.behind(read, stated.reading)
    due = [other for other in _bracketed(read, stated.reading) if "应" in other.before]
    if due and here and evidence.same_unit(here[-1], due[0]):
        return judge(read, stated, here[-1], due[0], [])
    if len(candidates) < 2:
        candidates = [*candidates, *subjects.next_to(read, stated.reading, stated.what, candidates)]
    pair = rates.pair_of(stated.what, candidates)
    if pair is None:
        return None
    far = evidence.before(read, stated.reading, 3)
    return judge(read, stated, *pair, [*far, *behind])


_AIMS = lazy(r"(?:目标|任务|计划)[^,，。;]{0,6}[:]")


def _aims_before(read: ReadText, reading: Reading, done: list[Reading]) -> list[Reading]:
    """确定目标:举办培训12期、…。培训10期,完成83%: the aim of the same deed in a list before."""
    if not done:
        return []
    words = evidence.bigrams(done[-1].before)
    return [
        other
        for other in evidence.before(read, reading, 2)
        if other.sentence.index < reading.sentence.index
        and other.claim.unit == done[-1].claim.unit
        and _AIMS.search(read.plain, other.sentence.start, other.start)
        and words & evidence.bigrams(other.before)
    ][-1:]


def _completion(read: ReadText, stated: Stated) -> Problem | None:
    pool = evidence.before(read, stated.reading, 1)
    behind = evidence.behind(read, stated.reading)
    targets = [
        reading
        for reading in [*pool, *behind]
        if _TARGET.search(reading.before[-12:] + reading.after[:4])
        and not re.search(r"完成(?:了)?(?:目标|任务|计划)", reading.before[-8:])
        and not re.search(r"(?:比|较|超)[^,，。;]*(?:多|少|超|增|减|出)", reading.before)
    ]
    done = [
        reading
        for reading in pool
        if reading not in targets and not re.search(r"去年|同期|其中", reading.before)
    ]
    targets = targets or _aims_before(read, stated.reading, done)
    if not targets:
        found = RATE.search(stated.reading.lead)
        return _rate(read, Stated(stated.reading, "rate", found["name"])) if found else None
    ahead = [target for target in targets if target.start < stated.reading.start]
    targets = ahead or targets
    if not done or (not ahead and len(targets) != 1):
        return None
    if re.search(r"超额?(?:完成|计划|任务|目标)?[^,，。;]{0,6}的$", stated.reading.before):
        return None  # 超额完成任务的14.6%: only what was done beyond it
    near = [part for part in done[-1:] if evidence.same_unit(part, targets[-1])]
    value = evidence.percent(stated.reading)
    if not near or value is None or any(fits(near[-1], target, value) for target in targets):
        return None
    return judge(read, stated, near[-1], targets[-1], near)


def _namely(read: ReadText, reading: Reading) -> Problem | None:
    """参加问卷的960人,四分之三即720人: the part stands right behind the share."""
    behind = evidence.behind(read, reading)
    if not behind or not re.match(r"^[,，]?即(?:约|近)?$", behind[0].lead):
        return None
    if re.search(r"上届|上年|去年|上期", reading.before):
        return None
    pool = evidence.before(read, reading, 1)
    whole = _default_whole(behind[0], pool)
    if whole is None or whole.kind != behind[0].kind:
        return None
    return judge(read, Stated(reading, "share", ""), behind[0], whole, [])


def _inverted(read: ReadText, reading: Reading) -> Problem | None:
    """N人中有M人…，占P% needs no case of its own; this is P%的…(M人) with a whole ahead."""
    found = re.match(r"的(?P<what>[^,，。;()]{0,10})[(]\s*$", reading.tail)
    behind = evidence.behind(read, reading)
    if not found or not behind:
        return None
    pool = evidence.before(read, reading, 1)
    whole = _default_whole(behind[0], pool)
    if whole is None:
        return None
    return judge(read, Stated(reading, "share", ""), behind[0], whole, [*pool, *behind])


_WITHIN = lazy(r"^[^,，。;]{0,14}[中里内](?:仅|只|约|已)?占(?:到|比|有)?(?:约|近)?\s*$")


def _out_of(read: ReadText, reading: Reading) -> Problem | None:
    """49家企业设立了母婴室,在全县84家规模以上企业中占到八成."""
    here = evidence.in_sentence(evidence.before(read, reading, 0), reading)
    if len(here) < 2 or not _WITHIN.match(reading.lead):
        return None
    part, whole = here[-2:]
    if part.kind != whole.kind or part.interval.low > whole.interval.high:
        return None
    return judge(read, Stated(reading, "share", ""), part, whole, here)


def _listed(
    read: ReadText, group: list[Reading], together: dict[int, tuple[str, int, int]]
) -> list[Problem | None]:
    """Rates that share one 分别: each judged by its own pair of counts."""
    problems = []
    for reading in group:
        if reading.start not in together:
            continue
        name, place, places = together[reading.start]
        pair = subjects.pair_at(evidence.before(read, reading, 1), place, places)
        if pair:
            problems.append(judge(read, Stated(reading, "rate", name), *pair, []))
    return problems


_JUDGES = {"share": _share, "rate": _rate, "completion": _completion}


def _single(read: ReadText, reading: Reading) -> Problem | None:
    """The fault of one percentage, judged by what it states."""
    if _SEVERAL.search(read.plain[max(0, reading.start - 24) : reading.start]):
        return None
    stated = stated_by(reading)
    if stated is None:
        return _of_number(read, reading) or _inverted(read, reading) or _namely(read, reading)
    if stated.sort == "share" and _WITHIN.match(reading.lead):
        return _out_of(read, reading)
    return _JUDGES[stated.sort](read, stated) if stated.sort in _JUDGES else None


def find(read: ReadText) -> list[Problem]:
    """Percentages, 成 and fractions that do not follow from the counts they stand by."""
    problems: list[Problem | None] = []
    for group in read.by_sentence().values():
        together = subjects.named_together(group)
        problems += _listed(read, group, together)
        problems += [
            _single(read, reading)
            for reading in group
            if evidence.is_portion(reading)
            and reading.claim.mode != "plan"
            and reading.start not in together
        ]
    return [problem for problem in problems if problem]
