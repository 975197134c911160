"""Every one is said to be done, and further on some are counted that are not, in other words.

户户都进了门 beside 两户敲了半天没人应; 昨天已全数发到各分会 beside 三家的9箱还堆在门口.

all_done.py asks what the numbers count and whether they fit, near by; this asks for the same
measure word and for what says by itself that the deed was not done (`all_and_some.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from halfsky.summary.check.clues.evidence import bigrams
from halfsky.summary.check.conflicts.every_one import (
    Clause,
    Count,
    Every,
    clauses_of,
    counts_in,
    everys,
    known_deeds,
    parts_in,
)
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import ReadText

# 另有17家: others, of the same measure.
_OTHERS_TOO = lazy(r"(?:另有|另外|还有)[^,，。;\n\d]{0,14}?$")
_BESIDES = lazy(r"另(?!一方面)[有外]?[^,，。;\n\d]{0,14}$")
_OWN_DENIAL = lazy(r"(?:没|未)[^,，;。]{1,8}的")
# 11月6日 阴: the next day of a diary.
_DATED = lazy(r"\s*\d{1,2}月\d{1,2}日\s*[晴阴雨雪多小大]?\s*[。\n]?$")
_THING = lazy(
    r"[了过上]?(?![到在给来之进]|[起下上出进]来|完毕|手续)([^\W\dA-Za-z_的一二两三四五六七八九十]{2,8})(?=[,，。;\n]|$)"
)
_REST = lazy(r"余下|其余|剩下|剩余")
_OTHERWISE = lazy(
    r"要是|假如|假设|倘|万一|哪怕|即使|名单[之以]?外|旧[^\W\dA-Za-z_]{1,4}的|年初|当初|原来|原本|一开始|开始时|整改前|自查时|头一[天回次]|第一[天次回轮]|刚[刚才]?来|"
    r"除[^,，;。]{1,20}外|此前|原先|去年|上年|上[次季届]|往年|起初|首[次轮]|初[验检查]|外[单来聘]|不[在含计属]|不算|不列入|新[入招来近收]|"
    r"另[一]?批|第二批|明年|[补重][办签发领检考做交齐送装测查]了?完?|[已现均][于在]?[^,，;。]{0,8}(?:完成|办结|到位|结清|补)|之前|"
    r"男|复[查检验](?![表单])|当时|改为|换成|代[领签收]|如有|凡|退休|离职|备用|库存|留[作给]|又[有来报收增新]|新(?:发现|查出|查到|查摆|排查)|回头看|另行(?:建账|登记|立项|列账)|部分|方面[,，:]|其余[^,，;。]{0,6}[户个件份名人位家间处条]"
)
# 将另行安排补考, 明年开学前补课, 转到明年继续办理: it is still to be done.
_STILL_TO_COME = lazy(
    r"(?:将|待|拟|准备|打算|计划|另行|安排|约[好定]|只[能好]|须|需|要|争取|力争|等|下[周月期次季批学]|[明来]年|[明来开]春|年后|节后|随)[^,，。;]{0,8}?[补重][办签发领检考课做交送装测查训打种]"
    r"|(?:争取|力争|确保|预计|待|拟|将|要|打算|约[好定]?)[在于到]?[明来下次]年"
    r"|(?:[转移延推挪拖留放搁]|顺延|延[期迟后]|推[迟后]|结转)[到入至往在]?[明来下次]年"
)
_OF_ANYTHING = "个"
# 登记的18名中尚未调离的4名: it is the next number that is left.
_OUT_OF = lazy(r"(?:之中|当中|中|里)[^,，;。]{0,12}?\d")
# The next sentence tells that they were done after all, or that they are no part of all.
_AFTER_ALL = lazy(
    r"(?:次日|第二天|随后|后来|当[晚天日]|隔[天日]|事后|[周月]末|[周月]底|过后|之后|又|再|到\d+[日号])[^。;\n]{0,24}?(?:补(?:了|[办签发领检考做交送装测查][了完齐好上]|上|齐)|[都全][^。;\n]{0,8}(?:了|完|齐|清|到)|完成|办结|到位)"
    r"|不[在含计算属]|名单[之以]?外|不是[^。;\n]{0,6}(?:名单|范围|名册|本)|本来就|原本|[均都]已补|补[齐办签发领检考做交送装测查][完了齐好]|已[全都]?补"
)
# 人人拿到了证书 beside 4本没人来领.
_HANDED = frozenset("本份张件套双只盒包箱册顶枚")
_UNCLAIMED = lazy(r"(?:没|无|未)人?[来认]?[领取]|没送[出到]|没发出")
_NEXT = 48
_MANY = 10**9
_FARTHEST, _BEFORE, _AROUND, _CLAUSES_BACK = 600, 200, 60, 2


def _of_others(every: Every, left: Count) -> bool:
    """Whether other numbers show that it is left of a group that is not all of these."""
    plain, whole, end = every.plain, every.wholes.get(left.unit, 0), every.clause.end
    like = [
        one
        for one in counts_in(plain, max(0, every.clause.start - _BEFORE), left.start)
        if one.unit == left.unit or one.unit == _OF_ANYTHING
    ]
    parts = parts_in(like)
    if _was_left_before(every, left):
        return True
    if _of_another_time(every, left) or _of_another_deed(every, like, left):
        return True
    if any(one.start >= end and _OTHERS_TOO.search(plain, end, one.start) for one in like):
        return True
    if _makes_up(like, left, whole):
        return False
    if _of_the_next(plain, like, every, left):
        return True
    makes_up = any(one.start >= end and one.value + left.value == whole for one in like)
    if _BESIDES.search(plain, end, left.start) and not makes_up:
        return True
    if whole and any(one.value == whole + left.value for one in like):
        return True
    return any(
        wider.value == done.value + left.value
        and wider.value != whole
        and not {wider.start, done.start} <= parts.keys()
        for at, done in enumerate(like)
        for wider in like[:at]
    )


_PERIOD = lazy(r"上半年|下半年|[一二三四]季度|前三季度|(?<!\d)\d{1,2}月(?:份|(?=[,，登收接受共]))")


_IN_THE_END = lazy(r"[轮次回]下来|复[查检测验]|最终|终于|到头来|[改考检]后|补[考检训]")


_EXCEPT = lazy(r"除了?[^,，。;]{0,12}$")


def _was_left_before(every: Every, left: Count) -> bool:
    """第一轮4家不合格,…三轮下来都合格; 除请假4人外,全部参加: those are spoken of again."""
    start = every.clause.start
    told = [
        one
        for one in counts_in(every.plain, max(0, start - _BEFORE), start)
        if (one.value, one.unit) == (left.value, left.unit)
    ]
    in_the_end = _IN_THE_END.search(every.plain, max(0, start - _AROUND), every.clause.end)
    excepted = any(_EXCEPT.search(every.plain, max(0, one.start - 12), one.start) for one in told)
    return bool(told) and (bool(in_the_end) or excepted)


def _of_another_time(every: Every, left: Count) -> bool:
    """上半年登记19名,全数调离;下半年登记18名,…尚未调离的4名."""
    plain = every.plain
    first, second = (
        set(_PERIOD.findall(plain[max(plain.rfind("。", 0, at), plain.rfind(";", 0, at), 0) : at]))
        for at in (every.clause.end - 1, left.start)
    )
    return bool(first and second) and not first & second


_BY_THEN_DONE = lazy(r"已经?(?![是有在婚])[\u4e00-\u9fff]")
_DENIED = lazy(r"[未没缺漏]|不(?![少止仅])")


def _of_another_deed(every: Every, like: list[Count], left: Count) -> bool:
    """14名全部参保。体检…14名里12名已检,另2名延到明年: the rest is of what the others were done."""
    if _DENIED.search(every.plain, max(every.clause.end, left.start - 10), left.end + 14):
        return False
    whole = every.wholes.get(left.unit, 0)
    done = [
        one for one in like if one.start >= every.clause.end and one.value + left.value == whole
    ]
    words = [every.plain[max(one.start - 6, every.clause.end) : one.end + 8] for one in done]
    return any(
        not any(deed.done.search(said) for deed in every.deeds if not deed.broad)
        and (_BY_THEN_DONE.search(said) or any(deed.done.search(said) for deed in known_deeds()))
        for said in words
    )


def _makes_up(like: list[Count], left: Count, whole: int) -> bool:
    """其中初级12名、中级11名、高级4名,另有2名: the last and those left are all there are."""
    summed = left.value
    for one in reversed(like):
        if one.value == whole:
            return False
        summed += one.value
        if summed == whole:
            return True
    return False


def _of_the_next(plain: str, like: list[Count], every: Every, left: Count) -> bool:
    """普通岗21个,3个不达标: of the number right ahead, which is of a group of its own."""
    whole = every.wholes.get(left.unit, 0)
    wider = [one for one in like if one.start >= every.clause.end]
    if not wider or wider[-1].value <= left.value:
        return False
    last = wider[-1]
    if last.start in parts_in(like):
        return False  # 合计19件;反映加班的8件中,还有2件: a part of all
    near = re.fullmatch(r"[^,，;。\n]{0,4}[,，]?[^,，;。\n]{0,8}", plain[last.end : left.start])
    return bool(near) and last.value != whole and last.value + left.value != whole


_ONLY = lazy(
    r"(?:只有|仅有|只是|仅|(?<!不)只|才有)[\u4e00-\u9fff]{0,2}$|(?:签字|签到|到[会场]|签收|领取|交来|收回)的(?:是|有|共)$|(?:^|显示|[写记载]着|统计|清点|核对|[上里中])实(?:际|[到检签交领参])[\u4e00-\u9fff]{0,4}$|[了过的](?:人|户|家|份)?(?:只有|仅有|才)$"
)


def _fewer(every: Every, clause: Clause) -> Count | None:
    """有岗的只有3个门: fewer than all, by the deed itself."""
    if not any(deed.done.search(clause.words) for deed in every.deeds if not deed.broad):
        return None
    for one in counts_in(every.plain, clause.start, clause.end):
        only = _ONLY.search(every.plain[clause.start : one.start])
        if only and 0 < one.value < every.wholes.get(one.unit, 0):
            return one
    return None


# 无一人反映待遇未落实, 没有漏建: nobody is left.
_NOBODY = lazy(r"(?:无一|没有一|没有任何|无人|没人)[^,，。;]{0,8}$")
_NONE_LEFT_OUT = lazy(r"(?:没有?|未|不|无)(?:一[个人户家件处])?(?:遗漏|错漏|漏|落下|缺漏)")


def _is_left(every: Every, clause: Clause) -> bool:
    found = (deed.left.search(clause.words) for deed in every.deeds)
    return not _NONE_LEFT_OUT.search(clause.words) and any(
        one
        and not _NOBODY.search(clause.words[: one.start()])
        and not (one[0][0] in "未没" and _is_of_another_thing(every, clause, one.end()))
        for one in found
    )


def _is_of_another_thing(every: Every, clause: Clause, at: int) -> bool:
    """没参加|集体舞 beside 个个参加了合唱: of what was not named before."""
    thing = _THING.match(clause.words[at:])
    if not thing:
        return False
    named = every.plain[max(0, every.clause.start - _BEFORE) : every.clause.end]
    if clause.start > every.clause.end:
        named += every.plain[every.clause.end : clause.start]
    return not bigrams(thing[1]) & bigrams(named)


def _stretches(every: Every, clauses: list[Clause], at: int) -> Iterator[Clause]:
    """A clause and those ahead of it in its sentence, but for what is denied of others there."""
    clause = clauses[at]
    yield clause
    counted = counts_in(every.plain, clause.start, clause.end)
    if bool(_REST.search(clause.words)) is not bool(counted):
        return  # 满意的6起,一名游客电话没打通: it is these that were not reached
    for before in reversed(clauses[max(0, at - _CLAUSES_BACK) : at]):
        if before.start < every.clause.end or before.closes:
            return
        own = _OWN_DENIAL.search(before.words)
        if not own or any(deed.left.search(own[0]) for deed in every.deeds):
            yield before


def _whole(every: Every, one: Count, clause: Clause) -> int | None:
    """How many all are of whom the count is; nought when only the measure word is the same."""
    if one.unit in _HANDED and _UNCLAIMED.search(clause.words):
        known = every.wholes
        return known.get("人", known.get("户", known.get(one.unit)))
    return every.wholes.get(one.unit)


def _some(every: Every, clauses: list[Clause], at: int) -> Count | None:
    """The number of those that a clause says the deed was not done to."""
    clause = clauses[at]
    if not _is_left(every, clause):
        return _fewer(every, clause)
    for stretch in _stretches(every, clauses, at):
        for one in counts_in(every.plain, stretch.start, stretch.end):
            whole = _whole(every, one, clause)
            if _OUT_OF.match(every.plain, one.end):
                continue
            if whole is not None and one.value and (not whole or one.value < whole):
                return one
    return None


def _bounds(clauses: list[Clause], at: int, since: int, ends: str = "") -> tuple[int, int]:
    """The first and the last clause of a sentence, as far as they stand near."""
    first = last = at
    near = clauses[at].start - _AROUND
    while first and not clauses[first - 1].closes and clauses[first - 1].start >= since:
        if clauses[first].start < near or (ends and clauses[first - 1].words.endswith(ends)):
            break
        first -= 1
    while last + 1 < len(clauses) and not clauses[last].closes:
        if clauses[last].end > clauses[at].end + _AROUND:
            break
        last += 1
    return first, last


def _sentence(every: Every, clauses: list[Clause], at: int, since: int, ends: str = "") -> str:
    """The words around a clause, in its sentence."""
    first, last = _bounds(clauses, at, since, ends)
    start = max(clauses[first].start, clauses[at].start - _AROUND)
    return every.plain[start : min(clauses[last].end, clauses[at].end + _AROUND)]


def _left(every: Every, clauses: list[Clause], at: int) -> Count | None:
    """Those left of what every one is said to be, behind that."""
    for place in range(at, len(clauses)):
        clause = clauses[place]
        if clause.start - every.clause.end > _FARTHEST or _DATED.match(clause.words):
            return None
        some = _some(every, clauses, place)
        said = _STILL_TO_COME.sub("", _sentence(every, clauses, place, every.clause.end, ";"))
        if some is None or _OTHERWISE.search(said) or _of_another_passage(every, some):
            continue
        after = every.plain[clause.end : clause.end + _NEXT]
        if not _AFTER_ALL.search(after) and not _of_others(every, some):
            return some
    return None


def _of_another_passage(every: Every, some: Count) -> bool:
    """Whether 4个 stands in another paragraph: of what, the measure word alone does not say."""
    return some.unit == _OF_ANYTHING and "\n" in every.plain[every.clause.end : some.start]


# 总结里说, 一栏打了勾: it is told again, of what stands before.
TOLD_AGAIN = lazy(
    r"(?:总结|总评|报告|简报|材料|通报|会上|汇报|发言|台账|附[表页]|表上|册[上尾]|结尾|末尾|稿|主任|主席|主持人|负责人|同志|记录|日志|展板|结论|自评)"
    r"[^,，。;\n]{0,14}(?:[说称讲写道念:记]|指出|载明|介绍|宣布|表示|写明|显示|补了)|一栏|总结起来|总的[说看来]|总之|概括|归总|又[说称写报记]|打了[勾√]|结论[:是]|上报|对外"
)
BY_NOW = lazy(
    r"目前|现[已在]|最终|最后[^,，。;]{0,4}(?:都|全)|随后|后来|之后|至此|已经?[补改]|补[办签发领检考做交齐送装测查]|终于|月底|年底|次日|第二天|再[次度]|复[查检验]|到了?\d+月|[今昨]天|经[过督]|春节前|到位了"
)


def _told_again(every: Every, clauses: list[Clause], at: int) -> int | None:
    """Where the sentence begins that tells it again; nothing if it tells how all is by now."""
    first, last = _bounds(clauses, at, 0, ";")
    sentence = every.plain[clauses[first].start : clauses[last].end]
    return first if TOLD_AGAIN.search(sentence) and not BY_NOW.search(sentence) else None


def _told_before(every: Every, clauses: list[Clause], at: int) -> Count | None:
    """5名没有拿到…表上“46名全部领到”一栏打了勾: those left stand first, and all are told again."""
    opens = _told_again(every, clauses, at)
    if not opens:
        return None
    counts = counts_in(every.plain, clauses[opens].start, every.clause.end)
    named = {unit: _MANY for unit, value in every.wholes.items() if not value}
    named |= {one.unit: one.value for one in counts if one.value > 1}
    for place in range(opens - 1, -1, -1):
        if every.clause.start - clauses[place].end > _FARTHEST:
            return None
        if not _is_left(every, clauses[place]):
            continue
        if _OTHERWISE.search(_sentence(every, clauses, place, 0)):
            continue
        for one in _just_ahead(every, clauses, place):
            if 0 < one.value < named.get(one.unit, 0):
                return one
    return None


def _just_ahead(every: Every, clauses: list[Clause], at: int) -> list[Count]:
    """The counts of a clause, and of the one ahead of it in its sentence."""
    found = counts_in(every.plain, clauses[at].start, clauses[at].end)
    if at and not clauses[at - 1].closes:
        found += counts_in(every.plain, clauses[at - 1].start, clauses[at - 1].end)
    return found


def find_in(plain: str) -> Iterator[tuple[Every, Count]]:
    """What is said of every one, and the number of those left."""
    clauses = clauses_of(plain)
    places = {clause.start: at for at, clause in enumerate(clauses)}
    for every in everys(plain, clauses):
        if every.deeds and every.wholes:
            at = places[every.clause.start]
            left = _left(every, clauses, at + 1) or _told_before(every, clauses, at)
            if left:
                yield every, left


def _problem(read: ReadText, every: Every, left: Count) -> Problem:
    said = every.clause.words.strip(" \n,，;。:!?")
    message = f"文中说“{said}”，却又说有{read.text[left.start : left.end]}不是这样。"
    start, end = min(every.clause.start, left.start), max(every.clause.end, left.end)
    if left.start > every.clause.start:
        end = left.end
    return Problem(read.text[start:end], start, end, "contradiction", "wrong", message)


def find(read: ReadText) -> list[Problem]:
    """Some left of what every one is said to be; each number once."""
    found: dict[int, Problem] = {}
    for every, left in find_in(read.plain):
        found.setdefault(left.end, _problem(read, every, left))
    return list(found.values())
