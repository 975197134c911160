"""What speaks for a rate, a growth or a product: its name, its neighbours, its slip."""

from __future__ import annotations

import re

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.nearness import Signs, closeness, middle, slips, yes
from halfsky.summary.check.clues.relations import Relation, addable
from halfsky.summary.check.clues.told import Told, bare, between, signs_of
from halfsky.summary.check.likelihood.signs_of_sums import scene
from halfsky.summary.check.rates.stating import stated_by
from halfsky.summary.check.text.patterns import lazy

_SORTS = ("share", "rate", "completion", "proportion", "none")
_LOOSE = lazy(r"满意|知晓|好评|出勤|利用|同意|支持")
_GROWS = lazy(r"增|升|提高|下降|降|减|多|少")
_COMPARED = lazy(r"比|较|同比")
_ALL = lazy(r"全部|均|都|全员|全数|一[个人件份]不|无一|悉数|件件|人人|户户|个个")
_RISES_FROM = lazy(
    r"^[\u4e00-\u9fff]{0,6}(?:上升|提高|增加|增长|下降|提升|降低|升|降|提|涨|扩大)[到至为]"
)
_RISES_TO = lazy(r"(?:上升|提高|增加|增长|下降|提升|降低|升|降|提|涨|扩大)[到至为]$")
_YEARS_BACK = lazy(r"去年|上年|前年|同期|上届|原来|年初|全[市省国区县]|计划|目标|任务")
_LISTED = lazy(r"^(?:[、,，]|和|及|与|、?以及)[^,，;；]{0,6}$")


def _points(relation: Relation) -> float:
    apart = float(abs(middle(relation.computed) - middle(relation.stated)))
    return min(4.0, apart / 8)


def _parted(one: Told, rate: Told) -> bool:
    """Whether a semicolon stands between a number and the rate."""
    return one.at < rate.at and ";" in between(one, rate)


def _naming(rate: Told, part: Told, whole: Told) -> Signs:
    """How well the two are what the rate says it is of."""
    stated = stated_by(rate.reading)
    sort = stated.sort if stated else "none"
    what = bare(stated.what) if stated else ""
    named = signs_of(what) | frozenset(what)

    def fit(other: Told) -> float:
        return len(named & (other.context | frozenset(other.near))) / (len(named) or 1)

    rivals = [
        other
        for other in rate.everyone[max(0, rate.at - 8) : rate.at + 3]
        if other not in (rate, part) and evidence.is_count(other.reading)
    ]
    fit_whole = fit(whole)
    fit_part = len(named & (part.signs | frozenset(part.near))) / (len(named) or 1)
    best = fit_whole > 0 and fit_whole >= max(map(fit, rivals), default=0)
    share, rated = float(sort == "share"), float(sort == "rate")
    return {f"sort_{name}": float(sort == name) for name in _SORTS} | {
        "what_whole": fit_whole,
        "what_part": fit_part,
        "share_whole": share * fit_whole,
        "rate_part": rated * fit_part,
        **yes(
            what_best=best,
            share_best=share and best,
            share_unfit=share and len(named) > 1 and fit_whole < 0.34,
            rate_unfit=rated and not fit_part,
            loose=_LOOSE.search(what + rate.before),
        ),
    }


def _portions(rate: Told, start: int, end: int) -> int:
    """How many of these numbers of the text are percentages or the like."""
    return sum(other.is_portion for other in rate.everyone[start:end])


def _order(rate: Told, part: Told, whole: Told) -> Signs:
    """Where the two stand before the rate, and as what."""
    close = _portions(rate, max(0, rate.at - 3), rate.at + 4)
    due, done = "due" in whole.roles, "done" in part.roles
    next_to, in_a_row = part.at == rate.at - 1, whole.at == part.at - 1
    return {
        "part_back": float(min(5, abs(rate.at - part.at))),
        "whole_back": float(min(8, abs(rate.at - whole.at))),
        "between": float(_portions(rate, min(part.at, whole.at), rate.at)),
        "many": float(min(4, close - 1)),
        "lead": min(3.0, len(rate.lead) / 10),
        **yes(
            part_next=next_to,
            whole_next_part=in_a_row,
            nearest_pair=next_to and in_a_row,
            whole_ahead=whole.at < part.at,
            behind=max(part.at, whole.at) > rate.at,
            unit_same=part.unit == whole.unit,
            above=part.low > whole.high,
            due=due,
            done=done,
            due_done=due and done,
            total="total" in whole.roles,
            part_among="part" in part.roles or "其中" in part.lead,
            part_rest="rest" in part.roles,
            part_last=part.is_any("last", "per", "due"),
            whole_last=whole.is_any("last", "per"),
            change=part.is_any("up", "down"),
            grow=_GROWS.search(rate.lead[-8:]),
            hundred=rate.value == 100,
            hundred_all=rate.value == 100 and _ALL.search(rate.said_before),
            risen_from=_RISES_FROM.match(rate.after),
            risen_to=_RISES_TO.search(rate.lead),
            years_back=_YEARS_BACK.search(rate.said_before[-20:]),
            part_later=part.sentence > rate.sentence,
            whole_later=whole.sentence > rate.sentence,
            semi=_parted(part, rate),
            semi_whole=_parted(whole, rate),
            stop_part=part.sentence != rate.sentence,
            stop_whole=whole.sentence != rate.sentence,
            clause_same=part.reading.clause == rate.reading.clause,
            each="分别" in rate.lead,
            tenth=rate.kind != "percent",
            approx_rate=rate.reading.claim.approx,
        ),
    }


