"""Texts made from relations between numbers, worded in many ways, with the truth known.

A form is one way of saying a relation: `{a}`, `{b}` … are its numbers, and the equation says how
they hang together. Half of the forms (`held_out`) are never looked at while the checker is mended.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.check.labels import LabelledProblem, LabelledText

KINDS = {
    "rate": ("rate_mismatch",),
    "growth": ("rate_mismatch", "sum_mismatch"),
    "product": ("sum_mismatch", "contradiction", "rate_mismatch"),
    "times": ("sum_mismatch", "contradiction", "rate_mismatch"),
}
STANDARDS = (50, 80, 120, 200, 300, 500, 600, 800, 1000)
FORMS = Path(__file__).parent / "forms.txt"
FILLERS = (
    "各级女职工组织围绕中心、服务大局，工作有了新的进步。",
    "在此基础上，我们建立了台账，落实了责任人，做到月月有检查、季季有通报。",
    "这项工作得到了党政领导的肯定，也受到姐妹们的欢迎。",
    "有的单位领导重视不够，女职工干部流动快，业务不熟。",
    "为把好事办好，先后召开碰头会3次，下发通知2份。",
    "宣传栏出了6期，微信公众号推送信息41条。",
    "三八节前后，组织了健步走和插花体验，气氛热烈。",
    "协调会员单位捐赠图书260册，添置书架4组。",
    "按照上级的部署，把学习贯彻大会精神作为首要任务来抓。",
    "市里的同志来调研时，对做法给予了好评。",
    "举办健康知识讲座5场，听讲的有430人次。",
    "由于经费有限，个别基层的活动场地还比较紧张。",
)


@dataclass(frozen=True)
class Form:
    """One wording of one relation, as a line of forms.txt gives it."""

    number: int
    relation: str
    words: str

    @property
    def held_out(self) -> bool:
        return self.number % 2 == 1


@dataclass(frozen=True)
class Paraphrase:
    """A text with the stretch that tells the relation, and whether it was broken."""

    form: Form
    text: str
    start: int
    end: int
    broken: bool

    def labelled(self) -> LabelledText:
        """As a text of the labelled set."""
        kinds = KINDS.get(self.form.relation, ("sum_mismatch", "contradiction"))
        fault = LabelledProblem(self.start, self.end, kinds, optional=False)
        return LabelledText(self.text, problems=[fault] if self.broken else [])


def forms() -> list[Form]:
    """Every form of forms.txt: a relation, a bar, the words."""
    lines = FORMS.read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if line.strip() and not line.startswith("#")]
    parted = [line.split("|", 1) for line in told]
    return [Form(at, name.strip(), words.strip()) for at, (name, words) in enumerate(parted)]


def _count(rng: random.Random, low: int = 12, high: int = 4000) -> int:
    """A number whose size is as likely to be tens as hundreds or thousands."""
    return int(low * (high / low) ** rng.random())


def _sum(rng: random.Random, parts: int) -> dict[str, int]:
    top = rng.choice([60, 400, 3000])
    named = {name: _count(rng, 5, top) for name in "bcde"[:parts]}
    return {"a": sum(named.values()), **named}


def _held(relation: str, a: int, b: int, rng: random.Random) -> dict[str, int | str]:
    """Numbers with `a` the larger, for which the relation holds."""
    if relation in {"rest", "more"}:
        return {"a": a, "b": b, "c": a - b}
    if relation == "stock":
        came, went = b // 3 + 4, max(2, a // rng.randint(8, 30))
        return {"a": a, "b": came, "c": went, "d": a + came - went}
    if relation == "rate":
        return {"a": a, "b": b, "p": _percent(b, a, rng)}
    if relation == "growth":
        return {"a": a, "b": b, "c": a - b, "p": _percent(a - b, b, rng)}
    return {"a": a, "b": a if relation == "same" else b}


def _numbers(relation: str, rng: random.Random) -> dict[str, int | str]:
    """Numbers for which the relation holds."""
    if relation.startswith("sum"):
        return dict(_sum(rng, int(relation[3])))
    if relation in {"product", "times"}:
        money = relation == "product"
        number = _count(rng, 8, 400) if money else _count(rng, 6, 60)
        each = rng.choice(STANDARDS) if money else rng.randint(2, 45)
        return {"a": number, "e": each, "c": number * each}
    a = _count(rng, 30)
    return _held(relation, a, max(3, a * rng.randint(35, 97) // 100), rng)


def _percent(part: int, whole: int, rng: random.Random) -> str:
    return f"{part * 100 / whole:.{rng.choice([0, 1, 1, 2])}f}"


def slipped(number: str, rng: random.Random) -> str:
    """A slip of the pen: two digits swapped, or one written wrong; the same where none is seen."""
    places = [at for at, sign in enumerate(number) if sign in "0123456789"]
    if not places:
        return number
    for _ in range(20):
        signs = list(number)
        if rng.random() < 0.3 and len(places) > 1:
            at = rng.randrange(len(places) - 1)
            one, other = places[at], places[at + 1]
            signs[one], signs[other] = signs[other], signs[one]
        else:
            at = places[0] if rng.random() < 0.5 else rng.choice(places[: max(1, len(places) - 1)])
            signs[at] = str((int(signs[at]) + rng.choice([1, 2, 3, 7, 8, 9])) % 10)
        made = "".join(signs)
        if made != number and made[0] != "0" and _far_enough(made, number):
            return made
    return number


def _far_enough(made: str, number: str) -> bool:
    """What rounding may explain is no slip."""
    one, other = (float(re.sub(r"[^\d.]", "", words).strip(".") or 0) for words in (made, number))
    return abs(one - other) >= (2 if "." in number or other < 100 else 1)


def _broken(relation: str, told: dict[str, str], rng: random.Random) -> dict[str, str] | None:
    """The numbers with one of them slipped."""
    if relation == "part":
        return {**told, "b": str(int(told["a"]) * rng.randint(105, 135) // 100 + 1)}
    name = rng.choice(sorted(told))
    if relation in {"rate", "growth"} and rng.random() < 0.6:
        name = "p"
    made = slipped(told[name], rng)
    if (
        relation in {"rate", "growth"}
        and name != "p"
        and abs(int(made) / int(told[name]) - 1) < 0.08
    ):
        return None
    return {**told, name: made} if made != told[name] else None


def paraphrase(form: Form, rng: random.Random, broken: bool) -> Paraphrase | None:
    """One text that says the form's relation among other sentences; None if no slip shows."""
    numbers = {name: str(value) for name, value in _numbers(form.relation, rng).items()}
    told = {name: value for name, value in numbers.items() if "{" + name + "}" in form.words}
    if broken:
        slipped = _broken(form.relation, told, rng)
        if slipped is None:
            return None
        told = slipped
    words = form.words.format(**told)
    for mark in ("~~", "~"):
        while mark in words:
            between = "".join(rng.sample(FILLERS, len(mark)))
            words = words.replace(mark, between if mark == "~" else between[:-1] + "。\n", 1)
    ahead = "".join(rng.sample(FILLERS, rng.randint(0, 2)))
    behind = "".join(rng.sample(FILLERS, rng.randint(0, 2)))
    return Paraphrase(form, ahead + words + behind, len(ahead), len(ahead) + len(words), broken)


def paraphrases(seed: int, each: int, held_out: bool) -> Iterator[Paraphrase]:
    """`each` sound and `each` broken texts of every form of one half."""
    rng = random.Random(seed)
    for form in forms():
        if form.held_out == held_out:
            for broken in (False, True) * each:
                made = paraphrase(form, rng, broken)
                if made:
                    yield made
