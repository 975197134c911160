"""Who is said to be first, next or last, against the numbers listed: 东片46家,南片52家,东片最多."""

from __future__ import annotations

import re

from halfsky.summary.check.clues import evidence, named_values
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.named_values import Named
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText

SCOPE = (
    r"(?:(?:全[\u4e00-\u9fff]{1,2}|各[\u4e00-\u9fff]{1,4}|历年|历届|历次|历史|近年|全年|当年"
    r"|[一二两三四五六七八九十]{1,2}[个类项种家大][\u4e00-\u9fff]{1,3}|所有[\u4e00-\u9fff]{2,4})(?:中|里|之)?)?"
)
_STANDS = r"(?:位居|高居|稳居|居于?|名列|位列|排在|排名|排|列|占据?)"
FIRST = (
    rf"(?:{SCOPE}之?最[多高大](?!限|[\u4e00-\u9fff]?分)"
    rf"|{_STANDS}{SCOPE}(?:之首|第一|首位?|榜首|头名)|{SCOPE}并列第一"
    rf"|独占鳌头|拔得头筹|(?:为|达到?|是|创){SCOPE}的?(?:峰值|最?高峰|新高))"
)
LAST = (
    rf"(?:{SCOPE}之?最[少低小](?!限|[\u4e00-\u9fff]?分)|垫底"
    rf"|{_STANDS}{SCOPE}(?:末位?|最后|倒数第一)|(?:为|是|创|达到?){SCOPE}的?(?:低谷|谷底|新低))"
)
NEXT = rf"(?:{_STANDS}{SCOPE}第(?P<place>[二三四两]))"
_CLAIM = guarded(
    rf"(?P<said>[^,，。;、:()\n]{{2,24}}?)(?:(?P<first>{FIRST})|(?P<last>{LAST})|{NEXT})(?![的一])"
)
# 最多的是东片: the name behind.
_CLAIM_OF = guarded(
    r"(?<![\u4e00-\u9fff])(?P<measure>[\u4e00-\u9fff]{0,6}?)(?:(?P<first>最[多高大]的?|高峰出现|高峰|峰值|(?:排在?|列|居)第一位?的?|居首位?的)|(?P<last>最[少低小]的?|低谷|谷底|垫底的))"
    r"(?:单位|部门|车间|街道|季度|月份|年份|镇|乡|厂|班组|区县|分会|行业|类别)?"
    r"(?:是|为|在|当属|要数|当数)(?P<said>[^,，。;、:()\n\d]{2,10})(?=[,，。;、:()\n\d]|$)"
)
# 后勤仅次于教学
_CLAIM_NEXT = guarded(
    r"(?P<said>[^,，。;、:()\n]{2,16}?)仅次于(?P<other>[\u4e00-\u9fff]{2,8})(?=[,，。;、:()\n]|$)"
)
# 城东获评7名|,数量居各街道之首
_BEHIND = guarded(
    r"(?:[,，(](?:[\u4e00-\u9fff]{2,6}[,，])?|(?<=[\u4e00-\u9fff%])(?=位居|排名|居|名列|列))(?P<measure>(?:数量|人数|人次|场次|件数|户数|份数|总数|总量|参[\u4e00-\u9fff]率|占比|比例)?)(?:也|均|又|仍|都)?"
    rf"(?:是|为|达到?|在(?:[\u4e00-\u9fff]{{2,4}}(?=[排列居位名]))?|(?=[排并居位高稳名列创垫历]))(?:(?P<first>{FIRST})|(?P<last>{LAST})|{NEXT})(?![的一])"
    r"(?![^,，。;:\n]{0,8}\d)"
)
# What stands between a name and 最多 and tells no other thing.
_EMPTY = lazy(
    r"[(（][^()（）]{1,6}[)）]|(?:在|这)?[一二三四五六七八九十两\d]{1,3}[个类项种家镇厂区县季月年][\u4e00-\u9fff]{0,6}[中里]"
    r"|各[\u4e00-\u9fff]{1,4}[中里]|(?:工作|总体|整体)?呈?现?[“\"][^”\"]{2,6}[”\"]"
    r"|数量|人数|家数|户数|场次|次数|件数|份数|金额|总量|比例|占比|比重|所占|其中|可见|显然|说明|但|而|从[^,]{0,6}看|在[\u4e00-\u9fff\d]{1,8}中|以"
    r"|[的数率量份为是也又均都则还仍组类占与和同跟及]|我[区市县镇厂校]|街道|片区|科室|车间|分会|分校|街|镇|乡|区|县"
)
_RATE = lazy(r"率|比例|占比|比重|百分")
_SHARE = lazy(r"占比|比重|比例$")
_PER = lazy(r"[人户场家均]均|平均|增[幅长加]|减[幅少]|降幅|进步|变化|差距|[上同去]年|比")
_ENDING = lazy(r"(?:街道|社区|车间|分会|公司|工会|集团|[镇乡村县区市厂部类科片站校局])$")
_UNITS = {
    "人数": "人名位",
    "场次": "场期次",
    "户数": "户",
    "件数": "件起",
    "份数": "份",
    "家数": "家",
    "金额": "元万元千元",
}
# So far a list may stand from a word that names one of its members.
_FARTHEST = 260
# So many may be counted ahead of a list: 参与率最高的三家分别为….
_LISTED = 10


