"""Addresses of the registry: the office of a council, and its public pages."""

from django.urls import path, register_converter

from council.members.registry.columns import Sheet
from council.members.views import (
    allocations,
    bodies,
    bylaws,
    cards,
    composition,
    declarations,
    delegations,
    files,
    organisations,
    people,
    presence,
    public,
    seats,
)


class SheetConverter:
    """One of the four tables of the registry."""

    regex = "|".join(Sheet)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SheetConverter, "registry_sheet")
office = "office/<slug:slug>/"
public_ = "councils/<slug:slug>/"

app_name = "members"
urlpatterns = [
    path(office + "members/", people.members, name="members"),
    path(office + "members/new/", people.member_new, name="member_new"),
    path(office + "members/<int:member_id>/", people.member, name="member"),
    path(office + "members/<int:member_id>/edit/", people.member_edit, name="member_edit"),
    path(
        office + "members/<int:member_id>/deactivate/",
        people.member_deactivate,
        name="member_deactivate",
    ),
    path(
        office + "members/<int:member_id>/reactivate/",
        people.member_reactivate,
        name="member_reactivate",
    ),
    path(
        office + "members/<int:member_id>/presence/",
        presence.member_presence,
        name="member_presence",
    ),
    path(office + "members/<int:member_id>/account/", people.member_account, name="member_account"),
    path(office + "members/<int:member_id>/card/", cards.member_card, name="member_card"),
    path(office + "organisations/", organisations.organisations, name="organisations"),
    path(office + "organisations/new/", organisations.organisation_new, name="organisation_new"),
    path(
        office + "organisations/<int:row_id>/",
        organisations.organisation_edit,
        name="organisation_edit",
    ),
    path(office + "delegations/", delegations.delegations_start, name="delegations_start"),
    path(office + "delegations/<slug:key>/", delegations.delegations, name="delegations"),
    path(office + "delegations/<slug:key>/rule/", delegations.rule, name="delegation_rule"),
    path(
        office + "delegations/<slug:key>/<int:organisation_id>/",
        delegations.letter,
        name="letter",
    ),
    path(office + "council/", bodies.council_edit, name="council_edit"),
    path(office + "bodies/", bodies.bodies, name="bodies"),
    path(office + "bodies/new/", bodies.body_new, name="body_new"),
    path(office + "bodies/<slug:key>/edit/", bodies.body_edit, name="body_edit"),
    path(office + "blocs/", bodies.blocs, name="blocs"),
    path(office + "blocs/new/", bodies.bloc_new, name="bloc_new"),
    path(office + "blocs/<int:row_id>/", bodies.bloc_edit, name="bloc_edit"),
    path(office + "terms/", bodies.terms, name="terms"),
    path(office + "terms/new/", bodies.term_new, name="term_new"),
    path(office + "terms/<int:row_id>/", bodies.term_edit, name="term_edit"),
    path(office + "seats/", seats.seats_start, name="seats_start"),
    path(office + "seats/<slug:key>/", seats.seats, name="seats"),
    path(office + "seats/<slug:key>/new/", seats.seat_new, name="seat_new"),
    path(office + "seat/<int:seat_id>/", seats.seat, name="seat"),
    path(office + "seat/<int:seat_id>/edit/", seats.seat_edit, name="seat_edit"),
    path(office + "seat/<int:seat_id>/abolish/", seats.seat_abolish, name="seat_abolish"),
    path(office + "seat/<int:seat_id>/allocate/", allocations.allocation, name="allocation"),
    path(
        office + "allocations/<int:allocation_id>/confirm/",
        allocations.confirm,
        name="allocation_confirm",
    ),
    path(
        office + "allocations/<int:allocation_id>/withdraw/",
        allocations.withdraw,
        name="allocation_withdraw",
    ),
    path(office + "mandates/<int:mandate_id>/end/", seats.mandate_end, name="mandate_end"),
    path(office + "offices/", seats.offices, name="offices"),
    path(office + "offices/new/", seats.office_new, name="office_new"),
    path(office + "offices/<int:office_id>/edit/", seats.office_edit, name="office_edit"),
    path(office + "offices/<int:office_id>/end/", seats.office_end, name="office_end"),
    path(office + "composition/", composition.composition_start, name="composition_start"),
    path(office + "composition/<slug:key>/", composition.composition, name="composition"),
    path(
        office + "composition/<slug:key>/preset/",
        composition.target_preset,
        name="target_preset",
    ),
    path(office + "composition/<slug:key>/count/", composition.count, name="composition_count"),
    path(office + "composition/<slug:key>/new/", composition.target_new, name="target_new"),
    path(office + "composition/<slug:key>/publish/", composition.publish, name="report_new"),
    path(office + "target/<int:target_id>/end/", composition.target_end, name="target_end"),
    path(office + "bylaws/", bylaws.bylaws, name="bylaws"),
    path(office + "bylaws/<slug:key>/", bylaws.bylaws_of_body, name="bylaws_of"),
    path(office + "bylaws/<slug:key>/new/", bylaws.bylaws_new, name="bylaws_new"),
    path(
        office + "bylaws/<slug:key>/compare/<int:older>/<int:newer>/",
        bylaws.bylaws_compare,
        name="bylaws_compare",
    ),
    path(office + "cards/", cards.cards, name="cards"),
    path(office + "import/", files.import_files, name="import"),
    path(office + "import/<int:import_id>/", files.import_preview, name="import_preview"),
    path(office + "import/<int:import_id>/take-in/", files.import_take_in, name="import_take_in"),
    path(office + "export/", files.export, name="export"),
    path(office + "export/<registry_sheet:sheet>.csv", files.export_csv, name="export_csv"),
    path(office + "export/registry.xlsx", files.export_workbook, name="export_workbook"),
    path("account/presence/", presence.own_presence, name="own_presence"),
    path(public_ + "presence/", presence.choose_presence, name="choose_presence"),
    path(public_, public.council_page, name="council"),
    path(public_ + "declaration/", declarations.declaration, name="declaration"),
    path(
        public_ + "declaration/answers/",
        declarations.declaration_answers,
        name="declaration_answers",
    ),
    path(
        public_ + "declaration/withdraw/",
        declarations.declaration_withdraw,
        name="declaration_withdraw",
    ),
    path(
        public_ + "allocations/<int:allocation_id>/agree/",
        allocations.agree,
        name="allocation_agree",
    ),
    path(
        public_ + "allocations/<int:allocation_id>/decline/",
        allocations.decline,
        name="allocation_decline",
    ),
    path(public_ + "declaration/copy/", declarations.declaration_copy, name="declaration_copy"),
    path(public_ + "bodies/<slug:key>/", public.body_page, name="body"),
    path(
        public_ + "bodies/<slug:key>/composition/",
        public.composition_page,
        name="body_composition",
    ),
    path(
        public_ + "bodies/<slug:key>/composition.json",
        public.composition_json,
        name="body_composition_json",
    ),
    path(
        public_ + "bodies/<slug:key>/bylaws/<int:version>/", public.bylaws_page, name="body_bylaws"
    ),
]
