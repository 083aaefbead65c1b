"""Which pages people look at in every form, by the name of their address; and which are none.

``tests/architecture/test_addresses.py`` demands that every address of the site stands here or is
reached by a journey, and that nothing else does.
"""

from typing import NamedTuple


class Page(NamedTuple):
    """One page: the name of its address, who looks, where, and the pattern of a link to follow."""

    view: str
    who: str
    at: str
    link: str = ""
    status: int = 200


OFFICE = "/office/adana"
ABOUT_NOBODY = {
    "front page": Page("home", "resident", "/"),
    "front page of a member": Page("home", "member", "/"),
    "on open data": Page("publication:open_data", "resident", "/open-data/"),
    "search": Page("search:search", "resident", "/search/?q=kurs"),
    "search that finds nothing": Page("search:search", "member", "/search/?q=zzzz"),
    "archive of a year": Page("search:archive", "resident", "/archive/2026/"),
    "on accessibility": Page("accessibility", "resident", "/accessibility/"),
    "components": Page("components", "resident", "/_components/"),
    "components of the office": Page("components_office", "resident", "/_components/office/"),
    "components on the wall": Page("components_wall", "resident", "/_components/wall/"),
    **{
        f"error {status}": Page(
            "error_page", "resident", f"/_components/errors/{status}/", status=status
        )
        for status in (400, 403, 404, 409, 422, 429, 500, 503)
    },
    "nothing there": Page("error_page", "member", "/_components/errors/200/", status=404),
}
ACCOUNTS = {
    "sign in": Page("account_login", "resident", "/account/login/"),
    "sign in by letter": Page("account_request_login_code", "resident", "/account/login/code/"),
    "sign up": Page("account_signup", "resident", "/account/signup/"),
    "closed account": Page("account_inactive", "resident", "/account/inactive/"),
    "sign out": Page("account_logout", "member", "/account/logout/"),
    "sign in by card": Page("accounts:card", "resident", "/card/"),
    "signed in by card": Page("accounts:after_card", "youth_member", "/card/done/"),
    "link that is spoilt": Page("accounts:enter", "resident", "/enter/nothing/", status=410),
    "own account": Page("accounts:me", "member", "/account/me/"),
    "presence, public or not": Page("members:own_presence", "member", "/account/presence/"),
}
MEETINGS = {
    "meetings": Page("meetings:meetings", "resident", "/meetings/"),
    "meetings of the clerk": Page("meetings:meetings", "clerk", "/meetings/"),
    "announcement": Page("meetings:meeting", "resident", "/meetings/3/"),
    "announcement to a member": Page("meetings:meeting", "member", "/meetings/3/"),
    "announcement to the clerk": Page("meetings:meeting", "clerk", "/meetings/3/"),
    "announcement of the past": Page("meetings:meeting", "resident", "/meetings/1/"),
    "body to call": Page("meetings:choose_body", "clerk", "/meetings/new/"),
    "nothing to call": Page("meetings:choose_body", "member", "/meetings/new/"),
    "meeting to prepare": Page("meetings:new", "clerk", "/meetings/new/1/"),
    "meeting to change": Page("meetings:edit", "clerk", "/meetings/3/edit/"),
    "meeting to cancel": Page("meetings:cancel", "clerk", "/meetings/3/cancel/"),
    "agenda to make": Page("meetings:agenda", "clerk", "/meetings/3/agenda/"),
    "item to change": Page(
        "meetings:item", "clerk", "/meetings/3/agenda/", r"/meetings/items/\d+/$"
    ),
    "item to take off": Page(
        "meetings:remove_item", "clerk", "/meetings/3/agenda/", r"/items/\d+/remove/$"
    ),
    "item to propose": Page("meetings:propose_item", "member", "/meetings/3/agenda/propose/"),
    "invitations": Page("meetings:invitations", "clerk", "/meetings/3/invitations/"),
    "demands": Page("meetings:demands", "member", "/meetings/demands/1/"),
    "demand": Page("meetings:start_demand", "member", "/meetings/demands/1/new/"),
    "roll call": Page("meetings:attendance", "clerk", "/meetings/2/attendance/"),
    "roll call before the hour": Page("meetings:attendance", "clerk", "/meetings/3/attendance/"),
    "alternates": Page("meetings:seating", "clerk", "/meetings/2/attendance/seats/"),
    "own part": Page("meetings:own_part", "member", "/meetings/2/own/"),
    "order of speakers": Page("floor:order", "resident", "/floor/meetings/2/order/"),
    "order of speakers to a member": Page("floor:order", "member", "/floor/meetings/2/order/"),
    "presidium": Page("meetings:presidium", "chair", "/meetings/2/presidium/"),
    "room of the past": Page("realtime:room", "resident", "/meetings/1/room/"),
    "room before the hour": Page("realtime:room", "member", "/meetings/3/room/"),
    "wall": Page("realtime:wall", "resident", "/meetings/2/projector/"),
    "interpreter’s desk": Page("realtime:desk", "interpreter", "/meetings/2/desk/ar-tr/"),
    "interpreter’s empty desk": Page("realtime:desk", "interpreter", "/meetings/1/desk/ar-tr/"),
}
PROPOSALS = {
    "proposals": Page("proposals:list", "resident", "/proposals/"),
    "proposals of a member": Page("proposals:list", "member", "/proposals/"),
    "proposals of the clerk": Page("proposals:desk", "clerk", "/proposals/desk/"),
    "proposal": Page("proposals:proposal", "resident", "/proposals/6/"),
    "proposal to a member": Page("proposals:proposal", "member", "/proposals/6/"),
    "proposal to the clerk": Page("proposals:proposal", "clerk", "/proposals/11/"),
    "proposal adopted": Page("proposals:proposal", "resident", "/proposals/2/"),
    "proposal rejected": Page("proposals:proposal", "resident", "/proposals/1/"),
    "proposal withdrawn": Page("proposals:proposal", "resident", "/proposals/5/"),
    "proposal to return": Page("proposals:return", "clerk", "/proposals/11/return/"),
    "proposal to withdraw": Page("proposals:withdraw", "member", "/proposals/6/withdraw/"),
    "proposal with versions": Page("proposals:versions", "resident", "/proposals/2/versions/"),
    "proposal with one version": Page("proposals:versions", "resident", "/proposals/1/versions/"),
    "proposal with amendments": Page("proposals:amendments", "chair", "/proposals/6/amendments/"),
    "proposal without amendments": Page(
        "proposals:amendments", "resident", "/proposals/1/amendments/"
    ),
    "proposal in its languages": Page(
        "proposals:languages", "interpreter", "/proposals/6/languages/"
    ),
    "proposal to translate": Page(
        "proposals:translate", "interpreter", "/proposals/6/languages/", r"/languages/\d+/"
    ),
    "body to propose to": Page("proposals:new", "member", "/proposals/new/"),
    "proposal to write": Page("proposals:draft", "member", "/proposals/new/1/"),
    "place to amend": Page("proposals:choose_place", "member", "/proposals/6/amendments/new/"),
    "amendment to write": Page(
        "proposals:amend", "member", "/proposals/6/amendments/new/", r"/replace/\d+/$"
    ),
    "paragraph to insert": Page(
        "proposals:amend", "member", "/proposals/6/amendments/new/", r"/insert/\d+/$"
    ),
    "amendment to decline": Page(
        "proposals:decline_amendment", "clerk", "/proposals/amendments/4/decline/"
    ),
}
MINUTES = {
    "minutes": Page("minutes:minutes", "resident", "/meetings/1/minutes/"),
    "minutes with their corrections": Page("minutes:minutes", "member", "/meetings/1/minutes/"),
    "minutes that are being written": Page("minutes:minutes", "resident", "/meetings/4/minutes/"),
    "draft of minutes": Page("minutes:minutes", "clerk", "/meetings/4/minutes/"),
    "minutes before the end": Page("minutes:minutes", "member", "/meetings/2/minutes/"),
    "opening to write": Page("minutes:write", "clerk", "/meetings/4/minutes/opening/write/"),
    "item to write": Page(
        "minutes:write_item", "clerk", "/meetings/4/minutes/", r"/items/\d+/write/$"
    ),
    "presence to put right": Page(
        "minutes:presence", "clerk", "/meetings/4/minutes/", r"/minutes/presence/\d+/$"
    ),
    "end to put right": Page("minutes:bound", "clerk", "/meetings/4/minutes/closed/"),
    "minutes to put right": Page(
        "register:correct_minutes", "clerk", "/meetings/1/minutes/put-right/"
    ),
    "correction to hand in": Page(
        "minutes:correct", "member", "/meetings/1/minutes/people/correct/"
    ),
    "item to correct": Page(
        "minutes:correct_item", "clerk", "/meetings/1/minutes/items/1/correct/"
    ),
    "correction to answer": Page("minutes:answer", "clerk", "/corrections/1/answer/"),
}
RECORD = {
    "decisions": Page("register:decisions", "resident", "/councils/adana/decisions/"),
    "decisions of the clerk": Page("register:decisions", "clerk", "/councils/adana/decisions/"),
    "register": Page("register:register", "resident", "/councils/adana/register/"),
    "register for witnesses": Page(
        "register:witness", "resident", "/councils/adana/register/witness/"
    ),
    "decision": Page("register:decision", "resident", "/decisions/GMM-2026/001/"),
    "decision to publish": Page("register:decision", "clerk", "/decisions/GMM-2026/004/"),
    "bulletin": Page("register:bulletin", "resident", "/councils/adana/bulletin/"),
    "notice": Page("register:notice", "resident", "/notices/GMM-2026/001/"),
    "decision to review": Page("register:review", "clerk", f"{OFFICE}/decisions/4/review/"),
    "decision to keep": Page("register:desk", "clerk", f"{OFFICE}/decisions/1/"),
    "decision to correct": Page("register:correct", "clerk", f"{OFFICE}/decisions/1/tr/correct/"),
    "words to erase": Page("register:erase", "clerk", f"{OFFICE}/decisions/1/ar/erase/"),
    "decision to take back": Page("register:withhold", "clerk", f"{OFFICE}/decisions/1/take-back/"),
    "person to erase": Page("register:erase_person", "clerk", f"{OFFICE}/register/erase-person/"),
    "outcome by consent": Page("voting:poll", "resident", "/polls/1/"),
    "outcome by roll call": Page("voting:poll", "resident", "/polls/3/"),
    "outcome by hands": Page("voting:poll", "resident", "/polls/10/"),
    "council": Page("members:council", "resident", "/councils/adana/"),
    "body": Page("members:body", "resident", "/councils/adana/bodies/GMM/"),
    "composition": Page(
        "members:body_composition", "resident", "/councils/adana/bodies/GMM/composition/"
    ),
    "declaration": Page("members:declaration", "member", "/councils/adana/declaration/"),
    "by-laws": Page("members:body_bylaws", "resident", "/councils/adana/bodies/GMM/bylaws/1/"),
}
REGISTRY = {
    "office": Page("office", "clerk", f"{OFFICE}/"),
    "members": Page("members:members", "clerk", f"{OFFICE}/members/"),
    "member": Page("members:member", "clerk", f"{OFFICE}/members/2/"),
    "member to enter": Page("members:member_new", "clerk", f"{OFFICE}/members/new/"),
    "member to change": Page("members:member_edit", "clerk", f"{OFFICE}/members/2/edit/"),
    "organisations": Page("members:organisations", "clerk", f"{OFFICE}/organisations/"),
    "organisation to enter": Page(
        "members:organisation_new", "clerk", f"{OFFICE}/organisations/new/"
    ),
    "organisation to change": Page(
        "members:organisation_edit", "clerk", f"{OFFICE}/organisations/1/"
    ),
    "delegates": Page("members:delegations", "clerk", f"{OFFICE}/delegations/GMM/"),
    "letter of an organisation": Page("members:letter", "clerk", f"{OFFICE}/delegations/GMM/2/"),
    "rule on delegates": Page(
        "members:delegation_rule", "clerk", f"{OFFICE}/delegations/GMM/rule/"
    ),
    "council to change": Page("members:council_edit", "clerk", f"{OFFICE}/council/"),
    "bodies": Page("members:bodies", "clerk", f"{OFFICE}/bodies/"),
    "body to found": Page("members:body_new", "clerk", f"{OFFICE}/bodies/new/"),
    "body to change": Page("members:body_edit", "clerk", f"{OFFICE}/bodies/GMM/edit/"),
    "blocs": Page("members:blocs", "clerk", f"{OFFICE}/blocs/"),
    "bloc to enter": Page("members:bloc_new", "clerk", f"{OFFICE}/blocs/new/"),
    "bloc to change": Page("members:bloc_edit", "clerk", f"{OFFICE}/blocs/1/"),
    "terms": Page("members:terms", "clerk", f"{OFFICE}/terms/"),
    "term to enter": Page("members:term_new", "clerk", f"{OFFICE}/terms/new/"),
    "term to change": Page("members:term_edit", "clerk", f"{OFFICE}/terms/1/"),
    "seats": Page("members:seats", "clerk", f"{OFFICE}/seats/GMM/"),
    "seat to make": Page("members:seat_new", "clerk", f"{OFFICE}/seats/GMM/new/"),
    "seat": Page("members:seat", "clerk", f"{OFFICE}/seats/GMM/", r"/seat/\d+/$"),
    "seat to change": Page("members:seat_edit", "clerk", f"{OFFICE}/seat/1/edit/"),
    "seat to give by two": Page("members:allocation", "clerk", f"{OFFICE}/seat/1/allocate/"),
    "mandate to end": Page("members:mandate_end", "clerk", f"{OFFICE}/mandates/1/end/"),
    "offices": Page("members:offices", "clerk", f"{OFFICE}/offices/"),
    "office to give": Page("members:office_new", "clerk", f"{OFFICE}/offices/new/"),
    "office to change": Page("members:office_edit", "clerk", f"{OFFICE}/offices/2/edit/"),
    "office to end": Page("members:office_end", "clerk", f"{OFFICE}/offices/2/end/"),
    "by-laws of all": Page("members:bylaws", "clerk", f"{OFFICE}/bylaws/"),
    "by-laws of one": Page("members:bylaws_of", "clerk", f"{OFFICE}/bylaws/GMM/"),
    "by-laws to change": Page("members:bylaws_new", "clerk", f"{OFFICE}/bylaws/GMM/new/"),
    "targets": Page("members:composition", "clerk", f"{OFFICE}/composition/GMM/"),
    "target to set": Page("members:target_new", "clerk", f"{OFFICE}/composition/GMM/new/"),
    "targets of a preset": Page(
        "members:target_preset", "clerk", f"{OFFICE}/composition/GMM/preset/"
    ),
    "target to end": Page(
        "members:target_end", "clerk", f"{OFFICE}/composition/GMM/", r"/target/\d+/end/$"
    ),
    "composition to publish": Page(
        "members:report_new", "clerk", f"{OFFICE}/composition/GMM/publish/"
    ),
    "cards": Page("members:cards", "clerk", f"{OFFICE}/cards/"),
    "import": Page("members:import", "clerk", f"{OFFICE}/import/"),
    "export": Page("members:export", "clerk", f"{OFFICE}/export/"),
    "office closed to members": Page("members:members", "member", f"{OFFICE}/members/", status=403),
}
ELECTIONS = {
    "elections": Page("elections:elections", "resident", "/elections/"),
    "elections of the clerk": Page("elections:elections", "clerk", "/elections/"),
    "election declared": Page("elections:election", "resident", "/elections/1/"),
    "election open for candidates": Page("elections:election", "resident", "/elections/2/"),
    "election to somebody put forward": Page("elections:election", "member", "/elections/2/"),
    "election to the clerk": Page("elections:election", "clerk", "/elections/2/"),
    "election to prepare": Page("elections:prepare", "clerk", "/elections/new/"),
    "election to stand in": Page("elections:stand", "member", "/elections/2/stand/"),
    "somebody to put forward": Page("elections:nominate", "member", "/elections/2/nominate/"),
    "candidacy to refuse": Page(
        "elections:refuse", "clerk", "/elections/2/", r"/candidacies/\d+/refuse/$"
    ),
    "ballot paper": Page("elections:paper", "clerk", "/elections/1/paper/"),
    "batches": Page("elections:batches", "clerk", "/elections/1/batches/"),
    "batch done": Page("elections:batch", "clerk", "/elections/1/batches/1/"),
    "batch to enter": Page("elections:batch", "clerk", "/elections/1/batches/2/"),
    "reading to mend": Page("elections:correct", "clerk", "/elections/1/batches/1/1/"),
    "box to close": Page("elections:close", "chair", "/elections/1/close/"),
    "tie to settle": Page("elections:lot", "chair", "/elections/1/lot/"),
    "election to annul": Page("elections:annul", "chair", "/elections/1/annul/"),
    "seats to take up": Page("elections:take_up", "clerk", "/elections/1/take-up/"),
}
DESK = f"{OFFICE}/follow-up"
FOLLOWUP = {
    "what became of a decision": Page("followup:way", "resident", "/follow-up/GMM-2026/001/"),
    "what is overdue": Page("followup:way", "resident", "/follow-up/GMM-2026/002/"),
    "what became of all": Page("followup:statistics", "resident", "/councils/adana/follow-up/"),
    "decisions to follow up": Page("followup:desk", "clerk", f"{DESK}/"),
    "decision to forward": Page("followup:forward", "clerk", f"{DESK}/forward/1/"),
    "matter of the clerk": Page("followup:referral", "clerk", f"{DESK}/2/"),
    "matter to close": Page("followup:close", "clerk", f"{DESK}/1/close/"),
    "addressees": Page("followup:addressees", "clerk", f"{DESK}/addressees/"),
    "addressee to enter": Page("followup:addressee_new", "clerk", f"{DESK}/addressees/new/"),
    "addressee": Page("followup:addressee", "clerk", f"{DESK}/addressees/1/"),
    "inbox by link": Page("followup:inbox", "clerk", f"{DESK}/addressees/2/", r"/inbox/"),
    "inbox of an account": Page("followup:own_inbox", "member", "/inbox/own/"),
    "matter answered": Page("followup:own_answer", "clerk", "/inbox/own/1/"),
    "matter to answer": Page("followup:own_answer", "clerk", "/inbox/own/2/"),
    "answer to translate": Page("followup:translate", "clerk", "/answers/1/ar/"),
}

