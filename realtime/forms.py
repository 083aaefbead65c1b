"""What a browser may ask by HTTP."""

from django import forms

from council.kernel.audience import Audience
from deliberation.meetings.forms.live import ContributionForm
from realtime.protocol import LARGEST_SEQ

LARGEST_ID = 2**63 - 1
LONGEST_RENDERING = 20_000  # characters


class SinceForm(forms.Form):
    """From which number of the journal the browser goes on."""

    since = forms.IntegerField(min_value=0, max_value=LARGEST_SEQ)
    audience = forms.TypedChoiceField(
        choices=[(each.value, each.value) for each in Audience],
        coerce=Audience,
        empty_value=None,
        required=False,
    )


class RenderingForm(forms.Form):
    """What an interpreter makes of a contribution; an empty one is refused by the rules."""

    key = forms.UUIDField()
    contribution_id = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    based_on_id = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    body = forms.CharField(max_length=LONGEST_RENDERING, required=False)


class PlaceForm(forms.Form):
    """Which line an interpreter works on (none: the next that waits), and with the floor or not."""

    line = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    floor = forms.BooleanField(required=False)


class SayForm(ContributionForm):
    """What somebody writes to the meeting, and on which item."""

    item_id = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False)