def _run_of_rates(rate: Told) -> list[Told]:
    """The rates that stand in one list with this one: 分别占5.8%、34.6%和12%."""
    run = [rate]
    for other in reversed(rate.everyone[max(0, rate.at - 8) : rate.at]):
        if not (other.is_portion and _LISTED.match(run[0].lead)):
            break
        run.insert(0, other)
    for other in rate.everyone[rate.at + 1 : rate.at + 8]:
        if not (other.is_portion and _LISTED.match(other.lead)):
            break
        run.append(other)
    return run


def _aligned(rate: Told, part: Told) -> Signs:
    """Whether the part has the place among the counts that the rate has among the rates."""
    run = _run_of_rates(rate)
    if len(run) < 2:
        return {}
    first = run[0].at
    counts = [
        other
        for other in rate.everyone[max(0, first - 12) : first]
        if addable(other, part) and evidence.is_count(other.reading)
    ][-len(run) :]
    there = part in counts and len(counts) == len(run)
    place = run.index(rate)
    each = "分别" in run[0].said_before
    return yes(
        rates_listed=True,
        aligned=there and counts[place] is part,
        misaligned=there and counts[place] is not part,
        aligned_each=each and there and counts[place] is part,
        misaligned_each=each and there and counts[place] is not part,
    )


def of_rate(relation: Relation) -> Signs:
    """A percentage over a part and a whole."""
    rate, (part, whole) = relation.whole, relation.parts
    found = scene(relation.told) | closeness(relation.computed, relation.stated, rate)
    found |= _naming(rate, part, whole) | _order(rate, part, whole) | _aligned(rate, part)
    found["points"] = _points(relation)
    for sort in ("rate", "share", "completion", "none"):
        found[f"{sort}_nearest"] = found[f"sort_{sort}"] * found["nearest_pair"]
    found["rate_fit_due"] = found["rate_part"] * found["due"]
    found["completion_due"] = found["sort_completion"] * found["due"]
    return found


def of_growth(relation: Relation) -> Signs:
    """A percentage of growth over two numbers."""
    rate, (now, last) = relation.whole, relation.parts
    found = scene(relation.told) | closeness(relation.computed, relation.stated, rate)
    was = last.is_any("last", "first") or last.reading.claim.mode == "last_year"
    is_was = now.is_any("last", "first") or now.reading.claim.mode == "last_year"
    changed = now.is_any("up", "down")
    return found | {
        "points": _points(relation),
        **yes(
            prev_last=was,
            now_last=is_was,
            now_change=changed,
            prev_change=last.is_any("up", "down"),
            plain=not changed and was,
            compared=_COMPARED.search(rate.lead),
            now_before=now.at < last.at,
            now_next=now.at == rate.at - 1,
            prev_next=last.at == rate.at - 1,
            down=bool(re.search(r"降|减|少", rate.lead[-8:])) == (now.low < last.low),
            gram=now.signs & last.signs,
            to=re.search(r"[到至]$", rate.lead),
            stop_now=now.sentence != rate.sentence,
            stop_prev=last.sentence != rate.sentence,
            behind=max(now.at, last.at) > rate.at,
        ),
    }


_EACH_UNIT = lazy(r"每(?:[一1]?)([\u4e00-\u9fff])")
_PEOPLE = set("人名位")
_RAISED_BEHIND = lazy(r"^[\u4e00-\u9fff]{0,4}(?:提高|增加|上调|上涨|涨|降|减)[到至]")


def _of_each(each: Told, number: Told) -> Signs:
    """Whether the standard is said to be for what the number counts."""
    named, unit = _EACH_UNIT.search(each.lead[-14:]), number.unit[:1]
    fits = bool(named) and (named[1] == unit or {named[1], unit} <= _PEOPLE) if named else False
    return yes(
        mean="均" in each.lead[-10:],
        per="每" in each.lead[-10:],
        standard="标准" in each.lead[-10:] + each.after[:4],
        place_each=each.lead.endswith("各"),
        range=re.search(r"最|至|到|-", each.lead[-4:]),
        raised=re.search(r"(?:提高|增加|上调|上涨|涨|多|少|降|减)了?$", each.lead),
        raised_to=re.search(r"(?:提高|增加|上调|上涨|涨|降|减)[到至]$", each.lead),
        raised_from=_RAISED_BEHIND.search(each.after),
        unit_named=fits,
        unit_other=named and not fits,
        mean_people="人均" in each.lead and number.kind == "person",
        mean_households="户均" in each.lead and number.kind == "household",
    )


def _others_each(relation: Relation) -> bool:
    """本科生23名每人4000元,专科生15名每人2500元: another standard stands beside."""
    each = relation.parts[1]
    around = each.everyone[max(0, each.at - 4) : each.at + 5]
    return any(
        other is not each and _FOR_EACH.search(other.lead[-8:]) and addable(other, each)
        for other in around
    )


