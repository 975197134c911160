"""Making links and cards, the list of those handed out, and taking one back."""

import datetime
from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.collecting.forms import label_of
from halfsky.collecting.making import MOST_AT_ONCE, Made, Wanted, make_links, withdraw
from halfsky.collecting.models import Link
from halfsky.collecting.pages.asking import (
    DEADLINE_IN,
    Asking,
    asking_of,
    filters_of,
)
from halfsky.collecting.silence import officers_below
from halfsky.components import Cell, Column, Crumb, Row, Table
from halfsky.org.answers import RECEIPT_HEADER, answer, refused
from halfsky.org.kinds import Tier
from halfsky.org.models import Organisation
from halfsky.org.once import FIELD, KeyMissing, KeyReused, Written, new_key, once
from halfsky.org.pages.paging import page_of
from halfsky.org.reader import ReaderRequest
from halfsky.org.roles import Power

LONGEST = datetime.timedelta(days=92)
PAGE_SIZE = 50
MAKING = Power.MANAGE_OFFICERS


class MakingForm(forms.Form):
    """Until when, and for whom."""

    deadline = forms.DateField()
    who = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, today: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        day = self.fields["deadline"]
        day.label, day.initial = _("填报截止日期"), today + DEADLINE_IN
        day.widget = forms.DateInput(
            {"type": "date", "min": today.isoformat(), "max": (today + LONGEST).isoformat()},
            format="%Y-%m-%d",
        )
        who = self.fields["who"]
        who.label, who.initial = _("给哪些单位"), "silent"
        who.choices = [  # type: ignore[attr-defined] # a ChoiceField
            ("silent", _("还没有填报的")),
            ("due", _("应当填报的全部")),
        ]

    def clean_deadline(self) -> datetime.date:
        """Not over yet, and not for ever."""
        day: datetime.date = self.cleaned_data["deadline"]
        if not self.today <= day <= self.today + LONGEST:
            raise ValidationError(_("截止日期要在今天到三个月之内。"))
        return day


def make(request: ReaderRequest) -> HttpResponse:
    """Asks until when and for whom; then shows the cards and the list, this once."""
    asking = asking_of(request, MAKING)
    form = MakingForm(
        request.POST if request.method == "POST" else None, today=timezone.localdate()
    )
    if request.method == "POST" and form.is_valid():
        return hand_out(request, asking, form)
    context = {
        "asking": asking,
        "form": form,
        "filters": filters_of(asking),
        "action": asking.url("make", at=asking.top.code),
        "is_unit": is_unit(asking.top),
        "submission_key": request.POST.get(FIELD) or new_key(),
        "crumbs": [silent_crumb(asking), Crumb(_("制作填报链接"))],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "collecting/make.html", context, status=status)


def hand_out(request: ReaderRequest, asking: Asking, form: MakingForm) -> HttpResponse:
    """The cards of new links; pressed twice, they have been shown already."""
    made: list[Made] = []
    units = units_of(request, asking, form.cleaned_data["who"])
    if not units:
        return refused(request, _("没有要发链接的单位：都已填报。"), HTTPStatus.CONFLICT)
    if len(units) > MOST_AT_ONCE:
        sentence = _("一次最多做{most}个，这里有{count}个单位。请进入各镇街分别制作。")
        return refused(
            request, sentence.format(most=MOST_AT_ONCE, count=len(units)), HTTPStatus.CONFLICT
        )

    def act() -> Written:
        wanted = Wanted(asking.form, asking.period, form.cleaned_data["deadline"])
        made.extend(make_links(units, wanted, request.reader, address(request)))
        label = _("已制作{count}个填报链接").format(count=len(made))
        return Written(label, reverse("collecting:links"))

    try:
        done = once(request, act)
    except KeyMissing as missing:
        return refused(request, str(missing), HTTPStatus.BAD_REQUEST)
    except KeyReused as reused:
        return refused(request, str(reused), HTTPStatus.UNPROCESSABLE_ENTITY)
    if not made:
        sentence = _("这些链接已经做好，只在做好的那一页显示一次。没看到的，请重新制作。")
        return refused(request, sentence, HTTPStatus.CONFLICT)
    response = render(request, "collecting/cards.html", cards_context(request, asking, made))
    response[RECEIPT_HEADER] = done.receipt
    response["Cache-Control"] = "no-store, private"
    return response


def cards_context(request: ReaderRequest, asking: Asking, made: list[Made]) -> dict[str, Any]:
    """Cards for paper; the list for a chat without those whose telephone nobody can ask for."""
    known = officers_below(asking.top, request.reader, {one.link.organisation_id for one in made})
    numbered = {unit for unit, officers in known.items() if any(one.mobile for one in officers)}
    listed = [one for one in made if one.link.organisation_id in numbered]
    return {
        "asking": asking,
        "made": made,
        "deadline": made[0].link.deadline,
        "listed": listed,
        "unlisted": [one for one in made if one.link.organisation_id not in numbered],
        "crumbs": [silent_crumb(asking), Crumb(_("填报卡片"))],
    }


