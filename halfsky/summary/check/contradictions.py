"""A part above its whole, all resolved with some pending, one thing with two values."""

from __future__ import annotations

import re
from functools import cache

from halfsky.summary.check import evidence
from halfsky.summary.check.evidence import quoted
from halfsky.summary.check.reading import Reading, ReadText
from halfsky.summary.check.report import Problem
from halfsky.summary.check.wording import expand, load

_PENDING = re.compile(
    r"尚有|还有|仍有|剩余|其余|未办结|未结|未建|未整改|未解决|正在(?![进开逐稳])[\u4e00-\u9fff]{2}|在办|未完成|余下|未签|未换|未答复|没有办结|没有解决|仍在|在办"
)
_PENDING_AFTER = re.compile(
    r"^[^,，。;]{0,8}(?:未|尚未|正在|还没|待|没有)[^,，。;]{0,4}(?:办|结|建|签|解决|处理|整改|答复|完成|化解|换|落实|协商|调|参|保|检|收|领)|^(?:仍在|还在|正在|尚在|仍未|尚未)"
)
_DONE_RATE = re.compile(
    r"(?:投保|结|办|解决|整改|化解|调处|处理|答复|签订|组建|建会|覆盖|完成|回复|换届|落实|反馈|参保|参检|体检|调解成功|调解|调成|收缴)[^,，。;]{0,4}率|全部(?:办结|解决|整改|答复|完成|处理)"
)
_ANY_RATE = re.compile(r"(?P<deed>[\u4e00-\u9fff]{2})率[^,，。;]{0,4}$")
_LOOSE_RATE = re.compile(r"(?:满意|合格|及格|优秀|出勤|准确|知晓|达标|好评|通过|优良)率")
_DONE_WORD = re.compile(
    r"(?:得到|予以|已)?(?:办结|结案|解决|整改|化解|调处|处理|答复|签订|建会|覆盖|完成|回复|换届|落实|反馈)"
)
# 两起没有调成, 2人没有缴纳, 1人暂未调离: whatever the rate is of, it is not of these.
_NOT_DONE = re.compile(
    r"^[^。;]{0,20}(?:没有|没|尚未|暂未|仍未|还未|未)(?![来婚成]|必)[\u4e00-\u9fff]"
)


def _hundred(reading: Reading) -> bool:
    return reading.claim.unit == "%" and reading.claim.value == 100 and not reading.claim.approx


def _check_all_done(read: ReadText, reading: Reading) -> Problem | None:
    """办结率100% beside 尚有3件 in the same sentence or the next one."""
    words = reading.before[-14:]
    done = (_DONE_RATE.search(words) or _ANY_RATE.search(words)) and not _LOOSE_RATE.search(words)
    if not _hundred(reading) or not (done or _DONE_WORD.match(reading.after)):
        return None
    for other in read.around(reading, 0, 3):
        if not _speaks_on(read, reading, other) or _another_rate(read, reading, other):
            continue
        if other is reading or not evidence.is_count(other) or other.claim.value <= 0:
            continue
        if other.sentence.paragraph != reading.sentence.paragraph or (
            other.claim.mode == "plan" and not _PENDING.search(other.before)
        ):
            continue
        if _is_left(reading, other) and not _left_of_all(read, reading, other):
            message = f"文中说{quoted(reading)}，却还有{quoted(other)}没有办完。"
            involved = sorted([reading, other], key=lambda item: item.start)
            return evidence.finding(read, "contradiction", "wrong", involved, message)
    return None


def _is_left(reading: Reading, other: Reading) -> bool:
    """Whether a number says what has not been done; of a rate's own deed in any words."""
    known = _DONE_RATE.search(reading.before[-14:]) or _DONE_WORD.match(reading.after)
    if known and (_PENDING.search(other.before) or _PENDING_AFTER.search(other.after)):
        return True
    rate = _ANY_RATE.search(reading.before[-14:])
    words = other.tail[:30]
    return bool(rate and _NOT_DONE.match(words) and any(sign in words for sign in rate["deed"]))