LOTS = {
    "lots": Page("lots:lots", "resident", "/councils/adana/lots/"),
    "lot that is drawn": Page("lots:lot", "resident", "/councils/adana/lots/1/"),
    "lot that is drawn, to the clerk": Page("lots:lot", "clerk", "/councils/adana/lots/1/"),
    "lot that takes volunteers": Page("lots:lot", "member", "/councils/adana/lots/2/"),
    "lots of the office": Page("lots:desks", "clerk", f"{OFFICE}/lots/"),
    "lot to open": Page("lots:open", "clerk", f"{OFFICE}/lots/new/GMM/"),
    "lot on the desk": Page("lots:desk", "clerk", f"{OFFICE}/lots/2/"),
    "drawn on the desk": Page("lots:desk", "clerk", f"{OFFICE}/lots/1/"),
    "volunteers to read": Page("lots:pool", "clerk", f"{OFFICE}/lots/2/pool/"),
    "quotas to set": Page("lots:quotas", "clerk", f"{OFFICE}/lots/2/quotas/"),
    "drawn to seat": Page("lots:seat", "clerk", f"{OFFICE}/lots/1/seats/"),
    "lot to give up": Page("lots:abandon", "clerk", f"{OFFICE}/lots/2/abandon/"),
}
PAGES = (
    ABOUT_NOBODY
    | ACCOUNTS
    | MEETINGS
    | PROPOSALS
    | MINUTES
    | RECORD
    | FOLLOWUP
    | REGISTRY
    | ELECTIONS
    | LOTS
)

