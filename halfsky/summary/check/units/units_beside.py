"""Units that the words right beside a number rule out: 组织58元女骑手体检, 专项资金20万户."""

from __future__ import annotations

from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Grade, Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_PERSON = (
    r"(?:(?:困难|单亲|患病|一线|在职|外来|农村|留守|退休)*"
    r"(?:女?骑手|女?职工|女工|女?教师|女?教职工|女?员工|女?会员|女?农民工|女?学员|护士|女?干部|女?司机|保洁员|护工|妇女|姐妹|职工子女))"
)
_FOR = lazy(r"(?:为|给|组织|邀请)(?:全[市县区镇厂院校]|辖区)?(?:的)?\s*$")
_DONE_FOR = lazy(
    rf"^(?:名|位)?{_PERSON}(?:[们])?(?:免费|集中|统一)?(?:办理|送|购买|投保|开展|进行|提供|参加|体检|建立|讲|上门|举办|申请)"
)
_PRICED = lazy(r"每|人均|标准|价值|缴|交|收费|自费|补|奖|限额|面值|票价|购物卡|红包|仅需|只需|只要")
_PERSON_AHEAD = lazy(
    rf"(?:{_PERSON}|女工主任|女职工主任|女工委员|代表|工会主席|联络员|女工干事)\s*$"
)
_CAME = lazy(
    r"^(?:参加|出席|到会|聆听|观看)了(?:此次|本次|这次|上述)?[^,，。;]{0,8}(?:培训|会议|座谈会?|比赛|竞赛|讲座|学习|演讲|演出|推进会|宣讲)?(?=[,，。;]|$)"
)
_TOOK_PART = lazy(
    r"^[\s,，;]*(?:共|实际|先后|累计)?参加(?:了)?(?:体检|普查|筛查|检查|妇检|培训|比赛|竞赛|座谈|学习|活动)\s*$"
)
_OUTLAY = lazy(r"(?:投入|出资|拿出|筹集|安排|拨付)(?:资金|经费)?\s*$")
_EACH = lazy(r"(?:人均|每[人名位])[^,，。;\d]{0,6}$")
_END = lazy(r"^[\s,，、;。]*$")
_FUND = lazy(
    r"(?:安排|设立|划拨|落实|拨付|下拨|投入|列支|配套|筹措|筹集)"
    r"(?:专项|帮扶|救助|慰问|工会|关爱|配套|补助|工作|活动)*(?:资金|经费|基金|款)(?:共计|共|约|近)?\s*$"
)
_USED_FOR = lazy(r"^\s*[,，]?(?:全部|主要)?用于")
_TIMES = {"期", "场", "讲", "场次", "堂", "对", "支"}
_CONTRACT = lazy(r"^签订了?[^,，。;]{0,14}集体合同")
_FIRMS = lazy(r"^(?:企业|单位|公司)(?:中|当中|里)?\s*[,，]?\s*(?:已)?有$")
_COVERED = lazy(
    r"(?:覆盖|惠及|受益)(?:困难|在职|一线)?(?:女职工|女工|女会员|女农民工|女员工)(?:达|约|近|共)?\s*$"
)
_TAKES = lazy(r"^\s*[,，]占\s*$")
_OF_THE_FIRMS = lazy(
    r"(?:已|未|尚未|没有)[^,，。;、\d]{2,14}的(?:企业|单位|公司)\s*(?:有|共有|共|达)?$"
)
_CONVERTED = lazy(r"^[\s,，]*(?:折合|折算|换算)(?:成|为|约)?\s*$")
_PAID = lazy(r"(?:补贴|补助|津贴|慰问金|助学金|救助金|奖金)\s*$")
_THAT_IS = lazy(r"^\s*[,，]?\s*(?:计|共计|合计|共)\s*$")
_CLASSES = {"班", "个班"}
_HELD = lazy(
    r"(?:举办|举行|开办|开展)[^,，。;、\d]{0,12}(?:讲座|培训班|沙龙|座谈会|宣讲会?|读书会|分享会|报告会)\s*$"
)
_ALSO_HELD = lazy(r"^\s*[,，、](?!参|受|培训|吸引|惠及|其中)[\u4e00-\u9fff]{2,10}$")
_TAUGHT = lazy(r"(?:收托|招收|接收)(?:职工子女|子女|儿童|孩子|学员|幼儿)\s*$")
_TAUGHT_HERE = lazy(r"(?:收托|招收|接收)\s*$")
_COURSES = {"期", "场", "场次", "批", "班", "个班", "次"}
_WERE_TAUGHT = lazy(r"^\s*[、,，]\s*(?:培训|参训|受训|听课)(?:女?职工|女工|学员)?\s*$")
_IN_ALL = lazy(r"^\s*共\s*$")
_SUBSIDY = lazy(r"(?:^|[,，;])\s*(?:提供|发放|支付)[^,，。;、\d]{2,4}(?:补贴|津贴)\s*$")
_SMALL_GROUP = 60
_FEWEST_YUAN = 100
_BEYOND = 200


def _problem(read: ReadText, reading: Reading, thing: str, grade: Grade = "wrong") -> Problem:
    start, end = reading.start, reading.end
    message = f"{thing}不会以“{reading.claim.unit}”计，文中{quoted(reading)}的单位可能写错。"
    return Problem(read.text[start:end], start, end, "unit_error", grade, message)


def _money(read: ReadText, reading: Reading) -> str | None:
    """Persons in 元: 为58元女骑手办理, 女工主任120元参加了培训, 参加体检620万元."""
    if _PRICED.search(reading.before):
        return None
    if _FOR.search(reading.before) and _DONE_FOR.match(reading.after):
        return "人"
    if _PERSON_AHEAD.search(reading.before) and _CAME.match(reading.after):
        return "人"
    if not _END.match(reading.after):
        return None
    if reading.claim.unit == "元" and _TAUGHT.search(reading.before):
        return "人"
    if _TOOK_PART.match(reading.before) and _is_no_spending(read, reading):
        return "参加的人"
    return None


