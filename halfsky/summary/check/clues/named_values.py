"""Lists of named values: 东片46家,南片52家; 2022年135人,2023年128人; 大坝镇340人(上年298人)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_ORDINAL = r"[一二三四五六七八九十]{1,3}"
_TIME = (
    rf"\d{{4}}年度?|[前去今当]年|[上本]年度?|(?:\d{{1,2}}|{_ORDINAL})月份?|第?{_ORDINAL}季度?|[上下]半年"
    rf"|第(?:{_ORDINAL}|\d{{1,2}})(?:年|届|期|批|次|轮|周|天|场|个月)|周[一二三四五六日]|[上本]月|[首末](?:场|期|批|届|次|轮|季)"
)
_AGE = r"(?:\d{1,2}岁?[至到-])?\d{1,2}周?岁(?:及?以[上下])?"
TIME = lazy(rf"(?:{_TIME})$")
_LABEL = lazy(
    r"(?:^|[,，、;。:()（\s“”|]|其中|分别[是为]|[而但](?=\d)|[由从到至](?=[\d一二三四第]))"
    rf"(?P<name>{_TIME}|{_AGE}(?=[的者组段]{{0,2}}$)|\d{{1,2}}(?:号|#|车间|班|组)[\u4e00-\u9fff]{{0,4}}|[A-Z]?[\u4e00-\u9fff]{{2,8}})[的者组段]{{0,2}}$"
)
_VERBS = lazy(
    r"(?:[\u4e00-\u9fff]{2,3}率|(?<=[年月度])[建办收签评发的]|每[人户家个名班]|共|有|为|是|达到?|出资|走访|约|占|各|也|则|只|仅|已|就|均|分到|获评|获得?|领取|领到"
    r"|(?:完成|新建|建成|来访|办结|报送|上报|提交|接待|参加|参保|报名|新增|发展|举办|开展|签订|培训|慰问|帮扶"
    r"|受理|调解|发生|查出|收到|支出|捐出?|借阅|接到|发放|评出|推荐|实现|增至|降至|减至|升至|增加?到|下?降到|减少?到)了?"
    r"|人数|场次|次数|件数|户数|数量|数)+$"
)
_EDGE = ' “”"|:\t'
_NO_NAME = lazy(
    r"[比较多少增减超未最差落]|每人|当选|合计|共计|总计|小计|[加合]起来|加在一起|合在一起|相加|平均|其他|其它|其余|累计|目标|计划|任务|标准|预算|同期|^其中|^(?:全|各|每|另)|[控在不]|[\u4e00-\u9fff]的[\u4e00-\u9fff]"
)
_OPENS = lazy(r"^(?:其中|分别[是为]|依次[是为]|[是为即如由有])")
_AND = lazy(r"\s?[,，、]?\s?共?计?\s?")
_WITHIN = lazy(r"其中|分[为成]|包括")
_GOES_ON = lazy(r"^\)?\s?(?:[,，、;；|]|[到至](?=[\d一二三四第]))")


class Named(NamedTuple):
    """A number of a list, the name it stands behind, and what stands in brackets after it."""

    name: str
    reading: Reading
    aside: Reading | None = None

    @property
    def is_time(self) -> bool:
        """Whether it is named after a year, a month, a quarter."""
        return bool(TIME.fullmatch(self.name))


def name_of(one: Reading) -> str:
    """The name right before a number, without what was done: 城东街道 of 城东街道获评7名."""
    words = _VERBS.sub("", one.lead[-40:].rstrip(_EDGE))
    found = _LABEL.search(words.rstrip(_EDGE))
    name = _OPENS.sub("", found["name"]) if found else ""
    return name if len(name) > 1 and not _NO_NAME.search(name) else ""


def _is_aside(one: Reading) -> bool:
    return one.lead.rfind("(") > one.lead.rfind(")")


def _named(readings: list[Reading]) -> list[tuple[str, Reading]]:
    """Each number and its name, which a second one right behind the first shares (4场、320人次)."""
    named: list[tuple[str, Reading]] = []
    for one in readings:
        name = name_of(one)
        last = named[-1] if named else None
        if last and not name and _AND.fullmatch(one.lead) and last[1].claim.unit != one.claim.unit:
            name = last[0]
        named.append((name, one))
    return named


def _goes_on(run: list[Named], name: str, one: Reading) -> bool:
    """Whether a named number is the next of the run."""
    last = run[-1].reading
    joined = (
        bool(_GOES_ON.match(one.lead))
        if one.sentence.index == last.sentence.index
        else one.sentence.index == last.sentence.index + 1
        and one.lead.strip(_EDGE) == name
        and not name.endswith("的")  # 住宿23件。当年办结的88件: of all of them
        and "其中" not in run[0].reading.lead
    )
    apart = any(name == other.name for other in run) or bool(_WITHIN.search(one.lead))
    return joined and not apart and bool(TIME.fullmatch(name)) == run[-1].is_time


def _runs(named: list[tuple[str, Reading]]) -> list[list[Named]]:
    """Runs of named numbers among those of one unit."""
    runs: list[list[Named]] = [[]]
    for name, one in named:
        run = runs[-1]
        if run and _is_aside(one):
            if not run[-1].aside:
                run[-1] = Named(run[-1].name, run[-1].reading, one)
            continue
        if not name or (run and not _goes_on(run, name, one)):
            runs.append([])
        if name:
            runs[-1].append(Named(name, one))
    return runs


def named_lists(read: ReadText, least: int = 3) -> list[list[Named]]:
    """Runs of named numbers of one unit in the order of the text."""
    of_unit: dict[str, list[tuple[str, Reading]]] = {}
    for name, one in _named([one for group in read.groups.values() for one in group]):
        of_unit.setdefault(one.claim.unit, []).append((name, one))
    found = [run for named in of_unit.values() for run in _runs(named) if len(run) >= least]
    return sorted(found, key=lambda run: run[0].reading.start)


def span_of(run: list[Named]) -> tuple[int, int]:
    """From the first number of a list to its last."""
    return run[0].reading.start, run[-1].reading.end


def claim_refuted(
    read: ReadText, word: tuple[int, int], involved: Iterable[Reading], message: str
) -> Problem:
    """A word that the numbers beside it refute: from the first of them all to the last."""
    about = sorted(involved, key=lambda one: one.start)
    start, end = min(about[0].start, word[0]), max(about[-1].end, word[1])
    starts = frozenset(one.start for one in about)
    return Problem(read.text[start:end], start, end, "contradiction", "wrong", message, starts)


_COMMAS = "、，,"


def plain_runs(read: ReadText, least: int = 3) -> list[list[Reading]]:
    """Runs of numbers that nothing parts: 困难慰问27户、24户、21户."""
    runs = []
    for group in read.groups.values():
        for at, one in enumerate(group):
            run = [one]
            for other in group[at + 1 :]:
                if other.lead.strip() not in _COMMAS or other.claim.unit != one.claim.unit:
                    break
                run.append(other)
            if len(run) >= least and one.lead.strip() not in _COMMAS:
                runs.append(run)
    return runs


def every_run(read: ReadText) -> list[list[Reading]]:
    """Lists of numbers, named or plain, of two or more."""
    named = [[one.reading for one in run] for run in named_lists(read, 2)]
    return [*named, *plain_runs(read, 2)]
