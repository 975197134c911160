"""Years of the body that claim to be the text's own, and deadlines that were left standing."""

from __future__ import annotations

import re

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text import periods
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.periods import Period
from halfsky.summary.check.text.reading import ReadText

_COMPARING = lazy(r"比|较|同比|去年|上年|同期|与|相比|于|从|自|由|曾|早在|始|截至目前|到|至")
_STATED_NOW = lazy(r"(?:截至|截止|截止到|截至到|今年[(]?|本年度[(]?)\s?$")
_FOLLOWING = lazy(r"(?:按照|根据|落实|对照|依据|执行|围绕)$")
_OLD_PLAN = lazy(r"^(?:度|初制定的)?[^,，。;\n《]{0,10}(?:工作要点|工作计划|工作安排|工作部署)")
_SEEN_TO = lazy(r"(?:正|正在|抓紧|全面|继续|重点)?(?:做好|抓好|搞好|办好|开好|筹备好?|组织好)$")
_STILL_PREPARED = lazy(r"^(?:度|[上下]半年)?[^,，。;\n]{0,20}(?:筹备|准备工作|组织工作|预备)")


def _of_old_plans(before: str, after: str) -> bool:
    """落实2019年度工作计划, 做好2022年女代会筹备: what belongs to a year before the last."""
    return bool(
        (_FOLLOWING.search(before) and _OLD_PLAN.match(after))
        or (_SEEN_TO.search(before) and _STILL_PREPARED.match(after))
    )


_FROM_NOW = (("明年(", 1), ("去年(", -1), ("上年(", -1), ("前年(", -2), ("后年(", 2))


def _miscounted(before: str, after: str, distance: int) -> bool:
    """明年(2022年) in a text of 2025: not as far away as the words say."""
    return after.startswith(")") and any(
        before.endswith(said) and distance != told for said, told in _FROM_NOW
    )


_SETTING = lazy(r"(?:(?<![模虚])拟于?|计划于?|将于|定于|预计于?|(?:计划|打算|安排):)$")
_PUT_OFF = lazy(r"原|曾|已|本来|本应|推迟|延期|改期|当时|那时")
_HELD_THEN = lazy(
    r"^\d{1,2}月(?:\d{1,2}日|底|初|[上中下]旬|份)?前?(?:举办|举行|召开|开展|组织|完成|启动|开班|新建)"
)


def _set_for(before: str, after: str) -> bool:
    """下半年,拟于2023年9月举办: a day set in a year that was over."""
    planned = _SETTING.search(before) and not _PUT_OFF.search(before)
    return bool(planned and _HELD_THEN.match(after))


_PLAN_NEAR = lazy(
    r"计划|目标|打算|力争|规划|预计|到\s?$|展望|思路|将|(?<![模虚])拟|要点|安排|下一年|明年|争取"
    r"|(?<![主需重只必])要(?:[为做给办]|提高|增加|达到|实现|建|办|把|让|使|完成|扩大|新|再|做到|力|确)|再[建增办添新]"
)


_DATED_ENTRY = guarded(r"(?:^|[;:。\n])\s*((?:19|20)\d\d)年(?:\d{1,2}月)?[,，:]?")


def _is_chronicle(plain: str) -> bool:
    """Whether a text goes through years one by one: a history, not a report of one year."""
    return len({entry[1] for entry in _DATED_ENTRY.finditer(plain)}) >= 4


def find(read: ReadText, period: Period | None) -> list[Problem]:
    """Years of the body that claim to be this text's own period but are not."""
    if period is None or _is_chronicle(read.plain):
        return []
    if period.last == periods.OPEN:
        return _plans_outlived(read, period.first)
    if period.first != period.last:
        return []
    found = []
    year = period.last
    for stated, start, end in periods.years_of(read.plain):
        if stated == year or not _claims_period(read.plain, stated, start, end, year):
            continue
        told = read.plain[:start]
        if stated > year and (_told_yearly(told, year, stated) or _set_beside(told, year)):
            continue
        quote = read.text[start:end]
        message = f"本文说的是{year}年，这里却写{stated}年。"
        found.append(Problem(quote, start, end, "stale_reference", "doubtful", message))
    return found


def _plans_outlived(read: ReadText, least: int) -> list[Problem]:
    """Plans for a year that was over when the text was written."""
    found = []
    for stated, start, end in periods.years_of(read.plain):
        before = re.split(r"[。;\n!?]", read.plain[max(0, start - 16) : start])[-1]
        around = read.plain[max(0, start - 60) : end + 40]
        if stated < least and (
            _overdue(before, read.plain[end : end + 40], around)
            or _set_for(before, read.plain[end : end + 14])
        ):
            quote = read.text[start:end]
            message = f"文中已经写到{least}年的事，这里却还打算在{stated}年做。"
            found.append(Problem(quote, start, end, "stale_reference", "doubtful", message))
    return found


