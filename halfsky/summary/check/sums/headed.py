"""Rows of a table whose headings say how they hang together: 月初 320, 增加 45, 减少 22, 月末 353.

What there was, what came, what went and what there is; and what was due, done and not done.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from halfsky.summary.check.clues import calculated
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums.table_rows import TOTAL, Cell, grids
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import ReadText

_OPENED = lazy(
    r"^(?:[年月期季周]初|上[年月期季周](?:[末底]|结[存余转]|余额|数|人数|库存)|原[有存]|旧存|初始|去年[末底])"
)
_CAME = lazy(
    r"^(?:本[年月期季])?(?:增加|新增|增|转入|调入|收入|入库|购[入进]|领入|入会|新[进入会招]|加入|补充|招[收录入]|进[货入]|发展|拨入|借入|归还)"
)
_WENT = lazy(
    r"^(?:本[年月期季])?(?:减少|减|转出|调出|支出|出库|发[出放]|退[会出休]|报[废损]|损[坏耗毁]|领[用走取]|离[职开会]|流失|用[去掉]|消耗|注销|借出|脱困)"
)
_CLOSED = lazy(
    r"^(?:[年月期季周][末底](?!增|减)|结[存余]|现[有存]|余额|库存|实[有存]|剩余|本[年月期季](?:[末底]|结[存余]))"
)
_DUE = lazy(r"^应")
_DONE = lazy(r"^[实已]")
_UNDONE = lazy(r"^(?:未|缺|漏|欠|请假)")
_NO_COUNT = lazy(r"率|%|比|均|标准")


class Account(NamedTuple):
    """The columns that are added, those that are taken away, and the one that is left."""

    added: tuple[int, ...]
    taken: tuple[int, ...]
    left: int

    def made(self, row: list[Cell]) -> Fraction | None:
        """What a row should have in its last column, if all its cells are numbers."""
        numbers = [row[at].number for at in (*self.added, *self.taken, self.left)]
        if None in numbers:
            return None
        added = sum((row[at].number or Fraction(0) for at in self.added), Fraction(0))
        return added - sum((row[at].number or Fraction(0) for at in self.taken), Fraction(0))


def _balance(heads: list[str]) -> Account | None:
    """月初, 增加, 减少, 月末: with nothing else between the first and the last."""
    opened = [at for at, head in enumerate(heads) if _OPENED.search(head)]
    closed = [at for at, head in enumerate(heads) if _CLOSED.search(head)]
    if len(opened) != 1 or len(closed) != 1 or closed[0] - opened[0] < 2:
        return None
    between = range(opened[0] + 1, closed[0])
    came = tuple(at for at in between if _CAME.search(heads[at]))
    went = tuple(at for at in between if _WENT.search(heads[at]))
    if len(came) + len(went) < len(between) or not went:
        return None
    return Account((opened[0], *came), went, closed[0])


def _attendance(heads: list[str]) -> Account | None:
    """应到, 实到, 未到: side by side, of one and the same deed."""
    for at in range(len(heads) - 2):
        due, done, undone = heads[at : at + 3]
        if not (_DUE.search(due) and _DONE.search(done) and _UNDONE.search(undone)):
            continue
        if due[1:2] == done[1:2] and not any(map(_NO_COUNT.search, (due, done, undone))):
            return Account((at,), (at + 1,), at + 2)
    return None


def _told(account: Account, row: list[Cell]) -> str:
    plus = "＋".join(row[at].words for at in account.added)
    return "－".join([plus, *(row[at].words for at in account.taken)])


def _finding(read: ReadText, account: Account, row: list[Cell], made: Fraction) -> Problem:
    first, last = row[min(account.added)], row[account.left]
    message = (
        f"{_told(account, row)}{calculated.equals(made, places=4)}，表中{last.words}，对不上。"
    )
    quote = read.text[first.start : last.end]
    counted = (*account.added, *account.taken, account.left)
    about = frozenset(row[at].start for at in counted)
    return Problem(quote, first.start, last.end, "sum_mismatch", "wrong", message, about)


def _wrong(account: Account, rows: list[list[Cell]]) -> list[tuple[list[Cell], Fraction]]:
    """The rows that do not come out; none where most do not: then it is another table."""
    made = [(row, account.made(row)) for row in rows]
    told = [(row, one) for row, one in made if one is not None]
    wrong = [(row, one) for row, one in told if one != row[account.left].number]
    own = [(row, one) for row, one in wrong if not TOTAL.match(row[0].words)]
    return (own or wrong) if len(wrong) * 2 <= len(told) or len(told) == 1 else []


def find(read: ReadText) -> list[Problem]:
    """Rows that their headings say should come out, and that do not."""
    found: list[Problem] = []
    for grid in grids(read.plain):
        heads = [cell.words for cell in grid[0]]
        for account in filter(None, (_balance(heads), _attendance(heads))):
            found += [_finding(read, account, row, made) for row, made in _wrong(account, grid[1:])]
    return found
