"""Where pages find static files: under names that change with their content."""

import hashlib
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from whitenoise.storage import CompressedManifestStaticFilesStorage

from halfsky import __version__


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Collected by `halfsky serve`; until then plain names, as commands and tests see them."""

    support_js_module_import_aggregation = True  # our modules name each other in `import`

    def url(self, name: str | None, force: bool = False) -> str:
        """The address of a file."""
        if not self.hashed_files and not force:
            return f"{self.base_url}{name}"
        return super().url(name or "", force)


def fingerprint() -> str:
    """Tells whether the collected files are still those of the product."""
    digest = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list(None), key=lambda one: one[0]):
            if not name.rpartition("/")[2].startswith("."):
                facts = Path(storage.path(name)).stat()
                digest.update(f"{name}:{facts.st_size}:{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
