"""Ways in: by link, letter and card, and past a second step, as they are where no demo is on."""

import base64
import hmac
import struct
import time
from email import message_from_bytes
from email.policy import default

import pytest

from tests.e2e.journeys import at, journey, send, sent
from tests.support.site import path_of, served
from tests.support.watching import Watchers

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOGIN, CARD, CODE = "/account/login/", "/card/", "/account/login/code/confirm/"
FACTORS = "/account/2fa/"
PASSKEYS = f"{FACTORS}webauthn/"
SPOIL = "token => { token.value = token.value.split('').reverse().join(''); }"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def guarded(founded, tmp_path_factory):
    """The small council, served as in earnest, where browsers let passkeys be made."""
    state = tmp_path_factory.mktemp("guarded") / "state"
    with served(founded, state, host="localhost", is_demo=False) as one:
        yield one


@pytest.fixture(scope="module")
def watchers(browser, guarded):
    """People who have yet to sign in."""
    one = Watchers(browser, guarded, {})
    yield one
    one.leave()


def code_in_the_letter(site):
    """Return the code in the letter that was sent last."""
    last = max((site.state / "mail").iterdir(), key=lambda file: file.stat().st_mtime_ns)
    letter = message_from_bytes(last.read_bytes(), policy=default)
    return letter.get_body(["plain"]).get_content().split("\n\n")[2].strip()


def number_of_the_app(secret):
    """Return the six digits of now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def ask_for_a_letter(person, address):
    person.goto(LOGIN)
    person.submit("/account/login/code/", email=address)


@journey("accounts:enter")
def test_the_way_in_by_link_is_for_everybody(watchers, guarded):
    link = path_of(guarded.facts["links"]["reader"])

    watchers.look("link", "reader", at(link), "accounts:enter")


@journey("accounts:card", "accounts:after_card", "accounts:me")
def test_the_way_in_by_card_is_for_everybody(watchers, guarded):
    wrong = {"username": "omar", "code": "2222-2222-2222-2222"}
    watchers.look("card misread", "omar", sent(CARD, CARD, **wrong), "accounts:card", 422)
    watchers.look("card forgotten", "omar", sent(CARD, CARD), "accounts:card", 422)
    watchers.look("page open for too long", "omar", stale, "accounts:card", 403)
    person = watchers.person("omar")
    for _ in range(6):
        sent(CARD, CARD, **wrong)(person)
    watchers.look("card too often", "omar", sent(CARD, CARD, **wrong), "accounts:card", 429)
    person.goto(CARD)
    person.submit(CARD, username="omar", code=guarded.stage("card", "omar")["code"])
    after = at(f"{CARD}done/")
    watchers.look("signed in by card", "omar", after, "accounts:after_card")
    watchers.look("account entered by card", "omar", at("/account/me/"), "accounts:me")


def stale(person):
    """Send a form whose token is no longer good."""
    person.goto(CARD)
    person.page.eval_on_selector(f"form[action='{CARD}'] [name=csrfmiddlewaretoken]", SPOIL)
    send(person, CARD)


@journey(
    "account_request_login_code",
    "account_confirm_login_code",
    "account_request_reauthentication_code",
    "account_confirm_reauthentication_code",
)
def test_the_way_in_by_letter_is_for_everybody(watchers, guarded):
    asking = "/account/login/code/"
    name, address = "member", "member@example.org"
    nobody = sent(asking, asking)
    watchers.look("letter to nobody", name, nobody, "account_request_login_code")
    person = watchers.person(name)
    ask_for_a_letter(person, address)
    watchers.look("code to type", name, at(CODE), "account_confirm_login_code")
    wrong = sent(CODE, CODE, code="ABCDEF")
    wrong(person)
    again = at(CODE)
    watchers.look("code to type again", name, again, "account_confirm_login_code")
    send(person, CODE, code=code_in_the_letter(guarded))
    who = "/account/reauthenticate/code/"
    watchers.look("still you?", name, at(who), "account_request_reauthentication_code")
    person.goto(who)
    send(person, who)
    confirm = at(f"{who}confirm/")
    watchers.look("still you, by code?", name, confirm, "account_confirm_reauthentication_code")


@journey(
    "mfa_index",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_authenticate",
    "accounts:me",
)
def test_the_second_step_is_for_everybody(watchers, guarded):
    name, address = "chair", "chair@example.org"
    person = watchers.person(name)
    device = person.context.new_cdp_session(person.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    ask_for_a_letter(person, address)
    send(person, CODE, code=code_in_the_letter(guarded))
    watchers.look("no second step", name, at(FACTORS), "mfa_index")
    watchers.look("passkey to add", name, at(f"{PASSKEYS}add/"), "mfa_add_webauthn")
    add_a_passkey(person)
    watchers.look("passkeys", name, at(PASSKEYS), "mfa_list_webauthn")
    keys = f"{PASSKEYS}keys/1"
    watchers.look("passkey to rename", name, at(f"{keys}/edit/"), "mfa_edit_webauthn")
    watchers.look("passkey to remove", name, at(f"{keys}/remove/"), "mfa_remove_webauthn")
    set_up_the_app(watchers, name)
    watchers.look("second steps", name, at(FACTORS), "mfa_index")
    watchers.look("account with second steps", name, at("/account/me/"), "accounts:me")
    spare = f"{FACTORS}recovery-codes/"
    watchers.look("spare codes", name, at(spare), "mfa_view_recovery_codes")
    watchers.look("spare codes anew", name, at(f"{spare}generate/"), "mfa_generate_recovery_codes")
    off = at(f"{FACTORS}totp/deactivate/")
    watchers.look("app to take off", name, off, "mfa_deactivate_totp")
    by_app, by_key = f"{FACTORS}reauthenticate/", f"{PASSKEYS}reauthenticate/"
    watchers.look("still you, by app?", name, at(by_app), "mfa_reauthenticate")
    wrong = sent(by_app, by_app, code="000000")
    watchers.look("not you, by app", name, wrong, "mfa_reauthenticate")
    watchers.look("still you, by key?", name, at(by_key), "mfa_reauthenticate_webauthn")
    leave_and_return(person, guarded, address)
    watchers.look("second step", name, at(f"{FACTORS}authenticate/"), "mfa_authenticate")


def add_a_passkey(person):
    person.goto(f"{PASSKEYS}add/")
    person.fill(person.page.locator("form[data-passkey]"), name="هاتف Zeynep")
    with person.page.expect_navigation():
        person.page.click("form[data-passkey] button.btn-primary")


def set_up_the_app(watchers, name):
    app = f"{FACTORS}totp/activate/"
    watchers.look("app to set up", name, at(app), "mfa_activate_totp")
    wrong = sent(app, app, code="000000")
    watchers.look("app with a wrong number", name, wrong, "mfa_activate_totp")
    person = watchers.person(name)
    person.goto(app)
    secret = person.page.locator("main code").first.text_content()
    send(person, app, code=number_of_the_app(secret))


def leave_and_return(person, site, address):
    person.goto("/account/logout/")
    send(person, "/account/logout/")
    ask_for_a_letter(person, address)
    send(person, CODE, code=code_in_the_letter(site))


@journey("mfa_index")
def test_an_office_without_a_second_step_is_told_so(watchers, guarded):
    clerk = watchers.person("clerk")
    link = path_of(guarded.facts["links"]["clerk"])
    clerk.goto(link)
    send(clerk, link)

    watchers.look("office without a second step", "clerk", at("/office/adana/"), "mfa_index")
