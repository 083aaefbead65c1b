"""Pages on which the agenda is made, and on which members propose items for it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.accounts.http import MemberRequest
from council.kernel.permissions import authorise
from council.ledger.services import once
from deliberation.meetings.forms.agenda import ItemForm, PlaceProposalForm, WhyForm, WishForm
from deliberation.meetings.models import Meeting
from deliberation.meetings.selectors.agenda import (
    agenda_desk,
    candidates_for,
    item_to_edit,
    wish_to_answer,
)
from deliberation.meetings.selectors.preparing import AT_THE_DESK, meeting_to_prepare
from deliberation.meetings.services.agenda import add_item, edit_item, move_item, remove_item
from deliberation.meetings.services.proposed_items import accept_item, decline_item, propose_item
from deliberation.meetings.views.asking import Context, done, posted, prepared, show
from deliberation.rules.meetings import MeetingStatus

REASON = "meetings/reason.html"


@login_required
def agenda(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Show the agenda to those who make it, and put a new item on it."""
    user = request.user
    meeting = prepared(request, meeting_id, "meetings.edit_agenda")
    form = ItemForm(posted(request), meeting.council)

    def add() -> dict[str, int]:
        return {"id": add_item(actor=user, meeting_id=meeting_id, plan=form.plan()).pk}

    if form.answer(lambda: once(actor=user, key=form.act_key, name="add_item", act=add)):
        return done(request, _("The item is on the agenda."), "agenda", meeting_id)
    return _desk(request, meeting, {"form": form})


@require_POST
@login_required
def place_proposal(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Put an admitted proposal on the agenda."""
    user, language = request.user, request.LANGUAGE_CODE
    meeting = prepared(request, meeting_id, "meetings.edit_agenda")
    form = PlaceProposalForm(request.POST, candidates_for(meeting, language))

    def add() -> dict[str, int]:
        plan = form.plan(language)
        return {"id": add_item(actor=user, meeting_id=meeting_id, plan=plan).pk}

    if form.answer(lambda: once(actor=user, key=form.act_key, name="place_proposal", act=add)):
        return done(request, _("The proposal is on the agenda."), "agenda", meeting_id)
    return _desk(request, meeting, {"form": form, "place_form": form, "item_form": None})


@login_required
def item(request: MemberRequest, item_id: int) -> HttpResponse:
    """Change an item."""
    known = item_to_edit(request.user, item_id)
    authorise(request.user, "meetings.edit_agenda", known.meeting)
    form = ItemForm(posted(request), known.meeting.council, known)
    if form.carry_out(lambda: edit_item(actor=request.user, item_id=item_id, plan=form.plan())):
        return done(request, _("The changes have been saved."), "agenda", known.meeting_id)
    context = {"form": form, "item": known, "meeting": known.meeting}
    return show(request, "meetings/item_form.html", known.meeting.council, context)


@require_POST
@login_required
def move(request: MemberRequest, item_id: int, way: str) -> HttpResponse:
    """Move an item up or down by one place."""
    known = item_to_edit(request.user, item_id)
    move_item(actor=request.user, item_id=item_id, steps=-1 if way == "up" else 1)
    words = _("Item %(number)s has been moved.") % {"number": known.number}
    return done(request, words, "agenda", known.meeting_id)


@login_required
def remove(request: MemberRequest, item_id: int) -> HttpResponse:
    """Take an item off the agenda; once it was announced, with a reason."""
    known = item_to_edit(request.user, item_id)
    authorise(request.user, "meetings.edit_agenda", known.meeting)
    form = WhyForm(posted(request))
    form.fields["reason"].required = known.meeting.status is not MeetingStatus.DRAFT
    if form.carry_out(
        lambda: remove_item(actor=request.user, item_id=item_id, reason=form.cleaned_data["reason"])
    ):
        return done(request, _("The item is off the agenda."), "agenda", known.meeting_id)
    act = _("Take item %(number)s off the agenda") % {"number": known.number}
    context = {"form": form, "meeting": known.meeting, "act": act, "back": "meetings:agenda"}
    return show(request, REASON, known.meeting.council, context)


@login_required
def propose(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Propose an item for the agenda."""
    user, meeting = request.user, meeting_to_prepare(request.user, meeting_id)
    authorise(user, "meetings.propose_item", meeting)
    form = WishForm(posted(request), meeting.council, request.LANGUAGE_CODE)

    def wish() -> dict[str, int]:
        made = propose_item(
            actor=user,
            meeting_id=meeting_id,
            language=form.original,
            title=form.words("title"),
            reasons=form.words("reasons"),
        )
        return {"id": made.pk}

    if form.answer(lambda: once(actor=user, key=form.act_key, name="propose_item", act=wish)):
        words = _("The clerk has your item and will answer.")
        return done(request, words, "meeting", meeting_id)
    context = {"form": form, "meeting": meeting}
    return show(request, "meetings/propose_item.html", meeting.council, context)


@require_POST
@login_required
def accept(request: MemberRequest, proposed_id: int) -> HttpResponse:
    """Put a member's item on the agenda."""
    wish = wish_to_answer(request.user, proposed_id)
    accept_item(actor=request.user, proposed_id=proposed_id)
    return done(request, _("The item is on the agenda."), "agenda", wish.meeting_id)


@login_required
def decline(request: MemberRequest, proposed_id: int) -> HttpResponse:
    """Answer a member that the item does not come on the agenda."""
    wish = wish_to_answer(request.user, proposed_id)
    authorise(request.user, "meetings.edit_agenda", wish.meeting)
    form = WhyForm(posted(request))
    if form.carry_out(
        lambda: decline_item(
            actor=request.user, proposed_id=proposed_id, reason=form.cleaned_data["reason"]
        )
    ):
        return done(request, _("The member has your answer."), "agenda", wish.meeting_id)
    act = _("Decline the proposed item")
    context = {"form": form, "meeting": wish.meeting, "act": act, "back": "meetings:agenda"}
    return show(request, REASON, wish.meeting.council, context)


def _desk(request: MemberRequest, meeting: Meeting, forms: Context) -> HttpResponse:
    desk = agenda_desk(meeting, AT_THE_DESK, request.LANGUAGE_CODE)
    context = {
        "desk": desk,
        "meeting": meeting,
        "place": AT_THE_DESK,
        "tab": "agenda",
        "place_form": PlaceProposalForm(None, desk.candidates),
        **forms,
        "item_form": forms.get("item_form", forms["form"]) or ItemForm(None, meeting.council),
    }
    return show(request, "meetings/agenda.html", meeting.council, context)
