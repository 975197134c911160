"""A passkey in a real browser: made on the account page, used at the next log-in."""

import pytest
from playwright.sync_api import CDPSession, expect

from tests.browser.conftest import Officer, Sit, Site
from tests.browser.world import PASSWORD

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def cao(sit: Sit, site: Site) -> Officer:
    """At a computer with a fingerprint reader; by name, for browsers want one."""
    officer = sit()
    officer.site = Site(site.url.replace("127.0.0.1", "localhost"), site.data)
    officer.sign_in("cao")
    return officer


def reader_of(officer: Officer) -> CDPSession:
    """The computer's fingerprint reader."""
    line = officer.page.context.new_cdp_session(officer.page)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return line


def test_a_passkey_is_made_and_used(cao: Officer) -> None:
    reader_of(cao)
    page = cao.page
    cao.open("/account/second-factor/")
    page.get_by_role("button", name="启用通行密钥").click()
    expect(page.locator("#codes li")).to_have_count(10)  # for the day on which it is gone
    cao.open("/account/")
    expect(page.get_by_text("通行密钥").first).to_be_visible()
    page.context.clear_cookies()
    cao.open("/login/")
    page.fill("[name=username]", "cao")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url(cao.site.url + "/")
    cao.open("/account/")  # leave it as it was for the other tests
    page.get_by_role("button", name="停用").click()
    expect(page.get_by_text("第二重验证已停用")).to_be_visible()
