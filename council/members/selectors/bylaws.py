"""By-laws as pages show them: versions, in force or not, public to everybody."""

from collections.abc import Mapping

from django.utils.translation import get_language

from council.kernel.names import pick
from council.members.models import Bloc, Body, Council, RulesOfProcedure
from council.members.selectors.doors import seen
from council.members.selectors.facts import Viewer, today_in
from council.rules.bylaws import parse


def versions_for(viewer: Viewer, body: Body) -> list[RulesOfProcedure]:
    """Return all versions of the body's by-laws, newest first."""
    rows = RulesOfProcedure.objects.filter(body=body).select_related("created_by")
    return list(rows.order_by("-version"))


def version_for(viewer: Viewer, body: Body, version: int) -> RulesOfProcedure:
    """Return one version. Raises ``Unseen`` if there is none such."""
    return seen(RulesOfProcedure.objects.filter(body=body, version=version).first())


def in_force(versions: list[RulesOfProcedure], body: Body) -> RulesOfProcedure | None:
    """Return the version in force today, None if the body has no by-laws yet."""
    today = today_in(body.council)
    return next((one for one in versions if one.valid_from <= today), None)


def bloc_names(viewer: Viewer, council: Council) -> Mapping[str, str]:
    """Return the names of the council's blocs by key, in the reader's language."""
    language = get_language() or "en"
    rows = Bloc.objects.filter(council=council)
    return {bloc.key: pick(bloc.names, language).text for bloc in rows}


def languages_required_in(council: Council) -> set[str]:
    """Return every language that by-laws of the council require of texts, now or later."""
    found: set[str] = set()
    today = today_in(council)
    for body in council.bodies.all():
        for version in RulesOfProcedure.objects.filter(body=body).order_by("-version"):
            found.update(parse(version.document).languages.required)
            if version.valid_from <= today:
                break
    return found
