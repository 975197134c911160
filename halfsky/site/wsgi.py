"""What the server calls: static files first, then Django."""

import os

from django.core.wsgi import get_wsgi_application

from halfsky.site.files import with_files

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "halfsky.settings")
django_application = get_wsgi_application()

from halfsky.site.warming import begin_warming  # noqa: E402 - models are there from here on

application = with_files(django_application)
begin_warming()