def _set_beside(plain: str, year: int) -> bool:
    """2022年,委员68名;|2023年,76名, 2010年是一百周年;今年(|2020年): set side by side."""
    first = plain.find(str(year))
    ahead = re.sub(r"今年[(]?$", "", plain[first:]).rstrip()
    opens = not plain[:first].strip() or plain[:first].rstrip()[-1:] in {":", "。", "\n"}
    rows = ahead.endswith((";", ";今年(")) and not re.search(r"[。\n]", ahead)
    return rows and opens and re.match(r"\d{4}年(?:[,，]|是)", ahead) is not None


_OWN_BUSINESS = lazy(
    r"(?:上半年|下半年|全年|度|1\s?[-~至]\s?\d|以来我|我|,我|,全|,共|即将|就要|已?近尾声|已经?过去|马上|是我|一年来|,一年)"
)


_COMES_INTO_FORCE = lazy(r"年?(?:\d{1,2}月)?(?:\d{1,2}日)?起?(?:正式)?(?:施行|实施|召开|开幕)")


_WANTED = lazy(
    r"^[,，]?(?:我们|我会|女职委|工会|女工委)?(?:要|应|须|继续|重点|着力|进一步|想|希望|准备|还?将|拟)"
)
_WILL = lazy(r"(?<!曾)(?:将于|将自|将从|即将于)\s?$")


def _told_yearly(plain: str, year: int, stated: int) -> bool:
    """2022年68家,2023年增加15家,2024年增加9家: the text went on from its first year."""
    named = {one for one, _, _ in periods.years_of(plain)}
    return set(range(year, stated + 1)) <= named


def _claims_period(plain: str, stated: int, start: int, end: int, year: int) -> bool:
    before = re.split(r"[。;\n!?]", plain[max(0, start - 16) : start])[-1]
    after = plain[end : end + 14]
    sentence = re.split(r"[。\n]", plain[start : start + 80])[0]
    comes = _COMES_INTO_FORCE.match(after) and not re.search("颁布|公布|通过", before)
    if stated > year and comes and not _PLAN_NEAR.search(before):
        return True
    around = plain[max(0, start - 60) : end + 40]
    over = (
        _TO_COME.match(after)
        or _overdue(before, plain[end : end + 40], around)
        or _misplaced(before, after, stated < year - 1)
        or _left_standing(before, after)
        or (_WILL.search(before) and _COMES_INTO_FORCE.match(after))
        or _set_for(before, after)
        or (stated < year - 1 and _of_old_plans(before, plain[end : end + 30]))
    )
    if stated < year and over:
        return True
    miscounted = _miscounted(before, after, stated - year)
    if miscounted or _STATED_NOW.search(before):
        return (
            miscounted
            or stated != year - 1
            or "今年" in before
            or not re.match(r"年?底|年?末|12月", after)
        )
    if stated > year:
        return (
            not _PLAN_NEAR.search(before + sentence)
            and not _WANTED.match(after)
            and not before
            and bool(re.match(r"(?:上半年|下半年|全年|度|[,，]|1\s?[-~至]|以来)", after))
            and not _plan_chapter(plain, start)
        )
    if stated < year and _opens_body(plain, start, after):
        return True
    if before.strip(' “"') or _COMPARING.search(before) or periods.FOUNDING.match(after):
        return False
    if stated == year - 1 and re.search(
        r"今年|相比|比|同期|增|减|降|年初|年底|末", sentence + after
    ):
        return False
    return bool(_OWN_BUSINESS.match(after))


_THE_WHOLE_YEAR = lazy(r"^(?:全年|上半年|下半年)的?工作")
_AHEAD = lazy(r"^(?:上半年|下半年|全年)?[,，]?(?:我|全|公司|厂|[县市区镇]总)")
_MUST_DO = lazy(r"^[,，]?要(?:重点|着力|全面|继续|进一步)")
_BY_DATE = lazy(
    r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}日|底|末|[上中下]旬|初)?前(?:将|把|报|上报|填报|完成|建成|达到|全部|全面)"
)
_ASKED = lazy(r"(?:请[^,，。;]{0,10}|须|务必|必须|应当?)于\s?$")
_PREPARED = lazy(r"(?<!前期)(?<!参与)(?:筹备|备战|筹办|谋划)好?\s?$")
_LONG_SINCE = lazy(r"曾|当年|时任|回顾|原")
_PLANS_OF = lazy(r"^的?(?:女职工)?(?:工作)?(?:打算|计划|思路|安排)\s*[::为是如]")
# 庆祝2021年“三八”…… in a text of 2022.
_KEPT = lazy(r"(?:召开|举办|举行|组织|开展)[^,，。;]{0,4}(?:庆祝|纪念|迎接?|欢度)\s?$")
_FEAST = lazy(r"^\s?[“\"]?(?:三八|3[.·]8|五一|六一|七一|国庆|元旦|春节)")
_ENDING = lazy(r"(?:即将|行将|就要)(?:过去|结束)的\s?$")


