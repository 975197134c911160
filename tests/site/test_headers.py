"""What stands around every answer of every route, errors included."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, RequestFactory, override_settings

from halfsky.org.signin.origin import address_of, settle_origin
from halfsky.site.checks import check_hosts
from halfsky.site.routes import routes
from tests.site.conftest import As

EXACT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
PARAMETER = re.compile(r"<(?:(\w+):)?\w+>")
VALUES = {"int": "1", "uuid": "00000000-0000-4000-8000-000000000000"}


def addresses() -> Iterator[str]:
    """An address of every route; what it names need not exist."""
    for route in routes():
        yield "/" + PARAMETER.sub(lambda part: VALUES.get(part[1] or "", "x"), route.path)


def faults(answer: object) -> list[str]:
    """What is missing around an answer."""
    headers = answer.headers  # type: ignore[attr-defined] # any answer of Django's
    found = [name for name, value in EXACT.items() if headers.get(name) != value]
    policy = headers.get("Content-Security-Policy", "")
    parts = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    found += [name for name, value in POLICY.items() if parts.get(name) != value]
    scripts = parts.get("script-src", "")
    if "unsafe" in policy or "http" in policy or "'strict-dynamic'" not in scripts:
        found.append("script-src")
    if "no-store" not in headers.get("Cache-Control", ""):
        found.append("Cache-Control")
    if headers.get("Referrer-Policy") not in ("same-origin", "no-referrer"):
        found.append("Referrer-Policy")
    if "camera=()" not in headers.get("Permissions-Policy", ""):
        found.append("Permissions-Policy")
    return found


def test_every_route_answers_everybody_with_all_headers(browsing: As) -> None:
    for address in sorted(set(addresses())):
        for client in (Client(), browsing("lin")):
            client.raise_request_exception = False
            for method in ("get", "post"):
                answer = getattr(client, method)(address)
                assert not faults(answer), (method, address, answer.status_code)


def test_errors_have_them_too(db: None) -> None:
    client = Client(raise_request_exception=False)
    wrong_host = client.get("/login/", headers={"Host": "evil.example"})
    too_large = client.post("/login/", {f"field{number}": "x" for number in range(1001)})
    missing = client.get("/no/such/page/")
    checked = Client(enforce_csrf_checks=True).post("/login/", {})
    assert [one.status_code for one in (wrong_host, too_large, missing, checked)] == [
        *(400, 400, 404, 403)
    ]
    for answer in (wrong_host, too_large, missing, checked):
        assert not faults(answer)


def test_a_page_that_breaks_has_them_too(browsing: As, monkeypatch: pytest.MonkeyPatch) -> None:
    from halfsky.site.pages import account

    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(account, "facts_of", fail)
    client = browsing("mei")
    client.raise_request_exception = False
    answer = client.get("/account/")
    assert answer.status_code == 500
    assert not faults(answer)
    assert "ZeroDivision" not in answer.content.decode()


def test_every_answer_has_a_nonce_of_its_own(db: None) -> None:
    found = set()
    for _time in range(20):
        answer = Client().get("/login/")
        (nonce,) = re.findall("'nonce-([^']+)'", answer["Content-Security-Policy"])
        assert f'nonce="{nonce}"' in answer.content.decode()
        found.add(nonce)
    assert len(found) == 20


def test_no_page_has_anything_inline(browsing: As) -> None:
    for address in ("/", "/account/", "/account/password/", "/login/again/"):
        page = browsing("mei").get(address).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", page)
        assert not re.search(r"\s(style|on[a-z]+)=\"", page)


def test_every_changing_form_needs_its_token(browsing: As, people: object) -> None:
    client = Client(enforce_csrf_checks=True)
    for address in sorted(set(addresses())):
        assert client.post(address).status_code in (403, 404, 405), address


def test_cookies_are_out_of_reach_of_scripts(db: None) -> None:
    client = Client()
    client.get("/login/")
    assert client.cookies["csrf"]["httponly"]
    assert client.cookies["csrf"]["samesite"] == "Lax"


BEHIND_HTTPS = """
import django
django.setup()
from django.conf import settings
from django.test import Client
answer = Client().get("/login/", secure=True)
print(*sorted(answer.cookies), settings.SESSION_COOKIE_NAME, settings.DEVICE_COOKIE_NAME)
print(answer["Strict-Transport-Security"])
print(all(cookie["secure"] and cookie["path"] == "/" for cookie in answer.cookies.values()))
"""


def test_behind_https_cookies_are_bound_to_the_host(migrated_file: Path) -> None:
    settings = {
        "DJANGO_SETTINGS_MODULE": "halfsky.settings",
        "HALFSKY_DATABASE": f"sqlite:///{migrated_file}",
        "HALFSKY_HTTPS": "1",
        "HALFSKY_HOSTS": "testserver",
        "HALFSKY_SECRET_KEY": "only for tests",
    }
    environment = {**os.environ, **settings}
    command = [sys.executable, "-c", BEHIND_HTTPS]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "__Host-csrf __Host-session __Host-device",
        "max-age=31536000",
        "True",
    ]


@pytest.mark.parametrize("name", ["*", ".example.org", "*.example.org", " "])
def test_a_name_that_fits_many_hosts_is_refused_at_the_start(name: str) -> None:
    with override_settings(ALLOWED_HOSTS=["ghnz.example.org", name]):
        assert [message.id for message in check_hosts()] == ["site.E003"]
    assert not check_hosts()


def claimed(peer: str, **claims: str) -> str:
    """The address that is believed."""
    request = RequestFactory().get("/", REMOTE_ADDR=peer, **claims)  # type: ignore[arg-type]
    settle_origin(request)
    assert request.is_secure() is (
        claims.get("HTTP_X_FORWARDED_PROTO") == "https" and peer == "10.0.0.1"
    )
    return address_of(request)


@override_settings(TRUSTED_PROXIES=frozenset({"10.0.0.1", "10.0.0.2"}))
def test_what_a_proxy_says_is_believed_of_a_trusted_one_only() -> None:
    spoofed = {"HTTP_X_FORWARDED_FOR": "1.2.3.4", "HTTP_X_FORWARDED_PROTO": "https"}
    assert claimed("9.9.9.9", **spoofed) == "9.9.9.9"
    assert claimed("10.0.0.1", **spoofed) == "1.2.3.4"
    assert claimed("10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 1.2.3.4") == "1.2.3.4"
    assert claimed("10.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4, 10.0.0.2") == "1.2.3.4"
    assert claimed("10.0.0.1", HTTP_X_FORWARDED_FOR="<script>") == "10.0.0.1"
    assert claimed("10.0.0.1") == "10.0.0.1"