def _left_of_all(read: ReadText, reading: Reading, other: Reading) -> bool:
    """隐患213条,整改207条;其中38条,整改率100%。未整改的6条: left of a larger whole."""
    counts = [r for r in evidence.before(read, reading, 1) if evidence.same_unit(r, other)]
    if "其中" not in "".join(count.lead for count in counts[2:]):
        return False
    return any(
        (whole.interval - done.interval).meets(other.interval)
        for at, whole in enumerate(counts)
        for done in counts[at + 1 :]
        if whole.interval.low > done.interval.high
    )


def _another_rate(read: ReadText, reading: Reading, other: Reading) -> bool:
    """Whether a rate short of a hundred stands between: what is pending belongs to that one."""
    return any(
        reading.end <= between.start < other.start
        and evidence.is_portion(between)
        and between.claim.value < 100
        for between in read.around(reading, 0, 3)
    )


def _speaks_on(read: ReadText, reading: Reading, other: Reading) -> bool:
    """Whether `other` can still speak of what the rate counted.

    In the next sentence only its first number can; farther off it must name the same things.
    """
    apart = other.sentence.index - reading.sentence.index
    first = other is read.groups[other.sentence.index][0]
    if apart <= 1 or not first:
        return apart == 0 or first
    counted = [
        one for one in evidence.in_sentence(read.readings, reading) if one.kind == other.kind
    ]
    named = evidence.bigrams(re.sub(r"[^\u4e00-\u9fff]", "", other.after[:10]))
    sentence = read.plain[reading.sentence.start : reading.end]
    object_named = len(other.after) > 2 and other.after[:2] in sentence
    return bool(counted) and (object_named or sum(pair in sentence for pair in named) >= 2)


_ALL_DONE = re.compile(
    r"(?:全部|均已|都已|均|件件)(?:得到)?(?:按期)?(?:办结|解决|整改|答复|完成|处理|化解|签订|建立|换届)"
)


def _check_all_words(read: ReadText, group: list[Reading]) -> Problem | None:
    """全部办结 beside 还有2件 in one sentence."""
    sentence = group[0].sentence
    done = _ALL_DONE.search(read.plain, sentence.start, sentence.end)
    if not done:
        return None
    for reading in group:
        pending = _PENDING.search(reading.before) or _PENDING_AFTER.search(reading.after)
        if reading.start > done.end() and pending and reading.claim.value > 0:
            message = f"文中说“{done.group()}”，却还有{quoted(reading)}没有办完。"
            quote = read.text[done.start() : reading.end]
            return Problem(quote, done.start(), reading.end, "contradiction", "wrong", message)
    return None


@cache
def _order_rules() -> list[tuple[re.Pattern[str], re.Pattern[str], str]]:
    rules = load("words.toml")["never_larger"]
    return [
        (re.compile(expand(rule["part"])), re.compile(expand(rule["whole"])), rule["grade"])
        for rule in rules
    ]


def ordered(part: Reading, whole: Reading) -> bool:
    """Whether words of the field say that `part` is never more than `whole`."""
    return any(
        part_re.search(part.words)
        and whole_re.search(whole.words)
        and not part_re.search(whole.words)
        for part_re, whole_re, _ in _order_rules()
    )


# What came in during the year is no whole.
_FLOW = re.compile(r"新增|净增|年内新")


def _check_order(read: ReadText, group: list[Reading]) -> list[Problem]:
    """Pairs such as 应建 and 已建 in one sentence, where the second may not be the larger."""
    found = []
    for part_re, whole_re, grade in _order_rules():
        parts = [reading for reading in group if part_re.search(reading.words)]
        wholes = [
            reading
            for reading in group
            if whole_re.search(reading.words)
            and not part_re.search(reading.words)
            and not _FLOW.search(reading.words)
        ]
        problem = _first_excess(read, group, parts, wholes, grade)
        if problem:
            found.append(problem)
    return found