def _left_standing(before: str, after: str) -> bool:
    """筹备2019年…… in a plan of 2023, 即将过去的2019年: the year was not changed with the rest."""
    if _FEAST.match(after) and _KEPT.search(before):
        return True
    if _ENDING.search(before) or (not before.strip() and _PLANS_OF.match(after)):
        return True
    return bool(_PREPARED.search(before)) and not _LONG_SINCE.search(before)


def _misplaced(before: str, after: str, long_over: bool) -> bool:
    """展望2023年下半年 in 2024, 回顾2019年全年的工作 in a report of 2022."""
    head = re.split(r"[,，:]", before)[-1].strip()
    if head == "回顾":
        return long_over and bool(_THE_WHOLE_YEAR.match(after))
    if head == "展望":
        return bool(_AHEAD.match(after))
    if not before.strip():
        return long_over and bool(_MUST_DO.match(after))
    return bool(_ASKED.search(before) and _BY_DATE.match(after))


_OF_THE_BODY = lazy(r"^[,，][^,，。;]{0,6}(?:女工委|女职委|女工部|工会|女职工委员会)在")


def _opens_body(plain: str, start: int, after: str) -> bool:
    """Whether the first line below the title begins with the year: 2018年,厂女工委在……."""
    above = plain[:start].strip()
    return "\n" not in above and bool(plain[:start].endswith("\n") and _OF_THE_BODY.match(after))


_AIMED = lazy(r"(?:到|力争|争取|确保|计划|(?<![模虚])拟于?|将于|将在|预计)\s?$")
_ACHIEVED = lazy(
    r"^(?:\d{1,2}月(?:\d{1,2}日)?)?(?:底|末|前|底前|年底|年末|[上中下]旬)?[,，]?(?:要|将|全面)?(?:实现|达到|建成|完成|新建|覆盖|全部|培训)"
)


_STRIVEN = lazy(r"(?:力争|争取|确保)[到在于]?\s?$")
# 2021年12月底前完成…… in the plan of a later year.
_DUE_BY = lazy(
    r"^年?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末)?(?:之)?前,?(?:完成|建成|达到|实现|签|报|办结|把|将|全部|全[局市县厂矿院校区镇])"
)
_BY_THE_END = lazy(
    r"^年?(?:底|末|前)[^,，。;]{2,}(?:建立|建成|达|实现|完成|覆盖|配备|设立|签|推广)"
)
_REACHED = lazy(r"^(?:底|末|年底|年末)?[,，][^,，。;]{0,24}(?:达到|实现)")


_NUMBER = lazy(r"^\s*[(]?(?:[一二三四五六七八九十]{1,2}|\d{1,2})(?:[)、.]|是)\s*")


def _overdue(before: str, after: str, around: str) -> bool:
    """到2021年底实现…… among the plans of a later year: the aim was copied with its date."""
    planned = re.search(r"打算|计划|工作安排|力争|争取|下一步|明年|确保|将", around)
    past = re.search(r"已|如期|原|曾|提前|回顾|规定|提出", around)
    if not planned or past:
        return False
    strived = _STRIVEN.search(before) and (_REACHED.match(after) or _BY_THE_END.match(after))
    opens = not _NUMBER.sub("", re.split(r":", before)[-1]).strip()
    due = _DUE_BY.match(after) and (opens or _AIMED.search(before))
    return bool(strived or due or (_AIMED.search(before) and _ACHIEVED.match(after)))


# 2019年3月即将召开的, 2021年,我们将继续: what lies ahead cannot lie in a year that is over.
_TO_COME = lazy(
    r"年?(?:\d{1,2}月)?(?:即将|将要|将于)(?:召开|举行|举办|开展)"
    r"|年?(?:即将过去|即将结束|行将结束|已近尾声)"
    r"|年?(?:[上下]半年)?[,，](?:我们|我会|我院|我局|我厂|公司)(?:将继续|将进一步|将重点|计划|打算|(?<![模虚])拟)"
    r"|年?[\u4e00-\u9fff]{2,8}将(?:以(?![往前])|继续|进一步|重点|紧紧)"
)


def _plan_chapter(plain: str, start: int) -> bool:
    tail = plain[max(0, start - 400) : start + 40]
    return bool(re.search(r"下一步|下步|计划|打算|思路|安排|展望|重点", tail))
