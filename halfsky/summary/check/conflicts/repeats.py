"""One thing named again with another value: 在受理的38件…中, 951名女职工全部…, 全年 36."""

from __future__ import annotations

import re
from itertools import combinations

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_EMPTY = lazy(
    r"我们|我[市县区省镇矿院校厂会局]?|全[市县区省镇矿院校厂]|本[市县区院校厂]?|各级|各|工会|街道|公司|集团|的|了|在|对|从|于|这|上述|以上|该|此次|通过|经过|综上|总之|共|累计|已|参加|参与|组织|举办|开展|进行|完成|今年|上半年|下半年|全年|一年来|半年来|以来|年|截至|目前|底|末|月|所有|全部|全体|由|次|并|其|也|都|期间|前夕|活动|[a-zA-Z\d\s,，、;:“”\"()]"
)
_NARROWS = lazy(
    r"其中|另|又|还|再(?!就业)|第[一二三四]|每|均|去年|上年|同期|计划|目标|应(?!急)|未(?!婚)|尚|剩|余下|新增|首|部分|有的|优秀|代表|仅|比(?![赛武例拼])|较|增|减|(?<![模虚])拟|将|近[三五十]年|历年"
)


def _bare(words: str) -> str:
    return _EMPTY.sub("", words)


_THERE_ARE = lazy(r"共有|现有|总数|在册|辖区?有?|拥有|^有")
_WOMEN = lazy(r"女(?P<noun>[\u4e00-\u9fff]{2,6})$")
_REACHED = lazy(r"覆盖|加入|入会|参保|纳入|参检")


def _check_women(one: Reading, other: Reading, read: ReadText) -> Problem | None:
    """女天车工268人,全厂天车工共231人: the women of a trade outnumber the trade."""
    women, everyone = (one, other) if "女" in one.before else (other, one)
    found = _WOMEN.search(women.before)
    if not found or "女" in everyone.before or not evidence.same_unit(women, everyone):
        return None
    words = re.sub(r"(?:总数|人数|共有?|有|为|约)+$", "", everyone.before)
    whole = re.search(r"全[市县区矿院校厂公]|总数|共", everyone.before)
    if not whole or not words.endswith(found["noun"]) or _NARROWS.search(everyone.before):
        return None
    if women.interval.low <= everyone.interval.high or women.claim.mode != everyone.claim.mode:
        return None
    message = f"女{found['noun']}{quoted(women)}，{found['noun']}却只有{quoted(everyone)}。"
    involved = sorted([women, everyone], key=lambda item: item.start)
    return evidence.finding(read, "contradiction", "wrong", involved, message)


_ALL_THERE = lazy(r"全(?:公司|系统|街道|集团|[市县区矿院校厂局镇])$")


def _check_all(one: Reading, other: Reading, read: ReadText) -> Problem | None:
    """全公司31个班组,我们包联了33个班组: more than there are."""
    noun = one.after.strip()[:2]
    counted = _ALL_THERE.search(one.before) and len(noun) == 2 and other.after.startswith(noun)
    if not counted or not evidence.same_unit(one, other) or one.interval.high >= other.interval.low:
        return None
    if not evidence.slipped(one.interval, other.interval, evidence.EXCESS):
        return None
    message = f"全部{noun}{quoted(one)}，这里却有{quoted(other)}。"
    return evidence.finding(read, "contradiction", "wrong", [one, other], message)


_NAMED_AMONG = lazy(
    r"(?:^|[,，;。])(?P<noun>[\u4e00-\u9fff]{2,8})中[,，](?:有)?[\u4e00-\u9fff]{1,8}$"
)


def _check_among(read: ReadText, part: Reading) -> Problem | None:
    """参赛企业862家。参赛企业中,非公企业915家."""
    found = _NAMED_AMONG.search(part.lead)
    if not found:
        return None
    for whole in reversed(evidence.before(read, part)):
        noun = re.sub(r"(?:人员|人|者)$", "", found["noun"])
        same = evidence.same_unit(whole, part) and noun in whole.before + whole.after
        if not same:
            continue
        if part.interval.low > whole.interval.high and evidence.slipped(
            part.interval, whole.interval, evidence.EXCESS
        ):
            message = f"“{found['noun']}”{quoted(whole)}，其中的{quoted(part)}比它还多。"
            return evidence.finding(read, "contradiction", "wrong", [whole, part], message)
        return None
    return None


def _check_reached(whole: Reading, part: Reading, read: ReadText) -> Problem | None:
    """商户318家,…已覆盖商户342家: those reached of those there are."""
    there = _THERE_ARE.search(whole.lead[-16:]) and part.interval.low > whole.interval.high
    if not there or not _REACHED.search(part.before) or _NARROWS.search(part.before):
        return None
    thing = re.sub(r"(?:约|近|达|共|有|了)+$", "", part.before)[-2:]
    if not evidence.same_unit(whole, part) or thing not in whole.before[-4:]:
        return None
    message = f"“{thing}”共{quoted(whole)}，“{part.before[-8:].strip()}”却有{quoted(part)}。"
    return evidence.finding(read, "contradiction", "wrong", [whole, part], message)


