"""Gathers what templates say into halfsky/site/locale and prints what has no English yet.

    python scripts/make_catalogue.py

What Python says is gathered by pybabel (CONTRIBUTING.md); pybabel cannot read Django's templates.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "halfsky" / "site" / "locale" / "en" / "LC_MESSAGES" / "django.po"
QUOTED = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
# What templatize makes of {% translate %}, {% blocktranslate %} and _("…"), with what they take.
CALL = re.compile(rf"\b(n?)(p?)(?:gettext|_)\(({QUOTED}(?:, {QUOTED})*)(?:, ?count)?\)")
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


class Said(NamedTuple):
    """A message; its context tells a button from the same word elsewhere (新增: “Add”, “Added”)."""

    words: str | tuple[str, str]
    context: str | None = None


def main() -> int:
    """Rewrite the catalogue, keeping the English that is there."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    english = read(CATALOGUE)
    gathered = Catalog(locale="en", charset="utf-8", fuzzy=False)
    for template in templates(ROOT / "halfsky"):
        for words, context in messages(template.read_text(encoding="utf-8")):
            known = english.get(words, context)
            gathered.add(words, string=known.string if known else "", context=context)
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


def messages(text: str) -> Iterator[Said]:
    """What a template says, as the catalogue calls it: %(name)s where a value stands.

    One and many are two messages in one, even where Chinese says both alike.
    """
    source = templatize(COMMENTED.sub("", text))
    for is_plural, has_context, quoted in CALL.findall(source):
        words: list[str] = list(ast.literal_eval(f"({quoted},)"))
        context = words.pop(0) if has_context else None
        yield Said((words[0], words[1]) if is_plural else words[0], context)


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
