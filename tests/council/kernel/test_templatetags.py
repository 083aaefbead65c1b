"""Tags: fields that everybody can use, texts that carry their language, icons that exist."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from council.kernel.templatetags.majlis import initials
from council.kernel.widgets import DatePicker

ARABIC = SimpleNamespace(language="ar", body="نص <b>")


class Fields(forms.Form):
    """One field for each way of being laid out."""

    name = forms.CharField(help_text="As people know you.")
    email = forms.EmailField(required=False)
    day = forms.DateField(widget=DatePicker)
    agreed = forms.BooleanField()
    place = forms.ChoiceField(choices=[("hall", "Hall")], widget=forms.RadioSelect)
    token = forms.CharField(widget=forms.HiddenInput, required=False)
    title_ar = forms.CharField(required=False)
    title_tr = forms.CharField(required=False)


def rendered(source, **context):
    with translation.override("en"):
        return Template("{% load majlis %}" + source).render(Context(context))


def test_a_field_names_its_hint_and_its_error():
    html = rendered("{% field form.name %}", form=Fields({}))

    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<p class="hint" id="id_name_helptext">As people know you.</p>' in html
    assert 'id="id_name_error"' in html
    assert '<label class="label" for="id_name">Name</label>' in html


@pytest.mark.parametrize(("name", "direction"), [("name", "auto"), ("email", "ltr")])
def test_a_text_control_knows_its_direction(name, direction):
    html = rendered("{% field bound %}", bound=Fields()[name])

    assert f'dir="{direction}"' in html


def test_a_control_in_a_language_says_so():
    html = rendered('{% field form.name "" "ar" %}', form=Fields())

    assert 'lang="ar"' in html
    assert 'dir="rtl"' in html


def test_an_optional_field_says_so():
    assert "optional" in rendered("{% field form.email %}", form=Fields())
    assert "optional" not in rendered("{% field form.name %}", form=Fields())


def test_a_date_is_picked_and_stays_as_the_browser_writes_it():
    html = rendered("{% field form.day %}", form=Fields(initial={"day": dt.date(2026, 11, 26)}))

    assert 'type="date"' in html
    assert 'value="2026-11-26"' in html


@pytest.mark.parametrize(
    ("name", "start"),
    [("place", "<fieldset"), ("agreed", '<div class="field"'), ("token", '<input type="hidden"')],
)
def test_each_kind_of_field_has_its_layout(name, start):
    html = rendered("{% field bound %}", bound=Fields()[name])

    assert html.strip().startswith(start)


def test_the_summary_links_to_each_field_that_is_wrong():
    html = rendered("{% error_summary form %}", form=Fields({"name": "Ayşe", "agreed": "on"}))

    assert 'href="#id_day"' in html
    assert 'href="#id_place"' in html
    assert 'href="#id_name"' not in html


def test_a_form_without_errors_has_no_summary():
    assert rendered("{% error_summary form %}", form=Fields()).strip() == ""


def test_each_language_has_its_entry_and_missing_ones_are_named():
    form = Fields(initial={"title_tr": "Akşam"})

    html = rendered(
        '{% language_fields form "title" languages %}', form=form, languages=["ar", "tr"]
    )

    assert html.count("<details") == 2
    assert html.count(">Missing<") == 1
    assert 'name="title_ar" class="control" dir="rtl" lang="ar"' in html


def test_a_text_is_shown_in_its_language_and_escaped():
    assert rendered("{% textblock text %}", text=ARABIC) == (
        '<div class="prose" lang="ar" dir="rtl"><p>نص &lt;b&gt;</p></div>'
    )
    assert rendered("{% textline text %}", text=ARABIC) == (
        '<bdi lang="ar" dir="rtl">نص &lt;b&gt;</bdi>'
    )


def test_a_name_falls_back_to_a_language_there_is():
    html = rendered("{% name names %}", names={"tr": "Genel Kurul"})

    assert html == '<bdi lang="tr" dir="ltr">Genel Kurul</bdi>'


def test_a_missing_text_or_date_is_nothing():
    assert (
        rendered("{% textblock x %}{% textline x %}{% localdate x %}{% localtime x %}", x=None)
        == ""
    )


def test_a_moment_is_readable_by_machines_too():
    moment = dt.datetime(2026, 11, 26, 11, 5, tzinfo=dt.UTC)

    html = rendered("{% localdatetime moment %}", moment=moment)

    assert html.startswith('<time datetime="2026-11-26T11:05:00+00:00">26 November 2026, ')


def test_every_key_is_another():
    assert rendered("{% idempotency_key %}") != rendered("{% idempotency_key %}")


def test_an_icon_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in rendered('{% icon "check" %}')


def test_an_unknown_icon_is_an_error():
    with pytest.raises(TemplateSyntaxError):
        rendered('{% icon "unicorn" %}')


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Dr. Ayşe Kaplan", "AK"), ("رانيا الحموي", "رح"), ("Hêvîn", "H"), ("", ""), ("  ", "")],
)
def test_initials_leave_titles_and_articles_out(name, letters):
    assert initials(name) == letters