def stem(name: str) -> str:
    """The name without the common word at its end: 城东 of 城东街道."""
    short = _ENDING.sub("", name)
    return short if len(short) > 1 else name


def members(run: list[Named], said: str) -> list[Named]:
    """Those of a list that the words name."""
    full = [one for one in run if one.name in said]
    return full or [one for one in run if not one.is_time and stem(one.name) in said]


def _fits(run: list[Named], said: str) -> bool:
    """Whether a list is of the measure that the words name."""
    first = run[0].reading
    share = bool(_SHARE.search(said))
    if not share and evidence.is_portion(first) != bool(_RATE.search(said)):
        return False
    return all(first.claim.unit in units for word, units in _UNITS.items() if word in said)


def _near(read: ReadText, run: list[Named], word: re.Match[str]) -> bool:
    """Whether a list stands in the paragraph of the word, or in the lines right before it."""
    start, end = named_values.span_of(run)
    first, last = sorted((start, word.start()))
    between = read.plain[min(end, word.start()) : max(start, word.start())]
    return last - first <= _FARTHEST and between.count("\n") <= (
        1 if "\n" in _listed(read, run) else 0
    )


def _listed(read: ReadText, run: list[Named]) -> str:
    return read.plain[run[0].reading.sentence.start : run[-1].reading.end]


def _of_list(read: ReadText, run: list[Named], word: re.Match[str], rest: str) -> bool:
    """Whether a list is of what the words name: told ahead of it, or right behind the words."""
    start, end = named_values.span_of(run)
    if end <= word.start():
        return rest in _listed(read, run)
    between = read.plain[word.end() : start]
    named = run[0].name in between[-len(run[0].name) - 6 :]
    plain = re.sub(r"[,，:。;\s]|其中|分别[是为]|依次[是为]", "", between)
    return rest in between or (named and plain.startswith(run[0].name))


def _clause_before(read: ReadText, run: list[Named], word: re.Match[str]) -> str:
    """挡车工报名最踊跃,|人数最多: who is named at the head of the clause before."""
    found = _CLAUSE.search(read.plain, max(0, word.start() - 24), word.start())
    if not found or not word["said"] or _EMPTY.sub("", word["said"]):
        return ""
    clause = re.sub(r"^[^,，。;:、\n]*?[中里]", "", found["clause"])
    named = [one.name for one in run if clause.startswith(one.name)]
    return named[0] if named else ""


_CLAUSE = lazy(r"(?:^|[,，。;:\n])(?P<clause>[^,，。;:、\d\n]{2,20})[,，、]$")


# 参与率最高的是甲,最低的是乙: the second is by the rate too.
_RATED = lazy(r"率最[高低][^,，。;]{0,8}[,，]$")


def _meant(read: ReadText, run: list[Named], word: re.Match[str]) -> list[Named]:
    """Those of a list that are said to stand at that place."""
    said = word["said"]
    named = members(run, said)
    if not named:
        said = _clause_before(read, run, word) + said
        named = members(run, said)
    said = word.groupdict().get("measure", "") + said
    if not named or not _fits(run, said) or not _near(read, run, word):
        return []
    if _RATED.search(read.plain, max(0, word.start() - 20), word.start()):
        return []
    rest = said
    for one in named:
        rest = rest.replace(one.name if one.name in rest else stem(one.name), "", 1)
    rest = _EMPTY.sub("", rest)
    if (rest and not _of_list(read, run, word, rest)) or _PER.search(rest):
        return []
    after = read.plain[word.end() : word.end() + 8]
    told = re.match(r"^[,，(]?(?:为|是|有|达|共)?\d[\d.,]{0,6}(?![\d.,年月])", after)
    return [] if told and named[0].reading.shown not in after else named


