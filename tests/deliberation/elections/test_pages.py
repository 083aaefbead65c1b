"""What people see and send: candidacies, ballots, papers, the count, the file."""

import json

import pytest
from django.urls import reverse

from council.members.models import Office
from council.rules.bylaws import ElectionTie
from deliberation.elections.models import (
    Candidacy,
    Election,
    Fills,
    OpenBallot,
    PaperReading,
    Sheet,
)
from deliberation.elections.services import counting
from deliberation.rules.tally.rule import BallotKind
from deliberation.rules.tally.sheet import Method
from tests.factories.elections import (
    close,
    enter,
    make_calling,
    make_candidate,
    make_counted,
    make_declared,
    make_hall,
    make_listed,
    make_prepared,
    make_voting,
)
from tests.support.recounting import recount_election

pytestmark = pytest.mark.django_db
PAPER = {"ballots": BallotKind.PAPER}


@pytest.fixture
def hall():
    return make_hall()


@pytest.fixture
def at(client):
    """Open or post to a page of elections as somebody."""

    def go(user, page, *args, data=None, status=200, follow=False):
        client.logout()
        if user is not None:
            client.force_login(user)
        address = reverse(f"elections:{page}", args=args)
        answer = client.get(address) if data is None else client.post(address, data, follow=follow)
        assert answer.status_code == status, answer.content.decode()[-3000:]
        return answer

    return go


def words(answer):
    return " ".join(answer.content.decode().split())


FORM = {
    "title_en": "Two spokespersons",
    "seats": "2",
    "method": "scottish_stv",
    "ballots": "paper",
    "ties": "lot",
    "women": "1",
    "men": "1",
    "most": "0",
    "article": "Article 14",
    "takes": "office:vice_chair",
}


def test_a_clerk_prepares_an_election_and_the_public_learns_of_it_when_it_is_called(hall, at):
    answer = at(hall.clerk, "prepare", data={**FORM, "body": hall.body.pk}, status=302)

    election = Election.objects.get()
    assert answer.url == reverse("elections:election", args=[election.pk])
    assert election.rule["places"] == {"women": 1, "men": 1}
    assert (election.fills, election.office) == ("office", "vice_chair")
    at(None, "election", election.pk, status=404)
    assert "Two spokespersons" not in words(at(None, "elections"))
    at(hall.clerk, "act", election.pk, "call", data={}, status=302)
    assert "Two spokespersons" in words(at(None, "elections"))


def test_a_rule_that_cannot_be_is_told_beside_the_field_and_nothing_is_lost(hall, at):
    data = {**FORM, "body": hall.body.pk, "method": "schulze", "women": "0", "men": "0"}

    answer = at(hall.clerk, "prepare", data=data, status=409)

    assert "This method elects one person." in words(answer)
    assert "Two spokespersons" in words(answer)


def test_only_clerks_prepare(hall, at):
    at(hall.user(1), "prepare", status=404)


def test_a_member_stands_with_a_statement_in_two_languages(hall, at):
    election = make_calling(hall, seats=2, places={"women": 1, "men": 1})
    data = {"statement_ar": "سأعمل", "statement_en": "I shall work", "group": "women"}

    refused = at(hall.user(1), "stand", election.pk, data=data, status=422)
    at(hall.user(1), "stand", election.pk, data={**data, "consent": "on"}, status=302)

    one = Candidacy.objects.get()
    assert "Nobody stands without saying so" in words(refused)
    assert "I shall work" in words(refused)
    assert (one.status, one.group) == ("submitted", "women")
    assert "I shall work" not in words(at(None, "election", election.pk))
    at(hall.clerk, "candidacy_act", one.pk, "admit", data={}, status=302)
    assert "I shall work" in words(at(None, "election", election.pk))


