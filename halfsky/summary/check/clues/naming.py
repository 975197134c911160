"""What a count is said to be of, and whether other words of the text name it: 采纳数 ← 采纳95条."""

from __future__ import annotations

from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading

CLAUSES = lazy(r"[,，。;:()、\n]")
_FILLER = lazy(
    r"[^\u4e00-\u9fff]|人数|总数|人员|部分|其中|目前|现在|现有|(?<![发实体])现(?![场金])|也|又|还|均|都|已经|已|的|共有|共"
    r"|(?<![签预])约|只|仅|就|便(?!利|民|捷)|这|者|数(?![据学])|联系(?![点制卡])"
    r"|合计|共计|总计|全部|全体|所有|全[市县区院校厂矿镇系](?!统)|总(?!工会|公司|部)|选(?![手票])择?|有(?!效)|是|(?<!认)为"
    r"|在(?![职编岗册校读])"
)
# 报名献血90人 are not yet those who gave: what was only wanted or missed is another count.
_NOT_YET = lazy(r"^(?:报名|计划|拟|应|未|没|申请|预|非|原|目标|不|缺|新)")
_MOST_BESIDE = 3


def core(words: str) -> str:
    """The words without those that name nothing."""
    return _FILLER.sub("", words)


def label(one: Reading) -> str:
    """What a count is said to be of: the words right before it, else right behind it."""
    told = one.before.strip("、,，;: ")
    ahead = one.lead[: len(one.lead) - len(one.before)].strip()
    if "、" in told or (ahead.endswith("、") and len(ahead) > 1):
        return ""  # 孕期、产期、哺乳期女职工: of all of them
    before = core(CLAUSES.split(told)[-1])
    return before if len(before) > 1 else before + core(CLAUSES.split(one.after)[0][:8])


def likeness(words: str, one: Reading) -> int:
    """How far the label of a count is what the words name: three at most."""
    told = label(one)
    if words[-1:] == one.claim.unit[-1:] and len(words) > 2:  # 占反馈件的85% ← 反馈152件
        words = words[:-1]
    if len(told) < 2 or len(words) < 2:
        return 0
    if any(words + within in told for within in ("里", "中", "内")):  # 女工里有本科40名
        return 0
    if told == words:
        return 3
    if told.endswith(words):
        return 0 if _NOT_YET.match(told[: -len(words)]) else 2
    if words.startswith(told):
        return 2 if len(words) - len(told) <= _MOST_BESIDE else 1
    both = len(words) > 3 and words[:2] in told and words[-2:] in told  # 征集作品, 征集到摄影作品
    of_both = both and ("女" in words) <= ("女" in told)
    return int(words in told or of_both)


def named(words: str, counts: list[Reading]) -> Reading | None:
    """The one count that the words name; none where two would do."""
    best = max((likeness(words, one) for one in counts), default=0)
    if not best:
        return None
    told = [one for one in counts if likeness(words, one) == best]
    return told[-1] if len({one.interval for one in told}) == 1 else None
