"""The only one, once only, the first: and another one, a second time, one of the year before.

唯一的女劳模 beside 另一位女劳模; 只组织过一次 beside 第二批; 首次举办夏令营 beside 去年夏令营;
首家…于2020年6月 beside one of 2019.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from halfsky.summary.check.clues.evidence import bigrams
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.moments import value
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import ReadText

_FAR = 160
_GRADES = lazy(r"[国省市县区]家?级")
_SEX = lazy(r"[男女](?:委员|同志|职工|代表|班长|成员)")
_UNITS = "位名个家间支所处项座篇部"
_ONLY = guarded(
    rf"(?:[唯惟]一的?(?:一[{_UNITS}])?|(?:只有|仅有)(?:一"
    rf"|1)[{_UNITS}])(?P<noun>[\u4e00-\u9fff]{{2,10}}?)"
    r"(?=[,，。;、(“”]|是|为|$)"
)
# 只有一家企业入选示范点 … 两家企业被命名为示范点.
_ONE_DID = guarded(
    rf"(?:只有|仅有|仅)(?:一|1)(?P<unit>[{_UNITS}])[^,，。;\n]{{0,8}}?(?:入选|获评|被?命名"
    rf"|获|达标|通过|当选)(?P<what>[^,，。;\n]{{2,16}})"
)
_MORE_DID = guarded(
    rf"(?:[2-9]|[两二三四五六])(?P<unit>[{_UNITS}])[^,，。;\n]{{0,10}}?(?:入选|获评"
    rf"|被?命名为?|获|达标|通过|当选)(?P<what>[^,，。;\n]{{2,16}})"
)
_ANOTHER = guarded(
    rf"(?:另一|另外一|第二|还有一|又一|另有[两二三四2-9]"
    rf"|另外?[两二三四2-9])[{_UNITS}]的?(?P<noun>[\u4e00-\u9fff]{{2,10}})"
)
_DEED = (
    r"入选|获奖|获评|上榜|获此殊荣|获得这一称号|获此称号|获此荣誉|受表彰|当选|中选|达标|通过|晋级"
)
_ONLY_DONE = guarded(rf"[唯惟]一(?:一[{_UNITS}])?(?P<deed>{_DEED})的")
_ALSO_DONE = guarded(
    r"(?:、|和|与|及)[^,，。;]{2,20}?(?:同获|同时获|双双|均获|都获|同被|同时?入选|均入选"
    r"|都入选|一同获|一起获|同登)"
    r"[^,，。;]{0,12}"
)
_SEVERAL = guarded(
    rf"(?:有|共)(?P<many>[2-9]|[两二三四五六七八九])[{_UNITS}][^,，。;]{{0,14}}(?:{_DEED})"
)
# 全省/我市 唯一: of what there is only one.
_LEVEL = lazy(r"(?:全|我|本)(?:[国省市县区厂校院矿局系统]|街道|公司|集团)")
_OTHER_KIND = lazy(
    r"去年|上年|往年|此前|历年|历届|上届|曾|后来|原|省级|国家级|市级|县级|退休|明年|计划|拟|将"
)
_ONCE = guarded(
    r"(?:只|仅|就|总共只|才)(?:组织|举办|开展|安排|开办|召开|开|办|进行|搞|参加|举行)(?:过|了)?"
    r"(?P<number>[一两二三1-3])(?P<unit>[次场期批届回轮])(?P<noun>[\u4e00-\u9fff]{0,10})"
)
_LATER = guarded(
    r"(?:第(?P<order>[二三四2-4])|又一|另一|又(?:举办|办|开展|组织|开|安排"
    r"|召开)了?一)(?P<unit>[次场期批回轮])(?P<noun>[\u4e00-\u9fff]{0,10})"
)
_OF_EACH = lazy(r"每|各|人均|去年|上年|前年|[\d两三四五六七八九十][家个名人户]")
_PLANNED = lazy(
    r"明年|计划|拟|将|打算|下一?步|去年|上年|往年|来年|如果|取消|未能|没有|推迟|争取|准备"
)
# 说好办4次的只办了3次,第四次碰上停窑检修: it was to be, and did not come to pass.
_AS_PLANNED = lazy(r"说好|讲好|原定|原计划|原本|本来|本该|应[办开组举]|定下|[该要]办")
_FELL_THROUGH = lazy(
    r"[^,，。;\n]{0,6}[,，]?[^,，。;\n]{0,4}?(?:碰上|赶上|遇[上到]|撞上|恰逢|正逢|适逢|因(?!为?[^,，。;]{0,12}(?:加|增))|没|未|取消|黄了|泡汤|作罢|搁浅|耽搁|落空|停)"
)
_FIRST_TIME = guarded(
    r"(?:首次|第一次|头一[次回])(?:举办|开办|开展|组织|设立|开设|开办|推出|评选|建立|承办|尝试"
    r"|面向[^,，。]{1,6}举办)了?(?P<noun>[\u4e00-\u9fff“”]{2,20})"
)
_EARLIER = guarded(r"(?:去年|上年|前年|往年|上届|上一届|前两年|历年)(?P<words>[^,，。;\n]{2,24})")
_NEVER = lazy(
    r"从未(?:举?办|组织|开展|有)过|从来没有?|此前(?:从未|没有|尚无|未曾)|(?:往年|以前"
    r"|过去)(?:从未|没有|未曾|都没)|前所未有|填补[^,，。]{0,6}空白|没有先例|第一回"
)
_WITHOUT = lazy(r"没有?|未|无|尚|筹备|准备|计划|只是|不同|改为|类似|其他|比|较")
_MODIFIED = lazy(r"线上|网上|跨|联合|户外|大型|专场|集中|全员|全市|规模")
_FIRST_OF = guarded(
    rf"(?:首|第一)[{_UNITS}](?P<noun>[\u4e00-\u9fff“”]{{2,20}}?)(?:早?[于在]|是|就)?(?P<year>(?:19"
    rf"|20)\d\d)年(?:(?P<month>\d{{1,2}})月)?[^,，。;\n]{{0,14}}"
)
_DATED = guarded(
    r"(?P<name>[\u4e00-\u9fff“”]{2,14})(?:早?[于在]|是|就)?(?P<year>(?:19"
    r"|20)\d\d)年(?:(?P<month>\d{1,2})月)?(?P<deed>[^,，。;、\n]{0,10})"
)
_OPENED = lazy(r"^(?:设立|建成|成立|挂牌|投用|启用|开放|开张|揭牌|建立|设在|开办|已|就)?|$")
_NOT_OPENED = lazy(r"筹|立项|动工|开工|改[建造]|前身|动议|规划|报批|装修|搬|拆|选址|撤|职工|命名")


def _problem(read: ReadText, start: int, end: int, message: str) -> Problem:
    return Problem(read.text[start:end], start, end, "contradiction", "wrong", message)


def _reach(read: ReadText, at: int, far: int = _FAR) -> int:
    """So far behind `at`, within its paragraph."""
    stop = read.plain.find("\n", at)
    return min(stop if stop >= 0 else len(read.plain), at + far)


# Two of what there is only one: 唯一的女调度员 … 两名女调度员.
_TWO = guarded(
    rf"(?P<many>[2-9]|[两二三四五六])[{_UNITS}](?P<noun>[\u4e00-\u9fff]{{2,10}}?)"
    r"(?=[,，。;、(“”和与]|都|均|分别|轮流|共同|一起|$)"
)
_FIRST_EDITION = guarded(
    r"(?:举办|举行|开展|迎来|推出|承办)了?(?:全?[市县区厂矿校院]|公司|集团|街道"
    r"|本[市县区厂校院])?首届(?P<noun>[\u4e00-\u9fff“”]{2,16})"
)


def _only(read: ReadText) -> Iterator[Problem]:
    """唯一的女劳模, and 另一位女劳模."""
    for only in _ONLY.finditer(read.plain):
        for other in _ANOTHER.finditer(read.plain, only.end(), _reach(read, only.end())):
            same = other["noun"].startswith(only["noun"]) or only["noun"].endswith(
                other["noun"][: max(3, len(only["noun"]) - 2)]
            )
            same = same or (_SEX.match(only["noun"]) and other["noun"][0] == only["noun"][0])
            if same and not _OTHER_KIND.search(read.plain[only.end() : other.start()]):
                message = f"既说是唯一的{only['noun']}，又说还有另一个。"
                yield _problem(read, only.start(), other.end(), message)
                break


def _two(read: ReadText) -> Iterator[Problem]:
    """唯一的女调度员, and 两名女调度员 of the same station."""
    for only in _ONLY.finditer(read.plain):
        if len(only["noun"]) < 3:
            continue
        for other in _TWO.finditer(read.plain, only.end(), _reach(read, only.end())):
            between = read.plain[only.end() : other.end()]
            elsewhere = _OTHER_KIND.search(between) or _LEVEL.search(between)
            if other["noun"] == only["noun"] and not elsewhere:
                message = f"既说是唯一的{only['noun']}，又说有{other['many']}个。"
                yield _problem(read, only.start(), other.end(), message)
                break


def _one_did(read: ReadText) -> Iterator[Problem]:
    """仅有一家企业入选示范点, and 两家企业被命名为示范点."""
    for only in _ONE_DID.finditer(read.plain):
        what = bigrams(only["what"])
        for other in _MORE_DID.finditer(read.plain, only.end(), _reach(read, only.end())):
            between = read.plain[only.end() : other.end()]
            wider = _LEVEL.search(between[-len(other.group()) - 8 : -len(other.group())])
            if wider or _GRADES.findall(only["what"]) != _GRADES.findall(other["what"]):
                continue
            same = other["unit"] == only["unit"] and len(what & bigrams(other["what"])) * 2 > len(
                what
            )
            if same and not _OTHER_KIND.search(
                between.replace(only["what"], "").replace(other["what"], "")
            ):
                yield _problem(read, only.start(), other.end(), "既说只有一个，又说不止一个。")
                break


def _first_edition(read: ReadText) -> Iterator[Problem]:
    """今年举办首届女工节, and 去年女工节到场500人."""
    for first in _FIRST_EDITION.finditer(read.plain):
        ahead = re.split("[。;\n]", read.plain[max(0, first.start() - 16) : first.start()])[-1]
        if re.search(r"去年|上年|前年|\d年|曾", ahead):
            continue
        noun = first["noun"].strip("“”")
        for earlier in _EARLIER.finditer(read.plain, first.end(), _reach(read, first.end())):
            words = earlier["words"]
            if noun[-3:] in words and len(noun) > 2 and not _WITHOUT.search(words):
                message = f"既说{first.group()}，又说“{earlier.group()}”。"
                yield _problem(read, first.start(), earlier.end(), message)
                break


def _only_done(read: ReadText) -> Iterator[Problem]:
    """唯一入选的是甲, and 甲、乙同获这一称号."""
    for only in _ONLY_DONE.finditer(read.plain):
        level = _LEVEL.findall(read.plain[max(0, only.start() - 12) : only.start()])
        stop = _reach(read, only.end())
        for pattern in (_ALSO_DONE, _SEVERAL):
            for other in pattern.finditer(read.plain, only.end(), stop):
                clause = re.split("[。;]", read.plain[only.end() : other.start()])[-1]
                levels = _LEVEL.findall(clause)
                if _OTHER_KIND.search(read.plain[only.end() : other.end()]):
                    continue
                if pattern is _SEVERAL and (not level or level[-1:] != levels[-1:]):
                    continue
                yield _problem(read, only.start(), other.end(), "既说是唯一的，又说不止一个。")
                break


def _once(read: ReadText) -> Iterator[Problem]:
    """只组织过一次疗休养, and 第二批疗休养."""
    for once in _ONCE.finditer(read.plain):
        number, noun = value(once["number"].replace("两", "二")), bigrams(once["noun"])
        ahead = read.plain[max(0, once.start() - 20) : once.start()]
        if _OF_EACH.search(ahead[-12:]) or _AS_PLANNED.search(ahead):
            continue
        for later in _LATER.finditer(read.plain, once.end(), _reach(read, once.end())):
            order = value((later["order"] or "二").replace("两", "二"))
            same = (noun & bigrams(later["noun"])) or (not noun and later["unit"] == once["unit"])
            between = read.plain[max(once.end(), later.start() - 20) : later.end()]
            behind = _FELL_THROUGH.match(read.plain, later.end())
            if order > number and same and not behind and not _PLANNED.search(between):
                message = f"既说{once.group()}，又说{later.group()}。"
                yield _problem(read, once.start(), later.end(), message)
                break


def _first_time(read: ReadText) -> Iterator[Problem]:
    """首次举办夏令营,往年从未办过, and 去年夏令营参加的孩子是22名."""
    for first in _FIRST_TIME.finditer(read.plain):
        stop = _reach(read, first.end())
        noun = first["noun"].strip("“”")
        if _MODIFIED.search(noun):
            continue
        never = _NEVER.search(read.plain, first.end(), stop)
        for earlier in _EARLIER.finditer(read.plain, never.end() if never else first.end(), stop):
            words = earlier["words"]
            if _WITHOUT.search(words) or not (bigrams(noun) & bigrams(words)):
                continue
            if noun[-3:] in words and (never or noun in words):
                message = f"既说{first.group()}，又说“{earlier.group()}”。"
                yield _problem(read, first.start(), earlier.end(), message)
                break


def _when(found: re.Match[str]) -> tuple[int, int]:
    return int(found["year"]), int(found["month"] or 0)


def _first_of(read: ReadText) -> Iterator[Problem]:
    """首家服务站于2020年6月设在梅岭, and 双溪街道站2019年3月挂牌."""
    for first in _FIRST_OF.finditer(read.plain):
        noun = first["noun"]
        for other in _DATED.finditer(read.plain, first.end(), _reach(read, first.end())):
            earlier = _when(other) < _when(first) and (
                other["year"] != first["year"] or (other["month"] and first["month"])
            )
            same = noun[-1] == other["name"].rstrip("于在是")[-1] or bigrams(noun) & bigrams(
                other["name"]
            )
            if earlier and same and not _NOT_OPENED.search(other["name"] + other["deed"]):
                message = f"首{noun}写在{first['year']}年，另一处却写在{other['year']}年。"
                yield _problem(read, first.start(), other.end(), message)
                break


def find(read: ReadText) -> list[Problem]:
    """More than the only one, and earlier than the first."""
    rules = (_only, _two, _one_did, _only_done, _once, _first_time, _first_edition, _first_of)
    return [problem for rule in rules for problem in rule(read)]
