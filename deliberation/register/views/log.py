"""The verifiable register: its page, and what programs and mirrors fetch from it."""

import re
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from council.kernel.visibility import Unseen
from council.members.selectors import councils_for
from deliberation.register.converters import SIZE, read_size
from deliberation.register.http import rest_of
from deliberation.register.models import Checkpoint, RegisterHead
from deliberation.register.selectors import log, published
from deliberation.register.selectors.keys import keys_of
from deliberation.register.selectors.stamps import latest_stamp
from deliberation.rules.merkle import TILE_WIDTH, Tile, read_tile_number

VERIFIER = Path(__file__).parents[1] / "verify_register.py"
PAGE = 20  # entries
AT_ONCE, FOR_EVER = "public, max-age=5", "public, max-age=31536000, immutable"
TEXT = "text/plain; charset=utf-8"


@require_GET
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the register holds, what it proves, and how to check it."""
    council = get_object_or_404(councils_for(request.user), slug=slug)
    head = published.head_or_none(council)
    checkpoint = published.latest_checkpoint(head) if head else None
    page = Paginator(log.lines_in(head), PAGE).get_page(request.GET.get("page"))
    stamp = latest_stamp(head) if head else None
    context = {
        "council": council,
        "head": head,
        "checkpoint": checkpoint,
        "earlier": published.earlier_checkpoints(head) if head else [],
        "since": _since(request, checkpoint),
        "query": rest_of(request),
        "typed": request.GET.get("since", ""),
        "stamp": stamp,
        "stamps_asked": bool(settings.TIMESTAMP_URL),
        "keys": keys_of(head.pk) if head else [],
        "page": page,
        "lines": log.shown(page.object_list, checkpoint),
        "fingerprint": sha256(VERIFIER.read_bytes()).hexdigest(),
    }
    return render(request, "register/register.html", context)


def _since(request: HttpRequest, checkpoint: Checkpoint | None) -> int | None:
    """Return the size of the checkpoint that the reader kept, if there can be such a one."""
    typed, most = request.GET.get("since", "").strip(), checkpoint.size if checkpoint else 0
    since = int(typed) if re.fullmatch(SIZE, typed) else 0
    return since if 0 < since <= most else None


@require_GET
def checkpoint(request: HttpRequest, slug: str, size: int | None = None) -> HttpResponse:
    """Hand out a signed checkpoint: the last one, or the one of a size."""
    head = _head(request, slug)
    found = published.latest_checkpoint(head) if size is None else None
    if size is not None:
        found = published.checkpoint_at(head, size)
    if found is None:
        raise Unseen
    return HttpResponse(found.note, content_type=TEXT, headers={"Cache-Control": AT_ONCE})


@require_GET
def keys(request: HttpRequest, slug: str) -> HttpResponse:
    """List the keys of the register, as the verifier takes them, with the days they sign."""
    lines = [
        f"{each.key} {each.since:%Y-%m-%d} {f'{each.until:%Y-%m-%d}' if each.until else '-'}\n"
        for each in keys_of(_head(request, slug).pk)
    ]
    return HttpResponse("".join(lines), content_type=TEXT, headers={"Cache-Control": AT_ONCE})


@require_GET
def entry(request: HttpRequest, slug: str, index: int) -> HttpResponse:
    """Hand out an entry with the values that may be seen and its proof."""
    since = read_size(request.GET.get("since", ""))
    bundle = published.bundle_of(_head(request, slug), index, since)
    if bundle is None:
        return _soon()
    response = JsonResponse(bundle, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="entry-{index}.json"'
    response["Cache-Control"] = "no-cache"  # values can be withheld at any time
    return response


@require_GET
def proof(request: HttpRequest, slug: str, index: int) -> HttpResponse:
    """Hand out the proof that an entry is in the register, as any C2SP tool reads it."""
    found = published.proof_of(_head(request, slug), index)
    if found is None:
        return _soon()
    return HttpResponse(found, content_type=TEXT, headers={"Cache-Control": AT_ONCE})


@require_GET
def tile(request: HttpRequest, slug: str, level: int, place: str) -> HttpResponse:
    """Hand out up to 256 hashes of one level of the tree."""
    index, width = _tile(place)
    raw = published.tile_of(_head(request, slug), Tile(level, index, width))
    return _for_ever(raw)


@require_GET
def entries(request: HttpRequest, slug: str, place: str) -> HttpResponse:
    """Hand out up to 256 entries, each after its length."""
    return _for_ever(published.entries_in(_head(request, slug), *_tile(place)))


@require_GET
def verifier(_request: HttpRequest) -> FileResponse:
    """Hand out the program that checks all this without us."""
    return FileResponse(VERIFIER.open("rb"), as_attachment=True, content_type="text/x-python")


def _soon() -> HttpResponse:
    words = _("This entry is sealed and will be signed soon. Come back in a minute.")
    return HttpResponse(words, content_type=TEXT, status=503, headers={"Retry-After": "60"})


def _head(request: HttpRequest, slug: str) -> RegisterHead:
    return published.head_of(get_object_or_404(councils_for(request.user), slug=slug))


def _tile(place: str) -> tuple[int, int]:
    number, _, width = place.partition(".p/")
    return read_tile_number(number), int(width) if width else TILE_WIDTH


def _for_ever(raw: bytes) -> HttpResponse:
    headers = {"Cache-Control": FOR_EVER}
    return HttpResponse(raw, content_type="application/octet-stream", headers=headers)
