"""Unions and employers recognised: by credit code, then by name; what may be one is asked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from halfsky.setup.codes import clean, fault_of, is_valid, mending_of
from halfsky.setup.lines import Line
from halfsky.setup.names import numerals
from halfsky.setup.questions import DIFFERENT, LEAVE, OUT, SAME, TAKE, Questions
from halfsky.setup.towns import Town
from halfsky.setup.words import Word

ALIKE, VERY_ALIKE = 82, 90  # of 100, names without their legal forms
MOST_LIKE_IT = 3
MOST_COMPARED = 30_000_000  # pairs of names: about three seconds
SHORTEST = 4  # letters of a name that another may be the long form of
CLASH_IS_SAME = 75


@dataclass(eq=False)
class Body:
    """A union or an employer: what the workbook's rows say of it, and what the database knows."""

    name: str
    stem: str
    town: Town | None = None
    code: str = ""  # a right one, or none
    key: int | None = None  # in the database
    lines: list[Line] = field(default_factory=list)

    @property
    def scope(self) -> int:
        """Names are compared within a town; employers' within everything."""
        return id(self.town) if self.town is not None else 0

    @property
    def places(self) -> str:
        """Its rows, for a person."""
        return "、".join(line.place for line in self.lines[:3])


@dataclass(frozen=True)
class LeftOut:
    """A row that makes nothing, and why."""

    place: str
    name: str
    reason: str


@dataclass
class Named:
    """A line with its name, town and code as written."""

    line: Line
    name: str
    town: Town | None
    written: str  # the code, cleaned


