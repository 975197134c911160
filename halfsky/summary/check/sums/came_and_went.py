"""Of so many some left and some came, and so many are there: 报名118人,请假9人,补报6人,实到121人.

The verbs alone say what came and what went; no balance need open the account.
"""

from __future__ import annotations

from collections.abc import Iterator

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import bigrams, quoted
from halfsky.summary.check.clues.parts import alike_by_paragraph
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums.ledgers import Account
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_GONE = lazy(
    r"请假|缺[席勤考赛]|没[来到去](?!过)|[未没](?:能|有)?(?:到|来|参加|成行|出席|返)(?!位|期)|因[^,，。;]{1,10}[未没]|退(?!休金|伍|役|还)|剔[除掉去]|[扣删去]除|去掉|去重"
    r"|核减|撤(?!诉)|取消|淘汰|落选|刷[下掉]|劝[退去]|走[了掉](?!访)|离(?!退|不|异|婚|线)|辞[职去]|调[出走离]|转[出走](?!正)|抽走|派[去往出]|借[给出调]|外借|作废|废票"
    r"|报废|损[坏毁耗]|[拆用砸烂打]坏|坏[了掉]|霉变|过期|到期|清零|销毁|失效|注销|销[号档户]|关[了停闭]|停[了办用开]|拆[除掉]|并[掉入]|合并|摘牌|降级|裁[掉减撤]"
    r"|压缩|减(?!免|压|贫|负|轻)|流失|(?<![没未]有)(?<![没未])脱[困贫]|迁[出走]|搬[迁走离]|领(?:走|取|用|出)|用[去掉了]|卖[出掉了]|送[出走]|兑[换付走]|换[出走]|支[出付]|花[掉去了费]|付出|没过|不予|丢[失了]|冻[坏死]|枯死|死[掉了亡]|[碰摔压撞]坏|破损|残损|遗失|发[走掉完]|分[出走]|派[发送出]|赠出|清理|冲销|缴[给纳上]|上缴|返[还给]|转让|提拔|输送|进城|出库"
    r"|移交|认领|两[门样项]都|重复|[凑随]份子|随礼"
)
_CAME = lazy(
    r"加入|补(?!贴|助|发|偿|课|考)|新(?!华|冠|社|生儿|型|时代|闻|能源)|添|增(?!长|幅|值|强)|转[入来]|调[入进来](?!城)|插班|又[来收进入开建添招]|新认|招[进收来]|捐[入来进赠]|购[进入]|领[进回]"
    r"|收[进到入]|拨[入来]|存入|入[会库园档职院营住]|并入|遗漏|进[货来]|候补|分来|凑(?!份子)"
)
_RESULT = lazy(
    r"实[到际有坐收发检考测领在存]|最[后终](?!一)|(?:结|毕)业(?:的|人数|学员|时)?$|留[下存]|剩|[还尚仍][有剩留挂存放缺余]|现[有在存](?!金)|如今|眼下|眼前|目前|年底(?!前)|[年期月季]末|有效的?$|送[到达]|签收|到场|[出登]场|登台|上台"
    r"|入围|进入|晋级|上报|在[岗册编用园架档库](?:的|女工|人员)*$|能用|库[存内]|结[存余]|(?:^|[,，;])余下?(?:为|有)?$|盘点|终评|成行|后[为是共有尚]?(?:有|存|剩)?$|到手|本[月期]结存|留在|正[式选]|确定|落到|还有|现在|典礼|散[学班场]|收官|累计|到[^,，。;\d]{0,4}[年月季]底|自留|盘到|去掉|之后|写的是|订正|挂着|签领"
)
_UNDONE = lazy(
    r"[未没](?:能|有|按期)?(?:到|来|参加|成行|出席|检|查|考|交|办|签|收|领|过|通过|完成|整改|解决|答复|落实|兑现|实现|修|改|建|选|当选)|缺[席勤考]|请假|退回|作废|淘汰|落选|不合格|待[办查]|在办|剩|[还尚仍][有余缺差]"
)
_ELSE = lazy(
    r"其中|比|较|同期|每|均|平均|计划|目标|占|以上|以下|累计|覆盖|涉及|净|总额|标准|最[高多低少]|约|率|另|各|又有$"
)
_BACK = lazy(
    r"^[^,，。;(]{0,2}(?:又|再|重新|[(](?:仍|不|含))"
    r"|^[^。;()]{0,16}(?:不在[^,，。;()]{1,8}(?:之列|之内|内)|不(?:计入|列入|算在|占)|未[计列]入"
    r"|另计|除外)"
)
_NO_MOVE = lazy(
    r"返聘|比|较|同期|每|均|计划|目标|占|累计|净|总额|最|约|率|各|续|合计|共|小计|总|[增减升降涨落扩缩变改][^,，。;]{0,3}[到至为成]$|其中(?!作废|无效|退|重复|剔)"
)
_DIVIDES = lazy(r"^[,，;]?\s?(?:[(:]|其中|包括|包含|含)")
_NEXT = lazy(r"进入|晋级|入围")
# 原计划10课,停了2课,补讲1课,实际上课9课: a plan opens an account of what came of it.
_PLANNED = lazy(r"原?(?:计划|定|拟)[^,，。;\d]{0,6}$")
_BEFORE = lazy(r"去年|上年|原[有先来本]|年初|上[期月季]|期初|月初|季初")
_ALL = lazy(r"共|合|总|小计")
_SHARE_OF = lazy(
    r"的(?:近|约)?(?:[一二三四五六七八九\d][成半]|百分之|[\d.]+[%％]|[一二三四五六七八九十]+分之|一?半|大半)[^,，。;\d]{0,6}[,，]?[^,，。;\d]{0,4}$"
)
_SHARE_BEFORE = 24
_MOST, _SENTENCES, _SHORT, _NAME, _NEAR, _FARTHEST = 7, 1, 10, 4, 3, 2


