"""Names, codes, towns and headings as people write them, and what is asked about them."""

import datetime

import pytest
from django.utils import timezone

from halfsky.org.models import Coverage, Employer, Organisation, Person
from halfsky.registers.organising.head_counts import HeadCount
from halfsky.registers.organising.women_organisations import Term, WomenOrganisation
from halfsky.setup.applying import SetupRefused, apply
from halfsky.setup.body_kinds import BodyKind
from halfsky.setup.books import answer, are_confirmed, confirm_columns, draft_of, layouts_of
from halfsky.setup.codes import fault_of, mending_of
from halfsky.setup.models import Workbook
from halfsky.setup.names import bare_town, employer_stem, town_stem, union_stem
from halfsky.setup.questions import DIFFERENT, Group
from halfsky.setup.settling import set_kind
from halfsky.setup.undoing import undo
from tests.factories import credit_code
from tests.setup.conftest import Book, take_suggestions

HEADING = ("所属镇街", "工会名称", "统一社会信用代码")
COVERED = ("企业名称", "统一社会信用代码", "所属工会")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("瑞禾服饰有限公司", "瑞禾服饰有限责任公司"),
        ("瑞禾服饰有限公司", "瑞禾 服饰　股份有限公司"),
        ("瑞禾（东溪）服饰有限公司", "瑞禾(东溪)服饰公司"),
        ("Ａ１电子有限公司", "a1电子"),
    ],
)
def test_legal_forms_and_widths_make_no_other_employer(one: str, other: str) -> None:
    assert employer_stem(one) == employer_stem(other)


def test_a_branch_is_not_its_company() -> None:
    assert employer_stem("瑞禾服饰有限公司东溪分公司") != employer_stem("瑞禾服饰有限公司")


def test_a_union_is_its_employer_with_the_words_for_a_union() -> None:
    assert union_stem("瑞禾服饰有限公司工会委员会") == union_stem("瑞禾服饰有限责任公司工会")
    assert town_stem("青禾街道办事处") == town_stem("青禾街道总工会") == "青禾街道"
    assert bare_town("柳浪乡") == bare_town("柳浪镇总工会") == "柳浪"


def test_a_code_says_what_is_wrong_and_what_was_meant() -> None:
    right = "91330299MC0012345"
    right = next(code for n in range(40) if (code := credit_code(n)) and code[15] != code[16])
    swapped = right[:15] + right[16] + right[15] + right[17]
    assert fault_of(right) == ""
    assert "写反" in fault_of(swapped)
    assert mending_of(swapped) == right
    assert mending_of(right.replace("0", "O")) == right
    assert "O" in fault_of(right.replace("0", "O"))
    assert "17" in fault_of(right[:9] + right[10:])
    assert mending_of(right[:9] + right[10:]) == ""
    assert "科学记数" in fault_of("9.13302E+17")


pytestmark = pytest.mark.django_db


def group(workbook: Workbook, code: str) -> Group:
    return draft_of(workbook).questions.groups[code]


def test_headings_are_found_below_titles_and_across_two_rows(book: Book) -> None:
    workbook = book(
        名册=[
            ("云川市基层工会基本情况",),
            ("填报单位：",),
            ("序号", "镇(街道)", "工会名称", "职工人数", "", "会员人数", ""),
            ("", "", "", "总数", "其中：女", "总数", "其中：女会员"),
            (1, "东溪镇", "甲厂工会", 100, 60, 90, 50),
            ("合计", "", "", 100, 60, 90, 50),
        ]
    )
    [layout] = layouts_of(workbook)
    assert layout.number == 4
    assert list(map(str, layout.columns.values())) == [
        *("town", "union", "workers", "women_workers", "members", "women_members")
    ]
    apply(workbook, take_suggestions(workbook), None)
    assert HeadCount.objects.get().women_members == 50


def test_columns_are_corrected_once_for_every_list_of_the_shape(book: Book) -> None:
    rows = [("片区", "工会名称", "口径一"), ("东溪镇", "甲厂工会", "2011-03-08")]
    workbook = book(名册=rows)
    [layout] = layouts_of(workbook)
    assert layout.columns == {1: "union"}
    assert not are_confirmed(workbook)

    confirm_columns(workbook, {"名册": {0: "town", 1: "union", 2: "founded"}})
    following = book(名册=[*rows, ("西岭镇", "乙厂工会", "2012-03-08")])

    assert are_confirmed(following)
    apply(following, take_suggestions(following), None)
    founded = Organisation.objects.get(name="乙厂工会")
    assert founded.since == datetime.date(2012, 3, 8)