_FOR_EACH = lazy(r"[每均]")


_BESIDES = lazy(r"另|还有|加上|连同|以及|此外|同时|配套|自筹|补贴|其余|其他|含")


def of_product(relation: Relation) -> Signs:
    """A number, so much for each, so much in all."""
    whole, (number, each) = relation.whole, relation.parts
    found = scene(relation.told) | closeness(relation.computed, relation.stated, whole)
    amounts = whole.middle, number.middle, each.middle
    needed = [(whole, amounts[1] * amounts[2])]
    if amounts[1] > 0 and amounts[2] > 0:
        needed += [(each, amounts[0] / amounts[1]), (number, amounts[0] / amounts[2])]
    found |= slips(found, needed) | _of_each(each, number)
    close, slip, several = found["n_rel"] < 0.35, found["s_any"], _others_each(relation)
    three = relation.told[-1].at - relation.told[0].at == 2
    return found | {
        "n_back": float(min(5, abs(number.at - each.at))),
        "w_back": float(min(5, abs(whole.at - each.at))),
        "named_slip": found["unit_named"] * slip,
        "named_close": found["unit_named"] * close,
        "mean_slip": found["mean"] * slip,
        "mean_close": found["mean"] * close,
        **yes(
            money=whole.kind == "money",
            several=several,
            besides=_BESIDES.search(between(relation.told[0], relation.told[-1])),
            besides_near=_BESIDES.search(whole.lead),
            months=re.search(r"每人每月|每月|每天|每次|每期|每场", each.lead[-10:]),
            several_slip=several and slip,
            whole_total="total" in whole.roles,
            total_slip="total" in whole.roles and slip,
            whole_among="part" in whole.roles,
            n_before=number.at < each.at,
            w_before=whole.at < each.at,
            n_next=number.at == each.at - 1,
            w_next=abs(whole.at - each.at) == 1,
            stop_n=number.sentence != each.sentence,
            stop_w=whole.sentence != each.sentence,
            semi=";" in between(relation.told[0], relation.told[-1]),
            attendance=number.kind == "attendance",
            people=number.kind == "person",
            three=three,
            three_slip=three and slip,
            named_three=three and found["unit_named"],
            last_year=any("last" in one.roles for one in relation.told),
            whole_division=amounts[2] > 0 and (amounts[0] / amounts[2]).denominator == 1,
        ),
    }


def of_joined(relation: Relation) -> Signs:
    """A percentage that two together are of a third."""
    rate, (one, other, whole) = relation.whole, relation.parts
    found = scene(relation.told) | closeness(relation.computed, relation.stated, rate)
    found |= _naming(rate, other, whole) | _order(rate, other, whole)
    found["points"] = _points(relation)
    return found | {
        "one_back": float(min(8, abs(rate.at - one.at))),
        "apart": float(min(5, other.at - one.at)),
        **yes(
            plus=re.search(r"加上|连同|加", other.lead),
            both_before=other.at < rate.at,
            whole_first=whole.at < one.at,
            next=other.at == one.at + 1,
            sum_word=re.search(r"累计|合计|共|两项|两类|合起来", rate.lead + rate.before),
            listed=other.lead[:1] in {"、", "和", "及", "与"},
            last_one=one.is_any("last", "first"),
            part_of=one.is_any("part") or other.is_any("part"),
        ),
    }


def of_bill(relation: Relation) -> Signs:
    """Several numbers, so much for each, so much in all."""
    whole, parts = relation.whole, relation.parts
    numbers, eaches = parts[::2], parts[1::2]
    found = scene(relation.told) | closeness(relation.computed, relation.stated, whole)
    lack = middle(relation.stated) - middle(relation.computed)
    needed = [(whole, middle(relation.computed))]
    for number, each in zip(numbers, eaches, strict=True):
        if each.low > 0 and number.low > 0:
            needed.append((number, number.middle + lack / each.middle))
            needed.append((each, each.middle + lack / number.middle))
    found |= slips(found, needed)
    named = [_of_each(each, number) for number, each in zip(numbers, eaches, strict=True)]
    fits = sum(one["unit_named"] for one in named) / len(named)
    return found | {
        "pairs": float(len(numbers)),
        "fits": fits,
        "fits_slip": fits * found["s_any"],
        "gap": float(min(6, min(abs(whole.at - part.at) for part in parts) - 1)),
        "tight": float(max(p.at for p in parts) - min(p.at for p in parts) == len(parts) - 1),
        **yes(
            crossed=eaches[0].at > numbers[-1].at,
            behind=parts[0].at > whole.at,
            total="total" in whole.roles,
            total_slip="total" in whole.roles and found["s_any"],
            part="part" in whole.roles,
            per_all=all(each.is_any("per") for each in eaches),
            same_unit=len({number.unit for number in numbers}) == 1,
            money=whole.kind == "money",
            semi=";" in between(relation.told[0], relation.told[-1]),
            whole_per=whole.is_any("per"),
        ),
    }
