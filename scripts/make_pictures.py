"""Pictures of the main pages for the README, of the sample city, at a desk and on a telephone.

python scripts/make_pictures.py     (a Chromium on the path; some two minutes)
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=zh-CN"]
DESK, TELEPHONE = {"width": 1280, "height": 860}, {"width": 375, "height": 740}
PERIOD = "period=2022H1"
TEXT = """2022年上半年工作总结

截至6月底，全市应建女职工组织1506家，已建1475家，组建率达99%；举办女职工培训46期，其中技术培训27期、法律培训21期。
受理女职工投诉48件，占全部投诉104件的46.1%，全部办结，尚有3件正在办理，为女职工追回损失xx万元。
"""
# The picture's name, whose page, where, on what.
PAGES = (
    ("site-home", "city", "/", DESK),
    ("site-figures", "city", f"/figures/?{PERIOD}", DESK),
    ("site-fact", "city", f"/figures/rights.complaints_share/?{PERIOD}", DESK),
    ("site-units", "city", f"/figures/organising.formation_rate/units/?{PERIOD}", DESK),
    ("site-list", "town", "/registers/enterprise_visits/", DESK),
    ("site-checker", "city", "/check/", DESK),
    ("site-home-telephone", "mine", "/", TELEPHONE),
    ("site-form-telephone", "mine", "/registers/trainings/new/", TELEPHONE),
    ("site-figures-telephone", "mine", f"/figures/?{PERIOD}", TELEPHONE),
)


def main() -> None:
    """A demo of its own, served; every picture; nothing is left behind."""
    with tempfile.TemporaryDirectory(prefix="halfsky-pictures-") as folder:
        environment = {**os.environ, "HALFSKY_DATA": folder}
        halfsky = [sys.executable, "-m", "halfsky"]
        demo = subprocess.run(
            [*halfsky, "demo", "--no-serve"],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        port = free_port()
        server = subprocess.Popen(
            [*halfsky, "serve", "--port", str(port)], cwd=ROOT, env=environment
        )
        try:
            wait_for(port)
            take_all(f"http://127.0.0.1:{port}", passwords(demo.stdout + demo.stderr))
        finally:
            server.terminate()
            server.wait(20)


def passwords(printed: str) -> dict[str, str]:
    """The accounts that the demo has printed at its end."""
    found = re.findall(r"^(\S+)\s+\S.*\s(\S{4}-\S{4}-\S{4})$", printed, re.MULTILINE)
    return dict(found)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    """Until the server takes connections."""
    for _try in range(300):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("the server did not start")


def take_all(url: str, accounts: dict[str, str]) -> None:
    """Each picture in a window of its own."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for name, who, address, viewport in PAGES:
            page = browser.new_page(viewport=viewport, locale="zh-CN")  # type: ignore[arg-type]
            sign_in(page, url, who, accounts[who])
            page.goto(url + address)
            if address == "/check/":
                page.fill("textarea", TEXT)
                page.get_by_role("button", name="核对", exact=True).click()
            page.wait_for_timeout(1200)  # drawings move for a moment
            page.screenshot(path=PICTURES / f"{name}.png")
            page.context.close()
        browser.close()


def sign_in(page: Page, url: str, username: str, password: str) -> None:
    """By the form."""
    page.goto(f"{url}/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/")


if __name__ == "__main__":
    main()
