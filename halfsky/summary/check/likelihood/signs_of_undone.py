"""What speaks for something undone being of what all is said to be done."""

from __future__ import annotations

from halfsky.summary.check.clues.nearness import Signs, yes
from halfsky.summary.check.clues.relations import Relation, addable
from halfsky.summary.check.clues.told import Told, bare, signs_of
from halfsky.summary.check.likelihood.possible_undone import UNIVERSAL, clause_around
from halfsky.summary.check.likelihood.signs_of_sums import scene
from halfsky.summary.check.text.patterns import lazy

_MARKS = {
    "not_yet": lazy(r"尚|仍|还[没有未在]|至今|眼下"),
    "undid": lazy(r"未|没有|没能|从未|无法"),
    "goes_on": lazy(r"正在|在办|待|处理中|审理|施工|协调"),
    "put_off": lazy(r"暂缓|暂停|要等|明年|下[个一]?[年季月]|延|拖|推"),
    "excepted": lazy(r"除[^,，。;]{0,14}外|以外|之外|不含|另[有外]?|其他|其余"),
    "found": lazy(
        r"回访|回头看|复查|抽查|检查|台账|记录|反馈|走访|巡查|统计|附表|清单|报告|发现|显示|截至|至今|盘"
    ),
    "of_these": lazy(r"其中|这[批些里\d]|上述|对其中"),
    "only": lazy(r"只有?|仅|才"),
    "asked_for": lazy(r"意见|建议|反映|希望|要求|提出"),
    "money": lazy(r"元$"),
    "earlier": lazy(r"去年|上年|年初|此前|原先|首次|第一次|初[验查次]|一度|曾"),
    "finally": lazy(r"最终|最后|随后|后来|已全部|均已|都已|补[办检训考签]"),
}
_SAID = {
    "said_hundred": lazy(r"100%|百分之百"),
    "said_none": lazy(
        r"无一|没有一|零[遗积投缺退超漏]|无[漏缺遗]|不[落漏少]|没有[拖退遗缺]|未[出发]现"
    ),
    "said_each": lazy(r"(?P<one>[封件户人个家起笔站条张处场事班岗次])(?P=one)"),
    "said_all": lazy(r"全部|全数|悉数|如数|全都|应[\u4e00-\u9fff]尽"),
    "said_covered": lazy(r"全覆盖|清零"),
}


def _said_before(left: Told) -> tuple[str, int]:
    """The sentence up to the last word that all is done, with what follows, and how far it is."""
    plain = left.read.plain
    found = list(UNIVERSAL.finditer(plain, max(0, left.reading.start - 300), left.reading.start))
    if not found:
        return "", 300
    end = found[-1].end()
    start = max(plain.rfind(mark, 0, found[-1].start()) for mark in "。\n;") + 1
    return plain[max(start, end - 60) : end + 16], left.reading.start - end


def _shared(some: frozenset[str], others: frozenset[str]) -> Signs:
    both = some & others
    return {
        "both": float(min(6, len(both))),
        "both_share": len(both) / (min(len(some), len(others)) or 1),
    }


def of_undone(relation: Relation) -> Signs:
    """A number of what is not done, after the word that all is."""
    (due,), left = relation.parts, relation.whole
    said, far = _said_before(left)
    clause = clause_around(left)
    lead = left.said_before[-24:]
    found = scene((due, left)) | _shared(signs_of(bare(said)), signs_of(bare(lead + clause)))
    near = due.signs & left.signs
    found |= {name: float(bool(marks.search(lead + clause))) for name, marks in _MARKS.items()}
    found |= {name: float(bool(marks.search(said))) for name, marks in _SAID.items()}
    like = addable(due, left)
    return found | {
        "far": min(5.0, far / 50),
        "near_signs": float(min(4, len(near))),
        "part_of_due": min(1.0, left.high / due.high) if like and due.high else 0.0,
        "left_size": min(4.0, len(str(int(left.high)))),
        "between": float(min(6, left.at - due.at - 1)),
        **yes(
            like=like,
            same_unit=due.unit == left.unit,
            portion=due.is_portion,
            same_sentence=due.sentence == left.sentence,
            rest="rest" in left.roles,
            part="part" in left.roles,
            last=left.is_any("last", "first"),
            done=left.is_any("done"),
            per=left.is_any("per"),
            people=left.kind == "person",
            points_back=left.points_back,
        ),
    }
