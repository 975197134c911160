"""Whether the noun before a number is really what it counts: 发放生育津贴14人 counts who got it."""

from __future__ import annotations

from collections.abc import Callable

from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_PEOPLE = {"person", "attendance", "household"}
_BODIES = _PEOPLE | {"organisation", "visits"}
# What a noun may head as a topic: 奖金3件 of the complaints, 女职工59份 of the answers.
_TOPICS = {"case", "item", "document", "generic", "label_count", "class_group", "vote"}
_TIMES = {"次", "批", "批次", "轮", "轮次", "期", "回", "趟", "届"}

_GOES = {"批", "批次", "拨", "轮"}

_TOWARDS = lazy(r"惠及|涉及|受益|给|向|由|用于|面向|享受|领|缴|交|收|参[与加]|分别|报销|申[请领]")
_SPENT = lazy(
    r"(?:投入|支出|拨[付出给]?|下拨|筹[集措得资]|募[集得]|耗资|争取[到来]?|列支|花费)[^,，。;、\d]{0,12}$"
)
_EACH = lazy(r"(?:每[人名位户家天月个]|人均|户均)[^,，。;\d]{0,12}$")
_GOT = lazy(r"^[,，、](?:惠及|受益|救助|资助|受助)[^,，。;\d]{0,10}$")
# 支出办案补贴63人,计6.3万元: who was paid, and how much it came to.
_THAT_IS = lazy(r"^[,，]?(?:共计|合计|计|共)$")
# 车费四辆合计6000元, 住宿费十间1800元: for how many it was paid, and how much.
_COSTS = lazy(r"^(?:共计|合计|总计|一共|总共|计|共)?$")
_BUYING = lazy(
    r"(?:采购|购买|购置|配备|新添|缝补|缝制|缝洗|擦拭|修补|编织|熬制|悬挂|晾晒)[^,，。;、\d]{0,12}$"
)
_A_DAY = 8  # 讲座1小时: how long it took
_HELD = lazy(r"(?:举办|举行|开办|开设|开展)[^,，。;、\d]{0,16}$")
_CAME = lazy(r"参加|参训|培训|听|受众|受益|惠及|吸引|参与|到场")
_OF_STAFF = lazy(
    r"(?:[现共]有|在册|参加|培训|走访|慰问|接待|表彰|服务|发展|吸纳|安置|招收)[^,，。;、\d]{0,14}$"
)
_OF_FIRMS = lazy(r"(?:走访|覆盖|新建|组建|成立)[^,，。;、\d]{0,10}$")
_BUILT = lazy(r"(?:建成|新建|新设|建立|设立|设置|打造|创建|建)[^,，。;、\d]{0,12}$")
_HANDED_OUT = lazy(r"(?:发放|印发|散发|派发|印制)[^,，。;、\d]{0,12}$")
_SETTLED = lazy(r"(?:调处|调解|化解)[^,，。;、\d]{0,10}$")
_SIGNED = lazy(r"(?:签|续|订)[^,，。;、\d]{0,14}$")
_COVERED = lazy(r"^[,，、][^,，。;\d]{0,4}(?:覆盖|惠及)[^,，。;\d]{0,10}$")
_GATHERED = lazy(r"(?:征集|展出)[^,，。;、\d]{0,10}$")
_CHOSEN = lazy(r"(?:评选|评出|命名|创建)[^,，。;、\d]{0,14}$")


def _next(read: ReadText, reading: Reading) -> Reading | None:
    behind = [other for other in read.around(reading, 0, 0) if other.start >= reading.end]
    return behind[0] if behind else None


def _in_a_row(read: ReadText, reading: Reading) -> bool:
    """排班9件、请假7件、奖金3件: of each how many of a thing that was named before."""
    if reading.kind not in _BODIES | _TOPICS and reading.claim.unit not in {"通", "个"}:
        return False
    for other in read.around(reading, 0, 0):
        if other is reading or other.quantity.unit != reading.quantity.unit:
            continue
        first, second = sorted((other, reading), key=lambda one: one.start)
        if second.start - first.end <= 12 and second.lead.lstrip().startswith(("、", ",")):
            return True
    return False


def _money(read: ReadText, reading: Reading) -> bool:
    """发放卫生费532名 counts who was paid; 投入资金38万人 cannot."""
    if _EACH.search(reading.before):
        return reading.claim.value > 9
    if reading.claim.unit in _TIMES:
        return False
    after = _next(read, reading)
    if after is not None and after.kind == "money" and _COSTS.match(after.lead):
        return False
    if reading.kind not in _BODIES | _TOPICS:
        return reading.kind in {"place", "goods", "session"}
    if reading.kind in _PEOPLE and after is not None and _THAT_IS.match(after.lead):
        return False
    if _SPENT.search(reading.before):
        return True
    return reading.kind in _PEOPLE and after is not None and bool(_GOT.match(after.lead))


def _goods(read: ReadText, reading: Reading) -> bool:
    """发放防暑用品860人 counts who got them; 购买防暑用品320人 cannot."""
    return reading.kind not in _BODIES or bool(_BUYING.search(reading.before))


