"""超额完成 of a target that was not reached, and 未完成 of one that was."""

from __future__ import annotations

import itertools
import re

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_OVER = guarded(
    r"(?:超额|超计划|超目标|超任务)(?:完成|实现|达成)?"
    r"|(?:超过|突破|超出)了?(?:年初|年度|全年|既定|预定|原定|上级)?(?:下达的?)?(?:目标|任务|计划|指标)"
)
_REACHED = guarded(
    r"(?:足额|全额|全数)(?:收缴|到位|拨付|上缴|缴纳|收取)(?=[,，。;]|$)|提前[^,，。;\n]{0,6}完成了?(?:全年|年度)?(?:目标|任务|计划|指标)(?!的)"
    r"|(?:如期|圆满|全面|顺利|提前|全部|按期|按时|胜利|高质量)(?:完成|实现|达成)了?(?:年初|年度|全年|当年|既定|预定|原定|上级)?"
    r"(?:确定|下达|制定)?的?(?:各项)?(?:目标|任务|计划|指标)(?!的)"
)
# 超额完成了|年初确定的12家目标
_ITS_TARGET = lazy(
    r"^了?(?:年初|年度|全年|当年|既定|预定|原定|上级|我们)?(?:确定|下达|制定|提出|定下|给出)?的?$"
)
_OF_TARGET = lazy(r"^的?(?:年度|全年|建设|工作)?(?:目标|任务|计划|指标)")
_WORDS_BEFORE_TARGET = guarded(r"(?:超额|如期|圆满|全面|顺利|提前|按期|按时)(?:完成|实现|达成)")
_LATER = lazy(
    r"明年|后年|[三五两]年|到20\d\d|底前|半年|季度|[一二三四五六七八九十\d]月|截至|目前|阶段"
)
_UNDER = guarded(
    r"(?:未|没有?|尚未|还没|未能)(?:能)?(?:完成|达到|达成|实现)(?:年初|年度|全年|既定|预定)?(?:的)?(?:目标|任务|计划|指标)?(?=[,，。;、)\n]|$)"
)
_TARGET = lazy(
    r"目标|任务|计划|指标|承诺|要求|下达|应(?![急邀聘])|(?<![模虚])拟|原定|预定|预计|定下|年初定|责任书|许诺|答应"
)
_OWN_TARGET = lazy(r"^的?(?:年度|全年|建设|工作)?(?:目标|任务|计划|指标)数?[,，]")
_DONE = lazy(r"实际|实|已|完成|办|做|建|达到?|到位|有|了|共|培训|举办|发展|新")
_NO = lazy(r"[未没不]|力争|争取|确保|计划|将|要(?!求)|希望|预计|如|若|能否|是否")

# 到年底有6项超额完成、2项如期完成: so many of the targets.
_SOME_OF_THEM = lazy(r"(?:(?<![实现已共还])有|其中)$")


def _pair(read: ReadText, at: int) -> tuple[Reading, Reading] | None:
    """The target and what was done, the two counts right before `at`."""
    here = next((one for one in read.sentences if one.start <= at < one.end), None)
    group = read.by_sentence().get(here.index, []) if here else []
    near = [one for one in group if one.end <= at and evidence.is_count(one)]
    if len(near) < 2 or at - near[-1].end > 20:
        return None
    target, done = near[-2:]
    if not evidence.same_unit(target, done) or target.claim.approx or done.claim.approx:
        return None
    aimed = _TARGET.search(target.lead[-24:]) or _TARGET.search(target.after[:8])
    own = _OWN_TARGET.sub("", done.lead)
    if not aimed or _TARGET.search(own) or not _DONE.search(done.lead):
        return None
    return target, done


def _problem(read: ReadText, word: re.Match[str], over: bool) -> Problem | None:
    pair = _pair(read, word.start())
    if pair is None:
        return None
    target, done = pair
    if _SOME_OF_THEM.search(done.before):
        return None
    between = read.plain[done.end : word.start()]
    if re.search("[。;!?\n]|[或均都]|全部", between) or (over and _NO.search(between[-8:])):
        return None
    short = done.interval.high < target.interval.low
    if over and word.group().startswith("超"):
        short = done.interval.high <= target.interval.low
    reached = done.interval.low >= target.interval.high
    if not (short if over else reached):
        return None
    sign = ("不多于" if word.group().startswith("超") else "少于") if over else "不少于"
    message = f"完成{quoted(done)}，{sign}目标{quoted(target)}，文中“{word.group()}”，对不上。"
    quote = read.text[target.start : word.end()]
    return Problem(quote, target.start, word.end(), "rate_mismatch", "wrong", message)


def _reached(read: ReadText, word: re.Match[str]) -> Problem | None:
    """计划600人,实际560人,圆满完成全年任务."""
    pair = _pair(read, word.start())
    if pair and (_LATER.search(pair[0].lead[-24:]) or _LATER.search(pair[1].lead)):
        return None
    return _problem(read, word, True)


def _before_target(read: ReadText, word: re.Match[str]) -> Problem | None:
    """建成10家,超额完成了年初确定的12家目标."""
    for group in read.groups.values():
        for done, target in itertools.pairwise(group):
            between = read.plain[word.end() : target.start]
            if not done.end <= word.start() < target.start or word.start() - done.end > 6:
                continue
            fits = _ITS_TARGET.match(between) and _OF_TARGET.match(target.after)
            if not fits or not evidence.same_unit(done, target) or done.claim.approx:
                return None
            if done.interval.high >= target.interval.low or _TARGET.search(done.lead):
                return None
            message = (
                f"完成{quoted(done)}，少于目标{quoted(target)}，文中“{word.group()}”，对不上。"
            )
            return evidence.finding(read, "rate_mismatch", "wrong", [done, target], message)
    return None


def find(read: ReadText) -> list[Problem]:
    """What is said of a target and refuted by the two numbers before it."""
    over = [_problem(read, word, True) for word in _OVER.finditer(read.plain)]
    under = [_problem(read, word, False) for word in _UNDER.finditer(read.plain)]
    reached = [_reached(read, word) for word in _REACHED.finditer(read.plain)]
    before = [_before_target(read, word) for word in _WORDS_BEFORE_TARGET.finditer(read.plain)]
    return [problem for problem in (*over, *under, *reached, *before) if problem]