class Bodies:
    """Everything of one kind, found by code and by name."""

    def __init__(
        self, questions: Questions, stem_of: Callable[[str], str], kind: str, code: Word
    ) -> None:
        self.questions, self.stem_of, self.kind, self.code_word = questions, stem_of, kind, code
        self.all: list[Body] = []
        self.by_code: dict[str, Body] = {}
        self.by_stem: dict[tuple[int, str], Body] = {}
        self.by_any_stem: dict[str, list[Body]] = {}
        self.former: dict[str, str] = {}  # stems: old to new
        self.out: list[tuple[Line, str]] = []

    def add(self, body: Body) -> Body:
        """One more, with its names and code."""
        self.all.append(body)
        self._index(body)
        return body

    def _index(self, body: Body) -> None:
        self.by_stem.setdefault((body.scope, body.stem), body)
        self.by_any_stem.setdefault(body.stem, []).append(body)
        if body.code:
            self.by_code.setdefault(body.code, body)

    def call(self, old: str, new: str) -> None:
        """A former name."""
        if self.stem_of(old) != self.stem_of(new):
            self.former[self.stem_of(old)] = self.stem_of(new)

    def place_all(self, rows: Iterable[Named]) -> None:
        """Rows with a right code first: by them the others are known by name."""
        waiting = []
        for row in rows:
            if is_valid(row.written):
                self._place(row, row.written)
            else:
                waiting.append(row)
        for row in waiting:
            by_name = self._named(row)
            if by_name is not None:
                self._join(by_name, row)
            else:
                self._place(row, self._mended(row))

    def _named(self, row: Named) -> Body | None:
        stem = self.stem_of(row.name)
        stem = self.former.get(stem, stem)
        scope = id(row.town) if row.town is not None else 0
        return self.by_stem.get((scope, stem))

    def _place(self, row: Named, code: str) -> None:
        found = self.by_code.get(code) if code else None
        if found is not None:
            decided = self._same_code(found, row, code)
            if decided == SAME:
                self._join(found, row)
                return
            if decided == OUT:
                self.out.append((row.line, OUT))
                return
            code = ""
        by_name = self._named(row)
        if by_name is not None and (not code or not by_name.code):
            self._join(by_name, row, code)
            return
        stem = self.stem_of(row.name)
        body = Body(row.name, self.former.get(stem, stem), row.town, code, lines=[row.line])
        self.add(body)

    def _join(self, body: Body, row: Named, code: str = "") -> None:
        body.lines.append(row.line)
        if code and not body.code:
            body.code = code
            self.by_code.setdefault(code, body)

    def _same_code(self, found: Body, row: Named, code: str) -> str:
        """One code, two names: a spelling, or a line copied wrongly."""
        stem = self.stem_of(row.name)
        stem = self.former.get(stem, stem)
        if stem == found.stem or self.former.get(found.stem) == stem:
            return SAME
        is_alike = fuzz.ratio(stem, found.stem) >= CLASH_IS_SAME
        is_same = is_alike and numerals(stem) == numerals(found.stem)
        return self.questions.ask(
            "clashes",
            f"{self.kind}:{code}:{found.stem}:{stem}",
            SAME if is_same else DIFFERENT,
            (found.name, row.name, code, row.line.place),
            is_open=not is_same,
        )

    def _mended(self, row: Named) -> str:
        """The right code that was meant, or none."""
        if not row.written:
            return ""
        about = f"{self.kind}:{row.written}:{self.stem_of(row.name)}"
        fault, mending = fault_of(row.written), mending_of(row.written)
        if mending:
            cells = (row.name, row.written, fault, mending)
            chosen = self.questions.ask("mendings", about, TAKE, cells)
            return mending if chosen == TAKE else ""
        cells = (row.name, row.written, fault, row.line.place)
        chosen = self.questions.ask("codes", about, LEAVE, cells, is_open=True)
        typed = clean(chosen)
        return typed if is_valid(typed) else ""

    # ---- likely doubles --------------------------------------------------------------------

    def settle_doubles(self) -> None:
        """Names that are nearly the same, where at least one has no code to tell them by."""
        for left, right, score in list(self._pairs()):
            if left not in self.all or right not in self.all:
                continue
            is_same = score >= VERY_ALIKE or bool(told_of(left) & told_of(right))
            if not is_same and not is_shortened(left.stem, right.stem):
                continue  # 嘉航 and 瑞航 of one trade are two
            beside = left.town.name if left.town else "、".join(sorted(told_of(right)))
            cells = (described(left), described(right), beside, right.places)
            about = f"{self.kind}:{left.stem}:{left.code}:{right.stem}:{right.code}"
            suggestion = SAME if is_same else DIFFERENT
            chosen = self.questions.ask("doubles", about, suggestion, cells, is_open=not is_same)
            if chosen != DIFFERENT:
                self._merge(left, right, is_kept=chosen == SAME)

    def _pairs(self) -> Iterator[tuple[Body, Body, float]]:
        """Each pair once, the one that was there first on the left."""
        by_scope: dict[int, list[Body]] = {}
        for body in self.all:
            by_scope.setdefault(body.scope, []).append(body)
        order = {id(body): place for place, body in enumerate(self.all)}
        seen: set[tuple[int, int]] = set()
        for bodies in by_scope.values():
            stems = [body.stem for body in bodies]
            if len(stems) * sum(not body.code for body in bodies) > MOST_COMPARED:
                continue  # a list without any codes, larger than a city: names must be equal
            for at, body in enumerate(bodies):
                if body.code or not body.lines:
                    continue
                for _stem, score, place in process.extract(
                    body.stem, stems, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST_LIKE_IT + 1
                ):
                    other = bodies[place]
                    pair = sorted((body, other), key=lambda one: order[id(one)])
                    key = (order[id(pair[0])], order[id(pair[1])])
                    is_alike = numerals(body.stem) == numerals(other.stem)
                    if place != at and key not in seen and is_alike:
                        seen.add(key)
                        yield pair[0], pair[1], score

    def _merge(self, left: Body, right: Body, *, is_kept: bool) -> None:
        """The right one goes; its rows are the left one's, or nobody's."""
        if left.key is None and right.key is not None and is_kept:
            left, right = right, left
        self.all.remove(right)
        if not is_kept:
            self.out += [(line, OUT) for line in right.lines]
            return
        left.lines += right.lines
        self.former[right.stem] = left.stem
        for stem in (right.stem,):
            self.by_any_stem[stem] = [left]
            self.by_stem[left.scope, stem] = left
        if right.code and not left.code:
            left.code = right.code
        if right.code:
            self.by_code[right.code] = left


def is_shortened(one: str, other: str) -> bool:
    """Whether all letters of the shorter stand in the longer, in their order."""
    shorter, longer = sorted((one, other), key=len)
    letters = iter(longer)
    return len(shorter) >= SHORTEST and all(letter in letters for letter in shorter)


def told_of(body: Body) -> frozenset[str]:
    """The unions that an employer's rows name: two names under one union are likely one."""
    return frozenset(
        name
        for line in body.lines
        if line.content == "employers" and (name := line.name(Word.UNION))
    )


def described(body: Body) -> str:
    """A name with its code, if it has one."""
    return f"{body.name} {body.code}".strip()