def _is_no_spending(read: ReadText, reading: Reading) -> bool:
    """Whether the one other sum is the outlay, and smaller than what it should have paid."""
    outlays = [
        other
        for other in read.around(reading, 0, 0)
        if other is not reading and other.kind == "money" and not _EACH.search(other.before)
    ]
    return bool(outlays) and all(
        _OUTLAY.search(other.before) and other.interval.high < reading.interval.low
        for other in outlays
    )


def _funds(reading: Reading) -> bool:
    """安排专项资金20万户,用于……: a fund in households, in meetings."""
    if not _FUND.search(reading.before):
        return False
    if reading.claim.unit in _TIMES:
        return _END.match(reading.after) is not None
    living = reading.kind in {"person", "household", "attendance"}
    return living and bool(_USED_FOR.match(reading.tail))


def _held(reading: Reading, after: Reading | None) -> bool:
    """举办讲座14名,团体辅导9场: what was held beside it is told in 场."""
    return (
        after is not None
        and reading.kind in {"person", "household"}
        and reading.claim.value <= _SMALL_GROUP
        and bool(_HELD.search(reading.before))
        and _END.match(reading.after) is not None
        and after.claim.unit in {"场", "场次", "期", "堂", "讲"}
        and bool(_ALSO_HELD.match(after.lead))
        and after.claim.value <= _SMALL_GROUP
    )


def _subsidy(read: ReadText, reading: Reading) -> bool:
    """提供午餐补贴1.6万名 where no group of the text has a hundredth of that."""
    if reading.kind != "person" or reading.quantity.scale == 1:
        return False
    if not _SUBSIDY.search(reading.before) or not _END.match(reading.after):
        return False
    others = [one for one in read.readings if one.kind == "person" and one is not reading]
    return len(others) > 1 and all(
        one.interval.high * _BEYOND < reading.interval.low for one in others
    )


def _alone(read: ReadText, reading: Reading, after: Reading | None) -> Problem | None:
    """What the number's own clause rules out, or what is held beside it."""
    if reading.kind == "money":
        thing = _money(read, reading)
        return _problem(read, reading, thing) if thing else None
    if _funds(reading):
        return _problem(read, reading, "资金")
    covered = reading.claim.unit == "家" and _COVERED.search(reading.before)
    if covered and _END.match(reading.after):
        return _problem(read, reading, "女职工")
    if reading.kind == "person" and _OF_THE_FIRMS.search(reading.before):
        return _problem(read, reading, "企业") if _END.match(reading.after) else None
    if _held(reading, after):
        return _problem(read, reading, "活动")
    if _subsidy(read, reading):
        return _problem(read, reading, "补贴", "doubtful")
    return None


def _taught(read: ReadText, reading: Reading, earlier: Reading) -> bool:
    """技能培训14期、培训560元; 跟班学习4批共38元."""
    if earlier.claim.unit not in _COURSES or not _END.match(reading.after):
        return False
    if reading.claim.unit != "元" or reading.claim.value.denominator > 1:
        return False
    if any(o.kind == "money" and o is not reading for o in read.around(reading, 0, 0)):
        return False
    few = reading.claim.value < _FEWEST_YUAN and _IN_ALL.match(reading.lead)
    return bool(few or _WERE_TAUGHT.match(reading.lead))


def _same_again(reading: Reading, earlier: Reading) -> str | None:
    """图书3200本,折合4.8万本; 补贴63人,计6.3万件; 托管28个班,收托840个班."""
    if not _END.match(reading.after) and reading.claim.unit not in _CLASSES:
        return None
    alike = reading.claim.unit.lstrip("万") == earlier.claim.unit.lstrip("万")
    if alike and _CONVERTED.match(reading.lead):
        return "折合所得"
    paid = earlier.kind in {"person", "household"} and _PAID.search(earlier.before)
    if paid and reading.quantity.scale > 1 and _THAT_IS.match(reading.lead):
        return "钱款"
    if reading.claim.unit in _CLASSES and earlier.claim.unit in _CLASSES:
        taught = _TAUGHT_HERE.search(reading.lead)
        return "收托的人" if taught and reading.claim.value > earlier.claim.value else None
    return None


def _of_earlier(read: ReadText, reading: Reading, earlier: Reading) -> Problem | None:
    """53家企业中,有49人签订了集体合同; 女工189名,占90名."""
    if reading.kind == "money":
        taught = _taught(read, reading, earlier)
        return _problem(read, reading, "培训的人") if taught else None
    again = _same_again(reading, earlier)
    if again:
        return _problem(read, reading, again)
    if reading.kind != "person":
        return None
    firms = _FIRMS.match(earlier.tail) if earlier.kind == "organisation" else None
    if firms and reading.claim.value <= earlier.claim.value and _CONTRACT.match(reading.after):
        return _problem(read, reading, "签订集体合同的企业")
    if (
        earlier.kind in {"person", "household"}
        and _TAKES.match(reading.lead)
        and _END.match(reading.after)
    ):
        return _problem(read, reading, "占比")
    return None


def find(read: ReadText) -> list[Problem]:
    """Numbers whose unit cannot go with the words right beside them."""
    found = []
    for group in read.by_sentence().values():
        for at, reading in enumerate(group):
            problem = _alone(read, reading, group[at + 1] if at + 1 < len(group) else None)
            if problem is None and at:
                problem = _of_earlier(read, reading, group[at - 1])
            if problem:
                found.append(problem)
    return found