def sign_of(one: Reading) -> int:
    """One for what came, minus one for what went, nought where the words do not tell."""
    words = one.before[-10:] + "|" + one.after[:14]
    gone, came = _GONE.search(words), _CAME.search(words)
    if bool(gone) == bool(came):
        return 0
    return -1 if gone else 1


_OWN_WAY = lazy(rf"{_ELSE.pattern}|发展|吸收|接收|恢复|增|办|[了过来进去回到]")
_JOINED = lazy(r"^[^,，。;\d]{0,3}(?:、|和|及|与|以及)")


def _signs(run: list[Reading]) -> list[int]:
    """The sign of each; 剔除重复的9项、不合格的21项: one verb tells it of what is joined."""
    signs: list[int] = []
    for one in run:
        joined = signs and _JOINED.match(one.lead) and not _OWN_WAY.search(one.before[-14:])
        signs.append(sign_of(one) or (signs[-1] if joined else 0))
    return signs


def _is_result(one: Reading) -> bool:
    words = one.lead[-18:]
    return bool(_RESULT.search(words.rpartition(":")[2])) and not (
        _ELSE.search(one.before[-14:]) or _BEFORE.search(words)
    )


def _is_share(read: ReadText, one: Reading) -> bool:
    """以现有团员的九成上台,计58名: the words say what share of all it is."""
    ahead = read.plain[one.sentence.start : one.start].rpartition(";")[2]
    return bool(_SHARE_OF.search(ahead[-_SHARE_BEFORE:]))


def _stage(one: Reading) -> bool:
    """172人进入复赛: what is left after one stage, from which the next one takes."""
    return bool(_NEXT.search(one.before[-6:] + "|" + one.after[:6]))


def _is_amid(like: list[Reading], at: int) -> bool:
    """Whether a number is itself what came or went of an account that opened before."""
    one = like[at]
    earlier = [r for r in like[max(0, at - _MOST) : at] if r.sentence.index == one.sentence.index]
    if _stage(one):
        return False
    if sign_of(one) < 0 or any(_BEFORE.search(r.before) for r in earlier):
        return True
    return bool(earlier) and bool(sign_of(earlier[-1]) or sign_of(one))


def _goes_on(opening: Reading, one: Reading) -> bool:
    """女高音22人、女低音18人: whether a number goes on the list that the first one opens."""
    if len(one.lead) > _SHORT or _ELSE.search(one.lead) or _ALL.search(one.lead):
        return False
    if one.lead[:1] in {"、", "和", "及", "与"} or bigrams(one.before) & bigrams(opening.before):
        return True
    return len(one.before) == len(opening.before) < _NAME


def _moves(opening: Reading, between: list[Reading], closing: Reading) -> list[Reading] | None:
    """What came and went; without what only divides the first number or the last."""
    between = _undivided(between)
    signs = _signs(between)
    first = next((at for at, sign in enumerate(signs) if sign), len(signs))
    last = len(signs) - next((at for at, sign in enumerate(reversed(signs)) if sign), len(signs))
    ahead, moved, behind = between[:first], between[first:last], between[last:]
    if not all(signs[first:last]) or (behind and not _makes(behind, closing)):
        return None
    if not ahead or _makes(ahead, opening):
        return moved
    return [*ahead, *moved] if all(_goes_on(opening, one) for one in ahead) else None


def _undivided(between: list[Reading]) -> list[Reading]:
    """注销98户(脱困83户,死亡15户): without what only divides the number ahead of it."""
    for at, one in enumerate(between):
        opened = at + 1 < len(between) and _DIVIDES.match(between[at + 1].lead)
        for end in range(at + 3, len(between) + 1) if opened else ():
            if _makes(between[at + 1 : end], one):
                return [*between[: at + 1], *_undivided(between[end:])]
    return between


def _makes(some: list[Reading], whole: Reading) -> bool:
    return len(some) > 1 and evidence.comes_out(whole, some)


def _following(like: list[Reading], end: int) -> list[Reading]:
    """The numbers that the sentence goes on with."""
    index = like[end].sentence.index
    return [one for one in like[end + 1 : end + 3] if one.sentence.index == index]


