"""Form controls beyond Django's: pickers of the browser, and how each kind of field is drawn."""

from enum import StrEnum

from django import forms
from django.forms import BoundField


class DatePicker(forms.DateInput):
    """The browser's own picker for a date."""

    input_type = "date"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class TimePicker(forms.TimeInput):
    """The browser's own picker for a time of day."""

    input_type = "time"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs=attrs, format="%H:%M")


class MomentPicker(forms.DateTimeInput):
    """The browser's own picker for a date with a time, in the council's time zone."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")


LEFT_TO_RIGHT = (
    forms.EmailInput,
    forms.URLInput,
    forms.NumberInput,
    DatePicker,
    TimePicker,
    MomentPicker,
)


class FieldKind(StrEnum):
    """How a field is laid out: label above, label beside, a group with a legend, or hidden."""

    LINE = "line"
    TICK = "tick"
    GROUP = "group"
    HIDDEN = "hidden"


def field_kind(field: BoundField) -> FieldKind:
    """Say how ``field`` is laid out."""
    widget = field.field.widget
    if widget.is_hidden:
        return FieldKind.HIDDEN
    if isinstance(widget, forms.CheckboxInput):
        return FieldKind.TICK
    if widget.use_fieldset and not isinstance(widget, forms.FileInput):
        return FieldKind.GROUP
    return FieldKind.LINE


def control_attributes(field: BoundField) -> dict[str, str | bool]:
    """Return what the control needs beyond Django's own: style class and direction of writing."""
    widget = field.field.widget
    attributes: dict[str, str | bool] = {
        "class": f"{widget.attrs.get('class', '')} control".strip()
    }
    if "dir" not in widget.attrs and (way := _direction(widget)):
        attributes["dir"] = way
    if isinstance(widget, forms.FileInput) and field.aria_describedby:
        attributes["aria-describedby"] = field.aria_describedby
    return attributes


def _direction(widget: forms.Widget) -> str:
    """Addresses, numbers and dates run left to right; what people write runs as they write it."""
    if isinstance(widget, LEFT_TO_RIGHT) or getattr(widget, "input_type", "") == "tel":
        return "ltr"
    return "auto" if isinstance(widget, forms.TextInput | forms.Textarea) else ""
