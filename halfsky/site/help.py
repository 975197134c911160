"""One-page cards for the three kinds of people: five things each, for somebody without training."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from halfsky.org.kinds import Tier
from halfsky.org.labels import Label
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader
from halfsky.org.roles import Role


@dataclass(frozen=True)
class Thing:
    """Something that she does: what, how, and the page where."""

    title: Label
    text: Label
    route: str = ""
    link: Label = ""


@dataclass(frozen=True)
class Card:
    """What one kind of people needs, on one page of A4."""

    code: str
    whose: Label
    title: Label
    lead: Label
    things: tuple[Thing, ...]


UNION = Card(
    "union",
    _("基层女工干部"),
    _("每周五分钟，做好这五件事"),
    _("手机就能办。发生了什么事记什么事，数字由系统加，不用您算。"),
    (
        Thing(
            _("登录"),
            _(
                "打开网址，输账号和纸条上的初始口令，第一次登录要换成自己的口令。口令忘了或纸条过期了，"
                "给镇街女工干部打电话，她当场就能重置。收到填报链接或二维码的，点开就能报，不用登录。"
            ),
            "home",
            _("打开“我的工作”"),
        ),
        Thing(
            _("有事记一条"),
            _(
                "在“我的工作”最上面点要记的那一类，填日期、内容、人数，点“保存”。可以当场拍照作附件。"
                "填到一半被打断，点“存草稿”，回来接着填。人数填实到的，没有的项目空着。"
            ),
            "home",
            _("去记一条"),
        ),
        Thing(
            _("没事也说一声"),
            _(
                "“要办的事”里标着“未报”的，是这一期还没有您的消息。有就补记；确实没有，点下面的“零报告”。"
                "零报告也是报了；不吭声才算没报，上级会来电话。"
            ),
            "home",
            _("看看还有什么没报"),
        ),
        Thing(
            _("写错了就改"),
            _(
                "打开那条记录，点“修改”改好再保存；整条不该有的点“撤回”，写一句为什么。"
                "记录不会真的消失，点错了还能“恢复”，改过什么都有历史。"
            ),
        ),
        Thing(
            _("同一件事只记一次"),
            _(
                "上级或别的单位办的、您这里只是参加的，由举办的单位记，把您列为参加单位就行。"
                "见到“可能重复”的提示，点进去看一眼，是同一件就并入对方，不是就说不是。"
            ),
            "collecting:doubles",
            _("看看有没有重复"),
        ),
    ),
)
TOWN = Card(
    "town",
    _("镇（街道）女工干部"),
    _("把一个镇的数收齐、收准"),
    _("您管的是下面所有基层工会：谁没报、谁登录不了、哪条不对，都在这里办。"),
    (
        Thing(
            _("看谁没报，催一催"),
            _(
                "打开“催报收数”，选要收的内容和期间，没报的单位和电话都列着。“催报文字”点一下复制，"
                "贴到工作群里；三天后再看一次，名单会自己变短。"
            ),
            "collecting:silent",
            _("打开“催报收数”"),
        ),
        Thing(
            _("不会登录的，发链接或代报"),
            _(
                "“制作填报链接”给一个单位或全镇各做一个，有二维码，可以打印。对方点开就报，不要账号。"
                "电话里说的数，用“代报”替她记，写明是谁说的。"
            ),
            "collecting:make",
            _("制作填报链接"),
        ),
        Thing(
            _("开账号、换人、重置口令"),
            _(
                "“人员与账号”里给每个基层工会开一个账号，把初始口令条打印出来当面给。"
                "她忘了口令，点她的名字重置；换了人，用“移交”，事情和草稿一起交给新人。"
            ),
            "org:people",
            _("打开“人员与账号”"),
        ),
        Thing(
            _("对数，不对的退回"),
            _(
                "“数据”里每个数都能点开，看是哪几条加出来的。不对的那条，在记录页点“退回或提意见”，"
                "写清楚哪里不对；她改好会答复您。经链接改报的总数，要您“核准”才算。"
            ),
            "figures:table",
            _("打开“数据”"),
        ),
        Thing(
            _("期末前查重复"),
            _(
                "几个单位一起办的活动，由牵头的记一条，在“参加单位”里写上各单位和人数。"
                "每期结束前打开“可能重复”，一对一对答完，总数就不会多算。"
            ),
            "collecting:doubles",
            _("打开“可能重复”"),
        ),
    ),
)
CITY = Card(
    "city",
    _("市总女职工部"),
    _("一个半年，从收数到总结"),
    _("组织搭好、人登进来、数收齐、查清楚，总结里的数字就都有出处。"),
    (
        Thing(
            _("把组织和人搭起来"),
            _(
                "“组织”里新设、移动、合并、撤销各级工会，都按生效日期，以前的数不受影响。"
                "账号可以用名册一次开好；“启用情况”里看谁还没登录过，口令条按镇打印。"
            ),
            "org:organisations",
            _("打开“组织”"),
        ),
        Thing(
            _("催报，盯住没声音的"),
            _(
                "“催报收数”按镇街列出应报、已报、未报。没报不等于零：有事报事，没事要有“零报告”。"
                "先盯未报最多的镇，点进去有名单、电话和现成的催报文字。"
            ),
            "collecting:silent",
            _("打开“催报收数”"),
        ),
        Thing(
            _("核数"),
            _(
                "“数据”里每个数都能点到记录；和去年同期差得多的先看。没有记录可依的数用“调整”补，"
                "写明来源，由第二个人核准。期末前把“可能重复”答完，联合办的事只算一次。"
            ),
            "figures:table",
            _("打开“数据”"),
        ),
        Thing(
            _("出总结，核总结"),
            _(
                "各表都能下载成 Excel。半年总结由系统按提纲写成 Word，每个数字后面附定义和条数。"
                "别人写好的总结，放进“核对总结”，前后对不上的会标出来；选好单位和期间，和台账不一样的也标出来。"
            ),
            "check:page",
            _("打开“核对总结”"),
        ),
        Thing(
            _("守住不该看的"),
            _(
                "困难档案、帮扶、普查只给经办人开岗位；投诉逐件指派，没指派的人看不到。"
                "人走岗位当天就停。谁看过、改过什么都记在审计里，由审计管理员查。"
            ),
            "org:people",
            _("打开“人员与账号”"),
        ),
    ),
)
CARDS = {card.code: card for card in (UNION, TOWN, CITY)}


def card_for(reader: Reader) -> Card:
    """Hers, by where her post is; of nobody the one that most people need."""
    if Role.GRASSROOTS_OFFICER in reader.roles or not reader.posts:
        return UNION
    home = Organisation.objects.filter(pk=reader.posts[0].organisation).first()
    tier = home.tier if home else Tier.GRASSROOTS
    return {Tier.FEDERATION: CITY, Tier.MIDDLE: TOWN}.get(tier, UNION)