def test_merged_towns_and_towns_as_headings_hold_for_the_rows_below(book: Book) -> None:
    merged = [HEADING, ("东溪镇", "甲厂工会"), ("", "乙厂工会"), ("", "丙厂工会")]
    workbook = book(
        合并=merged, 西岭镇=[("序号", "工会名称", "成立时间"), (1, "丁厂工会", "2011-01-01")]
    )
    apply(workbook, take_suggestions(workbook), None)
    parents = dict(Organisation.objects.values_list("name", "edges__parent__name"))
    assert parents["丙厂工会"] == "东溪镇总工会"
    assert parents["丁厂工会"] == "西岭镇总工会"


def test_one_code_under_two_names_is_asked_and_names_alike_are_one(book: Book) -> None:
    code, other = credit_code(1), credit_code(2)
    workbook = book(
        工会=[HEADING, ("东溪镇", "甲厂工会", "")],
        企业=[
            COVERED,
            ("瑞禾服饰有限公司", code, "甲厂工会"),
            ("瑞禾服饰有限责任公司", code, "甲厂"),
            ("金石矿山机械有限公司", code, "甲厂工会"),
            ("瑞禾服饰公司", "", "甲厂工会"),
            ("瑞禾服饰有限公司", other, "甲厂工会"),
        ],
    )
    [clash] = group(workbook, "clashes").items
    assert clash.suggestion == DIFFERENT
    assert clash.cells[:2] == ("瑞禾服饰有限公司", "金石矿山机械有限公司")
    draft = take_suggestions(workbook)
    apply(workbook, draft, None)
    # Two right codes are two employers, whatever they are called.
    assert set(Employer.objects.values_list("credit_code", flat=True)) == {code, other}
    assert [one.reason for one in draft.left_out] == ["没有可用的信用代码"]


def test_one_answer_is_for_all_rows_that_share_the_cause(book: Book) -> None:
    towns = [("东溪镇", f"东{n}厂工会") for n in range(1, 12)]
    old = [("东西镇", "新厂工会"), ("东西镇", "老厂工会")]
    workbook = book(镇街=[("镇街名称", "联系人"), ("东溪镇", "")], 工会=[HEADING, *towns, *old])
    [item] = group(workbook, "towns").items
    assert (item.cells, item.rows) == (("东西镇", "2"), 2)
    answer(workbook, group(workbook, "towns"), {item.key: "new"})
    apply(workbook, take_suggestions(workbook), None)
    assert Organisation.objects.filter(edges__parent__name="东西镇总工会").count() == 2


def test_nothing_is_written_while_something_is_asked(book: Book) -> None:
    workbook = book(工会=[HEADING, ("东溪镇", "甲厂工会", "")])
    with pytest.raises(SetupRefused, match="没有回答"):
        apply(workbook, draft_of(workbook), None)
    assert Organisation.objects.count() == 1


def test_a_later_list_adds_what_was_missing_and_follows_the_counts(book: Book) -> None:
    numbers = ("职工人数", "女职工人数", "会员人数", "女会员人数", "统计日期")
    first = book(
        工会=[(*HEADING, *numbers), ("东溪镇", "甲厂工会", "", 50, 20, 50, 20, "2021-01-01")]
    )
    apply(first, take_suggestions(first), None)
    code = credit_code(3)
    second = book(
        工会=[
            (*HEADING, *numbers),
            ("东溪镇", "甲厂工会委员会", code, 60, 30, 60, 30, "2022-01-01"),
        ]
    )
    apply(second, take_suggestions(second), None)

    union = Organisation.objects.get(name="甲厂工会")
    assert union.credit_code == code
    counts = HeadCount.objects.order_by("since").values_list("women_members", "until")
    assert list(counts) == [(20, datetime.date(2022, 1, 1)), (30, None)]


def test_contradictory_counts_make_no_count(book: Book) -> None:
    numbers = ("职工人数", "女职工人数", "会员人数", "女会员人数")
    workbook = book(工会=[(*HEADING, *numbers), ("东溪镇", "甲厂工会", "", 50, 60, 50, 20)])
    assert group(workbook, "counts").items[0].cells[1:5] == ("50", "60", "50", "20")
    apply(workbook, take_suggestions(workbook), None)
    assert not HeadCount.objects.exists()


