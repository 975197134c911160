"""What came of many returned workbooks: a line a file, and who has sent none that is sound."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from halfsky.components import Cell, Column, Row, Table, Tone
from halfsky.org.models import Organisation, Post, in_force
from halfsky.org.reader import Reader
from halfsky.org.roles import Power, Role
from halfsky.records.sheets.consolidating import READY, STATES, WRONG
from halfsky.records.sheets.models import ImportBatch

OFFICERS = (Role.GRASSROOTS_OFFICER, Role.TOWN_OFFICER, Role.CITY_OFFICE)
TONES: dict[str, Tone] = {READY: "good", WRONG: "bad"}


@dataclass(frozen=True)
class Report:
    """The report as it was kept with the batch."""

    files: list[dict[str, Any]]
    missing: list[int]

    @classmethod
    def of(cls, batch: ImportBatch) -> "Report | None":
        """That of a batch of many files; nothing where it was one."""
        if not batch.returned:
            return None
        kept = json.loads(batch.returned)
        # What has to be dealt with stands first.
        files = sorted(kept["files"], key=lambda one: one["state"] == READY)
        return cls(files, kept["missing"])

    @property
    def counts(self) -> dict[str, int]:
        """How many files, sound and wrong, and how many are missing."""
        sound = sum(one["state"] == READY for one in self.files)
        return {
            _("来件"): len(self.files),
            _("可导入"): sound,
            _("有错"): len(self.files) - sound,
            _("未报"): len(self.missing),
        }

    def table_of_files(self, first: int, size: int) -> Table:
        """A line a file."""
        columns = [
            Column(_("文件"), is_title=True),
            Column(_("单位")),
            Column(_("结果")),
            Column(_("行数"), is_numeric=True),
            Column(_("说明")),
        ]
        shown = self.files[first : first + size]
        keys = {key for one in shown for key in one["senders"]}
        names = dict(Organisation.objects.filter(pk__in=keys).values_list("pk", "name"))
        rows = [
            Row(
                (
                    Cell(one["name"]),
                    Cell("、".join(names[key] for key in one["senders"] if key in names)),
                    Cell(
                        str(STATES[one["state"]]),
                        is_badge=True,
                        tone=TONES.get(one["state"], "warning"),
                    ),
                    Cell(one["rows"]),
                    Cell(one["sentence"]),
                )
            )
            for one in shown
        ]
        return Table(_("来件"), columns, rows)

    def table_of_missing(self, reader: Reader, first: int, size: int) -> Table:
        """Whom to call; telephones for those who look after the officers."""
        shown = self.missing[first : first + size]
        found = Organisation.objects.in_bulk(shown)
        wrong = {key for one in self.files if one["state"] != READY for key in one["senders"]}
        officers = officers_at(shown, reader)
        columns = [
            Column(_("单位"), is_title=True),
            Column(_("联系人")),
            Column(_("电话"), is_short=True),
            Column(_("说明")),
        ]
        rows = []
        for key in shown:
            if key in found:
                people = officers.get(key, [])
                cells = (
                    Cell(found[key].name),
                    Cell("、".join(name for name, _mobile in people)),
                    Cell("、".join(mobile for _name, mobile in people if mobile)),
                    Cell(_("来件有错") if key in wrong else _("没有来件")),
                )
                rows.append(Row(cells))
        return Table(_("未报"), columns, rows)


def officers_at(organisations: list[int], reader: Reader) -> dict[int, list[tuple[str, str]]]:
    """Names and telephones of the officers of some organisations, where she manages officers."""
    posts = Post.objects.filter(
        in_force(reader.on),
        reader.organisations(Power.MANAGE_OFFICERS, prefix="organisation__"),
        organisation__in=organisations,
        role__in=OFFICERS,
        person__is_active=True,
    ).order_by("since", "pk")
    found: dict[int, list[tuple[str, str]]] = {}
    for key, name, mobile in posts.values_list("organisation_id", "person__name", "person__mobile"):
        found.setdefault(key, []).append((name, mobile))
    return found