_ALL_THERE_ARE = lazy(
    r"(?:全[园区县市镇厂校院矿局站乡]区?|全?公司|全?集团|[园区县市镇厂校院矿局站乡])(?:现有|共有)?(?P<thing>女?职工|女工|女?会员|企业)(?:总数|总人数|共有?|现有)?(?:为|是|有)?$"
)
_COVERS = lazy(
    r"覆盖(?:了)?(?P<thing>女?职工|女工|女?会员|企业)$|^、(?P<next>女?职工|女工|女?会员)$"
)


def _check_covered(part: Reading, whole: Reading, read: ReadText) -> Problem | None:
    """覆盖女职工1.12万人。园区现有女职工1.04万人: all there are, told behind those covered."""
    covers, there = _COVERS.search(part.lead[-12:]), _ALL_THERE_ARE.search(whole.before)
    if not covers or not there or "覆盖" not in read.plain[max(0, part.start - 30) : part.start]:
        return None
    if (covers["thing"] or covers["next"]) != there["thing"]:
        return None
    if whole.interval.high >= part.interval.low or {part.claim.mode, whole.claim.mode} != {
        "result"
    }:
        return None
    if not evidence.same_unit(whole, part) or _NARROWS.search(part.before + whole.before):
        return None
    message = f"一共只有{quoted(whole)}，覆盖的却有{quoted(part)}。"
    return evidence.finding(read, "contradiction", "wrong", [part, whole], message)


_MORE = lazy(
    r"^[,，;]?\s*(?:目前|现|已|至今|迄今)*(?:累计|总共|共计|总数)(?:已)?(?:建成|建立|设立|创建|成立|挂牌|达到|达|有|为|共)*(?:了)?$"
)
_NEW = lazy(r"新建|新增|新设|新创建|新成立|新挂牌|新命名")


def _check_stock(read: ReadText, new: Reading, stock: Reading) -> Problem | None:
    """新建母婴室26家,累计建成19家; 420人,共286人次."""
    alike = evidence.same_unit(new, stock) and stock.interval.high < new.interval.low
    if (
        alike
        and _NEW.search(new.before)
        and _MORE.match(stock.lead)
        and not stock.after.strip(" ,，;、")
    ):
        message = f"新增{quoted(new)}，累计却只有{quoted(stock)}。"
        return evidence.finding(read, "contradiction", "wrong", [new, stock], message)
    people = new.kind == "person" and stock.kind == "attendance"
    fewer = people and stock.interval.high < new.interval.low
    if fewer and re.match(r"^[,，]?\s*(?:共计?|累计|合计|计|总计)$", stock.lead):
        message = f"{quoted(stock)}少于{quoted(new)}，人次不会少于人数。"
        return evidence.finding(read, "contradiction", "wrong", [new, stock], message)
    visits = new.kind == "attendance" and stock.kind == "person"
    enough = any(
        other.kind == "attendance"
        and other.start < stock.start
        and other.interval.high >= stock.interval.low
        for other in read.around(stock, 0, 0)
    )
    if visits and not enough and _INVOLVES.match(stock.lead):
        message = f"{quoted(new)}涉及{quoted(stock)}，人数不会多于人次。"
        return evidence.finding(read, "contradiction", "wrong", [new, stock], message)
    return None


_INVOLVES = lazy(r"^[,，(]?\s*(?:共?涉及|实际|实有|实为)(?:职工|人员|女职工|帮教)?$")


_PARTS_OF_YEAR = lazy(r"上半年|一季度|前三季度|下半年|[1-9]\s?[-~至到]\s?\d{1,2}月")


def _deed(reading: Reading) -> str:
    return _bare(_PARTS_OF_YEAR.sub("", reading.before + reading.after))


def _check_year(read: ReadText, one: Reading, other: Reading) -> Problem | None:
    """上半年新建41家,全年共新建36家."""
    if not evidence.same_unit(one, other) or one.interval.low <= other.interval.high:
        return None
    if {one.claim.mode, other.claim.mode} != {"result"} or one.claim.cumulative:
        return None
    part = _PARTS_OF_YEAR.search(one.lead[-24:]) and "全年" not in one.lead
    if not part or "全年" not in other.lead or re.search(r"末|底|其中", one.lead + other.lead):
        return None
    deed = _deed(one)
    if len(deed) < 2 or (deed != _deed(other) and _deed(other)):
        return None
    message = f"全年{quoted(other)}少于其中一段时间的{quoted(one)}。"
    return evidence.finding(read, "contradiction", "wrong", [one, other], message)


def find(read: ReadText) -> list[Problem]:
    """Things named twice with values that cannot both be true."""
    problems: list[Problem | None] = []
    counts = [reading for reading in read.readings if evidence.is_count(reading)]
    for at, reading in enumerate(counts):
        if at and counts[at - 1].sentence.paragraph == reading.sentence.paragraph:
            last = counts[at - 1]
            problems.append(_check_stock(read, last, reading))
            problems.append(_check_year(read, last, reading))
            problems.append(_check_covered(last, reading, read))
    for group in read.by_sentence().values():
        problems += [_check_reached(one, other, read) for one, other in combinations(group[:8], 2)]
        problems += [_check_women(one, other, read) for one, other in combinations(group[:8], 2)]
        problems += [_check_all(one, other, read) for one, other in combinations(group[:8], 2)]
        problems += [_check_among(read, part) for part in group]
    return [problem for problem in problems if problem]