def test_who_is_put_forward_finds_the_question_on_the_page(hall, at):
    election = make_calling(hall)
    data = {"member_id": hall.members[2].pk}
    at(hall.user(1), "nominate", election.pk, data=data, status=302)

    assert "A member put you forward" in words(at(hall.user(2), "election", election.pk))
    assert hall.members[2].public_name not in words(at(None, "election", election.pk))
    one = Candidacy.objects.get()
    at(hall.user(1), "candidacy_act", one.pk, "decline", data={}, status=404)
    at(hall.user(2), "candidacy_act", one.pk, "decline", data={}, status=302)
    assert "Said no" in words(at(hall.clerk, "election", election.pk))


def test_a_refused_candidate_reads_why(hall, at):
    election = make_calling(hall)
    at(hall.user(1), "stand", election.pk, data={"consent": "on"}, status=302)
    one = Candidacy.objects.get()

    at(hall.clerk, "refuse", one.pk, data={"reason": "Your mandate has ended"}, status=302)

    assert "Your mandate has ended" in words(at(hall.user(1), "election", election.pk))
    assert "Your mandate has ended" not in words(at(hall.user(2), "election", election.pk))


def test_an_unclear_ballot_comes_back_as_it_was_typed(hall, at):
    election = make_voting(hall)
    typed = {"mark_1": "1", "mark_2": "1", "seq": "1"}

    answer = at(hall.user(3), "vote", election.pk, data=typed, status=422)

    assert "The number 1 stands against two names." in words(answer)
    assert words(answer).count('value="1"') >= 2
    assert not OpenBallot.objects.exists()


def test_a_ballot_is_handed_in_and_changed(hall, at):
    election = make_voting(hall)
    at(hall.user(3), "vote", election.pk, data={"mark_2": "1", "seq": "1"}, status=302)
    page = words(at(hall.user(3), "election", election.pk))
    at(hall.user(3), "vote", election.pk, data={"mark_1": "1", "seq": "2"}, status=302)

    assert 'name="seq" value="2"' in page
    assert "this vote is open" in page.lower()
    assert OpenBallot.objects.get().marks == {"1": 1}


@pytest.mark.parametrize(
    ("method", "typed", "marks"),
    [
        (Method.APPROVAL, {"mark_1": "on", "mark_3": "on"}, {"1": 1, "3": 1}),
        (Method.SCORE, {"mark_1": "5", "mark_2": "0"}, {"1": 5, "2": 0}),
        (Method.SCHULZE, {"mark_1": "1", "mark_2": "1", "mark_3": "2"}, {"1": 1, "2": 1, "3": 2}),
    ],
)
def test_a_ballot_says_what_the_method_asks_for(hall, at, method, typed, marks):
    election = make_voting(hall, method=method)

    at(hall.user(3), "vote", election.pk, data={**typed, "seq": "1"}, status=302)

    assert OpenBallot.objects.get().marks == marks


def test_a_late_ballot_is_told_why_it_was_not_taken(hall, at):
    election = make_voting(hall)
    close(hall, election)

    answer = at(hall.user(3), "vote", election.pk, data={"mark_1": "1", "seq": "1"}, status=409)

    assert "Your ballot was not taken" in words(answer)


def test_the_page_of_a_paper_election_promises_no_secrecy_of_ours(hall, at):
    election = make_voting(hall, **PAPER)

    assert "This platform does not take secret ballots" in words(at(None, "election", election.pk))
    paper = words(at(hall.clerk, "paper", election.pk))
    assert "En çok istediğiniz" in paper or "Write 1 against" in paper
    at(hall.user(3), "paper", election.pk, status=403)


def test_papers_are_entered_compared_and_mended_on_pages(hall, at):
    election = make_voting(hall, **PAPER)
    close(hall, election, 3)
    paper = {"number": "1", "mark_1": "1"}
    for user, mark in ((hall.clerk, "mark_1"), (hall.second, "mark_2")):
        at(user, "batch", election.pk, 1, data={"number": "1", mark: "1"}, status=302)
        at(user, "finish", election.pk, 1, data={}, status=302)

    shown = words(at(hall.second, "batch", election.pk, 1))
    refused = at(hall.clerk, "act", election.pk, "count", data={}, status=409)
    at(hall.second, "correct", election.pk, 1, 1, data=paper, status=302)
    agreed = words(at(hall.second, "batch", election.pk, 1))

    assert "Papers that two persons read differently" in shown
    assert "Look at those papers together" in words(refused)
    assert "Both persons agree" in agreed
    assert [one.marks for one in PaperReading.objects.all()] == [{"1": 1}, {"1": 1}]


