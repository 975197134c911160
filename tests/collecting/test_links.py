"""A link opens one sheet of one unit, and nothing else."""

import datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from halfsky.collecting import telephones
from halfsky.collecting.models import Link, Reply
from halfsky.collecting.readers import link_reader
from halfsky.figures.models import Adjustment, NothingToReport
from halfsky.figures.periods import Period
from halfsky.figures.report import compute
from halfsky.org.audit.models import AuditEntry
from halfsky.org.limits import LIMITS, Limit, Purpose
from halfsky.org.models import Person
from halfsky.org.once import Submission
from halfsky.org.roles import Power
from halfsky.records.attachments import Attachment
from halfsky.registers.assistance.insurance_enrolments import InsuranceEnrolment
from halfsky.registers.organising.head_counts import HeadCount
from tests import factories as make
from tests.cast import Cast
from tests.collecting.conftest import Make, sent

ENROLMENT = {
    "insurance_enrolments__do": "added",
    "insurance_enrolments__date": "2022-05-06",
    "insurance_enrolments__product": "ankang",
    "insurance_enrolments__persons": "46",
}


def test_it_shows_what_is_known_and_no_record(
    cast: Cast, make_link: Make, telephone: Client
) -> None:
    make.HeadCountFactory.create(organisation=cast.textile, women_members=17)
    make.InsuranceEnrolmentFactory.create(organisation=cast.textile, persons=215)
    make.InsuranceEnrolmentFactory.create(organisation=cast.mine, persons=999)
    _link, url = make_link()
    page = telephone.get(url).content.decode()
    assert "锦云纺织厂工会" in page
    assert "17" in page
    assert "215人次" in page
    assert "999" not in page
    assert "普查" not in page  # sensitive registers are not on it
    assert "投诉" not in page


def test_it_writes_a_count_and_nothing_for_the_rest(
    cast: Cast, make_link: Make, telephone: Client
) -> None:
    link, url = make_link()
    answer = telephone.post(url, sent(**ENROLMENT, rest="1"))
    assert answer.status_code == 303
    record = InsuranceEnrolment.objects.get()
    assert (record.organisation, record.persons, record.entered_by) == (cast.textile, 46, None)
    said = set(NothingToReport.objects.values_list("register", flat=True))
    assert said == {"head_counts", "women_organisations", "coverage", "special_contracts"}
    reasons = set(AuditEntry.objects.values_list("reason", flat=True))
    assert reasons == {f"填报链接 {link.number}"}
    receipt = telephone.get(answer["Location"]).content.decode()
    assert answer["X-Receipt"] in receipt
    assert "46" in receipt
    assert answer["Location"] == f"/r/{answer['X-Receipt']}/"


def test_it_keeps_a_photo_beside_the_count(make_link: Make, telephone: Client) -> None:
    picture = BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "PNG")
    _link, url = make_link()
    photo = SimpleUploadedFile("签到.png", picture.getvalue(), "image/png")
    answer = telephone.post(url, {**sent(**ENROLMENT), "insurance_enrolments-photo": photo})
    assert answer.status_code == 303
    kept = Attachment.objects.get()
    assert (kept.register, kept.record) == (
        "insurance_enrolments",
        InsuranceEnrolment.objects.get().pk,
    )
    assert kept.content_type == "image/jpeg"
    assert "附照片" in telephone.get(answer["Location"]).content.decode()


def test_it_takes_nothing_but_a_photo(make_link: Make, telephone: Client) -> None:
    _link, url = make_link()
    letter = SimpleUploadedFile("名单.pdf", b"%PDF-1.7 names", "application/pdf")
    answer = telephone.post(url, {**sent(**ENROLMENT), "insurance_enrolments-photo": letter})
    assert answer.status_code == 422
    assert "请选一张照片" in answer.content.decode()
    assert InsuranceEnrolment.objects.count() == Attachment.objects.count() == 0


def test_it_does_once_what_is_sent_twice(make_link: Make, telephone: Client) -> None:
    _link, url = make_link()
    form = sent(**ENROLMENT)
    first, again = telephone.post(url, form), telephone.post(url, form)
    assert first["X-Receipt"] == again["X-Receipt"]
    assert InsuranceEnrolment.objects.count() == Reply.objects.count() == 1


def test_it_leads_to_the_first_receipt_when_something_else_is_sent_with_its_key(
    make_link: Make, telephone: Client
) -> None:
    _link, url = make_link()
    form = sent(**ENROLMENT)
    first = telephone.post(url, form)
    again = telephone.post(url, {**form, "insurance_enrolments-persons": "47"}, follow=True)
    assert first["X-Receipt"] in again.content.decode()
    assert "这份表已经收到" in again.content.decode()
    assert InsuranceEnrolment.objects.get().persons == 46


def test_it_gives_the_receipt_again_after_the_deadline(make_link: Make, telephone: Client) -> None:
    link, url = make_link()
    form = sent(**ENROLMENT)
    first = telephone.post(url, form)
    Link.objects.filter(pk=link.pk).update(withdrawn_at=timezone.now())
    assert telephone.post(url, form)["X-Receipt"] == first["X-Receipt"]
    assert telephone.post(url, sent(**ENROLMENT)).status_code == 404


