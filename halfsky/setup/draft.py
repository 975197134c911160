"""A workbook read against the database: what is asked, what would be made, what is left."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from halfsky.org.kinds import Tier, UnitCategory
from halfsky.org.labels import Label
from halfsky.setup.bodies import Bodies, Body, LeftOut, Named
from halfsky.setup.codes import clean
from halfsky.setup.details import Circumstances, Details, Reading, first, raise_rows
from halfsky.setup.known import Known
from halfsky.setup.lines import Line
from halfsky.setup.names import employer_stem, union_stem
from halfsky.setup.questions import OUT, Answers, Questions
from halfsky.setup.towns import Town, Towns, town_text
from halfsky.setup.words import Word, meaning

LONGEST_NAME = 120
OFFERED = 6
LIKELY = 88
NO_CATEGORY = "（没有写）"
GRASSROOTS = (Tier.GRASSROOTS, Tier.BRANCH)


@dataclass
class Draft:
    """Everything that a workbook comes to, under the answers so far."""

    known: Known
    questions: Questions
    towns: list[Town] = field(default_factory=list)
    unions: list[Body] = field(default_factory=list)
    details: dict[int, Details] = field(default_factory=dict)  # by the identity of the union
    employers: list[Body] = field(default_factory=list)
    categories: dict[int, str] = field(default_factory=dict)
    coverages: list[tuple[Body, Body]] = field(default_factory=list)
    town_officers: list[tuple[Town, str, str]] = field(default_factory=list)  # name, mobile
    left_out: list[LeftOut] = field(default_factory=list)
    merged: int = 0  # rows that said again what another had said

    @property
    def is_decided(self) -> bool:
        """Whether nothing waits for an answer."""
        return not self.questions.open


def read(lines: Sequence[Line], known: Known, answers: Answers, around: Circumstances) -> Draft:
    """The whole way from rows to a draft; nothing is written."""
    draft = Draft(known, Questions(answers))
    return Drafting(draft, lines, around).done()


class Drafting:
    """One reading of a workbook."""

    def __init__(self, draft: Draft, lines: Sequence[Line], around: Circumstances) -> None:
        self.draft, self.lines, self.around = draft, lines, around
        self.known, self.questions = draft.known, draft.questions
        self.renames = dict(renames_of(lines))
        self.towns = Towns(self.known, lines, self.questions)
        self.towns.rename(self.renames)
        self.unions = Bodies(self.questions, union_stem, "union", Word.UNION_CODE)
        self.employers = Bodies(self.questions, employer_stem, "employer", Word.EMPLOYER_CODE)

    def done(self) -> Draft:
        """Towns, unions, employers, and what is said of each, in this order."""
        self._know()
        self._read_unions()
        self._read_employers()
        self._detail()
        draft = self.draft
        draft.towns = [town for town in self.towns.towns if town.is_new or town.line]
        return draft

    # ---- what there is already -------------------------------------------------------------

    def _know(self) -> None:
        by_key = {town.known.key: town for town in self.towns.towns if town.known}
        for one in self.known.organisations.values():
            if one.tier not in GRASSROOTS or one.key == self.known.root.key:
                continue
            town = self._town_above(one.parent, by_key)
            body = Body(one.name, union_stem(one.name), town, one.credit_code, one.key)
            self.unions.add(body)
            for former in one.former:
                self.unions.call(former, one.name)
        for key, (code, name) in self.known.employers.items():
            self.employers.add(Body(name, employer_stem(name), None, code, key))
        for old, new in self.renames.items():
            self.unions.call(old, new)
            self.employers.call(old, new)

    def _town_above(self, parent: int | None, by_key: Mapping[int, Town]) -> Town:
        while parent is not None:
            if parent in by_key:
                return by_key[parent]
            above = self.known.organisations.get(parent)
            parent = above.parent if above else None
        return self.towns.root

    # ---- unions ----------------------------------------------------------------------------

    def _read_unions(self) -> None:
        has_own_page = any(line.content == "unions" for line in self.lines)
        rows = [
            line
            for line in self.lines
            if line.name(Word.UNION) and (line.content == "unions" or not has_own_page)
        ]
        for line in rows:
            if former := line.name(Word.FORMER):
                self.unions.call(former, line.name(Word.UNION))
        self.unions.place_all(self._named_unions(rows))
        self.unions.settle_doubles()
        self._leave(self.unions, Word.UNION)
        self.draft.unions = [body for body in self.unions.all if body.lines]
        self.draft.merged += sum(len(body.lines) - 1 for body in self.draft.unions)

    def _named_unions(self, rows: Sequence[Line]) -> Iterator[Named]:
        for line in rows:
            name, text = line.name(Word.UNION), town_text(line)
            if len(name) > LONGEST_NAME:
                self._out(line, name, _("名称超过{most}字").format(most=LONGEST_NAME))
                continue
            town = self.towns.of(text) if text else self._without_town(line, name)
            if town is None:
                self._out(line, name, _("按您的选择不要"))
                continue
            yield Named(line, name, town, clean(line.text(Word.UNION_CODE)))

    def _without_town(self, line: Line, name: str) -> Town | None:
        """Where the same name stands in one town, there; else under the root, or nowhere."""
        same = self.unions.by_any_stem.get(union_stem(name), [])
        if len(same) == 1:
            return same[0].town
        if not self.towns.towns:
            return self.towns.root
        choices: list[tuple[str, Label]] = [
            ("top", _("直接放在最上级下面")),
            (OUT, _("这些行不要")),
        ]
        about = f"no_town:{union_stem(name)}"
        chosen = self.questions.ask("no_town", about, "top", (name, line.place), choices)
        return None if chosen == OUT else self.towns.root

    def _leave(self, bodies: Bodies, word: Word) -> None:
        for line, _why in bodies.out:
            self._out(line, line.name(word), _("按您的选择不要"))

    def _out(self, line: Line, name: str, reason: str) -> None:
        self.draft.left_out.append(LeftOut(line.place, name, reason))

    # ---- employers -------------------------------------------------------------------------

    def _read_employers(self) -> None:
        rows = [line for line in self.lines if line.name(Word.EMPLOYER)]
        self.employers.place_all(
            Named(line, line.name(Word.EMPLOYER), None, clean(line.text(Word.EMPLOYER_CODE)))
            for line in rows
            if len(line.name(Word.EMPLOYER)) <= LONGEST_NAME
        )
        self.employers.settle_doubles()
        self._leave(self.employers, Word.EMPLOYER)
        self.texts = Counter(union_stem(line.name(Word.UNION)) for line in rows)
        placed: set[tuple[int, int]] = set()
        for body in self.employers.all:
            if body.lines and not body.code:
                for line in body.lines:
                    self._out(line, body.name, _("没有可用的信用代码"))
            elif body.lines:
                self._cover(body, placed)
        self.draft.employers = [one for one in self.employers.all if one.lines and one.code]
        self.draft.merged += sum(len(body.lines) - 1 for body in self.draft.employers)

    def _cover(self, body: Body, placed: set[tuple[int, int]]) -> None:
        """Which unions its rows name."""
        is_covered = False
        for line in body.lines:
            union = self._union_of(line, body)
            if union is None:
                self._out(line, body.name, _("找不到所属的工会"))
                continue
            is_covered = True
            if (id(union), id(body)) not in placed:
                placed.add((id(union), id(body)))
                self.draft.coverages.append((union, body))
        if not is_covered and body.key is None:
            body.lines = []
            return
        self.draft.categories[id(body)] = self._category(body)

    def _union_of(self, line: Line, body: Body) -> Body | None:
        by_code = self.unions.by_code.get(clean(line.text(Word.UNION_CODE)))
        if by_code is not None:
            return by_code
        name = line.name(Word.UNION)
        stem = union_stem(name) if name else body.stem
        found = self._unions_named(self.unions.former.get(stem, stem), line)
        if found is not None or not name:
            return found
        return self._asked_union(name, stem)

    def _unions_named(self, stem: str, line: Line) -> Body | None:
        found = self.unions.by_any_stem.get(stem, [])
        if len(found) > 1 and (text := town_text(line)):
            town = self.towns.of(text)
            found = [one for one in found if one.town is town]
        return found[0] if found else None

    def _asked_union(self, name: str, stem: str) -> Body | None:
        by_name = {one.name: one for one in self.unions.all}
        ranked = process.extract(
            *(stem, list(by_name)), scorer=fuzz.ratio, processor=union_stem, limit=OFFERED
        )
        choices: list[tuple[str, Label]] = [(one, one) for one, _score, _at in ranked]
        best = ranked[0] if ranked and ranked[0][1] >= LIKELY else None
        chosen = self.questions.ask(
            *("unions_of", f"union_of:{stem}", best[0] if best else OUT),
            (name, self.texts[stem]),
            [*choices, (OUT, _("这些单位不要"))],
            rows=self.texts[stem],
            is_open=best is None,
        )
        return by_name.get(chosen)

    def _category(self, body: Body) -> str:
        text = first(body.lines, lambda line: line.text(Word.CATEGORY))
        known = meaning("categories", text) if text else ""
        if not known and text:
            labels = {str(one.label): one.value for one in UnitCategory}
            known = labels.get(text, text if text in UnitCategory.values else "")
        if known:
            return known
        shown = text or NO_CATEGORY
        suggestion = UnitCategory.LIMITED if "有限" in text else UnitCategory.PRIVATE
        chosen = self.questions.ask(
            *("categories", f"category:{text}", suggestion, (shown, 0)),
            [(one.value, one.label) for one in UnitCategory],
        )
        raise_rows(self.questions, "categories", shown)
        return chosen

    # ---- the rest --------------------------------------------------------------------------

    def _detail(self) -> None:
        columns = {word for line in self.lines for word in line.values}
        reading = Reading(self.questions, self.around, Word.WOMEN_MEMBERS in columns)
        for body in self.draft.unions:
            known = self.known.organisations.get(body.key) if body.key else None
            self.draft.details[id(body)] = reading.of(body, known.since if known else None)
        for town in self.towns.towns:
            name, mobile = reading.officer_of([town.line] if town.line else [])
            if name:
                self.draft.town_officers.append((town, name, mobile))


def renames_of(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """From a table of renames."""
    for line in lines:
        old, new = line.name(Word.OLD_NAME), line.name(Word.NEW_NAME)
        if old and new:
            yield old, new