def beyond(run: list[Reading], one: Reading, word: re.Match[str]) -> list[Reading]:
    """The others that stand where the word says that this one does."""
    value = one.interval
    groups = word.groupdict()
    if groups.get("last"):
        return [it for it in run if it.interval.high < value.low]
    greater = [it for it in run if it.interval.low > value.high]
    place = {"二": 2, "两": 2, "三": 3, "四": 4}.get(groups.get("place") or "", 1)
    return greater if len(greater) >= place else []


def _refuted(read: ReadText, run: list[Named], word: re.Match[str]) -> Problem | None:
    named = _meant(read, run, word)
    others = [other.reading for other in run]
    for one in named:
        worse = beyond(others, one.reading, word)
        if worse:
            said = word.group().strip()
            own = f"“{one.name}”是{quoted(one.reading)}"
            message = f"文中说“{said}”，列出的却有{quoted(worse[0])}，{own}。"
            return named_values.claim_refuted(read, word.span(), others, message)
    return None


def _claimed(read: ReadText, runs: list[list[Named]], word: re.Match[str]) -> Problem | None:
    """X最多, where another is more in each list that may be meant."""
    meant = [run for run in runs if _meant(read, run, word)]
    found = [_refuted(read, run, word) for run in meant]
    return found[-1] if found and all(found) else None


def _second(read: ReadText, run: list[Named], word: re.Match[str]) -> Problem | None:
    """后勤仅次于教学, where a third has more than 后勤, or 教学 has less."""
    one, other = members(run, word["said"]), members(run, word["other"])
    if len(one) != 1 or len(other) != 1 or not _meant(read, run, word):
        return None
    value, before = one[0].reading.interval, other[0].reading.interval
    more = [it for it in run if it is not other[0] and it.reading.interval.low > value.high]
    worse = more[0].reading if more else other[0].reading if before.high < value.low else None
    if worse is None:
        return None
    own = f"“{one[0].name}”是{quoted(one[0].reading)}"
    message = f"文中说“{word.group()}”，列出的却有{quoted(worse)}，{own}。"
    return named_values.claim_refuted(read, word.span(), [it.reading for it in run], message)


_VALUE_AFTER = lazy(r"^[,，(]?(?:也)?(?:为|是|有|达到?|共|共有)?$")


def _valued(read: ReadText, runs: list[list[Named]], word: re.Match[str]) -> Problem | None:
    """二分会最多,有86人,一分会有104人: the value of the named one is told behind the word."""
    own = next((one for one in read.readings if one.start >= word.end()), None)
    rated = bool(_RATE.search(word.groupdict().get("measure") or word["said"]))
    if own is None or rated != evidence.is_portion(own):
        return None
    if not _VALUE_AFTER.match(read.plain[word.end() : own.start]):
        return None
    for run in runs:
        first = run[0].reading
        told = read.readings[read.readings.index(own) + 1 :][:1]
        siblings = all(one.name[-1] == word["said"].strip()[:8][-1:] for one in run)
        named = any(one.is_time or stem(one.name)[-1:] in word["said"] for one in run[:1])
        if told != [first] or first.claim.unit != own.claim.unit or "其中" in first.lead:
            continue
        if word["last"] and not (siblings or named):
            continue
        worse = beyond([one.reading for one in run], own, word)
        if worse:
            message = f"文中说“{word.group()}”，是{quoted(own)}，列出的却有{quoted(worse[0])}。"
            others = [one.reading for one in run]
            return named_values.claim_refuted(read, word.span(), [own, *others], message)
    return None


_OF_TIMES = lazy(r"历年|历届|历次|全年|当年|各[年月季届]")
_TIED = lazy(r"其[他它余]|此前|之前|以前|分[年月季]|历年|各")
_MEASURED = lazy(r"[\u4e00-\u9fff]{2}$")


def _of_one(read: ReadText, run: list[Named], own: Reading, word: re.Match[str]) -> bool:
    """Whether a list is of what the number right before the word counts."""
    if run[0].reading.claim.unit != own.claim.unit or not _near(read, run, word):
        return False
    same = [one for one in run if one.reading is own]
    name = named_values.name_of(own)
    if same or any(one.name == name for one in run):
        return bool(same) or any(
            one.name == name and one.reading.interval.meets(own.interval) for one in run
        )
    timely = bool(_OF_TIMES.search(word.group()))
    if run[0].is_time != timely or (word["last"] and not timely):
        return False
    between = read.plain[word.end() : run[0].reading.start]
    deed = _MEASURED.search(own.before.strip())
    linked = bool(_TIED.search(between)) or bool(deed and deed.group() in between)
    alone = all(
        one.claim.value < _LISTED or not word.end() <= one.start < run[0].reading.start
        for one in read.readings
    )
    return bool(between) and alone and linked


