"""Balances: opening + in − out = closing, taken = settled + pending, new − gone = net."""

from __future__ import annotations

import re
from itertools import combinations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.parts import PER_HEAD
from halfsky.summary.check.report import Kind, Problem
from halfsky.summary.check.sums.ledgers import one_went
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_OPENING = lazy(
    r"年初|期初|原有|(?:上年|去年|上期|上月|上季度?)年?[末底]|核对前|去年底|去年末|上年底|月初|学期初|原在|上期末|季初|建档之初|原(?=有|存|结)|上年结转|上年结余|结转"
)
_IN = lazy(
    r"新(?!冠|华|社)[\u4e00-\u9fff]|新建|新入|新发展|调入|转入|加入|补贴|利息|捐|吸收|新纳入|新建档|增加|入会|新收|收入|新招|补入|纳入|增补|新签|录入|进|漏[登统报]|补登|命名"
)
_AIMED = lazy(r"目标|任务|计划|全年应")
_OUT = lazy(
    r"减少|摘牌|结题|核销|淘汰|辞职|流出|移出|撤销|退出|脱困|脱贫|注销|调出|转出|撤并|退休|核减|终止|销号|销档|离职|到期|合并|关停|撤档|退会|支出|关闭|取消|清退|解除|使用|发放|重复登记|误登|报损|办结|结案|审结"
)
_CLOSING = lazy(
    r"现有|目前|年末|期末|年底|截至|截止|实有|现(?=在|存|在册|在档|共)|尚有|月底|月末|仍有|学期末|季末|结余|余额|6月底|(?<![上去]年)末|核对后|累计(?:建成|建立|建有|达|有|组建)"
)


# The end of the year before is where this year began.
_EARLIER_END = lazy(r"(?:上年|去年|上期)(?:年)?[末底]|年初|期初")


def _role(reading: Reading) -> str:
    words = reading.before + reading.after[:6]
    head = reading.before
    if _OPENING.search(reading.lead) and not (_IN.search(head) or _AIMED.search(reading.lead)):
        return "opening"
    if _CLOSING.search(reading.lead) and not _OUT.search(head) and not _IN.search(head):
        return "closing"
    if _OUT.search(words):
        return "out"
    if _IN.search(words):
        return "in"
    return ""


def _flow_roles(group: list[Reading]) -> dict[str, list[Reading]]:
    """The counts of a sentence by their part in an account; empty where units differ."""
    roles: dict[str, list[Reading]] = {"opening": [], "in": [], "out": [], "closing": [], "": []}
    counted = [reading for reading in group if evidence.is_count(reading)]
    for reading in counted:
        if evidence.same_unit(reading, counted[0]) and (
            "其中" not in reading.lead or _IN.search(reading.before)
        ):
            roles[_role(reading)].append(reading)
    return roles


def _amid(reading: Reading, account: list[Reading]) -> bool:
    starts = [part.start for part in account]
    return min(starts) < reading.start < max(starts)


def _check_flow(read: ReadText, group: list[Reading]) -> Problem | None:
    """Opening + in − out = closing, all in one unit and one passage, in whatever order."""
    roles = _flow_roles(group)
    moved = roles["in"] + roles["out"]
    if len(roles["opening"]) != 1 or len(roles["closing"]) != 1 or not moved:
        return None
    opening, closing = roles["opening"][0], roles["closing"][0]
    if closing.start < opening.start and not _EARLIER_END.search(opening.before):
        return None
    # A number whose part in the account is not clear may be what makes it come out.
    if any(
        not PER_HEAD.search(r.before) for r in roles[""] if _amid(r, [opening, *moved, closing])
    ):
        return None
    computed = opening.interval + total([reading.interval for reading in roles["in"]])
    computed = computed - total([reading.interval for reading in roles["out"]])
    if computed.meets(closing.interval) or _some_come_out(roles, opening, closing):
        return None
    if computed.low <= 0 or not evidence.slipped(computed, closing.interval):
        return None
    missing = computed - closing.interval
    if not roles["out"] and _went_out(read, group, [opening, *moved, closing], missing):
        return None
    sign = "".join(f"＋{quoted(reading)}" for reading in roles["in"])
    sign += "".join(f"－{quoted(reading)}" for reading in roles["out"])
    message = (
        f"{quoted(opening)}{sign}{calculated.equals_amount(computed, closing)}"
        f"，文中{quoted(closing)}，对不上。"
    )
    involved = sorted([opening, *moved, closing], key=lambda item: item.start)
    return evidence.finding(read, "sum_mismatch", "wrong", involved, message)


