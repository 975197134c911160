"""Forms of the tree: organisations are picked within reach, days and reasons are asked."""

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.org.acts import ActRefused
from halfsky.org.identifiers import validate_credit_code, validate_mobile
from halfsky.org.kinds import OrganisationKind, UnitCategory
from halfsky.org.models import Person
from halfsky.org.people import may_appoint, roles_to_give, visible
from halfsky.org.reader import Reader
from halfsky.org.roles import Power, Role
from halfsky.org.search import within_reach

EARLIEST = datetime.date(1925, 5, 1)  # the All-China Federation was founded then
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
USERNAME = RegexValidator(
    "^[A-Za-z][A-Za-z0-9._-]+$", gettext_lazy("用字母开头，只用字母、数字、点和横线。")
)
# Addresses beside those of organisations, and the code of the practice organisation.
RESERVED = frozenset({"choices", "found", "practice"})


class OrganisationField(forms.CharField):
    """An organisation by its code or its whole name, where the reader has a power."""

    def __init__(self, powers: tuple[Power, ...] = (), **options: Any) -> None:
        super().__init__(**options)
        self.powers = powers
        self.reader: Reader | None = None

    def open_to(self, reader: Reader, initial: str = "") -> None:
        """Offer what this reader may choose."""
        self.reader = reader
        shown = within_reach(reader, *self.powers).filter(code=initial).first() if initial else None
        query = "&".join(f"power={power.value}" for power in self.powers)
        self.widget.attrs |= {
            "data-picks": "",
            "data-source": f"{reverse('org:choices')}?{query}",
            "data-none": _("没有找到"),
            "data-shown": shown.name if shown else "",
            "placeholder": _("名称、拼音首字母或编码"),
            "autocomplete": "off",
        }

    def clean(self, value: Any) -> Any:
        """The organisation; one outside her reach is said not to exist."""
        text = super().clean(value)
        if not text or self.reader is None:
            return None
        rows = within_reach(self.reader, *self.powers)
        found = rows.filter(code=text).first() or rows.filter(name=text, until=None).first()
        if found is None:
            raise ValidationError(_("没有找到这个组织，请从列表里选。"), code="unknown")
        self.widget.attrs["data-shown"] = found.name
        return found


class DayField(forms.DateField):
    """A day that can be meant: no earlier than the first unions, no later than in two years."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        widget.input_type = "date"
        super().__init__(widget=widget, **options)

    def clean(self, value: Any) -> Any:
        """Refuse a slip of the year."""
        day = super().clean(value)
        if day is not None and day < EARLIEST:
            raise ValidationError(_("日期太早，请核对年份。"), code="early")
        return day


class ReasonField(forms.CharField):
    """Why: it stands in the trail, and on the organisation's page."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("原因或文号"))
        super().__init__(max_length=200, min_length=2, **options)


