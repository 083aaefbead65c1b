"""Addresses under ``/proposals/``."""

from django.urls import path

from deliberation.proposals.views import acts, drafting, languages, reading

app_name = "proposals"
urlpatterns = [
    path("", reading.proposals, name="list"),
    path("new/", drafting.new, name="new"),
    path("new/<int:body_id>/", drafting.draft, name="draft"),
    path("desk/", acts.desk, name="desk"),
    path("<int:proposal_id>/", reading.proposal, name="proposal"),
    path("<int:proposal_id>/edit/", drafting.edit, name="edit"),
    path("<int:proposal_id>/endorse/", acts.endorse, name="endorse"),
    path(
        "<int:proposal_id>/endorse/withdraw/",
        acts.withdraw_endorsement,
        name="withdraw_endorsement",
    ),
    path("<int:proposal_id>/submit/", acts.submit, name="submit"),
    path("<int:proposal_id>/withdraw/", acts.withdraw, name="withdraw"),
    path("<int:proposal_id>/admit/", acts.admit, name="admit"),
    path("<int:proposal_id>/return/", acts.return_to_mover, name="return"),
    path("<int:proposal_id>/versions/", reading.versions, name="versions"),
    path("<int:proposal_id>/amendments/", reading.amendments, name="amendments"),
    path("<int:proposal_id>/amendments/new/", drafting.choose_place, name="choose_place"),
    path(
        "<int:proposal_id>/amendments/new/<slug:operation>/<int:position>/",
        drafting.amend,
        name="amend",
    ),
    path("amendments/<int:amendment_id>/admit/", acts.admit_amendment, name="admit_amendment"),
    path(
        "amendments/<int:amendment_id>/decline/", acts.decline_amendment, name="decline_amendment"
    ),
    path(
        "amendments/<int:amendment_id>/withdraw/",
        acts.withdraw_amendment,
        name="withdraw_amendment",
    ),
    path("<int:proposal_id>/languages/", languages.languages, name="languages"),
    path(
        "<int:proposal_id>/languages/<int:text_id>/<slug:target>/",
        languages.translate,
        name="translate",
    ),
    path(
        "<int:proposal_id>/languages/<int:text_id>/<slug:target>/check/",
        languages.check,
        name="check",
    ),
]
