"""By-laws say how an election is counted; one departs from them where they allow it."""

import pytest
from django.urls import reverse

from council.members.models import RulesOfProcedure
from council.rules.bylaws import Departure, ElectionMethod, ElectionTie, PersonsRule
from deliberation.elections.models import Election, Fills
from deliberation.elections.selectors.laws import law_of
from deliberation.rules.tally.rule import (
    BylawsSayOtherwise,
    DepartureNeedsReason,
    kept_to,
    read_rule,
    write_rule,
)
from tests.factories.elections import make_hall, make_prepared, make_rule

pytestmark = pytest.mark.django_db
SCHULZE = {"method": "schulze", "equals": "revote"}
MEEK = {"method": "meek_stv", "equals": "lot"}
LAW = PersonsRule(ElectionMethod.SCHULZE, ElectionTie.REVOTE)
FORM = {
    "title_en": "A vice-chair",
    "seats": "1",
    "method": "",
    "ballots": "paper",
    "ties": "",
    "women": "0",
    "men": "0",
    "most": "0",
    "article": "Article 14",
    "takes": "office:vice_chair",
}


@pytest.fixture
def hall():
    return make_hall()


def adopt(hall, rules):
    bylaws = RulesOfProcedure.objects.get(body=hall.body)
    bylaws.document["elections"] = rules
    bylaws.save()


def rules(departure="with_reason"):
    return {"office": SCHULZE, "seats": MEEK, "departure": departure}


def prepare(client, hall, **facts):
    client.force_login(hall.clerk)
    return client.post(reverse("elections:prepare"), {**FORM, "body": hall.body.pk} | facts)


@pytest.mark.parametrize("departure", Departure)
def test_the_rule_of_the_by_laws_needs_no_reason(departure):
    rule = make_rule(method=LAW.method, ties=LAW.equals)

    assert kept_to(rule, LAW, departure).departure == ""


@pytest.mark.parametrize(
    "other", [{"method": ElectionMethod.SCHULZE}, {"ties": ElectionTie.REVOTE}]
)
def test_half_of_the_rule_is_another_rule(other):
    with pytest.raises(BylawsSayOtherwise):
        kept_to(make_rule(**other), LAW, Departure.NEVER)


def test_another_rule_needs_a_reason():
    with pytest.raises(DepartureNeedsReason):
        kept_to(make_rule(departure=" "), LAW, Departure.WITH_REASON)

    assert kept_to(make_rule(departure=" Old paper. "), LAW, Departure.WITH_REASON).departure == (
        "Old paper."
    )


def test_a_rule_from_before_reasons_were_kept_is_read():
    document = write_rule(make_rule(departure=""))
    del document["departure"]

    assert read_rule(document) == make_rule(departure="")


def test_offices_and_seats_have_rules_of_their_own(hall):
    adopt(hall, rules())

    assert law_of(hall.body, Fills.OFFICE) == LAW
    assert law_of(hall.body, Fills.SEATS) == PersonsRule(ElectionMethod.MEEK_STV, ElectionTie.LOT)
    assert law_of(hall.body, Fills.NOTHING) == law_of(hall.body, Fills.SEATS)


def test_who_chooses_nothing_gets_what_the_by_laws_say(client, hall):
    adopt(hall, rules("never"))

    assert prepare(client, hall).status_code == 302

    rule = read_rule(Election.objects.get().rule)
    assert (rule.method, rule.ties, rule.departure) == (LAW.method, LAW.equals, "")


def test_by_laws_that_allow_nothing_else_are_kept(client, hall):
    adopt(hall, rules("never"))

    answer = prepare(client, hall, method="score", departure="We like scores.")

    assert answer.status_code == 409
    assert "allow no departure from it" in answer.text
    assert not Election.objects.exists()


def test_a_departure_is_asked_why_and_everybody_reads_it(client, hall):
    adopt(hall, rules())

    refused = prepare(client, hall, method="score")
    prepare(client, hall, method="score", departure="We like scores.")

    assert refused.status_code == 409
    assert "Say why this one departs from it" in refused.text
    page = client.get(reverse("elections:election", args=[Election.objects.get().pk])).text
    assert "Departs from the by-laws because" in page
    assert "We like scores." in page


def test_where_the_by_laws_say_nothing_the_clerk_chooses(client, hall):
    adopt(hall, None)

    refused = prepare(client, hall)
    chosen = prepare(client, hall, method="score", ties="lot")

    assert refused.status_code == 422
    assert "The by-laws say nothing about this: choose." in refused.text
    assert chosen.status_code == 302
    assert read_rule(make_prepared(hall).rule).departure == ""
