"""More of a group than there are of it: 共有女职工870人…领取防暑包的女职工910人.

The whole says by its words how many there are (共有, 在册, 报名, 到会); the part counts some of the
same by name (…的女职工, 其中, 参加…), and nothing told in between has as many as the part.
"""

from __future__ import annotations

import re
from functools import cache

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.text.wording import load
from halfsky.summary.check.units.head_nouns import kinds, led_up_to

_BACK = 4
_WITHIN = 14
_MOST = 2
_FEWEST = 4
_NOT_THINGS = frozenset({"money", "time", "area", "attendance"})
_LEADS_ON = 12
_ALL = lazy(
    r"共有|现有|原有|只有|总数|总计|在册|在岗|在职|登记|建档|注册|名册|应[到检签建查]|报名|招收|收托|收下|收了|"
    r"招来|到会|到场|出席|参赛|送展|参会|派出|辖区?有|所属|编制|定员|共|仅|抽查|候选|申报|推荐|立项|收到|"
    r"征集|收回|回收|建成|应邀|签到|有\||全[市县区厂校院局镇乡队公站段矿所园社村行系处科室组店场馆]"
)
_SOME = lazy(
    r"其中|[中里](?:有|,)?[^,，。;]{0,12}$|当中|之中|她们|他们|的[\u4e00-\u9fff“”]{2,10}(?:有|共|达|总计|合计)*$"
    r"|的(?:有|共|达|多达)?$|参加|参训|参检|领取|领到|取得|获得|持有|覆盖|签订|入会|参保|评为|评定|"
    r"达标|通过|结业|接受|享受|体检|完成|救助|帮扶|资助|受益|采纳|有效|会员|党员|办理了|参观|前往|奔赴|走进|观看|收看|聆听|(?:检?查|筛查|[来到]会|测|训|检)(?:到|过)?了?$"
)
# Told of another time or of others: anywhere in the words before the number, or right before it.
_APART = lazy(
    r"去年|上年|往年|历年|累计|同期|家属|家长|退休|外来|外单位|社会|周边|其他|其余|另(?!一方面)|此外|新增|对方|他们|[甲乙丙]|"
    r"全[省国]|外聘|临时|第[一二三四]|连同|加上|邻近|友邻|兄弟|共建|联合|社区女|村|年[初末前]|合并|[一三]年期|[一二三四五六七八九十]月[收份的班]|核定|派驻|小微"
)
_OTHERS = lazy(
    r"应(?![邀急])|先后|人次|增加|减少|增至|增长|[比较]|[每均]|计划|目标|拟|力争|兼职|合计|又|再|还|包括|未|没|不(?!落)|(?<![契签合履预])约|占"
)


def _tail(words: str, other: str) -> str:
    size = 0
    while size < min(len(words), len(other)) and words[-1 - size] == other[-1 - size]:
        size += 1
    return words[len(words) - size :]


@cache
def _same_things() -> dict[str, str]:
    """Words for one thing, each with the first of its row."""
    rows: list[str] = load("same_things.toml")["rows"]
    return {word: row.split()[0] for row in rows for word in row.split()}


def plainly(words: str) -> str:
    """The words with one name for each thing."""
    for word, first in _same_things().items():
        words = words.replace(word, first)
    return words


def _ahead(reading: Reading) -> str:
    words = re.split(r"[,，;。:、]", led_up_to(reading.before))[-1]
    return plainly(re.sub(r"(?:人数|总数|数|就有|多达|达到|达|竟有|有|为|共)+$", "", words))


_NOT_CHINESE = lazy(r"[^\u4e00-\u9fff]")


def _behind(reading: Reading) -> str:
    words = re.sub(r"^[余多的]+", "", reading.after)[:10]
    return plainly(_NOT_CHINESE.split(words)[0])


def noun_of_both(whole: Reading, part: Reading) -> str:
    """The name next to the whole, up to its last word, if the part counts the same by it."""
    ahead, after = _ahead(part), _behind(part)
    found = [_tail(_ahead(whole), ahead)]
    for size in range(8, 1, -1):
        first, second = _behind(whole)[:size], _ahead(whole)[-size:]
        found += [first] if ahead.endswith(first) or after.startswith(first) else []
        found += [second] if after.startswith(second) else []
    return max(found, key=len, default="").lstrip("的")


def names_thing(noun: str) -> bool:
    return any(noun[-size:] in kinds() for size in range(2, 7))


def wider(whole: Reading, part: Reading, noun: str) -> bool:
    """Whether the part is of a wider group by name: 女职工|186名, 职工|294名."""
    own = re.search(
        r"(?P<mark>[女男]|困难|一线|单亲|青年|优秀|先进|在岗|孕期|哺乳期|怀孕|[已未]婚|患病|新|老|获奖|参赛)"
        + re.escape(noun),
        whole.words,
    )
    return own is not None and own["mark"] not in part.words + part.lead[-30:]


_EVERYWHERE = lazy(r"全[市县区厂校院局镇乡公行系矿]|社区")
_PLACE = lazy(
    r"(?P<name>[\u4e00-\u9fff]{2})(?P<sort>支行|车间|分厂|分公司|社区|街道|村|镇|乡|站|班组|科室|院区|校区|分会)"
)


