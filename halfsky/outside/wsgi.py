"""What the server of the collect zone calls; it imports nothing of the inside."""

import os

from django.core.wsgi import get_wsgi_application

from halfsky.site.files import with_files

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "halfsky.outside.settings")
application = with_files(get_wsgi_application())
