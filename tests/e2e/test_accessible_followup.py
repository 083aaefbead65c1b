"""A decision before its addressee, as somebody without an account sees it behind a link."""

import re

import pytest

from tests.e2e.journeys import at, journey, sent

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ADDRESSEES = "/office/adana/follow-up/addressees"


def link_of(watchers, number):
    """Return the path of an addressee's inbox, as the clerk hands it over."""
    clerk = watchers.person("clerk")
    clerk.goto(f"{ADDRESSEES}/{number}/")
    links = clerk.page.eval_on_selector_all("main a[href]", "all => all.map(a => a.pathname)")
    return next(each for each in links if each.startswith("/inbox/"))


@journey("followup:answer", "followup:inbox")
def test_a_decision_is_answered_by_everybody_who_holds_the_link(watchers):
    inbox = link_of(watchers, 3)
    watchers.look("inbox of a stranger", "resident", at(inbox), "followup:inbox")
    matter = f"{inbox}3/"
    watchers.look("matter of a stranger", "resident", at(matter), "followup:answer")
    wordless = sent(matter, matter, body="")
    watchers.look("answer without reasons", "resident", wordless, "followup:answer", 422)
    assert re.fullmatch(r"/inbox/[\w~-]+/", inbox)