def address(request: ReaderRequest) -> str:
    """Where a token goes in: in the collect zone, if there is one."""
    path = reverse("collecting:sheet", args=["TOKEN"])
    outside = settings.COLLECT_URL and f"{settings.COLLECT_URL}{path}"
    absolute: str = outside or request.build_absolute_uri(path)
    return absolute.replace("TOKEN", "{}")


def units_of(request: ReaderRequest, asking: Asking, who: str) -> list[Organisation]:
    """Whom the links are for, as far as they are still there: one unit, or those below."""
    if is_unit(asking.top):
        return [asking.top]
    silence = asking.silence(request)
    if who == "silent":
        wanted = {unit.node.id for unit in silence.silent}
    else:
        standings = silence.report.own_standings.values()
        wanted = {id for standing in standings for id in standing} & {*silence.report.order}
    reach = request.reader.organisations(MAKING)
    found = {one.pk: one for one in Organisation.objects.filter(reach, pk__in=wanted)}
    today = timezone.localdate()
    ordered = (found[id] for id in silence.report.order if id in found)
    return [one for one in ordered if one.until is None or one.until > today]


def is_unit(organisation: Organisation) -> bool:
    """Whether it reports for itself alone."""
    return organisation.tier in (Tier.GRASSROOTS, Tier.BRANCH)


def silent_crumb(asking: Asking) -> Crumb:
    """Back to who has not reported."""
    return Crumb(_("催报收数"), asking.url("silent", at=asking.top.code))


# ---- links handed out ----------------------------------------------------------------------


def show_links(request: ReaderRequest) -> HttpResponse:
    """The links within her reach, the newest first: for whom, until when, and whether used."""
    here = request.reader.organisations(MAKING, prefix="organisation__")
    links = Link.objects.filter(here).select_related("organisation").order_by("-entered_at", "-pk")
    shown, page = page_of(request, links.prefetch_related("replies"), PAGE_SIZE)
    context = {
        "table": links_table(shown),
        "page": page,
        "crumbs": [Crumb(_("催报收数"), reverse("collecting:silent")), Crumb(_("已发的链接"))],
    }
    return render(request, "collecting/links.html", context)


def links_table(links: list[Link]) -> Table:
    """One row a link; a press opens where it can be taken back."""
    columns = [
        Column(_("单位"), is_title=True),
        Column(_("填报内容")),
        Column(_("期间")),
        Column(_("截止日期")),
        Column(_("状态")),
        Column(_("链接编号")),
    ]
    rows = [
        Row(
            (
                Cell(link.organisation.name),
                Cell(label_of(link.form)),
                Cell(link.period.label),
                Cell(link.deadline.isoformat()),
                Cell(state_of(link)),
                Cell(link.number),
            ),
            url=reverse("collecting:link", args=[link.number]),
        )
        for link in links
    ]
    return Table(_("已发的链接"), columns, rows)


def state_of(link: Link) -> str:
    """In a word."""
    if link.withdrawn_at:
        return _("已作废")
    if replies := len(link.replies.all()):
        return _("已填{count}次").format(count=replies)
    return _("已过期") if link.deadline < timezone.localdate() else _("未填")


def show_link(request: ReaderRequest, number: str) -> HttpResponse:
    """What came in through a link, and the button that takes it back."""
    link = link_of(request, number)
    context = {
        "link": link,
        "label": label_of(link.form),
        "state": state_of(link),
        "replies": link.replies.select_related("submission").order_by("-at"),
        "submission_key": new_key(),
        "is_open": not link.withdrawn_at and link.deadline >= timezone.localdate(),
        "crumbs": [Crumb(_("已发的链接"), reverse("collecting:links")), Crumb(link.number)],
    }
    return render(request, "collecting/link.html", context)


def withdraw_link(request: ReaderRequest, number: str) -> HttpResponse:
    """Take a link back."""
    link = link_of(request, number)
    because = request.POST.get("reason", "").strip()[:200] or _("不再使用")

    def act() -> Written:
        if not link.withdrawn_at:
            withdraw(link, request.reader, because)
        label = _("填报链接 {number} 已作废").format(number=link.number)
        return Written(label, reverse("collecting:link", args=[link.number]))

    return answer(request, act)


def link_of(request: ReaderRequest, number: str) -> Link:
    """A link of an organisation within her reach; any other does not exist."""
    here = request.reader.organisations(MAKING, prefix="organisation__")
    link = Link.objects.filter(here, number=number).select_related("organisation").first()
    if link is None:
        raise Http404
    return link