def _went_out(
    read: ReadText, group: list[Reading], account: list[Reading], missing: Interval
) -> bool:
    """Whether what is missing went out by other words: one of them, so much for each, before."""
    *told, closing = account
    return (
        (missing.middle == 1 and one_went(read, told[0], closing))
        or _is_given_apiece(group, missing)
        or _is_told_before(read, told, missing)
    )


def _is_given_apiece(group: list[Reading], missing: Interval) -> bool:
    """余额8600元,捐了4250元,帮了3户,每户2500元,现有5350元: what went out is told for each."""
    each = [one for one in group if evidence.is_count(one) and PER_HEAD.search(one.before)]
    return any(
        (one.interval * number.interval).meets(missing)
        for one in each
        for number in group
        if number.start < one.start and number.kind != one.kind
    )


def _is_told_before(read: ReadText, account: list[Reading], missing: Interval) -> bool:
    """补助5.3万元。年初18.6万元,捐入4.4万元,年末17.7万元: what went out is told before."""
    return any(
        missing.meets(one.interval)
        for one in evidence.before(read, account[0], _SENTENCES_BACK)
        if one not in account
        and evidence.same_unit(one, account[0])
        and one.claim.unit == account[0].claim.unit
        and not PER_HEAD.search(one.before)
    )


_SENTENCES_BACK = 3


def _some_come_out(roles: dict[str, list[Reading]], opening: Reading, closing: Reading) -> bool:
    """Whether it comes out without some of the numbers: 净减少7人, what is told twice."""
    moved = [(one, 1) for one in roles["in"]] + [(one, -1) for one in roles["out"]]
    if any(re.search(r"各[^,，。;\d]{0,4}$", one.before) for one, _ in moved):
        return True
    if not 3 <= len(moved) <= 8:
        return False
    for size in range(1, len(moved)):
        for chosen in combinations(moved, size):
            sum_ = opening.interval
            for one, sign in chosen:
                sum_ = sum_ + one.interval if sign > 0 else sum_ - one.interval
            if sum_.meets(closing.interval):
                return True
    return False


_TAKEN = lazy(
    r"受理|投诉|举报|接待|接到|收到|排查|发现|查出|梳理|征集|收集|共有|登记|立案|收案|涉及|需|应(?!急|聘)|任务|计划|提出|报名"
)
_SETTLED = lazy(
    r"(?<!未)(?<!未能)(?:办结|审结|结案|调解成功|成功|解决|调处|化解|整改|答复|采纳|已|实|处理|完成|办理完毕|按期|到位)"
)
_PENDING = lazy(
    r"请假|转(?!化|型|变|岗|业|移|发)|结转下年|尚有|还有|仍有|剩余|其余|未|正在|待|在办|余下|另有|尚缺|还差|缺(?!席|点)"
)


# 应到88名,实到83名,另有列席8名: they were never due.
_BESIDES = lazy(r"列席|旁听|特邀|嘉宾|来宾|工作人员")


def _check_settled(read: ReadText, group: list[Reading]) -> Problem | None:
    """Due = done + not done: 受理、办结、在办; 应检、实检、未检; three counts in a row."""
    counted = [reading for reading in group if evidence.is_count(reading)]
    counted = [*_due_before(read, group), *counted]
    for at in range(2, len(counted)):
        taken, settled, pending = counted[at - 2 : at + 1]
        undone = _PENDING.search(pending.before[-8:] + pending.after[:8])
        if not undone or len(pending.before) > 10 or _BESIDES.search(pending.before):
            continue
        if not (_TAKEN.search(taken.before + taken.after[:4]) and _is_done(settled)):
            continue
        alike = evidence.same_unit(taken, settled) and evidence.same_unit(taken, pending)
        if not alike or not _one_account(counted, at):
            continue
        summed = settled.interval + pending.interval
        if summed.meets(taken.interval) or _joined_by_others(counted, at):
            continue
        earlier = [one for one in counted[: at - 2] if evidence.same_unit(one, taken)]
        if any(summed.meets(one.interval) for one in earlier) or _goes_on(settled, pending):
            continue
        message = (
            f"{quoted(settled)}＋{quoted(pending)}{calculated.equals_amount(summed, taken)}，"
            f"文中共{quoted(taken)}，对不上。"
        )
        # 29件,已办结29件,尚有4件: all is said to be done, and some is not.
        all_done = taken.interval == settled.interval
        kind: Kind = "contradiction" if all_done else "sum_mismatch"
        return evidence.finding(read, kind, "wrong", [taken, settled, pending], message)
    return None


def _goes_on(settled: Reading, pending: Reading) -> bool:
    """其中当场答复29件,转办后结案5件,余下的经调解办结: the list is not at its end."""
    return "其中" in settled.lead and bool(re.search(r"余下|其余|其他", pending.tail))