def _tells_of_whole(run: list[Named], own: Reading) -> bool:
    """收到164条,采用73条,石鼓街道采用15条: what its name ends with is of all places."""
    names = [one.name for one in run if one.reading is own]
    return any(name.endswith(one.name) for name in names for one in run if one.name != name) or any(
        re.search(r"各(?![界地类])|全[市县区厂校院局镇]", one.name) for one in run
    )


def _behind(read: ReadText, runs: list[list[Named]], word: re.Match[str]) -> Problem | None:
    """城东获评7名,数量居各街道之首;河湾8名."""
    own = next((one for one in read.readings if one.end == word.start()), None)
    if own is None or _PER.search(word["measure"]):
        return None
    for run in runs:
        if not _of_one(read, run, own, word) or _tells_of_whole(run, own):
            continue
        others = [one.reading for one in run]
        worse = beyond(others, own, word)
        if worse:
            said = word.group().lstrip(",，(")
            message = f"文中说{quoted(own)}“{said}”，列出的却有{quoted(worse[0])}。"
            return named_values.claim_refuted(read, word.span(), [own, *others], message)
    return None


_MORE = guarded(
    r"(?P<one>[\u4e00-\u9fff]{2,10})(?:明显|略|远|大大)?(?:(?P<more>多于|高于|超过|大于)|(?P<less>少于|低于|不及|小于))(?P<other>[\u4e00-\u9fff]{2,6})(?=[,，。;:])"
)


def _compared(read: ReadText, group: list[Reading], word: re.Match[str]) -> Problem | None:
    """新签21份,续签63份。可以看出,新签多于续签."""
    rate = bool(_RATE.search(word["one"]))
    alike = [
        one for one in group if evidence.is_portion(one) == rate and not _TOLD.search(one.lead)
    ]
    named = [(_last_words(one), one) for one in alike]
    one = [it for name, it in named if name and _is_named(name, word["one"])]
    other = [it for name, it in named if name and word["other"].startswith(name)]
    if len(one) != 1 or len(other) != 1 or one[0].claim.unit != other[0].claim.unit:
        return None
    first, second = one[0], other[0]
    more = first.interval.low > second.interval.high
    less = first.interval.high < second.interval.low
    if not (less if word["more"] else more):
        return None
    message = f"文中说“{word.group()}”，列出的却是{quoted(first)}和{quoted(second)}。"
    return named_values.claim_refuted(read, word.span(), (first, second), message)


_TOLD = lazy(r"去年|上年|计划|目标")
_COMPARED = lazy(
    r"^(?:的|参加|参加的|走访|报名)?(?:人数|人次|场次|户数|件数|数量|[\u4e00-\u9fff]{2}率)?$"
)


def _is_named(name: str, words: str) -> bool:
    """Whether the words are the name, or the name and what is compared: 下半年走访户数."""
    if words.endswith(name):
        return True
    return words.startswith(name) and bool(_COMPARED.match(words[len(name) :]))


def _last_words(one: Reading) -> str:
    """The name right before a number, of two characters or more."""
    words = re.split(r"[,，、;:。]|其中", one.lead)[-1]
    found = re.search(r"^(?P<name>[\u4e00-\u9fff]{2,6})$", words)
    return (
        found["name"]
        if found and not words.endswith(("为", "有", "是", "走访"))
        else named_values.name_of(one)
    )


def _groups_before(read: ReadText, at: int) -> list[list[Reading]]:
    """The numbers of the sentence that a place is in, and of the one before it."""
    here = next((one for one in read.sentences if one.start <= at < one.end), None)
    if here is None:
        return []
    near = [read.groups.get(index, []) for index in (here.index - 1, here.index)]
    same = [[one for one in group if one.sentence.paragraph == here.paragraph] for group in near]
    return [group for group in same if group]


def find(read: ReadText) -> list[Problem]:
    """Ranks that the numbers refute."""
    words = [*_CLAIM.finditer(read.plain), *_CLAIM_OF.finditer(read.plain)]
    behind, seconds = list(_BEHIND.finditer(read.plain)), list(_CLAIM_NEXT.finditer(read.plain))
    runs = named_values.named_lists(read, 2) if words or behind or seconds else []
    found = [_claimed(read, runs, word) for word in words]
    found += [_valued(read, runs, word) for word in words]
    found += [_behind(read, runs, word) for word in behind]
    found += [_second(read, run, word) for word in seconds for run in runs]
    for word in _MORE.finditer(read.plain):
        found += [_compared(read, group, word) for group in _groups_before(read, word.start())]
    return [problem for problem in found if problem]
