"""Pages and posts about voting; each post calls one service and goes back to the room."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from council.accounts.models import User
from council.kernel.audience import Audience
from council.kernel.visibility import Unseen
from council.ledger.services import once
from deliberation.meetings.selectors.standing import audience_for
from deliberation.voting import live, publication
from deliberation.voting.forms import (
    BallotForm,
    FreezeForm,
    HandsForm,
    OpenForm,
    QuestionForm,
    RemovalForm,
    UsualQuestionForm,
)
from deliberation.voting.models import Poll
from deliberation.voting.questions import usual_question, written_question
from deliberation.voting.selectors.polls import item_for_desk, poll_for
from deliberation.voting.services import casting, preparing, putting


class MemberRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


def _to_room(meeting_id: int) -> HttpResponse:
    return redirect(f"{reverse('realtime:room', args=[meeting_id])}#vote")


def _key(request: HttpRequest) -> UUID:
    return UUID(request.POST["key"])


@require_GET
def poll(request: HttpRequest, poll_id: int) -> HttpResponse:
    """Show the question: as a ballot while it is open, with its outcome once declared."""
    return _render_poll(request, poll_for(request.user, poll_id), BallotForm())


@require_POST
@login_required
def cast(request: MemberRequest, poll_id: int) -> HttpResponse:
    """Take the requester's ballot."""
    form = BallotForm(request.POST)
    shown = poll_for(request.user, poll_id)
    if not form.is_valid():
        return _render_poll(request, shown, form, status=422)
    casting.cast_ballot(actor=request.user, poll_id=poll_id, **form.cleaned_data)
    if "X-Majlis-Live" in request.headers:
        receipt = {"receipt": live.receipt_of(request.user, shown)}
        html = render_to_string("voting/live/receipt.html", receipt, request)
        return JsonResponse({"parts": [{"id": "receipt", "html": html}]})
    return redirect("voting:poll", poll_id)


def _render_poll(
    request: HttpRequest, shown: Poll, form: BallotForm, status: int = 200
) -> HttpResponse:
    audience = audience_for(request.user, shown.meeting)
    language = request.LANGUAGE_CODE
    context = {
        "poll": shown,
        "form": form,
        "receipt": live.receipt_of(request.user, shown),
        "result": live.result_part(shown.pk, audience, language),
        **live.paper_part(shown.meeting_id, audience, language),
    }
    return render(request, "voting/poll.html", context, status=status)


@require_GET
def document(request: HttpRequest, poll_id: int) -> HttpResponse:
    """Hand out the declared poll as a file from which anybody can recount it."""
    shown = poll_for(request.user, poll_id)
    if shown.declared_at is None:
        raise Unseen
    audience = Audience.PUBLIC
    response = JsonResponse(
        publication.poll_document(shown, audience),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    response["Content-Disposition"] = f'attachment; filename="poll-{shown.pk}.json"'
    return response


@require_GET
def recount(_request: HttpRequest) -> FileResponse:
    """Hand out the script that recounts a poll from its file."""
    file = publication.RECOUNT.open("rb")
    return FileResponse(file, as_attachment=True, content_type="text/x-python")


@login_required
def prepare(request: MemberRequest, item_id: int) -> HttpResponse:
    """Write a question of the desk's own on an item."""
    item = item_for_desk(request.user, item_id)
    form = QuestionForm(request.POST or None, languages=item.meeting.council.languages)
    if request.method == "POST" and form.is_valid():
        question = written_question(form, item)
        preparing.draft_poll(actor=request.user, item_id=item_id, question=question)
        return _to_room(item.meeting_id)
    status = 422 if form.is_bound else 200
    return render(request, "voting/prepare.html", {"form": form, "item": item}, status=status)


@require_POST
@login_required
def prepare_usual(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Prepare one of the questions usually put on the item in hand."""
    form = UsualQuestionForm(request.POST)
    if form.is_valid():
        item, question = usual_question(meeting_id, **form.cleaned_data)
        once(
            actor=request.user,
            key=_key(request),
            name="voting.draft_poll",
            act=lambda: {
                "poll": preparing.draft_poll(
                    actor=request.user, item_id=item.pk, question=question
                ).pk
            },
        )
    return _to_room(meeting_id)


@require_POST
@login_required
def freeze(request: MemberRequest, poll_id: int) -> HttpResponse:
    """Fix question, rule and roll."""
    form = FreezeForm(request.POST)
    form.is_valid()
    shown = preparing.freeze_poll(actor=request.user, poll_id=poll_id, **form.cleaned_data)
    return _to_room(shown.meeting_id)


@require_POST
@login_required
def put(request: MemberRequest, poll_id: int) -> HttpResponse:
    """Open the poll."""
    form = OpenForm(request.POST)
    form.is_valid()
    shown = putting.open_poll(actor=request.user, poll_id=poll_id, **form.cleaned_data)
    return _to_room(shown.meeting_id)


@require_POST
@login_required
def close(request: MemberRequest, poll_id: int) -> HttpResponse:
    """Close the poll."""
    return _to_room(putting.close_poll(actor=request.user, poll_id=poll_id).meeting_id)


@require_POST
@login_required
def hands(request: MemberRequest, poll_id: int) -> HttpResponse:
    """Enter a count of hands."""
    shown, form = poll_for(request.user, poll_id), HandsForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "poll": shown}
        return render(request, "voting/hands.html", context, status=422)
    putting.count_hands(actor=request.user, poll_id=poll_id, **form.cleaned_data)
    return _to_room(shown.meeting_id)


@login_required
def remove(request: MemberRequest, poll_id: int) -> HttpResponse:
    """Take somebody off the roll of an open poll."""
    shown, form = poll_for(request.user, poll_id), RemovalForm(request.POST or None)
    if form.is_bound and form.is_valid():
        putting.remove_from_roll(actor=request.user, poll_id=poll_id, **form.cleaned_data)
        return _to_room(shown.meeting_id)
    context = {"form": form, "poll": shown, "roll": live.roll_lines(request.user, shown)}
    return render(request, "voting/remove.html", context, status=422 if form.is_bound else 200)
