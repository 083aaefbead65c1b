"""Public pages of lots: what happened, one’s own chance, and files to repeat the draw."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from council.accounts.http import MemberRequest
from council.kernel.visibility import Unseen
from council.lots import publication, services
from council.lots.forms import ConfirmForm, WordsForm
from council.lots.selectors import lots as selectors
from council.lots.words import FATES, STATUSES, quotas_in_words, record_lines, steps_of
from council.members.models import Council
from council.members.selectors.doors import council_called, seen


@require_GET
def lots(request: HttpRequest, slug: str) -> HttpResponse:
    """List the lots of a council."""
    council = council_called(request.user, slug)
    found = selectors.lots_for(request.user, council)
    context = {"council": council, "lots": [(one, *STATUSES[one.status]) for one in found]}
    return render(request, "lots/lots.html", context)


@require_GET
def lot(request: HttpRequest, slug: str, lot_id: int) -> HttpResponse:
    """Show a lot with everything that is public about it."""
    council = council_called(request.user, slug)
    return lot_page(request, council, lot_id)


def lot_page(
    request: HttpRequest,
    council: Council,
    lot_id: int,
    *,
    words: WordsForm | None = None,
    confirm: tuple[int, ConfirmForm] | None = None,
) -> HttpResponse:
    """Render the page of a lot; a form that was refused decides the status."""
    found = selectors.lot_for(request.user, council, lot_id)
    shown, part = selectors.shown_to(request.user, found), selectors.part_of(request.user, found)
    ticket = request.GET.get("ticket", "").strip()
    status, tone = STATUSES[found.status]
    context = {
        "council": council,
        "lot": found,
        "shown": shown,
        "part": part,
        "status": status,
        "tone": tone,
        "steps": steps_of(found),
        "quotas": quotas_in_words(found, found.seats.count()),
        "panel": [(one, *FATES[one.status]) for one in shown.panel],
        "records": record_lines(shown.records),
        "own": selectors.own_place(request.user, found, part.own),
        "typed": ticket,
        "found": selectors.ticket_in(request.user, found, ticket) if ticket else None,
        "digest": publication.digest_of(found) if found.status in selectors.PUBLIC else "",
        "script_digest": publication.script_digest(),
        "words_form": words or WordsForm(),
        "sayings": [_with_form(one, confirm) for one in shown.sayings],
    }
    refused = words or (confirm and confirm[1])
    code = refused.status if refused else 200
    return render(request, "lots/lot.html", context, status=code)


def _with_form(
    saying: object, confirm: tuple[int, ConfirmForm] | None
) -> tuple[object, ConfirmForm]:
    """Give each saying the form by which it is confirmed."""
    key = getattr(saying, "pk", 0)
    if confirm and confirm[0] == key:
        return saying, confirm[1]
    return saying, ConfirmForm(auto_id=f"id_{key}_%s")


@require_POST
@login_required
def volunteer(request: MemberRequest, slug: str, lot_id: int) -> HttpResponse:
    """Put the requester into the pool."""
    council = council_called(request.user, slug)
    found = selectors.lot_for(request.user, council, lot_id)
    member = seen(selectors.part_of(request.user, found).member)
    made = services.volunteer(actor=request.user, lot_id=found.pk, member_id=member.pk)
    told = _("You are in the pool. Your ticket is %(ticket)s.") % {"ticket": made.ticket}
    messages.success(request, told)
    return redirect("lots:lot", council.slug, found.pk)


@require_POST
@login_required
def withdraw(request: MemberRequest, slug: str, lot_id: int) -> HttpResponse:
    """Take the requester out of the pool."""
    council = council_called(request.user, slug)
    found = selectors.lot_for(request.user, council, lot_id)
    member = seen(selectors.part_of(request.user, found).member)
    services.withdraw(actor=request.user, lot_id=found.pk, member_id=member.pk)
    messages.success(request, _("You are out of the pool."))
    return redirect("lots:lot", council.slug, found.pk)


@require_GET
def lottery(request: HttpRequest, slug: str, lot_id: int) -> HttpResponse:
    """Hand out the published list, byte by byte as its fingerprint was taken."""
    council = council_called(request.user, slug)
    found = selectors.published_lot(request.user, council, lot_id)
    return _file(found.lottery, f"lottery-{found.pk}.json")


@require_GET
def draw_file(request: HttpRequest, slug: str, lot_id: int) -> HttpResponse:
    """Hand out what was said, revealed and drawn."""
    council = council_called(request.user, slug)
    found = selectors.published_lot(request.user, council, lot_id)
    if found.drawn_at is None:
        raise Unseen
    shown = selectors.shown_to(request.user, found)
    written = publication.draw_document(found, shown.sayings, shown.panel, shown.alternates)
    return _file(written, f"draw-{found.pk}.json")


@require_GET
def recount(_request: HttpRequest) -> FileResponse:
    """Hand out the script that repeats a draw."""
    file = publication.RECOUNT.open("rb")
    return FileResponse(file, as_attachment=True, content_type="text/x-python")


def _file(content: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
