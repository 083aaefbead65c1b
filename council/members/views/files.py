"""Pages of the office for registry files: read, look, take in; and files to take away."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language_bidi, ngettext
from django.views.decorators.http import require_GET, require_POST

from council.accounts.guards import recently_authenticated
from council.members import services
from council.members.forms.files import ImportForm
from council.members.models import Council
from council.members.registry.columns import COLUMNS, Sheet
from council.members.registry.export import csv_of, workbook_of
from council.members.registry.state import registry_for
from council.members.selectors.people import import_for
from council.members.views.office import KeeperRequest, done, office_page, posted, show
from council.members.views.preview import preview_of

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@office_page
def import_files(request: KeeperRequest, council: Council) -> HttpResponse:
    """Read registry files, to be looked at before anything changes."""
    form = ImportForm(posted(request), request.FILES or None, council=council)
    if not form.is_valid():
        context = {"form": form, "columns": COLUMNS}
        return show(request, "members/import.html", council, "import", context)
    kept = services.keep_import(
        actor=request.user,
        council_id=council.pk,
        tables=form.cleaned_data["tables"],
        starts_on=form.cleaned_data["starts_on"],
    )
    return redirect("members:import_preview", council.slug, kept.pk)


@require_GET
@office_page
def import_preview(request: KeeperRequest, council: Council, import_id: int) -> HttpResponse:
    """Show what the files would change, and which rows cannot be taken in."""
    kept = import_for(request.user, council, import_id)
    rehearsal = services.rehearse(actor=request.user, import_id=kept.pk)
    context = {"kept": kept, "rehearsal": rehearsal, "preview": preview_of(kept, rehearsal)}
    return show(request, "members/import_preview.html", council, "import", context)


@require_POST
@office_page
def import_take_in(request: KeeperRequest, council: Council, import_id: int) -> HttpResponse:
    """Take in the files exactly as they were shown."""
    kept = import_for(request.user, council, import_id)
    rehearsal = services.take_in(
        actor=request.user, import_id=kept.pk, fingerprint=request.POST.get("fingerprint", "")
    )
    count = len(rehearsal.news)
    words = ngettext(
        "%(count)s row has been taken in.", "%(count)s rows have been taken in.", count
    )
    return done(request, council, words % {"count": count}, "members")


@office_page
def export(request: KeeperRequest, council: Council) -> HttpResponse:
    """Offer the registry as files."""
    return show(request, "members/export.html", council, "export", {"sheets": list(Sheet)})


@require_GET
@recently_authenticated
@office_page
def export_csv(request: KeeperRequest, council: Council, sheet: str) -> HttpResponse:
    """Hand out one table as CSV."""
    table = Sheet(sheet)
    content = csv_of(registry_for(request.user, council), table)
    return _attachment(content, "text/csv; charset=utf-8", f"{table}.csv")


@require_GET
@recently_authenticated
@office_page
def export_workbook(request: KeeperRequest, council: Council) -> HttpResponse:
    """Hand out all tables as one workbook."""
    content = workbook_of(
        registry_for(request.user, council),
        right_to_left=get_language_bidi(),
        sheets=list(Sheet),
    )
    return _attachment(content, WORKBOOK, f"{council.slug}.xlsx")


def _attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
