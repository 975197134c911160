"""Towns, streets and bureaus as a workbook writes them: recognised, or asked about once."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from halfsky.org.kinds import KINDS_OF_TIER, OrganisationKind, Tier
from halfsky.org.labels import Label
from halfsky.setup.known import Known, KnownOrganisation
from halfsky.setup.lines import Line
from halfsky.setup.names import bare_town, is_town, town_stem
from halfsky.setup.questions import OUT, Questions
from halfsky.setup.words import Word

NEW, TOP = "new", "top"
OFFERED = 60
LIKELY = 60  # of 100: below it nothing is suggested
# Without a list of towns: what is written this seldom is another spelling rather than a town.
SELDOM = 5
SMALL = (*KINDS_OF_TIER[Tier.GRASSROOTS], *KINDS_OF_TIER[Tier.BRANCH])


@dataclass(eq=False)
class Town:
    """A part of the tree between the root and its unions; the root itself where `is_root`."""

    name: str
    kind: OrganisationKind
    since: datetime.date
    known: KnownOrganisation | None = None
    is_root: bool = False
    rows: int = 0
    former: list[str] = field(default_factory=list)
    line: Line | None = None  # of the list of towns, which may name its officer

    @property
    def is_new(self) -> bool:
        """Whether it is to be founded."""
        return self.known is None


class Towns:
    """Every town by all its names."""

    def __init__(self, known: Known, lines: Iterable[Line], questions: Questions) -> None:
        self.known, self.questions = known, questions
        root = known.root
        self.root = Town(root.name, root.kind, root.since, root, is_root=True)
        self.towns: list[Town] = []
        self.names: dict[str, Town] = {town_stem(root.name): self.root}
        self.resolved: dict[str, Town | None] = {}
        for one in known.organisations.values():
            if one.tier is Tier.MIDDLE and one.key != root.key:
                self._add(Town(one.name, one.kind, one.since, one, former=one.former))
        rows = list(lines)
        self._declare(rows)
        self.has_list = bool(self.towns)
        self.counted = Counter(town_stem(text) for line in rows if (text := town_text(line)))

    def _declare(self, lines: Iterable[Line]) -> None:
        """What the workbook's own list of towns says."""
        for line in lines:
            name = line.name(Word.TOWN)
            if line.content != "towns" or not name or self.root.kind in SMALL:
                continue
            town = self.names.get(town_stem(name)) or self._add(self._new(name))
            town.line = town.line or line
            self._call(town, line.name(Word.FORMER))

    def rename(self, renames: Mapping[str, str]) -> None:
        """Former names, from a table of renames: old to new."""
        for old, new in renames.items():
            town = self.names.get(town_stem(new))
            if town is not None:
                self._call(town, old)

    def _add(self, town: Town) -> Town:
        self.towns.append(town)
        self.names.setdefault(town_stem(town.name), town)
        for name in town.former:
            self.names.setdefault(town_stem(name), town)
        return town

    def _call(self, town: Town, former: str) -> None:
        """One more name that it had."""
        if former and town_stem(former) not in self.names:
            self.names[town_stem(former)] = town
            town.former.append(former)

    def _new(self, name: str) -> Town:
        return Town(whole_name(name), kind_of_town(name), self.known.root.since)

    def of(self, text: str) -> Town | None:
        """The town that a text means; nothing where its rows are left out."""
        if self.root.kind in SMALL:
            return self.root  # below a union there are branches, and no towns between
        stem = town_stem(text)
        if stem not in self.resolved:
            self.resolved[stem] = self._resolve(text, stem)
        return self.resolved[stem]

    def _resolve(self, text: str, stem: str) -> Town | None:
        if stem in self.names:
            return self.names[stem]
        same = [town for town in self.towns if bare_town(town.name) == bare_town(text)]
        if stem == bare_town(text) and len(same) == 1:
            return same[0]
        if not self.has_list and is_town(text) and self.counted[stem] >= self._often():
            return self._add(self._new(text))
        return self._asked(text, stem, same)

    def _often(self) -> float:
        """How often a town is written in a list of its unions."""
        counts = sorted(self.counted.values())
        return max(2, counts[len(counts) // 2] / SELDOM) if len(counts) > 1 else 1

    def _asked(self, text: str, stem: str, same: list[Town]) -> Town | None:
        by_name = {town.name: town for town in self.towns}
        ranked = [name for name, _score, _at in self._ranked(text, by_name)]
        suggestion = same[0].name if len(same) == 1 else ""
        if not suggestion and ranked:
            best = self._ranked(text, by_name)[0]
            suggestion = best[0] if best[1] >= LIKELY else ""
        choices: list[tuple[str, Label]] = [(name, name) for name in ranked]
        choices += [
            (NEW, _("是新的，建立“{name}”").format(name=whole_name(text))),
            (TOP, _("直接放在最上级下面")),
            (OUT, _("这些行不要")),
        ]
        rows = self.counted[stem]
        chosen = self.questions.ask(
            *("towns", f"town:{stem}", suggestion or NEW, (text, rows), choices, max(rows, 1)),
            is_open=len(same) != 1,
        )
        if chosen == OUT:
            return None
        if chosen == TOP:
            return self.root
        if chosen == NEW:
            return self._add(self._new(text))
        town = by_name[chosen]
        self._call(town, whole_name(text))
        return town

    def _ranked(self, text: str, by_name: Mapping[str, Town]) -> list[tuple[str, float, int]]:
        names = list(by_name)
        return process.extract(
            *(bare_town(text), names), scorer=fuzz.ratio, processor=bare_town, limit=OFFERED
        )


def town_text(line: Line) -> str:
    """What a line says of its town; the list of towns itself says nothing."""
    return line.name(Word.TOWN) if line.content != "towns" else ""


def whole_name(name: str) -> str:
    """青禾街道 → 青禾街道总工会; a name that says what it is stays as it is."""
    stem = town_stem(name)
    if stem != name.strip() and ("工会" in name or "工委" in name):
        return name
    is_bureau = kind_of_town(name) == OrganisationKind.WORK_COMMITTEE
    return stem + ("工会工作委员会" if is_bureau else "总工会")


def kind_of_town(name: str) -> OrganisationKind:
    """By what its name ends with."""
    if "联合会" in name:
        is_trade = "行业" in name
        kinds = OrganisationKind
        return kinds.FEDERATION_SECTORAL if is_trade else kinds.FEDERATION_REGIONAL
    if town_stem(name).endswith(("局", "系统")) or "工委" in name or "工作委员会" in name:
        return OrganisationKind.WORK_COMMITTEE
    return OrganisationKind.STREET_TOWN
