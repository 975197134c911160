"""The pages made from the declarations say what the declarations say."""

import pytest

from make_docs import pages


@pytest.mark.parametrize("path", sorted(pages()), ids=lambda path: path.name)
def test_it_is_what_make_docs_would_write(path: object) -> None:
    [(found, text)] = [(one, text) for one, text in pages().items() if one == path]
    assert found.read_text(encoding="utf-8") == text, "run `make docs`"
