"""The menu: what a reader may open, by section, made from the registry and the policy."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from halfsky.org.labels import Label
from halfsky.org.reader import NOBODY, Reader
from halfsky.records.declaration import Register
from halfsky.records.registry import declared_in, sections
from halfsky.site.policy import RULES

REGISTERS = "records:list"


@dataclass(frozen=True)
class Item:
    """One line of the menu."""

    label: Label
    url: str
    icon: str
    is_current: bool


@dataclass(frozen=True)
class Group:
    """A heading with its lines."""

    label: Label
    items: list[Item]


def menu_of(reader: Reader, path: str) -> list[Group]:
    """Everything that the reader may open, the current page marked."""
    groups = [Group("", list(main_items(reader, path)))]
    for section in sections() if REGISTERS in RULES else ():
        items = [
            item_of_register(register, path)
            for register in declared_in(section, Register)
            if reader.can(register.reading)
        ]
        groups.append(Group(section.verbose_name, items))
    groups.append(Group(_("管理"), list(administration_items(reader, path))))
    return [group for group in groups if group.items]


def item_of_register(register: Register, path: str) -> Item:
    """A register's list."""
    url = reverse(REGISTERS, args=[register.code])
    return Item(register.label, url, "notebook", path.startswith(url))


def main_items(reader: Reader, path: str) -> Iterator[Item]:
    """What is everybody's."""
    yield from items_of_routes(
        reader,
        path,
        (_("我的工作"), "home", "home"),
        (_("数据"), "figures:table", "chart-bar"),
        (_("组织"), "org:organisations", "sitemap"),
        (_("核对总结"), "check:page", "checklist"),
    )


def administration_items(reader: Reader, path: str) -> Iterator[Item]:
    """What is for those who look after the installation."""
    yield from items_of_routes(
        reader,
        path,
        (_("人员与账号"), "org:people", "users"),
        (_("审计记录"), "audit", "shield-check"),
    )


def items_of_routes(reader: Reader, path: str, *wanted: tuple[str, str, str]) -> Iterator[Item]:
    """A line for each route that there is and that the reader may use."""
    for label, route, icon in wanted:
        rule = RULES.get(route)
        if rule is None or (rule.powers and not any(map(reader.can, rule.powers))):
            continue
        try:
            url = reverse(route)
        except NoReverseMatch:
            continue
        is_current = path == url if url == "/" else path.startswith(url)
        yield Item(label, url, icon, is_current)


def frame(request: HttpRequest) -> dict[str, object]:
    """What the base template shows on every page."""
    reader: Reader = getattr(request, "reader", NOBODY)
    if reader.person is None:
        return {"menu": [], "reader": reader}
    return {"menu": menu_of(reader, request.path), "reader": reader}