class OfReader(forms.Form):
    """A form that knows who fills it in."""

    def __init__(self, reader: Reader, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reader = reader
        for name, field in self.fields.items():
            if isinstance(field, OrganisationField):
                field.open_to(reader, str(self.initial.get(name, "")))

    def refuse(self, refused: ActRefused) -> None:
        """Show why the act was refused, at its field."""
        named = "under" if refused.field == "target" and "under" in self.fields else refused.field
        field = named if named in self.fields else None
        self.add_error(field, str(refused))


class WhenForm(OfReader):
    """On which day."""

    on = DayField(label=gettext_lazy("从哪天起"))


class MoveForm(WhenForm):
    """To whom, on which day."""

    target = OrganisationField((Power.ARRANGE_TREE,), label=gettext_lazy("新的上级"))
    field_order = ("target", "on")


class MergeForm(WhenForm):
    """Into whom, on which day."""

    target = OrganisationField((Power.ARRANGE_TREE,), label=gettext_lazy("并入哪个组织"))
    field_order = ("target", "on")


class DissolveForm(WhenForm):
    """On which day."""

    on = DayField(label=gettext_lazy("撤销日期"))


class ReasonForm(forms.Form):
    """Why, asked when everything else has been explained."""

    reason = ReasonField()


class DescribeForm(OfReader):
    """What can be corrected without anything moving."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=120, min_length=2)
    renamed_on = DayField(
        label=gettext_lazy("改名日期"),
        required=False,
        help_text=gettext_lazy("真的改了名才填：旧名会作为曾用名保留。只是更正错字就不填。"),
    )
    approval_number = forms.CharField(label=gettext_lazy("批准文号"), max_length=60, required=False)
    credit_code = forms.CharField(
        label=gettext_lazy("统一社会信用代码"),
        max_length=18,
        required=False,
        validators=[validate_credit_code],
    )


class FoundForm(OfReader):
    """A new organisation."""

    under = OrganisationField((Power.ARRANGE_TREE,), label=gettext_lazy("上级"))
    name = forms.CharField(label=gettext_lazy("名称"), max_length=120, min_length=2)
    code = forms.CharField(
        label=gettext_lazy("编码"),
        max_length=30,
        help_text=gettext_lazy("字母、数字、点、横线；定了就不再改。"),
    )
    kind = forms.ChoiceField(label=gettext_lazy("类型"), choices=OrganisationKind.choices)
    since = DayField(label=gettext_lazy("成立日期"))
    approval_number = forms.CharField(label=gettext_lazy("批准文号"), max_length=60, required=False)
    credit_code = forms.CharField(
        label=gettext_lazy("统一社会信用代码"),
        max_length=18,
        required=False,
        validators=[validate_credit_code],
    )

    def clean_code(self) -> str:
        """One that an address can carry."""
        code = str(self.cleaned_data["code"])
        if not CODE.fullmatch(code) or code in RESERVED:
            raise ValidationError(_("编码只能用字母、数字、点和横线，以字母或数字开头。"))
        return code


class EmployerForm(OfReader):
    """An employer that a union covers from a day on."""

    credit_code = forms.CharField(
        label=gettext_lazy("统一社会信用代码"), max_length=18, validators=[validate_credit_code]
    )
    name = forms.CharField(label=gettext_lazy("单位名称"), max_length=120, min_length=2)
    category = forms.ChoiceField(label=gettext_lazy("单位类别"), choices=UnitCategory.choices)
    since = DayField(label=gettext_lazy("从哪天起覆盖"))


class EndForm(OfReader):
    """Until which day, and why."""

    until = DayField(label=gettext_lazy("从哪天起不再覆盖"))
    reason = ReasonField()


# ---- accounts ----------------------------------------------------------------------------------


class OfAccounts(OfReader):
    """A form that gives a role: only those that are hers to give."""

    def __init__(self, reader: Reader, *args: Any, **options: Any) -> None:
        super().__init__(reader, *args, **options)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [(one.value, one.label) for one in roles_to_give(reader)]

    def clean(self) -> dict[str, Any]:
        """The role is hers to give at that organisation."""
        asked = super().clean() or {}
        role, organisation = asked.get("role"), asked.get("organisation")
        if role and organisation and not may_appoint(self.reader, Role(role), organisation.path):
            self.add_error("role", _("您不能在这个组织任命这个角色。"))
        return asked


class InviteForm(OfAccounts):
    """Somebody new."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60, min_length=2)
    mobile = forms.CharField(
        label=gettext_lazy("手机"), max_length=11, required=False, validators=[validate_mobile]
    )
    role = forms.ChoiceField(label=gettext_lazy("角色"))
    organisation = OrganisationField(label=gettext_lazy("在哪个组织"))
    since = DayField(label=gettext_lazy("从哪天起"))
    username = forms.CharField(
        label=gettext_lazy("账号"),
        max_length=40,
        required=False,
        validators=[USERNAME],
        help_text=gettext_lazy("不填就用姓名拼音。"),
    )


class AppointForm(OfAccounts):
    """One more post."""

    role = forms.ChoiceField(label=gettext_lazy("角色"))
    organisation = OrganisationField(label=gettext_lazy("在哪个组织"))
    since = DayField(label=gettext_lazy("从哪天起"))
    reason = ReasonField()


class EndPostForm(OfReader):
    """Until which day, and why."""

    until = DayField(label=gettext_lazy("从哪天起不再担任"))
    reason = ReasonField()


class HandOverForm(OfReader):
    """To whom, from which day: somebody with an account, or somebody new."""

    on = DayField(label=gettext_lazy("从哪天起由接任人担任"))
    successor = forms.CharField(
        label=gettext_lazy("接任人（已有账号）"),
        required=False,
        help_text=gettext_lazy("还没有账号的，不填这一栏，填下面两栏。"),
    )
    name = forms.CharField(
        label=gettext_lazy("新接任人的姓名"), max_length=60, min_length=2, required=False
    )
    mobile = forms.CharField(
        label=gettext_lazy("新接任人的手机"),
        max_length=11,
        required=False,
        validators=[validate_mobile],
    )
    reason = ReasonField()

    def __init__(self, reader: Reader, *args: Any, **options: Any) -> None:
        super().__init__(reader, *args, **options)
        self.fields["successor"].widget.attrs |= {
            "data-picks": "",
            "data-source": reverse("org:person_choices"),
            "data-none": _("没有找到"),
            "placeholder": _("姓名、拼音首字母或账号"),
            "autocomplete": "off",
        }

    def clean_successor(self) -> Person | None:
        """An open account among those she looks after."""
        text = self.cleaned_data["successor"]
        if not text:
            return None
        found = visible(self.reader).filter(username=text, is_active=True).first()
        if found is None:
            raise ValidationError(_("没有找到这个账号，请从列表里选。"))
        self.fields["successor"].widget.attrs["data-shown"] = found.name
        return found

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        asked = super().clean() or {}
        has_one = bool(asked.get("successor")) != bool(asked.get("name"))
        if not has_one and "successor" not in self.errors and "name" not in self.errors:
            self.add_error("successor", _("请选一位已有账号的接任人，或填写新接任人的姓名。"))
        return asked
