"""Pages and posts about voting; each post calls one service and goes back to the room."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from council.accounts.http import MemberRequest
from council.kernel.audience import Audience
from council.kernel.visibility import Unseen
from council.ledger.services import once
from deliberation.meetings.models import AgendaItem
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
from deliberation.voting.selectors.outcomes import roll_of
from deliberation.voting.selectors.polls import (
    Seen,
    item_before_desk,
    item_for_desk,
    poll_for,
    poll_for_desk,
    seen_poll,
)
from deliberation.voting.services import preparing, putting
from deliberation.voting.services.preparing import Question


def _to_room(meeting_id: int) -> HttpResponse:
    return redirect(f"{reverse('realtime:room', args=[meeting_id])}#vote")


@require_GET
def poll(request: HttpRequest, poll_id: int) -> HttpResponse:
    """Show the question: as a ballot while it is open, with its outcome once declared."""
    return render_poll(request, seen_poll(request.user, poll_id), BallotForm())


def render_poll(
    request: HttpRequest, seen: Seen, form: BallotForm, status: int = 200
) -> HttpResponse:
    """Show the poll to somebody who may know of it, with the ballot as it was filled in."""
    context = live.poll_page(request.user, seen, request.LANGUAGE_CODE)
    return render(request, "voting/poll.html", {**context, "form": form}, status=status)


@require_GET
def document(request: HttpRequest, poll_id: int) -> HttpResponse:
    """Hand out the declared poll as a file from which anybody can recount it."""
    shown = poll_for(request.user, poll_id)
    if shown.declared_at is None:
        raise Unseen
    response = JsonResponse(
        publication.poll_document(shown, Audience.PUBLIC),
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
        _draft(request, item, written_question(form), form.cleaned_data["key"])
        return _to_room(item.meeting_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "voting/prepare.html", {"form": form, "item": item}, status=status)


@require_POST
@login_required
def prepare_usual(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Prepare one of the questions usually put on the item in hand."""
    item = item_before_desk(request.user, meeting_id)
    form = UsualQuestionForm(request.POST)
    if not form.is_valid():
        return _malformed(request, form)
    question = usual_question(item, form.cleaned_data["about"], form.cleaned_data["method"])
    _draft(request, item, question, form.cleaned_data["key"])
    return _to_room(meeting_id)


def _draft(request: MemberRequest, item: AgendaItem, question: Question, key: UUID | None) -> None:
    def act() -> dict[str, Any]:
        draft = preparing.draft_poll(actor=request.user, item_id=item.pk, question=question)
        return {"poll": draft.pk}

    once(actor=request.user, key=key or uuid4(), name="voting.draft_poll", act=act)


@require_POST
@login_required
def freeze(request: MemberRequest, poll_id: int) -> HttpResponse:
    """Fix question, rule and roll."""
    return act_on(request, poll_id, FreezeForm(request.POST), preparing.freeze_poll)


@require_POST
@login_required
def discard(request: MemberRequest, poll_id: int) -> HttpResponse:
    """Throw a draft away."""
    return act_on(request, poll_id, Form(request.POST), preparing.discard_poll)


@require_POST
@login_required
def put(request: MemberRequest, poll_id: int) -> HttpResponse:
    """Open the poll."""
    return act_on(request, poll_id, OpenForm(request.POST), putting.open_poll)


def act_on(
    request: MemberRequest, poll_id: int, form: Form, service: Callable[..., Poll]
) -> HttpResponse:
    """Let the service act on a poll that the requester may know of, and go back to the room."""
    shown = poll_for(request.user, poll_id)
    if not form.is_valid():
        return _malformed(request, form)
    service(actor=request.user, poll_id=poll_id, **form.cleaned_data)
    return _to_room(shown.meeting_id)


def _malformed(request: HttpRequest, form: Form) -> HttpResponse:
    return render(request, "errors/422.html", {"form": form}, status=422)


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
    shown = poll_for_desk(request.user, poll_id)
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        putting.remove_from_roll(actor=request.user, poll_id=poll_id, **form.cleaned_data)
        return _to_room(shown.meeting_id)
    context = {"form": form, "poll": shown, "roll": roll_of(shown)}
    status = 422 if request.method == "POST" else 200
    return render(request, "voting/remove.html", context, status=status)
