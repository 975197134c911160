"""Gathers what templates say into halfsky/site/locale and prints what has no English yet.

    python scripts/make_catalogue.py

What Python says is gathered by pybabel (CONTRIBUTING.md); pybabel cannot read Django's templates.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "halfsky" / "site" / "locale" / "en" / "LC_MESSAGES" / "django.po"
QUOTED = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
# What templatize makes of {% translate %}, {% blocktranslate %}, its {% plural %} and _("…").
CALL = re.compile(rf"\b(?:n?gettext|_)\({QUOTED}(?:, {QUOTED}, count)?\)")
# Without dates and tools: a catalogue changes when its words do.
HEADER = r"""msgid ""
msgstr ""
"Language: en\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""
VALUE = re.compile(r"%\(\w+\)s")
COMMENTED = re.compile(r"\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)


def main() -> int:
    """Rewrite the catalogue, keeping the English that is there."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    english = read(CATALOGUE)
    gathered = Catalog(locale="en", charset="utf-8", fuzzy=False)
    for template in templates(ROOT / "halfsky"):
        for message in messages(template.read_text(encoding="utf-8")):
            known = english.get(message)
            gathered.add(message, string=known.string if known else "")
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, gathered, width=76, omit_header=True, sort_output=True, no_location=True)
    for message in untranslated(gathered):
        print(message)
    return 0


def read(path: Path) -> Catalog:
    """The catalogue as it is; an empty one where there is none yet."""
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def templates(folder: Path) -> Iterator[Path]:
    """Every template of the product."""
    yield from sorted(folder.glob("**/templates/**/*.html"))


def messages(text: str) -> Iterator[str | tuple[str, str]]:
    """What a template says, as the catalogue calls it: %(name)s where a value stands.

    One and many are two messages in one, even where Chinese says both alike.
    """
    source = templatize(COMMENTED.sub("", text))
    for match in CALL.finditer(source):
        one = ast.literal_eval(match[1])
        yield (one, ast.literal_eval(match[2])) if match[2] else one


def untranslated(catalogue: Catalog) -> list[str]:
    """The messages without English; of one and many, without either."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and not (message.string and all(message.string))
    ]


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main())
