"""The menu: what a reader may open, by section, made from the registry and the policy."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from halfsky.components import Account, MenuGroup, MenuItem
from halfsky.org.labels import Label
from halfsky.org.once import new_key
from halfsky.org.practice import is_practising
from halfsky.org.reader import NOBODY, Reader
from halfsky.org.signin.entrance import IN_SAMPLE
from halfsky.records.declaration import Register
from halfsky.records.registry import declared_in, sections
from halfsky.site.policy import RULES

REGISTERS = "records:list"


@dataclass(frozen=True)
class Line:
    """A line that the menu has wherever its route exists and the reader may use it."""

    label: Label
    route: str
    icon: str
    is_primary: bool = False


def menu_of(reader: Reader, path: str) -> list[MenuGroup]:
    """Everything that the reader may open, the current page marked."""
    groups = [MenuGroup("", list(main_items(reader, path)))]
    for section in sections() if REGISTERS in RULES else ():
        items = [
            item_of_register(register, path)
            for register in declared_in(section, Register)
            if reader.can(register.reading)
        ]
        groups.append(MenuGroup(section.verbose_name, items))
    groups.append(MenuGroup(_("管理"), list(administration_items(reader, path))))
    return [group for group in groups if group.items]


def item_of_register(register: Register, path: str) -> MenuItem:
    """A register's list."""
    url = reverse(REGISTERS, args=[register.code])
    return MenuItem(register.label, url, is_current=path.startswith(url))


def main_items(reader: Reader, path: str) -> Iterator[MenuItem]:
    """What is everybody's."""
    yield from items_of(
        reader,
        path,
        Line(_("我的工作"), "home", icon="home", is_primary=True),
        Line(_("数据"), "figures:table", icon="chart-bar", is_primary=True),
        Line(_("组织"), "org:organisations", icon="sitemap", is_primary=True),
        Line(_("催报收数"), "collecting:silent", icon="bell-ringing"),
        Line(_("可能重复"), "collecting:doubles", icon="copy-check"),
        Line(_("核对总结"), "check:page", icon="checklist"),
        Line(_("我的导入"), "records:imports", icon="table-import"),
    )


def administration_items(reader: Reader, path: str) -> Iterator[MenuItem]:
    """What is for those who look after the installation."""
    yield from items_of(
        reader,
        path,
        Line(_("人员与账号"), "org:people", icon="users"),
        Line(_("启用设置"), "setup:overview", icon="checklist"),
        Line(_("审计记录"), "audit", icon="shield-check"),
    )


def items_of(reader: Reader, path: str, *lines: Line) -> Iterator[MenuItem]:
    """A line for each route that there is and that the reader may use."""
    for line in lines:
        rule = RULES.get(line.route)
        if rule is None or (rule.powers and not any(map(reader.can, rule.powers))):
            continue
        try:
            url = reverse(line.route)
        except NoReverseMatch:
            continue
        is_current = path == url if url == "/" else path.startswith(url)
        yield MenuItem(line.label, url, line.icon, is_current, line.is_primary)


def account_of(reader: Reader) -> Account | None:
    """Who is logged in, for the menu at the top right."""
    if reader.person is None:
        return None
    roles = dict.fromkeys(str(post.role.label) for post in reader.posts)
    return Account(reader.person.name, "、".join(roles), reverse("account"), reverse("logout"))


def frame(request: HttpRequest) -> dict[str, object]:
    """What the base template shows on every page."""
    reader: Reader = getattr(request, "reader", NOBODY)
    is_in = reader.person is not None and not getattr(request, "owed", None)
    return {
        "menu": menu_of(reader, request.path) if is_in else [],
        "account": account_of(reader),
        "reader": reader,
        "language_url": reverse("language"),
        "practice_key": new_key() if is_practising(reader) else "",
        "in_sample": is_in and request.session.get(IN_SAMPLE),
    }