def _meeting(read: ReadText, reading: Reading) -> bool:
    """举办培训班12人次,参加培训680人次: who came is told beside it."""
    if reading.kind in _TOPICS or (reading.kind == "hours" and reading.claim.value <= _A_DAY):
        return False
    if reading.kind not in _BODIES:
        return True
    after = _next(read, reading)
    if after is None or not _HELD.search(reading.before):
        return False
    came = _CAME.search(after.lead + after.after)
    more = after.kind != reading.kind or after.claim.value > reading.claim.value
    return bool(came) and more


def _staff(read: ReadText, reading: Reading) -> bool:
    """女职工59件 are her complaints, 会员120家 firms; 现有女职工1580家 cannot be."""
    if reading.kind == "money":
        return True
    # 慰问女职工3批: they came or were met in so many goes.
    if reading.kind in _TOPICS | {"team", "couple"} or reading.claim.unit in _GOES:
        return False
    if reading.kind == "organisation" and (
        "会员" in reading.before
        or any(
            one is not reading and one.kind == reading.kind for one in read.around(reading, 0, 0)
        )
    ):
        return bool(lazy(r"现有女职工$").search(reading.before))
    return bool(_OF_STAFF.search(reading.before))


def _firms(read: ReadText, reading: Reading) -> bool:
    """女职工委员会11人 are its members; 走访企业36人 cannot be."""
    if reading.kind in _TOPICS or reading.claim.unit in _TIMES:
        return False
    if reading.kind in _PEOPLE:
        few = "委员会" in reading.before and reading.claim.value < 20
        return bool(_OF_FIRMS.search(reading.before)) and not few
    return reading.kind not in {"team", "couple"}


def _rooms(read: ReadText, reading: Reading) -> bool:
    """小屋33人次 were there; 建成职工书屋16人 cannot be."""
    return bool(_BUILT.search(reading.before)) and reading.kind != "money"


def _papers(read: ReadText, reading: Reading) -> bool:
    """填写问卷230人 counts who filled it in; 发放宣传资料3000人 cannot."""
    if reading.claim.unit in _TIMES or reading.kind == "organisation":
        return False
    if reading.kind in _PEOPLE | {"money"}:
        return bool(_HANDED_OUT.search(reading.before))
    return True


def _cases(read: ReadText, reading: Reading) -> bool:
    """受理争议26人 counts who came; 调处纠纷26名 cannot."""
    if reading.kind in _PEOPLE:
        return bool(_SETTLED.search(reading.before))
    return reading.kind not in _TOPICS


def _contracts(read: ReadText, reading: Reading) -> bool:
    """签订合同1260人 may count whom it covers, unless that is told beside it."""
    if reading.claim.unit in _TIMES:
        return False
    if reading.kind == "money":
        return bool(_SIGNED.search(reading.before))
    if reading.kind not in _PEOPLE:
        return True
    after = _next(read, reading)
    if after is None or not _COVERED.match(after.lead):
        return False
    return after.kind in _PEOPLE or after.claim.value > reading.claim.value


def _works(read: ReadText, reading: Reading) -> bool:
    return reading.kind not in _BODIES or bool(_GATHERED.search(reading.before))


def _books(read: ReadText, reading: Reading) -> bool:
    return reading.kind not in _BODIES or bool(_BUYING.search(reading.before))


def _honours(read: ReadText, reading: Reading) -> bool:
    """先进集体3000元 is the prize; 评选巾帼文明岗12人 can be nothing else."""
    return bool(_CHOSEN.search(reading.before)) and reading.kind not in _TOPICS


def _jobs(read: ReadText, reading: Reading) -> bool:
    return reading.kind not in _TOPICS | {"attendance"} and reading.claim.unit not in _TIMES


_BY_NAME: dict[str, Callable[[ReadText, Reading], bool]] = {
    "资金": _money,
    "费用": _money,
    "物品": _goods,
    "活动": _meeting,
    "职工": _staff,
    "单位": _firms,
    "场所": _rooms,
    "材料": _papers,
    "案件": _cases,
    "合同": _contracts,
    "作品": _works,
    "图书": _books,
    "集体": _honours,
    "岗位": _jobs,
}


def by(read: ReadText, reading: Reading, name: str) -> bool:
    """Whether `reading` can count nothing but the thing called `name` that stands before it."""
    if _in_a_row(read, reading):
        return False
    towards = name not in {"职工", "女职工"} and reading.kind in _BODIES
    if towards and _TOWARDS.search(reading.before) and not _EACH.search(reading.before):
        return False
    rule = _BY_NAME.get(name)
    return rule is None or rule(read, reading)


_TRAINED = lazy(r"(?:培训|轮训|集训)[^,，。;、:\d]{0,12}$")
_MOST_COURSES = 100


def is_taught(reading: Reading) -> bool:
    """培训采编女职工4期: the courses are counted; nobody holds hundreds of them."""
    few = reading.kind == "session" and reading.interval.high <= _MOST_COURSES
    return few and bool(_TRAINED.search(reading.before.strip()))
