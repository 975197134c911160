"""The installation that the browser tests use: the cast with accounts, in a data folder of its own.

HALFSKY_DATA=folder python -m tests.browser.world
"""

import os

import django

PASSWORD = "云上的半边天-2022"
OFFICERS = ("mei", "cao")  # the grass-roots officers: no second factor is asked of them


def main() -> None:
    """Migrate, make the key, fill."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "halfsky.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from halfsky.org.encryption import make_key

    settings.DATA.mkdir(parents=True, exist_ok=True)
    make_key(settings.FIELD_KEY_FILE)
    call_command("migrate", verbosity=0, interactive=False)
    fill()


def fill() -> None:
    """The cast, its people with a password, and something in every register."""
    from halfsky.org.models import Post
    from halfsky.org.roles import Role
    from tests.cast import make_cast
    from tests.factories import FOUNDED, PersonFactory
    from tests.figures import world
    from tests.people import appoint

    cast = make_cast()
    world.fill(cast)
    people = appoint(cast)
    second = PersonFactory.create(username="ning", name="宁悦")
    Post.objects.create(
        person=second, organisation=cast.textile, role=Role.GRASSROOTS_OFFICER, since=FOUNDED
    )
    for person in (*people.values(), second):
        person.set_password(PASSWORD)
        person.save()


if __name__ == "__main__":
    main()
