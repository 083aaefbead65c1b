"""Fields of the forms with which meetings are prepared."""

from datetime import tzinfo
from typing import Any

from django import forms
from django.utils import timezone

from council.kernel.widgets import MomentPicker


class MomentField(forms.DateTimeField):
    """A day and an hour as clocks show it where the council sits, wherever the reader is."""

    widget = MomentPicker

    def __init__(self, *, zone: tzinfo, **options: Any) -> None:
        super().__init__(**options)
        self.zone = zone

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's own
        """Read what was typed as an hour of the council."""
        with timezone.override(self.zone):
            return super().clean(value)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own
        """Write a moment as an hour of the council."""
        with timezone.override(self.zone):
            return super().prepare_value(value)
