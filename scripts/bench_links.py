"""Deadline day: every union of the sample city reports by its link while the site is in use.

    python scripts/bench_links.py [--seconds 150] [--links N]

Ten minutes' worth of 1,548 links is sent in `--seconds`: arrivals and pauses for typing are both
shortened by the same factor, so the server sees all requests at that many times their rate. Each
telephone opens its link, gives four digits, opens the sheet, sends it, and looks at its receipt;
one in ten loses the answer and sends again. Beside it three officers page through figures, lists
and the tree at their own, unshortened pace. The time of opening a link runs from when it was due,
waiting in the client included. Server and telephones share this machine.
"""

import argparse
import http.client
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
TEN_MINUTES = 600.0
TYPING = (5.0, 40.0)  # seconds between two steps, before they are shortened
AGAIN = 0.1  # whose answer gets lost
PAUSE = 3.0  # of the officers who use the site meanwhile
TELEPHONES = 200  # at once
PERIOD = "2022H1"
PAGES = (
    f"/figures/?period={PERIOD}",
    "/registers/trainings/",
    "/organisations/",
    f"/collecting/?period={PERIOD}",
    "/",
)


# ---- the installation ----------------------------------------------------------------------


def fill() -> None:
    """The sample city with a link for each union; prints how to use them."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from halfsky.collecting.making import Wanted, make_links
    from halfsky.figures.periods import Period
    from halfsky.org.kinds import GRASSROOTS_KINDS
    from halfsky.org.models import Organisation, Person
    from halfsky.org.reader import NOBODY
    from halfsky.org.signin.entrance import GAVE_CODE
    from halfsky.sample.city import make_city

    call_command("migrate", verbosity=0, interactive=False)
    make_city(1, lambda _text: None)
    units = list(
        Organisation.objects.filter(kind__in=GRASSROOTS_KINDS, until__isnull=True).order_by("pk")
    )
    wanted = Wanted("", Period.parse(PERIOD), timezone.localdate())
    made = make_links(units, wanted, NOBODY, "/l/{}/")
    digits = dict(Person.objects.exclude(mobile="").values_list("posts__organisation_id", "mobile"))
    sessions = []
    settings.ALLOWED_HOSTS = ["testserver"]
    for username in ("city", "town", "leader"):
        client = Client()
        client.force_login(Person.objects.get(username=username))
        session = client.session
        session[GAVE_CODE] = True  # the second factor, as if she had typed it
        session.save()
        sessions.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    links = [[one.url, digits.get(one.link.organisation_id, "")[-4:]] for one in made]
    json.dump({"links": links, "sessions": sessions, **written()}, sys.stdout)


def written() -> dict[str, Any]:
    """What is there: records, replies, links that replied more than once, a whole trail."""
    from django.db.models import Count

    from halfsky.collecting.models import Link, Reply
    from halfsky.org.audit.chain import verify
    from halfsky.registers.assistance.insurance_enrolments import InsuranceEnrolment

    return {
        "enrolments": InsuranceEnrolment.objects.count(),
        "replies": Reply.objects.count(),
        "twice": Link.objects.annotate(n=Count("replies")).filter(n__gt=1).count(),
        "trail": verify().is_whole,
    }


def inside(folder: Path, what: str) -> dict[str, Any]:
    """Do one of the above in a process of its own."""
    command = [sys.executable, __file__, f"--{what}"]
    done = subprocess.run(
        command, env=environment(folder), cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def environment(folder: Path) -> dict[str, str]:
    """The environment of the installation."""
    values = {**os.environ, "HALFSKY_DATA": str(folder), "PYTHONPATH": str(ROOT)}
    values.pop("HALFSKY_DATABASE", None)
    return values


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """`halfsky serve`; the answer is its port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    command = [sys.executable, "-m", "halfsky", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment(folder))
    try:
        while not answers(port):
            time.sleep(0.3)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def answers(port: int) -> bool:
    """Whether the server is up."""
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asking.request("GET", "/healthz")
        return asking.getresponse().status == 200
    except OSError:
        return False
    finally:
        asking.close()


# ---- telephones and officers ---------------------------------------------------------------