def test_the_second_person_does_not_see_what_the_first_entered(hall, at):
    election = make_voting(hall, **PAPER)
    close(hall, election, 3)
    enter(hall.clerk, election, {1: {"2": 1}})

    page = words(at(hall.second, "batch", election.pk, 1))

    assert 'value="2"' not in page
    assert "You entered" not in page


def test_a_number_typed_twice_is_told_and_kept(hall, at):
    election = make_voting(hall, **PAPER)
    close(hall, election, 3)
    at(hall.clerk, "batch", election.pk, 1, data={"number": "1", "mark_1": "1"}, status=302)

    data = {"number": "1", "mark_2": "1"}
    answer = at(hall.clerk, "batch", election.pk, 1, data=data, status=409)

    assert "You entered a paper number 1 before" in words(answer)


def test_a_count_is_seen_by_everybody_once_it_is_declared(hall, at):
    election = make_counted(hall, {"1": 1}, {"1": 1}, {"2": 1})
    before = words(at(hall.user(3), "election", election.pk))
    at(hall.chair, "act", election.pk, "declare", data={}, status=302)
    after = words(at(None, "election", election.pk))

    assert "Count sheet" not in before
    assert "Count sheet" in after
    assert "First preferences" in after


def test_the_chair_enters_a_lot_with_its_witness(hall, at):
    election = make_counted(hall, {"1": 1}, {"2": 1})
    page = words(at(hall.chair, "election", election.pk))
    witness = hall.members[4].pk
    wrong = {"drawn_1": "1", "drawn_2": "1", "witness_id": witness}
    at(hall.chair, "lot", election.pk, data=wrong, status=422)

    right = {"drawn_1": "1", "drawn_2": "2", "witness_id": witness}
    at(hall.chair, "lot", election.pk, data=right, status=302)

    assert "Nothing on record tells them apart yet" in page
    assert "Drawn by lot" in words(at(hall.chair, "election", election.pk))


def test_a_tie_without_a_lot_says_what_to_do(hall, at):
    election = make_counted(hall, {"1": 1}, {"2": 1}, ties=ElectionTie.NEXT_MEETING)

    assert "knows no lot" in words(at(hall.chair, "election", election.pk))


def test_a_place_kept_says_who_was_passed_over_and_why(hall, at):
    election = make_declared(
        hall,
        {"1": 1, "2": 2},
        {"1": 1, "2": 2},
        {"1": 1},
        {"2": 1},
        {"2": 1},
        groups=("women", "women", "men"),
        seats=2,
        places={"women": 1, "men": 1},
    )

    page = words(at(None, "election", election.pk))

    assert "Passed over:" in page
    assert "Article 14" in page
    assert "Seats changed by the places kept" in page


def test_those_elected_are_entered_into_the_registry(hall, at):
    election = make_declared(hall, {"2": 1}, {"2": 1}, fills=Fills.OFFICE)

    today = at(hall.clerk, "take_up", election.pk).context["form"]["starts_on"].value()
    at(hall.clerk, "take_up", election.pk, data={"starts_on": today}, status=302)

    assert Office.objects.filter(body=hall.body, kind="vice_chair").count() == 1
    assert "Entered into the registry" in words(at(None, "election", election.pk))
    assert 'id="desk"' not in at(hall.clerk, "election", election.pk).content.decode()


def test_an_annulled_election_says_why(hall, at):
    election = make_declared(hall, {"2": 1}, {"2": 1})

    at(hall.chair, "annul", election.pk, data={"reason": "A box was lost"}, status=302)

    assert "A box was lost" in words(at(None, "election", election.pk))


