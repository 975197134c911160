"""A whole text that names no year is of the time in which most of what it tells can have been."""

from __future__ import annotations

from halfsky.summary.check import Problem, check_text, check_texts

# Long enough for a whole text, without a number that could be wrong.
FILLER = "各级女职工组织围绕中心、服务大局，把服务女职工的事办实办细，受到职工好评。" * 22
OF_2010 = "举办纪念“三八”国际劳动妇女节一百周年座谈会。全体女职工为玉树地震灾区踊跃捐款。"
LATER = "深入学习贯彻党的二十大精神。"


def stale(text: str, name: str = "") -> list[Problem]:
    return checked(text, name)


def checked(text: str, name: str = "", today: int = 2026) -> list[Problem]:
    (report,) = check_texts([(name, text)], today=today)
    return [one for one in report.problems if one.kind == "stale_reference"]


def test_a_whole_text_of_one_time_long_ago_is_doubted_once() -> None:
    (one,) = stale(f"女职工工作总结\n{OF_2010}{FILLER}")
    assert (one.grade, one.quote) == ("doubtful", "三八”国际劳动妇女节一百周年")
    assert "多处说的都是2010年前后的事" in one.message


def test_a_whole_text_of_one_time_is_no_old_text_a_few_years_on() -> None:
    assert len(checked(f"女职工工作总结\n{OF_2010}{FILLER}", today=2012)) == 0


def test_what_is_of_another_time_than_the_rest_is_doubted() -> None:
    text = f"女职工工作总结\n{OF_2010}女医护人员正在抗击非典。{FILLER}"
    (one,) = checked(text, today=2012)
    assert (one.grade, one.quote) == ("doubtful", "抗击非典")
    assert "文中别处的2010年" in one.message


def test_two_mentions_that_disagree_name_no_time() -> None:
    told = stale(
        f"女职工工作总结\n全体女职工为玉树地震灾区踊跃捐款。女医护人员正在抗击非典。{FILLER}"
    )
    assert len(told) == 2
    assert all("没有写明年份" in one.message for one in told)


def test_of_a_passage_each_old_thing_is_still_doubted() -> None:
    assert [one.grade for one in stale(OF_2010)] == ["doubtful", "doubtful"]


def test_a_year_in_the_name_of_the_file_is_its_time_where_the_text_names_none() -> None:
    assert not stale(OF_2010, "某县2010年女职工工作总结.docx")
    assert not stale(OF_2010, "2011年1月上报的总结.txt")  # written when the year was over


def test_what_does_not_fit_the_name_of_the_file_is_only_doubted() -> None:
    told = stale(OF_2010 + "正在抗击非典。", "/报送/2010年总结.docx")
    assert [one.grade for one in told] == ["doubtful"]
    assert "文件名的2009至2010年" in told[0].message


def test_a_year_in_the_text_goes_before_one_in_the_name_of_the_file() -> None:
    told = stale(f"某县2023年工作总结\n{OF_2010}", "2010年总结.docx")
    assert {one.grade for one in told} == {"wrong"}


def test_a_name_of_two_years_says_nothing() -> None:
    assert len(stale(OF_2010, "2010年总结（仿2009年）.docx")) == 2


def test_a_library_call_without_a_name_reads_as_before() -> None:
    assert len(check_text(OF_2010, today=2026).problems) == 2