def test_it_keeps_what_was_typed_when_something_is_missing(
    make_link: Make, telephone: Client
) -> None:
    _link, url = make_link()
    form = sent(**{**ENROLMENT, "insurance_enrolments__persons": ""})
    answer = telephone.post(url, form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请填写“参保女职工人次”。" in page
    assert form["submission_key"] in page
    assert Submission.objects.count() == InsuranceEnrolment.objects.count() == 0


def test_it_takes_only_so_many_sheets_a_quarter_of_an_hour(
    make_link: Make, telephone: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, Purpose.REPORT, Limit(2))
    _link, url = make_link()
    statuses = [telephone.post(url, sent(**ENROLMENT)).status_code for _time in range(3)]
    assert statuses == [303, 303, 429]
    assert InsuranceEnrolment.objects.count() == 2


def test_it_refuses_a_day_outside_the_period(make_link: Make, telephone: Client) -> None:
    _link, url = make_link()
    answer = telephone.post(url, sent(**{**ENROLMENT, "insurance_enrolments__date": "2022-07-01"}))
    assert answer.status_code == 422
    assert "日期要在2022年上半年之内。" in answer.content.decode()


def test_it_wants_at_least_one_answer(make_link: Make, telephone: Client) -> None:
    _link, url = make_link()
    answer = telephone.post(url, sent())
    assert answer.status_code == 422
    assert "请至少选一项" in answer.content.decode()


def test_it_replaces_a_head_count_from_a_day_on(
    cast: Cast, make_link: Make, telephone: Client
) -> None:
    make.HeadCountFactory.create(organisation=cast.textile, women_members=20)
    _link, url = make_link(form="head_counts")
    numbers = {"workers": "120", "women_workers": "60", "members": "100", "women_members": "55"}
    fields = {f"head_counts__{name}": value for name, value in numbers.items()}
    form = sent(head_counts__do="added", head_counts__since="2022-06-01", **fields)
    assert telephone.post(url, form).status_code == 303
    old, new = HeadCount.objects.order_by("since")
    assert (old.until, old.version) == (datetime.date(2022, 6, 1), 2)
    assert (new.since, new.women_members, new.until) == (datetime.date(2022, 6, 1), 55, None)


def test_it_says_at_the_fields_what_the_head_count_breaks(
    cast: Cast, make_link: Make, telephone: Client
) -> None:
    make.HeadCountFactory.create(organisation=cast.textile, women_members=20)
    _link, url = make_link(form="head_counts")
    numbers = {"workers": "10", "women_workers": "60", "members": "100", "women_members": "55"}
    fields = {f"head_counts__{name}": value for name, value in numbers.items()}
    form = sent(head_counts__do="added", head_counts__since="2022-06-01", **fields)
    assert telephone.post(url, form).status_code == 422
    assert HeadCount.objects.get().until is None


def test_it_proposes_another_total_for_the_level_above(
    cast: Cast, make_link: Make, telephone: Client
) -> None:
    make.TrainingFactory.create(organisation=cast.textile, women_attending=30)
    link, url = make_link(form="trainings")
    page = telephone.get(url).content.decode()
    assert 'name="trainings-total-total2"' in page
    form = sent(trainings__do="proposed") | {"trainings-total-total2": "38"}
    answer = telephone.post(url, form)
    assert answer.status_code == 303
    adjustment = Adjustment.objects.get()
    assert (adjustment.figure, adjustment.value) == ("education.training_attendances", 38)
    assert (adjustment.source, adjustment.approved_by) == (f"填报链接 {link.number}", None)
    assert "待上级核准" in telephone.get(answer["Location"]).content.decode()
    report = compute(Period.parse("2022H1"), cast.textile.pk)
    assert report.fact("education.training_attendances").amount == 30


def test_it_does_not_report_nothing_where_there_are_records(
    cast: Cast, make_link: Make, telephone: Client
) -> None:
    make.InsuranceEnrolmentFactory.create(organisation=cast.textile)
    _link, url = make_link(form="insurance_enrolments")
    assert telephone.post(url, sent(insurance_enrolments__do="nothing")).status_code == 422
    assert telephone.post(url, sent(rest="1")).status_code == 303
    assert Reply.objects.get().lines[0]["did"] == "confirmed"
    assert not NothingToReport.objects.exists()


def test_it_confirms_the_rest_although_the_unit_has_said_that_there_was_nothing(
    cast: Cast, make_link: Make, telephone: Client
) -> None:
    make.InsuranceEnrolmentFactory.create(organisation=cast.textile)
    make.NothingToReportFactory.create(organisation=cast.textile)
    _link, url = make_link()
    telephone.post(url, sent(rest="1"))
    assert [line["did"] for line in Reply.objects.get().lines] == ["confirmed"]


# ---- what does not open ---------------------------------------------------------------------


def test_it_says_the_same_of_expired_withdrawn_altered_and_foreign_links(
    make_link: Make, telephone: Client
) -> None:
    _expired, expired = make_link(days=-1)
    withdrawn, taken_back = make_link()
    Link.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())
    longer, extended = make_link()
    Link.objects.filter(pk=longer.pk).update(deadline="2099-01-01")
    _link, good = make_link()
    altered = good[:-2] + ("A" if good[-2] != "A" else "B") + "/"
    urls = (expired, taken_back, extended, altered, "/l/x/", "/l/%E4%BD%A0/")
    answers = [telephone.get(url) for url in urls]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert "锦云" not in answers[0].content.decode()
    assert telephone.post(expired, sent(**ENROLMENT)).status_code == 404
    assert telephone.get(good).status_code == 200