def _due_before(read: ReadText, group: list[Reading]) -> list[Reading]:
    """接待来信486件。…当年办结471件,结转下年15件: what was taken in, told before."""
    done = [reading for reading in group if evidence.is_count(reading)]
    if len(done) < 2 or not re.search(r"结转|未|尚", done[1].before + done[1].after[:6]):
        return []
    return [
        other
        for other in read.around(done[0], 3, -1)
        if evidence.same_unit(other, done[0])
        and other.sentence.paragraph == done[0].sentence.paragraph
        and _TAKEN.search(other.before)
        and "其中" not in other.lead
    ][-1:]


def _is_done(settled: Reading) -> bool:
    return bool(_SETTLED.search(settled.before + settled.after[:8])) and not _PENDING.search(
        settled.before + settled.after[:4]
    )


def _one_account(counted: list[Reading], at: int) -> bool:
    """Whether nothing between the three speaks of another matter or time."""
    leads = counted[at - 1].lead + counted[at].lead
    if counted[at - 2].sentence.index != counted[at].sentence.index:
        return not re.search(r"去年|上年|同期|累计", leads)
    return len(leads) <= 60 and not re.search(r"去年|上年|同期|累计|[;。]", leads)


def _joined_by_others(counted: list[Reading], at: int) -> bool:
    """Whether a number next to the three makes them come out: 结转3件, 撤诉2件."""
    taken, settled, pending = counted[at - 2 : at + 1]
    others = [*counted[max(0, at - 3) : at - 2], *counted[at + 1 : at + 3]]
    summed = settled.interval + pending.interval
    return any(
        (summed + other.interval).meets(taken.interval)
        or summed.meets(taken.interval + other.interval)
        for other in others
        if evidence.same_unit(other, taken)
    )


_RECEIVED = lazy(
    r"收入|拨入|筹集|筹措|募集|募得|筹得|筹款|捐款|收到|到账|预算|拨付|下拨|拨款|可用|应收|结转|争取"
)
_SPENT = lazy(r"支出|使用|用去|花费|开支|支付|已用|已发放|列支|已收|发放|资助|共|补助|购")
_KEPT = lazy(r"结余|余额|剩余|结存|尚余|余下|结转|节余|未收|未用|余款|节约(?!型)")


def _check_left(read: ReadText, group: list[Reading]) -> Problem | None:
    """收入16.4万元,支出13.9万元,结余2.5万元."""
    money = [r for r in group if r.kind == "money" and not PER_HEAD.search(r.before)]
    for at in range(2, len(money)):
        kept, spent = money[at], money[at - 1]
        received = [r for r in money[: at - 1] if _RECEIVED.search(r.before)]
        if not _KEPT.search(kept.before) or not _SPENT.search(spent.before) or len(received) != 1:
            continue
        if any(re.search(r"上年|年初|期初|累计|其中|结存", r.lead) for r in money[: at + 1]):
            continue
        if _leaves(received[0], [r for r in money[:at] if r is not received[0]], kept):
            continue
        left = received[0].interval - spent.interval
        message = (
            f"{quoted(received[0])}－{quoted(spent)}{calculated.equals_amount(left, kept)}，"
            f"文中结余{quoted(kept)}，对不上。"
        )
        involved = [received[0], spent, kept]
        return evidence.finding(read, "sum_mismatch", "wrong", involved, message)
    return None


def _leaves(received: Reading, others: list[Reading], kept: Reading) -> bool:
    """Whether what came in less some of the other sums leaves what is kept."""
    near = others[-5:]
    return any(
        (received.interval - total([r.interval for r in chosen])).meets(kept.interval)
        for size in range(1, len(near) + 1)
        for chosen in combinations(near, size)
    )


def _with_before(read: ReadText, index: int, group: list[Reading]) -> list[Reading]:
    """The numbers of a sentence and of the one before it, where that one opens an account."""
    earlier = read.groups.get(index - 1)
    if not earlier or earlier[-1].sentence.paragraph != group[0].sentence.paragraph:
        return []
    opens = any(_role(one) == "opening" and one.claim.mode != "plan" for one in earlier)
    return [*earlier, *group] if opens and len(earlier) + len(group) <= _MOST_MOVED else []


_MOST_MOVED = 12


def find(read: ReadText) -> list[Problem]:
    """Balances that do not come out."""
    found: list[Problem | None] = []
    for index, group in read.by_sentence().items():
        found += [_check_settled(read, group), _check_left(read, group)]
        both = _with_before(read, index, group)
        flow = _check_flow(read, group)
        found.append(flow or (_check_flow(read, both) if both else None))
    return [problem for problem in found if problem]
