"""What a browser may ask by HTTP."""

from django import forms

from realtime.protocol import LARGEST_SEQ


class SinceForm(forms.Form):
    """From which number of the journal the browser goes on."""

    since = forms.IntegerField(min_value=0, max_value=LARGEST_SEQ)