def test_it_keeps_no_token(make_link: Make) -> None:
    link, url = make_link()
    token = url.split("/")[2]
    assert len(token) == 22  # 128 bits
    assert token not in str(vars(link))


def test_it_is_bound_to_its_unit(cast: Cast, make_link: Make, telephone: Client) -> None:
    link, url = make_link()
    Link.objects.filter(pk=link.pk).update(organisation=cast.mine)
    assert telephone.get(url).status_code == 404


def test_it_gives_the_link_one_power_at_one_unit(cast: Cast) -> None:
    reader = link_reader(cast.mine, datetime.date(2022, 7, 5))
    assert reader.can_at(Power.WRITE_OPEN, cast.mine.path)
    assert not reader.can_at(Power.WRITE_OPEN, cast.pit.path)  # below it
    assert not reader.can_at(Power.WRITE_OPEN, cast.west.path)
    assert not any(reader.can(power) for power in Power if power is not Power.WRITE_OPEN)


@pytest.mark.usefixtures("people")
def test_it_keeps_no_page(make_link: Make, telephone: Client) -> None:
    _link, url = make_link()
    answer = telephone.get(url)
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


# ---- the telephone --------------------------------------------------------------------------


@pytest.fixture
def mobile(people: dict[str, Person]) -> str:
    """The number of the textile union's officer."""
    people["mei"].mobile = "13900004711"
    people["mei"].save()
    return people["mei"].mobile


def test_it_asks_once_for_the_last_four_digits(
    make_link: Make, telephone: Client, mobile: str
) -> None:
    _link, url = make_link()
    assert "后四位" in telephone.get(url).content.decode()
    assert telephone.post(url, sent(**ENROLMENT)).status_code == 200  # asked first
    assert not InsuranceEnrolment.objects.exists()
    wrong = telephone.post(f"{url}telephone/", {"digits": "4712"})
    assert wrong.status_code == 422
    right = telephone.post(f"{url}telephone/", {"digits": "4711"})
    assert right.status_code == 303
    assert telephone.post(url, sent(**ENROLMENT)).status_code == 303
    _next, another = make_link(form="trainings")
    assert "后四位" not in telephone.get(another).content.decode()
    cookie = next(one for name, one in telephone.cookies.items() if name.startswith("unit-"))
    assert mobile not in cookie.value
    assert cookie["httponly"]


def test_it_trusts_a_telephone_for_its_unit_only(
    cast: Cast, people: dict[str, Person], make_link: Make, telephone: Client, mobile: str
) -> None:
    people["cao"].mobile = "13900004711"  # even with the same number
    people["cao"].save()
    _link, url = make_link()
    telephone.post(f"{url}telephone/", {"digits": "4711"})
    _mine, other = make_link(cast.mine)
    telephone.cookies[f"unit-{cast.mine.pk}"] = telephone.cookies[f"unit-{cast.textile.pk}"].value
    assert "后四位" in telephone.get(other).content.decode()


def test_it_forgets_a_telephone_whose_number_changed(
    people: dict[str, Person], make_link: Make, telephone: Client, mobile: str
) -> None:
    _link, url = make_link()
    telephone.post(f"{url}telephone/", {"digits": "4711"})
    people["mei"].mobile = "13900004799"
    people["mei"].save()
    assert "后四位" in telephone.get(url).content.decode()


def test_it_stops_guessing(
    make_link: Make, telephone: Client, mobile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, url = make_link()
    for digits in range(5):
        telephone.post(f"{url}telephone/", {"digits": f"{digits:04}"})
    answer = telephone.post(f"{url}telephone/", {"digits": "4711"})
    assert (answer.status_code, "分钟后再试" in answer.content.decode()) == (429, True)
    monkeypatch.setitem(LIMITS, Purpose.TELEPHONE, Limit(1000))
    for digits in range(telephones.MOST_MISSES):
        telephone.post(f"{url}telephone/", {"digits": f"{digits:04}"})
    answer = telephone.post(f"{url}telephone/", {"digits": "4711"})
    assert "新的链接" in answer.content.decode()
    Link.objects.filter(pk=link.pk).update(misses=0)
    assert telephone.post(f"{url}telephone/", {"digits": "4711"}).status_code == 303