def _of_another_place(whole: Reading, part: Reading) -> bool:
    """东门支行女职工58人 … 中山路支行女职工71人."""
    first, second = _PLACE.search(whole.lead[-20:]), _PLACE.search(part.lead[-20:])
    if not first or not second or first["sort"] != second["sort"]:
        return False
    return first["name"] != second["name"]


def _wider_place(whole: Reading, part: Reading) -> bool:
    """护理部女护士312人, 全院女护士458人."""
    wide = _EVERYWHERE.search(re.split(r"[,，;。:]", part.lead)[-1])
    return wide is not None and wide.group()[0] not in whole.lead + whole.after[:8]


def _apart(reading: Reading) -> bool:
    """Whether the number is of another time or of others."""
    clause = re.split(r"[,，;。:]", reading.lead)[-1]
    return bool(
        _APART.search(reading.lead[-24:]) or _OTHERS.search(clause[-16:] + reading.after[:6])
    )


_DONE_TO = lazy(
    r"其中|慰问|走访|看望|培训|组织|举办|发放|救助|资助|奖励|表彰|接待|服务|为|对|给|向|发展|有的"
)


def _is_plainly_all(whole: Reading, noun: str) -> bool:
    """Whether a word says that so many there are: 共有, 在册, 报名."""
    ahead = plainly(whole.lead[-24:]).removesuffix(noun)
    return bool(_ALL.search(ahead[-12:] + "|" + whole.after[:8]))


# 到会:女职工21人;…女职工共29人,缺席的8人: all of them, of whom so many came.
_CAME = lazy(r"到会|到场|出席|实到|签到|参会|参加|来了")
_IN_ALL = lazy(r"(?:一共|总共|共有?|总数|总计|在册)[有为是]?$")
_ABSENT = lazy(r"^[^。]{0,24}?(?:缺席|请假|没[能有]?[来到]|未[能到]|来不了)")


def _are_all(read: ReadText, whole: Reading, part: Reading) -> bool:
    """Whether the second is of all, and those who did not come are told behind it."""
    told = _CAME.search(whole.lead) and _IN_ALL.search(part.before)
    return bool(told and _ABSENT.match(read.plain[part.end : part.end + 40]))


def _is_first(near: list[Reading], whole: Reading, noun: str) -> bool:
    """Whether the number is the first of its kind, of no deed: 客服中心女话务员620人."""
    ahead = plainly(whole.lead[-24:]).removesuffix(noun)
    clause = re.split(r"[,，;。:]", ahead)[-1]
    return near[0] is whole and "的" not in ahead[-4:] and not _DONE_TO.search(clause)


_WITH = lazy(r"(?:与|和|及|以及|连同|同|加上?|外加|、)\s*$")
_TOGETHER = lazy(r"^[^,，。;\d]{0,14}[,，]?(?:总共|一共|合计|共计|共)(?:有|计|为)?$")


def _counted_with(read: ReadText, whole: Reading, part: Reading) -> bool:
    """牵头医院与11家卫生院共12家: the second counts what the first was added to."""
    between = read.plain[whole.end : part.start]
    return bool(_WITH.search(whole.before) and _TOGETHER.match(between))


def _is_part(read: ReadText, near: list[Reading], whole: Reading, part: Reading) -> bool:
    """Whether words and sizes say that the second is some of the first, and is more."""
    if whole.claim.mode != "result" or _apart(whole):
        return False
    high = whole.interval.high
    if not high < part.interval.low <= high * _MOST:
        return False
    noun = noun_of_both(whole, part)
    if _counted_with(read, whole, part):
        return False
    if _of_another_place(whole, part) or _wider_place(whole, part):
        return False
    if len(noun) < 2 or not names_thing(noun) or wider(whole, part, noun):
        return False
    return _is_plainly_all(whole, noun) or _is_first(near, whole, noun)


def _may_hold(one: Reading, part: Reading) -> bool:
    """Whether a number is large enough to be what the part is of, and is not of other things."""
    if one.interval.high < part.interval.low:
        return False
    named = noun_of_both(one, part)
    return bool(named) or not (names_thing(_ahead(one)) or head_behind(one))


def head_behind(reading: Reading) -> bool:
    """Whether a thing is named right behind the number."""
    words = _behind(reading)
    return any(words[:size] in kinds() for size in range(2, 7))


_BEFORE = lazy(
    r"原先|原本|以前|过去|起初|当初|一开始|合并前|整合前|改制前|调整前|原[东西南北有]|此前|年[初前]"
)