@pytest.mark.parametrize("method", Method)
def test_an_outsider_counts_again_from_what_is_published(hall, at, tmp_path, method):
    kept = {"places": {"women": 1, "men": 1}, "groups": ("women", "men")}
    facts = {**(kept if method is Method.ZIPPER else {}), "method": method}
    facts["seats"] = 1 if method in (Method.SCHULZE, Method.RANKED_PAIRS) else 2
    election = make_declared(hall, {"1": 1, "2": 2}, {"1": 1}, {"2": 1, "1": 2}, **facts)

    file = at(None, "document", election.pk).content
    script = b"".join(at(None, "recount", election.pk).streaming_content)

    assert recount_election(tmp_path, script, file) == (0, "The recount agrees.\n")
    assert set(json.loads(file)["names"]) == set(json.loads(file)["candidates"])


def test_the_file_is_the_same_for_every_order_and_names_no_voter(hall, at):
    other = make_hall()
    ballots = ({"1": 1}, {"2": 1, "1": 2}, {"1": 1})
    files = [
        json.loads(at(None, "document", make_declared(each, *ordered).pk).content)
        for each, ordered in ((hall, ballots), (other, tuple(reversed(ballots))))
    ]

    assert files[0]["ballots"] == files[1]["ballots"]
    assert set(files[0]["ballots"][0]) == {"ranking", "ballots"}


def test_nothing_is_handed_out_before_the_result(hall, at):
    election = make_counted(hall, {"1": 1}, {"1": 1})

    at(None, "document", election.pk, status=404)


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_takes_as_many_questions_for_many(
    hall, how_many, client, django_assert_num_queries
):
    for _ in range(how_many):
        make_calling(hall)

    with django_assert_num_queries(LIST):
        client.get(reverse("elections:elections"))


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_page_takes_as_many_questions_for_many(hall, how_many, client, django_assert_num_queries):
    election = make_declared(hall, {"1": 1}, {"1": 1}, groups=("",) * how_many)

    with django_assert_num_queries(PAGE):
        client.get(reverse("elections:election", args=[election.pk]))


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_batches_take_as_many_questions_for_many(
    hall, how_many, client, django_assert_num_queries
):
    election = make_voting(hall, **PAPER)
    close(hall, election, 6)
    enter(hall.clerk, election, {number: {"1": 1} for number in range(1, how_many + 1)})
    client.force_login(hall.clerk)

    with django_assert_num_queries(BATCHES):
        client.get(reverse("elections:batches", args=[election.pk]))


def test_every_stage_of_the_sheet_is_drawn(hall, at):
    election = make_declared(
        hall, {"1": 1, "2": 2}, {"1": 1}, {"1": 1}, {"2": 1}, {"3": 1, "2": 2}, seats=2
    )

    page = words(at(None, "election", election.pk))

    stages = Sheet.objects.get().document["result"]["stages"]
    assert page.count('<svg class="bar"') == 3 * len(stages)


def test_a_prepared_election_is_listed_for_clerks_alone(hall, at):
    make_prepared(hall)

    assert "Executive board" in words(at(hall.clerk, "elections"))
    assert "Executive board" not in words(at(hall.user(1), "elections"))


def test_a_candidate_reads_what_withdrawing_means_now(hall, at):
    election = make_listed(hall)
    listed = words(at(hall.user(0), "election", election.pk))
    counted = make_counted(make_hall(), {"1": 1}, {"2": 1})
    person = Candidacy.objects.get(election=counted, number=1).member.user

    assert "Your name is on the ballot paper." in listed
    assert "The count is under way" in words(at(person, "election", counted.pk))


def test_two_who_count_at_once_both_get_an_answer(hall, at):
    election = make_counted(hall, {"1": 1}, {"1": 1})
    counting.declare_election(actor=hall.chair, election_id=election.pk)

    at(hall.clerk, "act", election.pk, "count", data={}, status=409)
    at(hall.clerk, "act", election.pk, "erase", data={}, status=404)


def test_a_candidate_withdraws_on_the_page(hall, at):
    election = make_calling(hall)
    one = make_candidate(hall, election, 1)

    at(hall.user(1), "candidacy_act", one.pk, "withdraw", data={}, status=302)

    assert Candidacy.objects.get().status == "withdrawn"


LIST, PAGE, BATCHES = 3, 10, 12
