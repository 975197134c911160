"""Every component in pages such as the product has, without a database or a view.

    python -m tests.site.gallery FOLDER

writes the pages as files, to be looked at; tests/site open the same ones in a browser.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Engine
from django.test import RequestFactory

from make_assets import FETCHED, SPRITE, cut_sprite, flat
from tests.browser.chromium import NONCE

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE.parent.parent / "halfsky" / "site" / "templates"
ICON = re.compile(r"icons\.svg#tabler-([a-z0-9-]+)")
STATIC = HERE.parent.parent / "halfsky" / "site" / "static"


def engine() -> Engine:
    """Django's engine over the product's templates and the gallery's own."""
    return Engine(
        dirs=[str(TEMPLATES), str(HERE / "templates")],
        libraries={
            "halfsky": "halfsky.site.templatetags.halfsky",
            "i18n": "django.templatetags.i18n",
            "static": "django.templatetags.static",
        },
        string_if_invalid="",
    )


def render(name: str, **context: Any) -> str:
    """A template as it would be sent."""
    request = RequestFactory().get(f"/{Path(name).name}", {"q": "安全", "page": "2"})
    request.csp_nonce = NONCE  # type: ignore[attr-defined] # as django-csp does
    around = {"request": request, "csrf_token": "token", "LANGUAGE_CODE": "zh-hans"}
    return engine().get_template(name).render(Context({**around, **context}))


def pages() -> Iterator[tuple[str, str]]:
    """Each page of the gallery: name and text."""
    from tests.site import samples

    for path in sorted((HERE / "templates" / "gallery").glob("*.html")):
        yield (
            path.stem,
            render(f"gallery/{path.name}", **samples.frame(path.stem), **samples.content()),
        )
    for status in ("403", "404", "500"):
        yield status, render(f"{status}.html")
    yield "refused", render("refused.html", **samples.frame("home"), **samples.refusal())


def component_names() -> list[str]:
    """The file of every component."""
    return sorted(path.name for path in (TEMPLATES / "components").glob("*.html"))


def write(folder: Path) -> None:
    """The pages, and beside them the static files where the pages look for them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    static = folder / settings.STATIC_URL.strip("/")
    shutil.copytree(STATIC, static, dirs_exist_ok=True)
    # The product's sprite holds what the product uses; these pages show more.
    sprite = (FETCHED / flat(SPRITE)).read_text(encoding="utf-8")
    used = {name for _page, text in pages() for name in ICON.findall(text)}
    (static / "vendor" / "icons.svg").write_text(cut_sprite(sprite, used), encoding="utf-8")


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "halfsky.settings")
    django.setup()
    write(Path(sys.argv[1]))