@dataclass
class Times:
    """Seconds by step, and what went wrong."""

    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, step: str, seconds: float) -> None:
        """One answer."""
        with self.lock:
            self.taken[step].append(seconds)

    def complain(self, text: str) -> None:
        """Something that should not be."""
        with self.lock:
            self.wrong.append(text)

    def print(self) -> None:
        """A line a step."""
        print(f"{'':28}{'answers':>9}{'p50':>9}{'p95':>9}{'max':>9}  seconds")
        for step, all_of_it in self.taken.items():
            taken = sorted(all_of_it)
            p95 = taken[max(0, -(-len(taken) * 95 // 100) - 1)]
            middle = statistics.median(taken)
            print(f"{step:28}{len(taken):>9}{middle:>9.3f}{p95:>9.3f}{taken[-1]:>9.3f}")


@dataclass
class Browser:
    """Cookies and one connection a request, as telephones on bad lines have."""

    port: int
    times: Times
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, step: str, method: str, path: str, form: dict[str, str] | None = None, due: float = 0
    ) -> tuple[int, Any, str]:
        """One request; its time counts from when it was due."""
        start = due or time.perf_counter()
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            asking.request(method, path, urlencode(form) if form else None, headers)
            answer = asking.getresponse()
            text = answer.read().decode()
        finally:
            asking.close()
        self.times.add(step, time.perf_counter() - start)
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer.status, answer.headers, text


def hidden(name: str, page: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    if found is None:
        raise ValueError(f"no {name} on the page")
    return found[1]


@dataclass(frozen=True)
class Telephone:
    """One union's officer on deadline day."""

    path: str
    digits: str
    seed: int
    shortened: float

    def report(self, port: int, times: Times, due: float) -> None:
        """From the chat to the receipt."""
        try:
            self._report(Browser(port, times), due)
        except (OSError, ValueError, http.client.HTTPException) as error:
            times.complain(f"{type(error).__name__}: {error}")

    def _report(self, browser: Browser, due: float) -> None:
        rng = random.Random(self.seed)
        _status, _headers, page = browser.ask("open the link", "GET", self.path, due=due)
        if 'name="digits"' in page:
            self.type(rng)
            token = hidden("csrfmiddlewaretoken", page)
            form = {"csrfmiddlewaretoken": token, "digits": self.digits}
            browser.ask("four digits", "POST", f"{self.path}telephone/", form)
            _status, _headers, page = browser.ask("open the sheet", "GET", self.path)
        self.type(rng)
        form = {
            "csrfmiddlewaretoken": hidden("csrfmiddlewaretoken", page),
            "submission_key": hidden("submission_key", page),
            "insurance_enrolments-do": "added",
            "insurance_enrolments-date": "2022-06-20",
            "insurance_enrolments-product": "ankang",
            "insurance_enrolments-persons": str(rng.randint(1, 60)),
            "rest": "1",
        }
        status, headers, _page = browser.ask("send the sheet", "POST", self.path, form)
        receipt = headers["X-Receipt"]
        if status != 303 or not receipt:
            browser.times.complain(f"sheet: {status}")
            return
        if rng.random() < AGAIN:
            _status, headers, _page = browser.ask("send it again", "POST", self.path, form)
            if headers["X-Receipt"] != receipt:
                browser.times.complain("another receipt")
        _status, _headers, page = browser.ask("receipt", "GET", headers["Location"])
        if receipt not in page:
            browser.times.complain("a receipt without its number")

    def type(self, rng: random.Random) -> None:
        """The time that fingers take."""
        time.sleep(rng.uniform(*TYPING) / self.shortened)


def use_site(port: int, session: str, times: Times, is_over: threading.Event) -> None:
    """An officer who looks things up meanwhile."""
    browser = Browser(port, times, {"session": session})
    while not is_over.is_set():
        for page in PAGES:
            try:
                status, _headers, _text = browser.ask("the site meanwhile", "GET", page)
            except OSError as error:
                times.complain(f"{page}: {error}")
                continue
            if status != 200:
                times.complain(f"{page}: {status}")
            if is_over.wait(PAUSE):
                return


def storm(port: int, facts: dict[str, Any], seconds: float, times: Times) -> None:
    """All telephones over so many seconds, with the site in use."""
    shortened = times_as_fast(facts, seconds)
    rng = random.Random(1548)
    telephones = [
        Telephone(path, digits, seed, shortened)
        for seed, (path, digits) in enumerate(facts["links"])
    ]
    arrivals = sorted(rng.uniform(0, seconds) for _telephone in telephones)
    is_over = threading.Event()
    officers = [
        threading.Thread(target=use_site, args=(port, session, times, is_over))
        for session in facts["sessions"]
    ]
    for officer in officers:
        officer.start()
    start = time.perf_counter()
    with ThreadPoolExecutor(TELEPHONES) as pool:
        for telephone, arrival in zip(telephones, arrivals, strict=True):
            due = start + arrival
            time.sleep(max(0.0, due - time.perf_counter()))
            pool.submit(telephone.report, port, times, due)
    is_over.set()
    for officer in officers:
        officer.join()


def times_as_fast(facts: dict[str, Any], seconds: float) -> float:
    """How much faster than every union within ten minutes."""
    share = len(facts["links"]) / int(facts["unions"])
    return TEN_MINUTES * share / seconds


def main() -> int:
    """Fill, serve, storm, and look whether everything arrived once."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=150.0)
    parser.add_argument("--links", type=int, default=100_000, help="only so many of them")
    arguments = parser.parse_args()
    seconds: float = arguments.seconds
    times = Times()
    with tempfile.TemporaryDirectory(prefix="halfsky-links-") as name:
        folder = Path(name)
        facts = inside(folder, "fill")
        facts["unions"] = len(facts["links"])
        facts["links"] = facts["links"][: arguments.links]
        factor = times_as_fast(facts, seconds)
        print(f"== {len(facts['links'])} links in {seconds:.0f} s, {factor:.1f} times as fast as")
        print(f"   in ten minutes; load before: {os.getloadavg()[0]:.1f}", flush=True)
        with serving(folder) as port:
            storm(port, facts, seconds, times)
        after = inside(folder, "written")
    times.print()
    expected = len(facts["links"])
    added = after["enrolments"] - facts["enrolments"]
    print(f"written {added}, replies {after['replies']} of {expected}; twice {after['twice']}")
    print(
        f"trail whole: {after['trail']}; wrong: {len(times.wrong)} {sorted(set(times.wrong))[:5]}"
    )
    is_sound = added == after["replies"] == expected and not after["twice"] and after["trail"]
    return 0 if is_sound and not times.wrong else 1


def set_up() -> None:
    """Django, with the keys that the server will find."""
    import django

    from halfsky.org.encryption import make_key

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "halfsky.settings")
    data = Path(os.environ["HALFSKY_DATA"])
    for key in ("secret.key", "field.key"):
        make_key(data / key)
    django.setup()


if __name__ == "__main__":
    if "--fill" in sys.argv:
        set_up()
        fill()
    elif "--written" in sys.argv:
        set_up()
        json.dump(written(), sys.stdout)
    else:
        sys.exit(main())
