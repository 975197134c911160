"""What an act of the tree will do, in sentences: what moves, which figures change and which not."""

import datetime
from collections.abc import Iterator
from itertools import takewhile

from django.utils.translation import gettext as _

from halfsky.org.acts import below_path
from halfsky.org.models import Coverage, Organisation, Post, in_force
from halfsky.org.search import keys_of, parents_of


def of_founding(parent: Organisation, since: datetime.date) -> Iterator[str]:
    """A new organisation."""
    yield _("从{day}起，它是{parent}的下级；{parent}及以上各级的干部看得到它。").format(
        day=since, parent=parent
    )
    yield _("“期内新建”计在{half}，“期末共有”从{day}起计入；{earlier}及以前的数字不变。").format(
        half=half_year(since), day=since, earlier=half_year(since, -1)
    )
    yield _("填好后，请接着登记人数、女职工组织和覆盖单位，并为它的干部建账号。")


def of_moving(organisation: Organisation, parent: Organisation, on: datetime.date) -> Iterator[str]:
    """Another parent."""
    old = parents_of([organisation]).get(organisation.pk)
    yield _("{what}从{day}起归{parent}；这之前的隶属关系原样保留。").format(
        what=with_below(organisation), day=on, parent=parent
    )
    if old is None:
        return
    yield _("权限在确认后马上改变：{old}的干部不再看到这些单位，{new}的干部看得到。").format(
        old=old, new=parent
    )
    yield from on_figures(on, old, parent)
    if top := common(old, parent):
        yield _("{top}的合计不变，因为两边都在它下面。").format(top=top)


def of_merging(organisation: Organisation, heir: Organisation, on: datetime.date) -> Iterator[str]:
    """An heir takes over."""
    yield _("{organisation}在{day}撤销，由{heir}承接。").format(
        organisation=organisation, day=on, heir=heir
    )
    if count := children_in_being(organisation):
        yield _("它的{count}个下级组织改归{heir}。").format(count=count, heir=heir)
    covered = covered_by(organisation)
    if covered:
        yield _("它覆盖的{count}家单位转给{heir}。").format(count=len(covered), heir=heir)
        if kept := len(covered & covered_by(heir)):
            yield _("其中{count}家{heir}本来就覆盖，不会重复。").format(count=kept, heir=heir)
    yield from on_posts(organisation, on)
    yield from on_figures(on, organisation, heir)


def of_dissolving(organisation: Organisation, on: datetime.date) -> Iterator[str]:
    """Nobody takes over."""
    yield _("{organisation}在{day}撤销；已有的登记一条不少，仍算在它原来的上级名下。").format(
        organisation=organisation, day=on
    )
    if covered := covered_by(organisation):
        yield _("它覆盖的{count}家单位同日停止覆盖。如由别的工会承接，请改用“合并”。").format(
            count=len(covered)
        )
    yield from on_posts(organisation, on)
    yield _("从{half}起，“期末共有”不再计入它；{earlier}及以前的数字不变。").format(
        half=half_year(on), earlier=half_year(on, -1)
    )


def on_figures(on: datetime.date, old: Organisation, new: Organisation) -> Iterator[str]:
    """A period follows the tree of its last day (docs/decisions/0010)."""
    yield _("数字按期末的隶属关系汇总：{half}起，全期的登记都计入{new}（含{day}以前的）。").format(
        half=half_year(on), new=new, day=on
    )
    yield _("{earlier}及以前的数字不变，仍计入{old}；已经上报的总结不会变。").format(
        earlier=half_year(on, -1), old=old
    )


def on_posts(organisation: Organisation, on: datetime.date) -> Iterator[str]:
    """Nobody keeps a post at what is gone."""
    posts = Post.objects.filter(in_force(on), organisation=organisation).select_related("person")
    if names := [post.person.name for post in posts]:
        yield _("在这里的岗位同日到期：{names}。如继续任职，请到新单位另设岗位。").format(
            names="、".join(names)
        )


def with_below(organisation: Organisation) -> str:
    """It, and how many come along."""
    below = Organisation.objects.filter(
        below_path(organisation.path), until=None, withdrawn_at=None
    ).count()
    if below <= 1:
        return organisation.name
    return _("{organisation}连同下级共{count}个组织").format(organisation=organisation, count=below)


def children_in_being(organisation: Organisation) -> int:
    """How many stand directly below it."""
    open_edges = organisation.child_edges.filter(
        until=None, organisation__until=None, organisation__withdrawn_at=None
    )
    return open_edges.count()


def covered_by(organisation: Organisation) -> set[int]:
    """The employers that it covers with no end in sight."""
    rows = Coverage.objects.filter(organisation=organisation, until=None, withdrawn_at=None)
    return set(rows.values_list("employer_id", flat=True))


def common(one: Organisation, other: Organisation) -> Organisation | None:
    """The lowest organisation that both stand below, or that one of them is."""
    pairs = zip(keys_of(one.path), keys_of(other.path), strict=False)
    shared = [left for left, _right in takewhile(lambda pair: pair[0] == pair[1], pairs)]
    return Organisation.objects.get(pk=shared[-1]) if shared else None


def half_year(day: datetime.date, later: int = 0) -> str:
    """The half-year of a day, or one so many half-years later."""
    half = day.year * 2 + (day.month > 6) + later
    name = _("{year}年下半年") if half % 2 else _("{year}年上半年")
    return name.format(year=half // 2)