def _accounts(like: list[Reading]) -> Iterator[tuple[Account, list[Reading]]]:
    """A number, what came or went right behind it, and what there is at last."""
    for at, opening in enumerate(like):
        planned = bool(_PLANNED.search(opening.before[-8:]))
        no_opening = _ELSE.search(opening.before[-8:]) and not planned
        if no_opening or opening.claim.approx or _is_amid(like, at):
            continue
        for end in range(at + 2, min(at + 2 + _MOST, len(like))):
            closing = like[end]
            if closing.sentence.index - opening.sentence.index > _SENTENCES:
                break
            if not _is_result(closing) or (planned and "实" not in closing.before):
                continue
            moved = _moves(opening, like[at + 1 : end], closing)
            if moved and any(sign_of(one) < 0 for one in moved):
                beside = [*reversed(like[max(0, at - _NEAR) : at]), *_following(like, end)]
                beside += [one for one in like[at + 1 : end] if one not in moved]
                yield Account(opening, moved, closing), beside
            break


def _changed(signs: list[int], amounts: list[Interval]) -> Interval:
    """By how much what came and went changes a number."""
    changed = Interval(0, 0)
    for sign, one in zip(signs, amounts, strict=True):
        changed = changed + one if sign > 0 else changed - one
    return changed


def _explained(account: Account, beside: list[Reading]) -> bool:
    """Whether it comes out without one of the numbers, or with one told beside them."""
    closing, moved = account.amount(account.closing), account.moved
    opening = account.amount(account.opening)
    signs = [sign or 1 for sign in _signs(moved)]
    made = account.left(moved, signs)
    if any(
        one.claim.value == account.closing.claim.value
        for one in [*_unplanned(account.opening), *moved, *beside[:_NEAR]]
    ):
        return True
    near = [account.amount(one) for one in beside]
    if _is_listed(account, near) or any(made.meets(one) for one in near):
        return True
    change = made - opening
    if any(
        (made + one).meets(closing) or (made - one).meets(closing) or (change + one).meets(closing)
        for one in near
    ):
        return True
    amounts = [account.amount(one) for one in moved]
    if any(_changed(signs[at:], amounts[at:]).meets(closing) for at in range(len(moved))):
        return True
    return any(
        (opening + one).meets(other) or (opening - one).meets(other)
        for one in amounts
        for other in near
    )


def _unplanned(opening: Reading) -> list[Reading]:
    """The opening, unless it is a plan: that as many were done at last would be said otherwise."""
    return [] if _PLANNED.search(opening.before[-8:]) else [opening]


def _is_listed(account: Account, near: list[Interval]) -> bool:
    """326人:转岗118人,自主27人,进园94人,退养61人,剩26人: all are parts of a number before."""
    made = total([account.amount(one) for one in (account.opening, *account.moved)])
    made = made + account.amount(account.closing)
    for one in near:
        if made.meets(one):
            return True
        made = made + one
    return False


def _told_in_another_unit(read: ReadText, account: Account, left: Interval) -> bool:
    """8人,走了2人,来了3人,又招进1名,眼下10人: some moved in another unit."""
    told = (account.opening, *account.moved, account.closing)
    more = [
        one
        for one in read.readings
        if account.opening.start < one.start < account.closing.start
        and one not in told
        and one.kind == account.opening.kind
        and sign_of(one)
    ]
    moved = _changed([sign_of(one) for one in more], [one.interval for one in more])
    return bool(more) and (left + moved).meets(account.amount(account.closing))


def _check(read: ReadText, account: Account, beside: list[Reading]) -> Problem | None:
    opening, moved, closing = account.opening, account.moved, account.closing
    told = [opening, *moved, closing]
    if any(
        one.claim.approx or _NO_MOVE.search(one.before[-10:]) or _BACK.search(one.tail)
        for one in moved
    ):
        return None
    signs = [sign or 1 for sign in _signs(moved)]
    left = account.left(moved, signs)
    if (
        _is_share(read, closing)
        or closing.claim.approx
        or left.low <= 0
        or left.meets(account.amount(closing))
        or _explained(account, beside)
        or _told_in_another_unit(read, account, left)
    ):
        return None
    least, most = sorted((left.middle, closing.interval.middle))
    if most > least * _FARTHEST:
        return None
    shown = "".join(
        ("＋" if sign > 0 else "－") + quoted(one) for sign, one in zip(signs, moved, strict=True)
    )
    made = f"{quoted(opening)}{shown}{calculated.equals_amount(left, closing)}"
    message = f"{made}，文中{quoted(closing)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", told, message)


def find(read: ReadText) -> list[Problem]:
    """What is left of a number that is not what came and went leave."""
    found: dict[int, Problem] = {}
    for like in alike_by_paragraph(read):
        for account, beside in _accounts(like) if len(like) > 2 else ():
            problem = _check(read, account, beside)
            if problem:
                found.setdefault(account.closing.start, problem)
    return list(found.values())