POST = "takes a post and goes on to a page that is looked at"
DATA = "answers scripts, with JSON or with a part of a page"
FILE = "hands out a file"
ELSEWHERE = "only leads elsewhere"
NO_PAGES = {
    POST: {
        "set_language",
        "set_theme",
        "accounts:end_others",
        "accounts:end_session",
        "accounts:renew_calendar",
        "floor:choose_order",
        "elections:act",
        "elections:candidacy_act",
        "elections:finish",
        "elections:open",
        "elections:strike",
        "elections:vote",
        "floor:decline",
        "floor:end",
        "floor:extend",
        "floor:give",
        "floor:request",
        "floor:settle",
        "floor:signal",
        "floor:withdraw",
        "followup:answer_done",
        "followup:answer_promise",
        "followup:answer_receipt",
        "followup:answer_withdraw",
        "followup:check",
        "followup:consider",
        "followup:erase_file",
        "followup:link_new",
        "followup:link_revoke",
        "followup:meeting_day",
        "followup:own_done",
        "followup:own_promise",
        "followup:own_receipt",
        "followup:own_withdraw",
        "followup:receipt",
        "meetings:accept_item",
        "minutes:adopt",
        "minutes:check",
        "minutes:check_item",
        "minutes:circulate",
        "minutes:draft",
        "minutes:guests",
        "minutes:place",
        "minutes:withdraw",
        "meetings:act",
        "meetings:by_letter",
        "meetings:come",
        "meetings:contribution_act",
        "meetings:end_substitution",
        "meetings:excuse",
        "meetings:invite",
        "meetings:item_act",
        "meetings:move_item",
        "meetings:resend",
        "meetings:sign_demand",
        "members:allocation_agree",
        "members:allocation_confirm",
        "members:allocation_decline",
        "members:allocation_withdraw",
        "members:composition_count",
        "lots:cancel",
        "lots:compute",
        "lots:confirm",
        "lots:draw",
        "lots:drop_out",
        "lots:enter",
        "lots:publish",
        "lots:reopen",
        "lots:strike",
        "lots:volunteer",
        "lots:withdraw",
        "members:declaration_withdraw",
        "members:import_take_in",
        "members:member_account",
        "members:member_card",
        "members:member_deactivate",
        "members:choose_presence",
        "members:member_presence",
        "members:member_reactivate",
        "members:seat_abolish",
        "proposals:admit",
        "proposals:check",
        "proposals:endorse",
        "proposals:submit",
        "proposals:withdraw_endorsement",
        "realtime:close",
        "realtime:desk_correct",
        "realtime:desk_send",
        "register:annul",
        "register:declare",
        "register:dissent",
        "register:hide_words",
        "register:publish",
        "register:publish_minutes",
        "register:publish_again",
        "register:show_words",
        "voting:discard",
        "voting:freeze",
        "voting:open",
        "voting:prepare_usual",
    },
    DATA: {
        "floor:mine",
        "live",
        "lots:progress",
        "mfa_login_webauthn",
        "publication:oparl",
        "publication:oparl_bodies",
        "publication:oparl_list",
        "publication:oparl_list_of_organ",
        "publication:oparl_nothing",
        "publication:oparl_object",
        "ready",
        "realtime:desk_queue",
        "realtime:since",
        "realtime:ticket",
    },
    FILE: {
        "elections:document",
        "elections:recount",
        "lots:draw_file",
        "lots:lottery",
        "lots:recount",
        "lots:tickets",
        "meetings:calendar",
        "meetings:letters",
        "members:body_composition_json",
        "members:declaration_copy",
        "followup:file",
        "members:export_csv",
        "members:export_workbook",
        "mfa_download_recovery_codes",
        "publication:calendar",
        "publication:calendar_of_body",
        "publication:calendar_of_person",
        "publication:amendment_akn",
        "publication:catalogue",
        "publication:decision_akn",
        "publication:decision_paper",
        "publication:feed",
        "publication:minutes_akn",
        "publication:minutes_paper",
        "publication:oparl_content",
        "publication:oparl_download",
        "publication:robots",
        "publication:schema",
        "publication:security",
        "publication:well_known",
        "register:authority",
        "register:checkpoint",
        "register:checkpoint_at",
        "register:entries",
        "register:entry",
        "register:keys",
        "register:proof",
        "register:stamp",
        "register:tile",
        "register:verifier",
        "script",
        "stylesheet",
        "voting:document",
        "voting:recount",
    },
    ELSEWHERE: {
        "members:composition_start",
        "members:delegations_start",
        "members:seats_start",
    },
}