_AGAIN = lazy(
    r"又(?:[一再]?次)?(?:举[办行]|开[展办]|组织|召开|承办|联办|办)|再次|另(?:外)?[一办举]|下一[场期批轮次]|第[二三四五六][场期批轮次届]"
    r"|(?:后|另)一(?:个)?(?:阶段|场|期|批|轮|次|班|季)|第[二三]个?阶段"
    r"|[两三四]个?(?:学期|学年|期|场|批|轮|季|阶段)(?:一共|合计|总计|共|相加|加起来|合起来)"
)
# The day an event was held on, and the step of a ladder that a row is of.
_DAY = lazy(r"(?<![\d到至])(?P<name>(?:\d{1,2}月\d{1,2}日|\d{1,2}月份?)(?!底|末|以来|前))")
_STEP = lazy(r"(?P<name>正高|副高|高级|中级|初级|特级|[一二三四]级|[一二三]类|[甲乙丙]类)")
_YEAR = lazy(r"(?<!\d)(?P<year>20\d\d|今|去|前|上|本)年(?!来|代|龄)")
_BODY = lazy(
    r"^[、\s]*(?P<name>[\u4e00-\u9fff]{2,16}?(?:工会|女职委|女工委|公司|商圈|园区?|街道|[镇乡村厂院局站校店]|社区|车间|学校|银行|支行|集团))(?=[,，(]|[签共现]|有)"
)


def _another_group(read: ReadText, whole: Reading, part: Reading) -> bool:
    """Whether the part is of another event, another year, or another body behind a semicolon."""
    if _AGAIN.search(read.plain[whole.end : part.start]):
        return True
    years = [_last_year(read, one) for one in (whole, part)]
    if all(years) and years[0] != years[1]:
        return True
    if _another_named(read, whole, part, _DAY) or _another_named(read, whole, part, _STEP):
        return True
    return _other_body(read, whole, part)


def _last_year(read: ReadText, one: Reading) -> str:
    """The year named last in the sentence up to a number."""
    named = list(_YEAR.finditer(read.plain[one.sentence.start : one.start]))
    return named[-1]["year"] if named else ""


def _another_named(read: ReadText, whole: Reading, part: Reading, names: re.Pattern[str]) -> bool:
    """3月8日的…9支;3月22日的…11支, 高级教员16名;中级教员29名: each row names its own."""
    if not re.search(r"[;。]", read.plain[whole.end : part.start]):
        return False
    first, second = (names.search(_row(read, one)) for one in (whole, part))
    return bool(first and second and first["name"] != second["name"])


def _other_body(read: ReadText, whole: Reading, part: Reading) -> bool:
    """商圈工会,…女职工649人;食品园工会,…女职工1130人: each has its own row."""
    if ";" not in read.plain[whole.end : part.start]:
        return False
    names = [_BODY.search(_row(read, one)) for one in (whole, part)]
    first, second = names
    return bool(first and second and first["name"] != second["name"])


def _row(read: ReadText, one: Reading) -> str:
    """The words from the last semicolon or colon up to a number."""
    return re.split(r"[;:。\n]", read.plain[one.sentence.start : one.start])[-1]


def _before(read: ReadText, whole: Reading) -> bool:
    """合并前东埭有女工委38个、女会员2960人: as things stood at another time."""
    return bool(_BEFORE.search(read.plain[whole.sentence.start : whole.start]))


def _tells_some(counts: list[Reading], at: int) -> bool:
    """Whether the words tell of some: ahead of the number, or behind it and of no next number."""
    part = counts[at]
    if _SOME.search(re.split(r"[,，;。:]", part.lead)[-1]):
        return True
    # 489名女职工参检470人: the next number counts those that took part.
    leads_on = at + 1 < len(counts) and counts[at + 1].start - part.end < _LEADS_ON
    return bool(_SOME.search(part.after[:8])) and not leads_on


def _problem(read: ReadText, counts: list[Reading], at: int, plainly: bool) -> Problem | None:
    part = counts[at]
    if part.claim.mode != "result" or part.interval.high < _FEWEST or not _tells_some(counts, at):
        return None
    near = [
        one
        for one in counts[max(0, at - _WITHIN) : at]
        if evidence.same_unit(one, part)
        and part.sentence.index - one.sentence.index <= _BACK
        and one.sentence.paragraph == part.sentence.paragraph
    ]
    if not near or _apart(part) or any(_may_hold(one, part) for one in near):
        return None
    wholes = [one for one in near if _is_part(read, near, one, part) and not _before(read, one)]
    if any(_another_group(read, one, part) or _are_all(read, one, part) for one in wholes):
        return None
    if len({one.claim.value for one in wholes}) != 1:
        return None
    if plainly != _is_plainly_all(wholes[-1], noun_of_both(wholes[-1], part)):
        return None
    message = f"一共只有{quoted(wholes[-1])}，其中却有{quoted(part)}。"
    return evidence.finding(read, "contradiction", "wrong", [wholes[-1], part], message)


def _found(read: ReadText, plainly: bool) -> list[Problem]:
    counts = [
        one for one in read.readings if evidence.is_count(one) and one.kind not in _NOT_THINGS
    ]
    found = (_problem(read, counts, at, plainly) for at in range(1, len(counts)))
    return [problem for problem in found if problem]


def find(read: ReadText) -> list[Problem]:
    """Counts of some that are more than what there is said to be of them."""
    return _found(read, plainly=True)


def find_first(read: ReadText) -> list[Problem]:
    """The same where the group is only named with its number."""
    return _found(read, plainly=False)
