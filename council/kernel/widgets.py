"""Form controls beyond Django's: pickers of the browser, and how each kind of field is drawn."""

from enum import StrEnum

from django import forms
from django.forms import BoundField

LEFT_TO_RIGHT = (forms.EmailInput, forms.URLInput, forms.NumberInput)


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


def control_attributes(field: BoundField) -> dict[str, str]:
    """Return what the control needs beyond Django's own: style class and direction of writing."""
    widget = field.field.widget
    attributes = {"class": f"{widget.attrs.get('class', '')} control".strip()}
    if isinstance(widget, forms.Textarea | forms.TextInput) and "dir" not in widget.attrs:
        attributes["dir"] = "ltr" if _runs_left_to_right(widget) else "auto"
    if isinstance(widget, forms.FileInput) and field.aria_describedby:
        attributes["aria-describedby"] = field.aria_describedby
    return attributes


def _runs_left_to_right(widget: forms.Widget) -> bool:
    kind = getattr(widget, "input_type", "text")
    return isinstance(widget, LEFT_TO_RIGHT) or kind in {"tel", "date", "time", "datetime-local"}
