"""What there was, what came and went, what there is: 旧存260只,新进900只,装走1015只,结余152只.

Whatever the verbs are: where no reading of what came and what went leads from the first to the last
number, one of them is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.clues.parts import alike_by_paragraph
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_OPENING = lazy(
    r"原[有来先本存]|原(?=在|定|报名)|[年期月季]初|旧存|老账|上年(?!度?同期)|上年[末底]|(?:去年|上[期月]|上季度?|上学期)[末底]?(?:结转|结余|结存|留下|滚存|存|余)"
    r"|(?:去年|上[期月]|上季度?)[末底]|此前|去年(?=[已有共建设]|$)|前年|(?:去年|上年|上期)$|开头|老(?=[柜机设房])|第?一季度在册|开班时|之前有|库存|存书|结存|结转|盘点前|底数"
)
_CLOSING = lazy(
    r"现(?!场|代|任|金|行|象|实情)|如今|目前|尚[有存余]|还[有剩]|仍有|[余剩](?!名|人)|结存|[年期月季]末|年底|月底|实[有存在]|账上|眼下|在[册社岗档](?!天|时|期|率|培)(?:的|女|人)?|期末|学期末|末存|现编"
)
# 年末结存 is no opening, for all that 结存 may be one.
_LAST = lazy(r"(?<!上)(?<!去)[年期月季]末|(?<!上)(?<!去)年底|现[有存在]|目前|如今|还[有剩]|尚")
_CAME = lazy(
    r"新(?!生儿)|增|购|领[进入]|入(?!园率|会率|库率)|受赠|捐|补|收|调[入进来]|转[入进]|拨|进(?!行)|添|招|加|吸|存入|归还|偿还|还回|到货|续"
)
_WENT = lazy(
    r"减|退|发(?!展|现)|用[去掉了]?|报[废损]|撤|注销|离|调[出走]|转[出走产]|支|出(?!勤|席)|废|坏|关|淘汰|辞|走|烂|拆|停|失效|到期|终止|合并|借出|送|领[走取用]|销|取消|核减|清退|移出|脱|花"
)
_ELSE = lazy(
    r"其中|比|较|同期|每|均|平均|计划|目标|任务|应|占|以上|以下|累计|覆盖|涉及|净|总额|标准|最|约|参加|率"
)
_MOST, _SENTENCES, _NEAR = 5, 3, 3


@dataclass(frozen=True)
class Account:
    """What there was, what came and went, and what there is."""

    opening: Reading
    moved: list[Reading]
    closing: Reading

    @cached_property
    def _place(self) -> Fraction:
        return finest([self.opening, *self.moved, self.closing])

    def amount(self, one: Reading) -> Interval:
        """What a number of the account stands for."""
        return told_to(one, self._place)

    def left(self, run: Iterable[Reading], signs: Iterable[int]) -> Interval:
        """What is left when these came in or went out."""
        left = self.amount(self.opening)
        for sign, one in zip(signs, run, strict=True):
            left = left + self.amount(one) if sign > 0 else left - self.amount(one)
        return left

    def comes_to(self, one: Reading) -> bool:
        """Whether what the words say came and went leaves as much as another number."""
        return self.left(self.moved, map(_sign, self.moved)).meets(self.amount(one))


def _words(one: Reading) -> str:
    return one.lead[-18:]


def _sign(one: Reading) -> int:
    """One for what came, minus one for what went, nought where the words do not tell."""
    words = one.before[-8:] + one.after[:8]
    came, went = _CAME.search(words), _WENT.search(words)
    if bool(came) == bool(went):
        return 0
    return 1 if came else -1


def _is_opening(one: Reading) -> bool:
    words = _words(one)
    return bool(_OPENING.search(words)) and not (
        _ELSE.search(one.before[-14:]) or _LAST.search(words)
    )


def _is_closing(one: Reading) -> bool:
    return bool(_CLOSING.search(_words(one))) and not _ELSE.search(one.before[-14:])


def _ways(account: Account) -> Iterator[tuple[tuple[int, ...], Interval]]:
    """What is left for each reading of what came and went."""
    choices = [(sign,) if (sign := _sign(one)) else (1, -1) for one in account.moved]
    for signs in product(*choices):
        yield signs, account.left(account.moved, signs)


_MOST_OF = lazy(r"最[多大]的")


def _comes_out(account: Account, beside: list[Reading]) -> bool:
    """Whether the account comes out: with all that moved, without one of it, or with one told
    beside it."""
    moved, closing = account.moved, account.amount(account.closing)
    runs = [moved, *([*moved[:at], *moved[at + 1 :]] for at in range(len(moved)))]
    runs += [[*moved, one] for one in beside]
    # 增加18人;增加最多的是榕园,增了11人: what follows only divides what moved.
    runs += [moved[:many] for many in range(1, len(moved)) if _MOST_OF.search(moved[many].lead)]
    return any(
        account.left(run, signs).meets(closing)
        for run in runs
        for signs in product((1, -1), repeat=len(run))
    )


def _check(read: ReadText, account: Account, beside: list[Reading]) -> Problem | None:
    opening, moved, closing = account.opening, account.moved, account.closing
    if any(_ELSE.search(one.before[-10:]) for one in moved):
        return None
    if not any(_sign(one) for one in moved) or _comes_out(account, beside):
        return None
    signs, left = min(_ways(account), key=lambda way: abs(way[1].middle - closing.interval.middle))
    if left.low <= 0 or left.meets(account.amount(closing)):
        return None
    least, most = sorted((left.middle, closing.interval.middle))
    if most * 2 > least * 3 or (
        left.middle - closing.interval.middle == 1
        and one_went(read, account.opening, account.closing)
    ):
        return None
    shown = "".join(
        ("＋" if sign > 0 else "－") + quoted(one) for sign, one in zip(signs, moved, strict=True)
    )
    made = f"{quoted(opening)}{shown}{calculated.equals_amount(left, closing)}"
    message = f"{made}，文中{quoted(closing)}，对不上。"
    involved = sorted([opening, *moved, closing], key=lambda one: one.start)
    return evidence.finding(read, "sum_mismatch", "wrong", involved, message)


# 漏雨的旧房关掉了: one went, and no number tells it.
_ONE_WENT = lazy(
    r"(?:那|这|一|有)[间处个家所台辆座][^,，。;\d]{0,12}(?:关|拆|停|撤|并|报废|坏|退)[掉了出]"
)


def one_went(read: ReadText, opening: Reading, closing: Reading) -> bool:
    """Whether the words between the two say that one went, without a number."""
    return bool(_ONE_WENT.search(read.plain, opening.end, closing.start))


# 9个项目部里有浴室的4个: the account opens with these.
_OUT_OF_IT = lazy(r"^[^,，。;\d]{0,10}(?:里头?|中|之中|当中)(?:有|,)[^,，。;\d]{0,12}$")


def _accounts(like: list[Reading]) -> Iterator[tuple[Account, list[Reading]]]:
    """An opening, what moved, and a closing number, in this order; and what is beside."""
    for at, opening in enumerate(like):
        if not _is_opening(opening):
            continue
        for end in range(at + 2, min(at + 2 + _MOST, len(like))):
            closing = like[end]
            apart = closing.sentence.index - opening.sentence.index > _SENTENCES
            if apart or _is_opening(closing):
                break
            if _is_closing(closing) and not _OUT_OF_IT.match(like[at + 1].lead):
                beside = [*like[max(0, at - 2) : at], *like[end + 1 : end + 2]]
                account = Account(opening, like[at + 1 : end], closing)
                # 固定女工329人、季节女工157人。年初318人,…,到年底入会女工452人
                if not any(account.comes_to(one) for one in like[max(0, at - _NEAR) : at]):
                    yield account, beside
                break


# 1216个,去年底是1168个: now and then side by side, and behind them what came and went.
_THEN = lazy(r"(?:去年|上年|年初|上[期月]末?|原来?|期初|月初)[末底]?[^,，。;\d]{0,6}$")
_FROM = lazy(r"(?:从|由)[^,，。;\d]{0,10}$")
_TO = lazy(r"^[^,，。;]{0,4}[增减升降变]?(?:加|少)?(?:到|至|为)[^,，。;]{0,4}$")


def _side_by_side(like: list[Reading]) -> Iterator[tuple[Account, list[Reading]]]:
    """Now and then next to each other, with what came and went behind them."""
    for at in range(len(like) - 3):
        one, other = like[at], like[at + 1]
        if _FROM.search(one.before) and _TO.search(other.lead):
            opening, closing = one, other
        elif _THEN.search(other.lead) and not _THEN.search(one.lead[-18:]):
            opening, closing = other, one
        else:
            continue
        moved: list[Reading] = []
        for one in like[at + 2 : at + 2 + _MOST]:
            if not _sign(one) or _ELSE.search(one.before[-10:]) or _FROM.search(one.before):
                break
            if one.sentence.index - closing.sentence.index > _SENTENCES:
                break
            moved.append(one)
        after = like[at + 2 + len(moved) :][:1]
        account = Account(opening, moved, closing)
        # 计40人。外省29人。上月36人,新来5人,走了1人: they lead to a number before.
        elsewhere = any(account.comes_to(one) for one in like[:at])
        ended = elsewhere or any(_is_closing(one) for one in after)
        if len({_sign(one) for one in moved}) == 2 and not ended:
            yield account, after


def find(read: ReadText) -> list[Problem]:
    """Accounts of things that do not come out."""
    paragraphs = alike_by_paragraph(read)
    likes = (like for like in paragraphs if len(like) > 2)
    accounts = (one for like in likes for one in [*_accounts(like), *_side_by_side(like)])
    found = (_check(read, *account) for account in accounts)
    return [problem for problem in found if problem]