def _first_excess(
    read: ReadText,
    group: list[Reading],
    parts: list[Reading],
    wholes: list[Reading],
    grade: str,
) -> Problem | None:
    for part in parts:
        for whole in wholes:
            comparable = evidence.same_unit(part, whole) and part.claim.mode == whole.claim.mode
            if not comparable or part.interval.low <= whole.interval.high:
                continue
            if not evidence.slipped(part.interval, whole.interval, evidence.EXCESS):
                continue
            apart = group.index(part) - group.index(whole)
            if not (apart == -1 or 1 <= apart <= 3) or "面试" in part.words:
                continue
            message = f"{_named(part)}多于{_named(whole)}。"
            if grade == "doubtful":
                message = f"{_named(part)}多于{_named(whole)}，口径可能不同，请核实。"
            involved = sorted([part, whole], key=lambda item: item.start)
            return evidence.finding(
                read,
                "contradiction",
                "wrong" if grade == "wrong" else "doubtful",
                involved,
                message,
            )
    return None


def _named(reading: Reading) -> str:
    return f"“{reading.claim.label[-10:]}”{quoted(reading)}"


_FILLER = re.compile(
    r"[我全本]?[市县区省镇矿院校厂](?!总)|各级|工会组织|工会|共计|合计|共|累计|先后|已经|已|现有|有|了|的|我们|目前|截至|截止|达到|达|为|今年|上半年|下半年|全年|以来|年度|\d{4}年|[,，、;:()\s“”\"]|至|到|约|近|各类|各种|本年|一年来|半年来|总共|总计|\d+月份?|底|末|期间|个"
)


def bare_words(words: str) -> str:
    """A label without fillers such as 全市, 共, 已."""
    return _FILLER.sub("", words)


_CONTRACTS = "rights.special_contracts"
_COVERED = "organising.employers_covered"


def _check_contracts(read: ReadText) -> list[Problem]:
    """More enterprises under contract than covered by an organisation: possible, worth a look."""
    contracts = [
        r for r in read.readings if r.claim.figure == _CONTRACTS and r.claim.unit in {"家", "份"}
    ]
    covered = [r for r in read.readings if r.claim.figure == _COVERED and r.claim.mode == "result"]
    for part, whole in ((p, w) for p in contracts[:8] for w in covered[:8]):
        if part.interval.low > whole.interval.high and part.claim.mode == "result":
            message = f"签订合同的{quoted(part)}多于女职工组织覆盖的{quoted(whole)}，请核实。"
            return [evidence.finding(read, "contradiction", "doubtful", [whole, part], message)]
    return []


_NONE = re.compile(
    r"(?:没有发生|未发生|没有出现|未出现|没有收到)(?:过)?(?:一|任何)?(?:起|件|例|宗|次)?(?:[\u4e00-\u9fff]{0,4}?)(?P<what>投诉|信访|上访|事故|举报|纠纷|争议)"
)


def _check_none(read: ReadText) -> list[Problem]:
    """没有发生一起投诉 beside 收到投诉9件."""
    found = []
    for none in _NONE.finditer(read.plain):
        what = none["what"]
        for reading in read.readings:
            told = what in reading.before[-6:] or reading.after.startswith(what)
            if not told or reading.kind != "case" or reading.claim.mode != "result":
                continue
            if reading.claim.value > 0 and not re.search(r"去年|上年|减少|下降", reading.lead):
                message = f"文中说“{none.group()}”，却有{what}{quoted(reading)}。"
                found.append(
                    Problem(
                        read.text[reading.start : reading.end],
                        reading.start,
                        reading.end,
                        "contradiction",
                        "wrong",
                        message,
                    )
                )
                break
    return found


def find(read: ReadText) -> list[Problem]:
    """Pairs of numbers that cannot both be true."""
    problems = [problem for reading in read.readings if (problem := _check_all_done(read, reading))]
    for group in read.by_sentence().values():
        problems += _check_order(read, group)
        problems += [found] if (found := _check_all_words(read, group)) else []
    problems += _check_none(read)
    problems += _check_contracts(read)
    return problems
