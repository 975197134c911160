"""What comes first on an installation that is still empty, for whoever can do it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.org.models import Post
from halfsky.org.practice import is_practising, may_practise
from halfsky.org.reader import Reader
from halfsky.org.roles import Power

POSTS = (Power.GRANT_ROLES, Power.MANAGE_OFFICERS)


@dataclass(frozen=True)
class FirstStep:
    """A thing to do before anything else makes sense."""

    title: str
    text: str
    url: str


def first_steps(reader: Reader, is_first_visit: bool) -> list[FirstStep]:
    """While nobody else has a post; and on her first visit where help is."""
    if is_practising(reader):
        return []
    steps = []
    if any(map(reader.can, POSTS)) and is_alone(reader):
        text = _("您这里还只有您一个人能登录。下面各单位的女工干部，要由您开账号、给初始口令。")
        steps.append(FirstStep(_("给同事开账号"), text, reverse("org:invite")))
    if is_first_visit and may_practise(reader):
        text = _("五件事说完怎么用；可以先“练一练”，不计入任何数据。")
        steps.append(FirstStep(_("第一次来？看一页帮助"), text, reverse("help")))
    return steps


def is_alone(reader: Reader) -> bool:
    """Whether nobody else holds a post within her reach."""
    posts = Post.objects.filter(reader.organisations(*POSTS, prefix="organisation__"))
    return not posts.exclude(person=reader.person).exists()