def test_a_women_s_organisation_has_its_form_term_and_head(book: Book) -> None:
    columns = ("成立日期", "女职工组织", "届次", "任期止", "主任姓名")
    workbook = book(
        工会=[
            (*HEADING, *columns),
            (
                "东溪镇",
                "甲厂工会",
                "",
                "2015-05-01",
                "女职工委员会",
                "第三届",
                "2028-05-01",
                "林晓",
            ),
            ("东溪镇", "乙厂工会", "", "2016年3月", "无", "", "", ""),
            ("东溪镇", "丙厂工会", "", "2016.3.8", "女职工委员", "", "", "周敏"),
        ]
    )
    apply(workbook, take_suggestions(workbook), None)
    forms = dict(WomenOrganisation.objects.values_list("organisation__name", "form"))
    assert forms == {"甲厂工会": "committee", "丙厂工会": "commissioner"}
    third = Term.objects.get(women_organisation__organisation__name="甲厂工会")
    assert (third.number, third.until) == (3, datetime.date(2028, 5, 1))
    assert third.seats.get().role == "chair"
    stated = Organisation.objects.get(name="乙厂工会")
    assert stated.since == datetime.date(2016, 3, 1)


def test_an_employer_goes_to_the_union_that_its_row_means(book: Book) -> None:
    workbook = book(
        工会=[HEADING, ("东溪镇", "锦云纺织厂工会", ""), ("西岭镇", "童乐玩具厂工会", "")],
        企业=[
            COVERED,
            ("锦云纺织厂", credit_code(4), ""),
            ("童乐包装有限公司", credit_code(5), "童乐玩俱厂工会"),
            ("别处有限公司", credit_code(6), "没有这个工会"),
        ],
    )
    draft = draft_of(workbook)
    assert [item.is_open for item in draft.questions.groups["unions_of"].items] == [True, True]
    choices = dict(draft.questions.groups["unions_of"].items[0].choices)
    assert "童乐玩具厂工会" in choices
    item = draft.questions.groups["unions_of"].items[0]
    answer(workbook, draft.questions.groups["unions_of"], {item.key: "童乐玩具厂工会"})
    done = take_suggestions(workbook)
    apply(workbook, done, None)
    covered = dict(Coverage.objects.values_list("employer__name", "organisation__name"))
    assert covered == {"锦云纺织厂": "锦云纺织厂工会", "童乐包装有限公司": "童乐玩具厂工会"}
    assert [one.reason for one in done.left_out] == ["找不到所属的工会"]


def test_a_brand_that_differs_is_another_employer_and_is_not_asked_about(book: Book) -> None:
    workbook = book(
        工会=[HEADING, ("东溪镇", "甲厂工会", ""), ("东溪镇", "乙厂工会", "")],
        企业=[
            COVERED,
            ("嘉航医疗器械有限公司", credit_code(7), "甲厂工会"),
            ("瑞航医疗器械有限公司", "", "乙厂工会"),  # another brand
            ("嘉航市医疗器械公司", "", "乙厂工会"),  # the same, and a word too many
        ],
    )
    items = group(workbook, "doubles").items
    assert [item.cells[1] for item in items] == ["嘉航市医疗器械公司"]


def test_below_a_mine_there_are_branches_and_no_towns(top: Organisation, book: Book) -> None:
    set_kind(top, BodyKind.MINE, None)
    workbook = book(分会=[("所属单位", "分会名称", "职工人数"), ("生产部", "采煤一区", 120)])
    confirm_columns(workbook, {"分会": {0: "town", 1: "union", 2: "workers"}})
    apply(workbook, take_suggestions(workbook), None)
    branch = Organisation.objects.get(edges__parent=top)
    assert (branch.name, branch.kind) == ("采煤一区", "branch")


def test_a_town_s_own_unions_stand_directly_below_it(top: Organisation, book: Book) -> None:
    set_kind(top, BodyKind.TOWN, None)
    Organisation.objects.filter(pk=top.pk).update(name="东溪镇总工会")
    rows = [("东溪镇", "甲厂工会", ""), ("", "乙厂工会", ""), ("东溪", "丙厂工会", "")]
    workbook = book(工会=[HEADING, *rows])
    apply(workbook, take_suggestions(workbook), None)
    assert Organisation.objects.filter(edges__parent=top).count() == 3


def test_once_an_officer_has_come_in_nothing_is_taken_back(book: Book) -> None:
    workbook = book(工会=[(*HEADING, "联系人"), ("东溪镇", "甲厂工会", "", "林晓")])
    apply(workbook, take_suggestions(workbook), None)
    Person.objects.update(last_login=timezone.now())

    with pytest.raises(SetupRefused, match="已经有人登录"):
        undo(workbook, None)
    assert Organisation.objects.get(name="甲厂工会").withdrawn_at is None
