"""What people see of proposals, and how much it costs."""

import pytest
from django.urls import reverse

from deliberation.proposals.selectors.texts import current_version, texts_of
from deliberation.proposals.services.fate import adopt_amendment, place_on_agenda
from deliberation.proposals.services.submission import return_proposal
from deliberation.rules.proposals import AmendmentStatus, ProposalStatus
from tests.factories.proposals import make_amendment, make_proposal, make_version, translate

PUBLIC = ["clerk", "interpreter", "outsider", "sysadmin"]
COSTS = {"proposal": 10, "amendments": 11, "versions": 10, "languages": 10}
TABS = ["proposal", "amendments", "versions", "languages"]


def address(name, *args):
    return reverse(f"proposals:{name}", args=args)


@pytest.fixture
def see(client, cast):
    def seen(person, name, *args, **query):
        if person is not None:
            client.force_login(getattr(cast, person))
        return client.get(address(name, *args), query, headers={"Accept-Language": "en"})

    return seen


@pytest.fixture
def proposal(cast, body):
    return make_proposal(
        body, cast.members.member, status=ProposalStatus.ON_AGENDA, language="ar", title="دورات"
    )


def test_the_list_shows_everybody_what_was_submitted_and_members_their_drafts(see, cast, body):
    make_proposal(body, cast.members.member, title="A public text", status=ProposalStatus.ADMITTED)
    make_proposal(body, cast.members.member, title="A hidden draft")

    assert [
        "A public text" in see(None, "list").text,
        "A hidden draft" in see(None, "list").text,
        "A hidden draft" in see("absentee", "list").text,
    ] == [True, False, True]


@pytest.mark.parametrize("person", [None, *PUBLIC])
@pytest.mark.parametrize("tab", TABS)
def test_a_draft_does_not_exist_for_others(see, cast, body, person, tab):
    draft = make_proposal(body, cast.members.member)

    assert see(person, tab, draft.pk).status_code == 404


@pytest.mark.parametrize("person", ["chair", "member", "absentee"])
@pytest.mark.parametrize("tab", TABS)
def test_those_who_may_sign_a_draft_can_read_it(see, cast, body, person, tab):
    draft = make_proposal(body, cast.members.member)

    assert see(person, tab, draft.pk).status_code == 200


@pytest.mark.parametrize("tab", TABS)
def test_everybody_reads_what_was_submitted(see, proposal, tab):
    assert see(None, tab, proposal.pk).status_code == 200


def test_the_list_is_narrowed_by_stage_and_by_words_in_any_spelling(see, cast, body):
    make_proposal(body, title="Parklar", status=ProposalStatus.ADOPTED, folded="isparta parklar")
    make_proposal(body, title="Kurslar", status=ProposalStatus.REJECTED, folded="isparta kurs")

    by_stage = see(None, "list", stage="adopted").text
    by_words = see(None, "list", q="KURS Isparta").text
    nothing = see(None, "list", q="kurs", stage="adopted").text

    assert ["Parklar" in by_stage, "Kurslar" in by_stage] == [True, False]
    assert ["Parklar" in by_words, "Kurslar" in by_words] == [False, True]
    assert "No proposal found" in nothing


def test_a_long_list_goes_on_and_a_page_out_of_range_is_the_nearest(see, cast, body):
    for _ in range(21):
        make_proposal(body, status=ProposalStatus.ADMITTED, title="More", folded="more")

    assert "q=more&amp;page=2" in see(None, "list", q="more").text
    assert see(None, "list", page="99").text.count("card-link") == 1


def test_a_reader_gets_their_language_with_its_interpreter_and_the_original_beside(see, proposal):
    paragraph = texts_of(current_version(proposal))[0]
    translate(paragraph, {"en": "Classes are opened."})

    page = see(None, "proposal", proposal.pk)

    assert page.context["page"].paragraphs[0].body == "Classes are opened."
    assert "Selin Aydın" in page.text
    assert "Original: Arabic" in page.text
    assert 'lang="ar" dir="rtl"' in page.text


def test_the_way_of_a_proposal_names_the_meeting(see, cast, body):
    proposal = make_proposal(body, cast.members.member, status=ProposalStatus.ADMITTED)
    place_on_agenda(actor=None, proposal_id=proposal.pk, meeting_id=3, meeting_number=7)

    assert "On the agenda of meeting 7" in see(None, "proposal", proposal.pk).text


def test_the_public_reads_why_a_proposal_was_returned_but_not_what_is_mended(see, cast, body):
    proposal = make_proposal(body, cast.members.member, status=ProposalStatus.SUBMITTED)
    return_proposal(actor=cast.clerk, proposal_id=proposal.pk, reason="Say who pays.")
    make_version(proposal, ["A secret second thought."])

    public, own = see(None, "proposal", proposal.pk), see("member", "proposal", proposal.pk)

    assert "Say who pays." in public.text
    assert "A secret second thought." not in public.text
    assert "A secret second thought." in own.text
    assert "A secret" not in see("clerk", "versions", proposal.pk).text


