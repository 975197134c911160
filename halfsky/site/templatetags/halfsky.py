"""What templates of the site can say beyond Django's own tags: `{% load halfsky %}`."""

from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# How Django names the weight of a message, how ours.
TONES = {"success": "good", "info": "notice", "debug": "notice", "error": "bad"}
TONE_ICONS = {
    "good": "circle-check",
    "notice": "info-circle",
    "warning": "alert-triangle",
    "bad": "alert-circle",
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A picture from the sprite; without a label it only decorates and is not read out."""
    address = f"{static('vendor/icons.svg')}#tabler-{name}"
    if not label:
        return format_html(
            '<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', address
        )
    return format_html(
        '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, address
    )


@register.filter
def tone(level: str) -> str:
    """Our word for the weight of a message of Django's."""
    return TONES.get(level, level)


@register.simple_tag
def tone_icon(name: str) -> SafeString:
    """The picture that goes with a tone, so that colour never stands alone."""
    return icon(TONE_ICONS.get(name, "info-circle"))


@register.simple_tag
def field(bound: BoundField, **attributes: Any) -> SafeString:
    """The control of a form field, tied to its help and its errors; `input_mode` is inputmode."""
    attributes = {name.replace("_", "-"): value for name, value in attributes.items() if value}
    described = [f"{bound.auto_id}_help"] if bound.help_text else []
    if bound.errors:
        described.append(f"{bound.auto_id}_error")
        attributes["aria-invalid"] = "true"
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if "inputmode" in attributes and control_kind(bound) == "number":
        # A number field drops what it cannot read, turns with the mouse wheel and refuses １２.
        bound.field.widget.input_type = "text"
    attributes["class"] = " ".join(filter(None, (control_class(bound), attributes.get("class"))))
    return bound.as_widget(attrs=attributes)


def control_kind(bound: BoundField) -> str:
    """Django's word for the kind of control: text, number, select, date, textarea…"""
    return str(getattr(bound.field.widget, "input_type", "textarea"))


def control_class(bound: BoundField) -> str:
    """Tabler's class for the kind of control."""
    kind = control_kind(bound)
    plain = {"select": "form-select", "checkbox": "form-check-input", "radio": "form-check-input"}
    invalid = " is-invalid" if bound.errors else ""
    return plain.get(kind, "form-control") + invalid


@register.filter
def has_kind(bound: BoundField, kinds: str) -> bool:
    """Whether the control of a form field is of one of the kinds named, "checkbox radio"."""
    return control_kind(bound) in kinds.split()
