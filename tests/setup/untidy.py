"""A list as a federation keeps it: seeded, of any size, and untidy on purpose.

Merged titles, two heading rows, notes and totals among the rows, full and half width mixed, 3 % of
the rows twice in other words, 2 % wrong credit codes, towns under former names. What it ought to
become is in the `Truth` that comes with it.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from halfsky.sample import names
from halfsky.sample.identifiers import EMPLOYER, UNION, Identifiers

CITY = "云川市总工会"
UNIONS, EMPLOYERS = 1548, 4211
TWICE, WRONG = 0.03, 0.02
# Former names: those in the table of renames, and one that nobody has written down.
RENAMED = {"柳浪镇": "柳浪乡", "云帆街道": "渔港镇"}
UNSAID = {"鹿鸣坡镇": "鹿鸣乡"}
WIDE = str.maketrans(
    "ABCDEFGHJKMNPQRTUWXY0123456789()",
    "ＡＢＣＤＥＦＧＨＪＫＭＮＰＱＲＴＵＷＸＹ０１２３４５６７８９（）",
)
CATEGORIES = ("私营", "有限责任公司", "私营企业", "外资", "国有", "民营", "集体企业")
ODD_CATEGORY, ODD_KIND = "两头在外", "网格工会"


@dataclass
class Row:
    """A union or an employer before it is written down."""

    name: str
    code: str
    town: str
    cells: dict[str, Any] = field(default_factory=dict)
    union: str = ""


@dataclass
class Truth:
    """What the workbook ought to become."""

    towns: int = 0
    unions: int = 0
    employers: int = 0
    rows: int = 0
    twice: int = 0
    wrong: int = 0
    lost: int = 0  # employers whose code cannot be told any more


class Untidy:
    """Makes the workbook."""

    def __init__(self, seed: int = 6, unions: int = UNIONS, employers: int = EMPLOYERS) -> None:
        self.rng = Random(f"untidy/{seed}")
        self.identifiers = Identifiers()
        self.used: set[str] = set()
        self.company = names.EmployerNames()
        self.truth = Truth(unions=unions, employers=employers)
        streets = [f"{name}街道" for name in names.STREETS]
        self.towns = [*streets, *(f"{name}镇" for name in names.TOWNS)]
        self.bureaus = [f"{name}局" for name in names.BUREAUS]
        if unions < 300:
            keep = {*RENAMED, *UNSAID}
            self.towns = [town for town in self.towns if town in keep or len(town) == 3][:6]
            self.towns = list(dict.fromkeys([*self.towns, *keep]))
            self.bureaus = self.bureaus[:2]
        self.places = [*self.towns, *self.bureaus]
        self.truth.towns = len(self.places)
        self.unions = [self._union() for _place in range(unions)]
        self.employers = [self._employer(place) for place in range(employers)]

    # ---- what there is ---------------------------------------------------------------------

    def _union(self) -> Row:
        rng, town = self.rng, self.rng.choice(self.places)
        is_joint = rng.random() < 0.15 and town in self.towns
        name = self._joint(town) if is_joint else self.company.company(rng)
        workers = rng.randint(8, 900)
        women = rng.randint(0, workers)
        members = rng.randint(women, workers)
        women_members = rng.randint(0, women)
        is_built = women_members > 0 and rng.random() < 0.96
        cells: dict[str, Any] = {
            "kind": rng.choice(["联合基层工会", "联建"] if is_joint else ["单独", "独立建会", ""]),
            "founded": self._day(rng),
            "numbers": [workers, women, members, women_members],
            "form": self._form(women_members) if is_built else rng.choice(["无", "否", ""]),
            "term": rng.choice(["第一届", "2", "第三届", ""]) if is_built else "",
            "chair": names.woman(rng) if is_built else "",
            "officer": names.woman(rng),
            "mobile": self.identifiers.mobile() if rng.random() < 0.9 else "",
        }
        code = self.identifiers.credit_code(UNION)
        return Row(f"{name}工会委员会", code, town, cells)

    def _joint(self, town: str) -> str:
        rng = self.rng
        while True:
            name = f"{town}{rng.choice(names.AREAS)}{rng.choice(names.TRADES)}联合"
            name += f"第{len(self.used) % 9 + 1}" if name in self.used else ""
            if name not in self.used:
                self.used.add(name)
                return name

    def _form(self, women: int) -> str:
        whole = "女职工委员会" if women >= 10 else "女职工委员"
        return self.rng.choice([whole, "是", "√", whole])

    def _day(self, rng: Random) -> Any:
        day = datetime.date(1998, 1, 5) + datetime.timedelta(days=rng.randrange(9000))
        return rng.choice(
            [day, day, f"{day.year}年{day.month}月{day.day}日", f"{day:%Y.%m.%d}", f"{day:%Y%m%d}"]
        )

    def _employer(self, place: int) -> Row:
        union = self.unions[
            place if place < len(self.unions) else self.rng.randrange(len(self.unions))
        ]
        own = place < len(self.unions) and "联合" not in union.name
        name = union.name.removesuffix("工会委员会") if own else self.company.company(self.rng)
        cells = {"category": self.rng.choice(CATEGORIES)}
        code = self.identifiers.credit_code(EMPLOYER)
        return Row(name, code, union.town, cells, union.name)

    # ---- how it is written down ------------------------------------------------------------

    def write(self, path: Path) -> Truth:
        """The file, and what is in it."""
        book = xlsxwriter.Workbook(str(path))
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.title = book.add_format({"bold": True, "align": "center", "font_size": 16})
        self._note(book)
        self._write_towns(book)
        self._write_unions(book)
        self._write_employers(book)
        self._write_renames(book)
        book.close()
        return self.truth

    def _note(self, book: Any) -> None:
        page = book.add_worksheet("填表说明")
        for row, text in enumerate(("填表说明", "1. 本表由各镇街填报。", "2. 请勿改动格式。")):
            page.write(row, 0, text)

    def _write_towns(self, book: Any) -> None:
        page = book.add_worksheet("镇街名录")
        page.merge_range(0, 0, 0, 4, f"{CITY}所属镇街、局工会一览", self.title)
        page.write_row(2, 0, ("序号", "镇（街道）名称", "曾用名", "联系人", "联系电话"))
        for place, town in enumerate(self.places):
            former = RENAMED["云帆街道"] if town == "云帆街道" else ""
            name = f"{town}总工会" if town in self.towns else f"{town}工会工作委员会"
            row = (place + 1, name, former, names.woman(self.rng), self.identifiers.mobile())
            page.write_row(place + 3, 0, row)
        page.write_row(len(self.places) + 3, 0, ("合计", f"{len(self.places)}家"))

    def _write_unions(self, book: Any) -> None:
        page = book.add_worksheet("基层工会名册")
        page.merge_range(0, 0, 0, 15, f"{CITY}基层工会基本情况表", self.title)
        page.write(1, 0, "填报单位：组织部　　　　单位：人")
        heads = ("序号", "所属镇街", "工会名称", "统一社会信用代码", "建会形式", "成立时间")
        for column, head in enumerate(heads):
            page.merge_range(2, column, 3, column, head)
        page.merge_range(2, 6, 2, 7, "职工人数")
        page.merge_range(2, 8, 2, 9, "会员人数")
        page.write_row(3, 6, ("总数", "其中：女", "总数", "其中：女会员"))
        page.merge_range(2, 10, 2, 12, "女职工组织")
        page.write_row(3, 10, ("形式", "届次", "主任姓名"))
        page.merge_range(2, 13, 3, 13, "联系人")
        page.merge_range(2, 14, 3, 14, "联系电话")
        rows = self._untidied(self.unions, self._twin_of_union)
        at = 4
        for place, row in enumerate(rows):
            cells = row.cells
            kind = ODD_KIND if place in (3, 17) else cells["kind"]
            self._put(page, at, 0, place + 1, self._town(row.town), row.name, row.code, kind)
            self._put(page, at, 5, "" if place % 97 == 5 else cells["founded"])
            numbers = [*cells["numbers"]]
            if place % 311 == 7:
                numbers[1] = numbers[0] + 5
            self._put(page, at, 6, *numbers, cells["form"], cells["term"], cells["chair"])
            self._put(page, at, 13, cells["officer"], cells["mobile"])
            at += 1
            if place % 400 == 399:
                page.write_row(at, 0, ("小计", "", "", "", "", "", 1, 1, 1, 1))
                at += 1
        page.write_row(at, 0, ("合　计", "", f"{len(rows)}家"))

    def _write_employers(self, book: Any) -> None:
        page = book.add_worksheet("覆盖企业")
        page.merge_range(0, 0, 0, 5, "工会覆盖企业（单位）明细", self.title)
        page.write_row(
            2, 0, ("序号", "企业名称", "统一社会信用代码", "企业性质", "所属工会", "镇街")
        )
        rows = self._untidied(self.employers, self._twin_of_employer)
        for place, row in enumerate(rows):
            category = ODD_CATEGORY if place in (5, 9) else row.cells["category"]
            cells = (place + 1, row.name, row.code, category, row.union, self._town(row.town))
            self._put(page, place + 3, 0, *cells)
        page.write_row(len(rows) + 3, 0, ("合计", f"{len(rows)}"))

    def _write_renames(self, book: Any) -> None:
        page = book.add_worksheet("更名情况")
        page.write_row(0, 0, ("变更前名称", "变更后名称"))
        page.write_row(1, 0, (RENAMED["柳浪镇"], "柳浪镇"))

    def _put(self, page: Any, row: int, column: int, *cells: Any) -> None:
        for at, cell in enumerate(cells, start=column):
            if isinstance(cell, datetime.date):
                page.write_datetime(
                    row, at, datetime.datetime(cell.year, cell.month, cell.day), self.day
                )
            elif cell != "":
                page.write(row, at, cell)

    def _town(self, town: str) -> str:
        """Under its own name, another form of it, or a former one."""
        former = (RENAMED | UNSAID).get(town)
        if former and self.rng.random() < 0.3:
            return former
        if town in self.bureaus:
            return self.rng.choice([town, f"{town}工会工作委员会"])
        forms: Sequence[str] = (town, f"{town}总工会", f" {town}", town[:2] + "　" + town[2:])
        return self.rng.choice(forms)

    def _untidied(self, rows: list[Row], twin: Callable[[Row], Row]) -> list[Row]:
        """2 % with a wrong code, then 3 % once more in other words, all in another order."""
        wrong = self.rng.sample(range(len(rows)), round(len(rows) * WRONG))
        written = [Row(r.name, r.code, r.town, r.cells, r.union) for r in rows]
        for at, place in enumerate(wrong):
            written[place].code = self._spoilt(written[place], at)
        sound = [place for place in range(len(rows)) if place not in set(wrong)]
        twins = [twin(rows[place]) for place in self.rng.sample(sound, round(len(rows) * TWICE))]
        for row in written:
            if self.rng.random() < 0.1:
                row.name = row.name.translate(WIDE)
                row.code = row.code.translate(WIDE)
        self.truth.wrong += len(wrong)
        self.truth.twice += len(twins)
        everything = [*written, *twins]
        self.rng.shuffle(everything)
        self.truth.rows += len(everything)
        return everything

    def _spoilt(self, row: Row, at: int) -> str:
        """Two letters the wrong way round, O for 0, or a letter lost."""
        code = row.code
        if at % 4 == 3:
            self.truth.lost += bool(row.union)
            return code[:9] + code[10:]
        if at % 4 == 2:
            place = code.index("0", 8)
            return code[:place] + "O" + code[place + 1 :]
        place = next(p for p in range(16, 8, -1) if code[p] != code[p + 1])
        return code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    def _twin_of_union(self, row: Row) -> Row:
        way = self.rng.randrange(4)
        name, code = row.name, row.code
        if way == 0:
            name = name.replace("有限公司", "有限责任公司")
        elif way == 1:
            name, code = name.replace("工会委员会", "工会").replace("有限", ""), ""
        elif way == 2:
            code = f"{code[:6]} {code[6:]}".lower()
        else:
            code = ""
            name = name.translate(WIDE)
        return Row(name, code, row.town, row.cells)

    def _twin_of_employer(self, row: Row) -> Row:
        way = self.rng.randrange(4)
        name, code = row.name, row.code
        if way == 0:
            name = name.replace("有限公司", "有限责任公司")
        elif way == 1:
            name, code = name[:1] + " " + name[1:], code.translate(WIDE)
        elif way == 2:  # a letter too many, and no code
            name, code = f"{name[:2]}市{name[2:]}", ""
        return Row(name, code, row.town, row.cells, row.union)


def write(path: Path, seed: int = 6, unions: int = UNIONS, employers: int = EMPLOYERS) -> Truth:
    """A workbook of some size."""
    return Untidy(seed, unions, employers).write(path)