def test_the_mover_sees_how_many_signatures_are_missing(see, cast, body):
    draft = make_proposal(body, cast.members.member)

    page = see("member", "proposal", draft.pk).text

    assert "2 more signatures are needed to submit it (1 of 3)." in page


@pytest.mark.parametrize(
    ("person", "status", "acts"),
    [
        ("member", ProposalStatus.DRAFT, {"edit_draft", "submit_proposal", "withdraw_proposal"}),
        ("chair", ProposalStatus.DRAFT, {"endorse_proposal"}),
        ("absentee", ProposalStatus.DRAFT, {"withdraw_endorsement"}),
        ("member", ProposalStatus.SUBMITTED, {"withdraw_proposal"}),
        ("clerk", ProposalStatus.SUBMITTED, {"admit_proposal", "return_proposal"}),
        ("member", ProposalStatus.ADMITTED, {"withdraw_proposal", "amend_proposal"}),
        ("chair", ProposalStatus.ON_AGENDA, {"amend_proposal"}),
        ("sysadmin", ProposalStatus.SUBMITTED, set()),
        ("member", ProposalStatus.ADOPTED, set()),
    ],
)
def test_a_page_offers_what_is_in_order_and_the_readers_to_do(
    see, cast, body, person, status, acts
):
    proposal = make_proposal(body, cast.members.member, status=status)
    proposal.endorsements.create(member=cast.members.absentee)

    page = see(person, "proposal", proposal.pk)

    assert page.context["page"].acts == acts


def test_what_changed_is_marked_word_by_word_in_arabic(see, cast, body):
    proposal = make_proposal(
        body, status=ProposalStatus.ON_AGENDA, language="ar", paragraphs=["دورات مجانية.", "نص."]
    )
    make_version(proposal, ["دورات مسائية مجانية.", "نص."], language="ar")

    page = see(None, "versions", proposal.pk).text

    assert '<div class="diff prose" lang="ar" dir="rtl">' in page
    assert "<ins>" in page
    assert "مسائية" in page


def test_versions_without_a_common_language_are_compared_in_their_originals(see, body):
    proposal = make_proposal(body, status=ProposalStatus.ON_AGENDA, paragraphs=["One."])
    make_version(proposal, ["Bir."], language="tr")

    page = see(None, "versions", proposal.pk, older="1", newer="9", language="xx")

    assert page.context["comparison"].languages == []
    assert "<del>One</del>" in page.text


def test_amendments_stand_in_the_order_of_voting_with_their_words_marked(see, proposal):
    make_amendment(proposal, text="Nobody pays.", position=2, reach=1)
    make_amendment(proposal, text="All is free.", position=2, reach=9)
    make_amendment(proposal, operation="delete", position=1)
    make_amendment(proposal, operation="insert", position=0, text="Whereas,")

    debate = see(None, "amendments", proposal.pk).context["debate"]

    assert [line.amendment.number for line in debate.in_order] == [4, 3, 2, 1]


def test_an_amendment_in_a_language_the_text_has_not_is_shown_beside_it(see, cast, body):
    proposal = make_proposal(body, status=ProposalStatus.ON_AGENDA, language="ar")
    make_amendment(proposal, text="Nobody pays.")

    page = see(None, "amendments", proposal.pk)

    assert page.context["debate"].in_order[0].changed is None
    assert "As amended" in page.text


def test_the_text_can_be_read_with_chosen_amendments_in_it(see, proposal):
    make_amendment(proposal, text="Nobody pays.")
    make_amendment(proposal, text="All is free.")
    make_amendment(proposal, operation="delete", position=1)

    page = see(None, "amendments", proposal.pk, chosen=["2", "1", "3", "40"])

    merged = [one.reading.body for one in page.context["debate"].merged]
    assert merged == ["All is free.", "It reports in June."]
    assert page.context["debate"].excluded == [1]
    assert "Left out, because" in page.text


def test_adopted_amendments_are_in_the_text_already(see, proposal):
    amendment = make_amendment(proposal, text="Nobody pays.")
    adopt_amendment(actor=None, amendment_id=amendment.pk)

    page = see(None, "amendments", proposal.pk, chosen="1")

    assert [one.is_new for one in page.context["debate"].merged] == [False, True, False]
    assert "Adopted" in page.text


def test_the_desk_shows_the_clerk_what_waits(see, cast, body):
    make_proposal(body, status=ProposalStatus.SUBMITTED, title="Waiting text")
    admitted = make_proposal(body, status=ProposalStatus.ADMITTED, title="Other text")
    make_amendment(admitted, status=AmendmentStatus.SUBMITTED)

    page = see("clerk", "desk").text

    assert "Waiting text" in page
    assert "Replaces paragraph 2" in page
    assert see("chair", "desk").status_code == 404


def test_the_matrix_says_what_a_vote_waits_for(see, cast, proposal):
    page = see("interpreter", "languages", proposal.pk)

    matrix = page.context["matrix"]
    assert list(matrix.missing) == ["tr"]
    assert [row.part.kind for row in matrix.rows] == ["title", *["paragraph"] * 3]
    states = {cell.language: (cell.state, cell.is_open) for cell in matrix.rows[0].cells}
    assert states["ar"] == ("original", False)
    assert states["tr"] == ("missing", True)
    assert states["en"] == ("missing", False)


def test_a_text_that_is_ready_everywhere_is_ready_for_a_vote(see, cast, proposal):
    for text in (proposal.title, *texts_of(current_version(proposal))):
        translate(text, {"tr": "Metin."}, checker=cast.clerk)

    assert "Ready for a vote" in see(None, "languages", proposal.pk).text


def test_the_editor_shows_the_source_beside_the_translation(see, proposal):
    translate(proposal.title, {"tr": "Kurslar"})

    page = see("interpreter", "translate", proposal.pk, proposal.title_id, "tr").text

    assert '<div class="prose" lang="ar" dir="rtl"><p>دورات</p></div>' in page
    assert "Kurslar" in page
    assert "I have checked it" in page


@pytest.mark.parametrize(
    ("person", "target", "status"),
    [("interpreter", "tr", 200), ("interpreter", "en", 403), ("chair", "tr", 403)],
)
def test_the_editor_opens_to_those_who_know_the_way(see, proposal, person, target, status):
    page = see(person, "translate", proposal.pk, proposal.title_id, target)

    assert page.status_code == status


def test_a_text_of_another_proposal_is_not_found(see, proposal, body):
    other = make_proposal(body, status=ProposalStatus.ADMITTED)

    page = see("interpreter", "translate", proposal.pk, other.title_id, "tr")

    assert page.status_code == 404


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    see, cast, body, how_many, django_assert_num_queries
):
    for n in range(how_many):
        made = make_proposal(body, status=ProposalStatus.ADMITTED, title=f"Text {n}")
        translate(made.title, {"tr": "Metin"})
    see("clerk", "list")

    with django_assert_num_queries(8):
        see(None, "list")


@pytest.mark.parametrize("how_many", [1, 3])
@pytest.mark.parametrize(("tab", "queries"), COSTS.items())
def test_a_page_costs_the_same_for_one_and_three(  # noqa: PLR0917 - fixtures and cases
    see, cast, body, how_many, tab, queries, django_assert_num_queries
):
    proposal = make_proposal(
        body,
        cast.members.member,
        status=ProposalStatus.ON_AGENDA,
        paragraphs=["One.", "Two.", "Three."][:how_many],
    )
    make_version(proposal, ["Eins.", "Two.", "Three."][:how_many])
    for _ in range(how_many):
        make_amendment(proposal, position=1)
        make_amendment(proposal, position=1, status=AmendmentStatus.SUBMITTED)
    see("chair", tab, proposal.pk)

    with django_assert_num_queries(queries):
        see(None, tab, proposal.pk)


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_editor_costs_the_same_for_one_and_three(
    see, body, how_many, django_assert_num_queries
):
    proposal = make_proposal(
        body, status=ProposalStatus.SUBMITTED, language="ar", paragraphs=["نص."] * how_many
    )
    see("interpreter", "translate", proposal.pk, proposal.title_id, "tr")

    with django_assert_num_queries(9):
        see(None, "translate", proposal.pk, proposal.title_id, "tr")


@pytest.mark.parametrize("how_many", [1, 3])
@pytest.mark.parametrize("page", [("edit", 9), ("proposal", 10), ("withdraw", 6)])
def test_the_pages_of_a_mover_cost_the_same_for_one_and_three(
    see, cast, body, how_many, page, django_assert_num_queries
):
    name, queries = page
    draft = make_proposal(body, cast.members.member, paragraphs=["Text."] * how_many)
    for signer in ("chair", "absentee", "adviser")[:how_many]:
        draft.endorsements.create(member=getattr(cast.members, signer))
    see("member", name, draft.pk)

    with django_assert_num_queries(queries):
        see(None, name, draft.pk)


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_desk_costs_the_same_for_one_and_three(see, body, how_many, django_assert_num_queries):
    admitted = make_proposal(body, status=ProposalStatus.ADMITTED)
    for _ in range(how_many):
        make_proposal(body, status=ProposalStatus.SUBMITTED)
        make_amendment(admitted, status=AmendmentStatus.SUBMITTED)
    see("clerk", "desk")

    with django_assert_num_queries(8):
        see(None, "desk")


@pytest.mark.parametrize("how_many", [1, 3])
@pytest.mark.parametrize(("name", "place"), [("choose_place", ()), ("amend", ("replace", 1))])
def test_moving_an_amendment_costs_the_same_for_one_and_three(
    see, body, how_many, name, place, django_assert_num_queries
):
    proposal = make_proposal(body, status=ProposalStatus.ADMITTED, paragraphs=["Text."] * how_many)
    see("chair", name, proposal.pk, *place)

    with django_assert_num_queries(10):
        see(None, name, proposal.pk, *place)
