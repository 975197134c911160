"""Notes that a writer left where a number must stand: （问财务）, （漏填）, 待核, （略）人."""

from __future__ import annotations

from halfsky.summary.check.report import Grade
from halfsky.summary.check.text.patterns import lazy

# A unit behind a gap, with nothing behind it that would make it part of another word.
COUNTED = (
    r"\s?(?:余|多)?(?:人次|万元|元(?!素|旦|宵)|%|人(?![人们民员才事力家均数])|名(?![字单誉下义额])|家(?![家庭长属乡])"
    r"|户(?![户外])|场(?![场面地所])|期(?![间待盼望])|份(?![份额])|条(?![条件例款])|件(?!件)|项(?![项目])"
    r"|篇(?![篇章])|册|起(?=[,，。;、])|(?:[个次支对处间台套本张幅盒桶升瓶分天片双箱袋只顶辆斤位]|公斤)(?=[,，。;、]))"
)
_AMOUNT = (
    r"(?:人数|人次|户数|家数|场次|场数|期数|次数|件数|份数|数量|总数|数额|金额|总额|合计|比例|占比"
    r"|数字|数据|经费|费用|[女男]?(?:会员|职工|干部|代表|委员)数|[参培受结覆就体]\w{0,3}率)"
)
_NOT_YET = (
    r"(?:待统计|待核实?|待填写?|待补充?|待汇总|待上报|待确认|待定|待报|未统计|未填写?|没填|漏填|缺失|暂缺|空缺"
    r"|后补|再补|另补|再核|待改|待删|附件缺|留空|此处空)"
)
_ASKED_OF = (
    r"(?:财务|会计|出纳|统计|办公室|各?分会|基层|各[厂矿队站科室校镇村单位]+|[\u4e00-\u9fff]{1,3}部"
    r"|[小老][\u4e00-\u9fff]|[\u4e00-\u9fff]{1,2}(?:姐|主任|科长|部长))"
)

RULES: list[tuple[str, Grade, str]] = [
    (r"(?<![A-Za-z])(?:TBD|TODO|tbd|todo)(?![A-Za-z])", "wrong", "还没有填"),
    (
        rf"[(\[【]\s?(?:此处|这里|具体|实际|填写?|写|补)?(?:{_AMOUNT}|空着?|略|缺|漏|待|无数|没数|不详|未知|另附|(?:数量|金额|人数)另附|暂无|未定|不明|以实际为准|此处删|见附件|待查|约|共)\s*\??\s?[)\]】](?={COUNTED})",
        "wrong",
        "数字还没有填",
    ),
    (
        rf"[(\[【](?:此处|这里|此|具体)?(?:{_AMOUNT}|数)?(?:还|尚|都|暂|有)?(?:{_NOT_YET}|补数|填数|要补|要填|忘填|忘了填|没写|再核一下|再核一遍|再核对|再查|待各?[^()\n]{{1,8}}(?:上报|报来|报送|提供|补充|核实))[)\]】]",
        "wrong",
        "还没有补上",
    ),
    (
        r"[(\[【](?:[^()\[\]【】\n]{0,12}[,，])?(?:[\u4e00-\u9fff]{0,4}(?:数|数字|数据|人数|金额|姓名|单位|图片|照片|日期|时间|地点))?"
        r"(?:漏填|缺失|待改|待删|未填|附件缺|此处空|留空|照抄去年)[)\]】]",
        "wrong",
        "还没有补上",
    ),
    (r"[(\[【](?:补|加|填|查|插入)(?:数据|数字|人数|金额|数)[)\]】]", "wrong", "还没有补上"),
    (
        rf"[(\[【](?:具体)?(?:{_AMOUNT})?(?:问|找|等)[^()\[\]【】\n]{{1,8}}[)\]】](?={COUNTED})",
        "wrong",
        "还没有补上",
    ),
    (
        rf"{_AMOUNT}(?:尚|还)?(?:暂缺|漏填|待统计|待补|待填|后补)(?=[,，。;])",
        "wrong",
        "还没有补上",
    ),
    (rf"(?<![A-Za-z\d.ＮN])[NＮ]{{2,4}}(?={COUNTED})", "wrong", "数字还没有填"),
    (r"[(\[【]请[^()\n]{1,6}(?:补报|补填|补充|填写|补上)[)\]】]", "wrong", "还没有补上"),
    (rf"\?{{2,}}(?={COUNTED})", "wrong", "数字还没有填"),
    (rf"[\[{{<](?!注)[\u4e00-\u9fff]{{1,4}}[\]}}>](?={COUNTED})", "wrong", "数字还没有填"),
    (r"[(](?:次数|个数|间数|处数)[)](?=[次个间处])", "wrong", "数字还没有填"),
    (
        rf"{_AMOUNT}:\s*(?:人次|万元|[元人户份件个名场期%])?\s*(?=[。;])"
        rf"|百分之\s*(?=[,，。;、])|{_AMOUNT}(?:为|:)\s?[Nn]/[Aa]",
        "wrong",
        "数字还没有填",
    ),
    (
        rf"{_AMOUNT}(?:尚|还)?待[^,，。;\n]{{1,10}}(?:反馈|提供|汇总|核实|上报|统计)(?=[,，。;])",
        "wrong",
        "还没有补上",
    ),
    (r"[(\[【](?:附表|附件|名单|表|图)(?:未附|没附|缺)[)\]】]", "wrong", "还没有补上"),
    (
        r"共(?:建成|建立|成立|覆盖|新建|走访|慰问|培训|办结|检查)[家户名个件所间场](?=[,，。;])"
        r"|共(?:开展|举办|组织)(?:各类|各项)?活动[场次](?=[,，。;])",
        "doubtful",
        "数字还没有填",
    ),
    (r"(?<=[了给])[ ]{2,}余?[名户家位](?=[\u4e00-\u9fff])", "doubtful", "数字还没有填"),
    (r"[(](?:姓名|单位名称)[)](?=“)", "wrong", "还没有填"),
    (rf"〖\s*〗(?={COUNTED})", "wrong", "还没有填"),
    (r"(?<=\d月)[NnXx](?=日)", "wrong", "日子还没有填"),
    (
        r"(?:数字?|金额|费用|人数|[:,，])暂(?:填|写|列)(?=[0零]?\s?(?:元|人|户|个|份))",
        "wrong",
        "还没有填实",
    ),
    (r"(?<=[的给对为向请])[ ]{2,}位(?=[\u4e00-\u9fff])", "doubtful", "数字还没有填"),
    (
        r"(?:举办|开展|组织|举行)[\u4e00-\u9fff]{0,10}(?:比武|竞赛|大赛|沙龙|联谊会|宣讲|观影)(?:场次?|期|次)(?=[,，;、。])",
        "doubtful",
        "数字还没有填",
    ),
    (
        rf"[(\[【](?:{_AMOUNT})?(?:请|望)?(?:再|跟|找|问|向|与|和|由|等|请){_ASKED_OF}(?:要数|要|核对|核实|核|问|补|补充|填|提供|报数|报|给数|确认)?[)\]】](?={COUNTED}|[,，。;、]|$)",
        "wrong",
        "还没有补上",
    ),
    (
        r"[(\[【](?:数字|数据|人数|金额)?请(?:再)?(?:核实|核对|核准|确认|补充|补填)(?:数字|数据|人数|金额|一下)?[)\]】]",
        "wrong",
        "还没有核实",
    ),
    (
        rf"(?:{_AMOUNT})(?:为|是|:)\s?(?:尚|还|暂)?{_NOT_YET}(?=\s*(?:[,，。;、)]|$))",
        "wrong",
        "还没有补上",
    ),
    (
        rf"(?<=[\u4e00-\u9fff])(?<![尚有亟])(?:待定|待核实?|待统计|待确认|未填)(?={COUNTED}[,，。;、])",
        "wrong",
        "数字还没有填",
    ),
    (
        r"[{<](?:人数|户数|家数|场次|期数|次数|件数|份数|数量|数字|金额|姓名|单位|日期|时间|地点|年份|比例)[}>]",
        "wrong",
        "还没有填",
    ),
    (rf"[(\[]\s?[XxNn×*]{{1,4}}\s?[)\]](?={COUNTED})", "wrong", "数字还没有填"),
    (rf"(?:\{{\s*\}}|《\s*》|<\s*>)(?={COUNTED})", "wrong", "还没有填"),
]

_QUESTION = lazy(
    r"(?:怎么|怎样|如何|哪|几|多少|是否|能否|什么|为何|何时|吗|呢|谁|该不该|要不要|有没有|能不能)[^,，。;?\n]{0,20}$"
)


def is_asked(plain: str, start: int) -> bool:
    """夜班怎么排?人手怎么补?: the mark ends a question and holds no number's place."""
    return plain[start : start + 1] == "?" and bool(
        _QUESTION.search(plain[max(0, start - 24) : start])
    )


_BOLD = lazy(r"(?:^|(?<=[\n。:;,，、 ]))\*\*(?P<told>[^*\n]{2,40})\*\*(?=[:\n。,，; ]|$)")
_BODY = tuple("年月日市县区镇乡村厂矿局公街社集学工女妇党")


_PATTERN_OF_A_FORM = lazy(r"(?:模板|填写说明|填表说明|样表|范本)[^。\n]{0,16}$")


def is_of_a_form(plain: str, start: int) -> bool:
    """模板里的(单位名称)要换成自己的: the form is spoken of."""
    return bool(_PATTERN_OF_A_FORM.search(plain[max(0, start - 24) : start]))


def is_emphasis(plain: str, start: int) -> bool:
    """**重点**: the marks of what is printed bold."""
    line = plain.rfind("\n", 0, start) + 1
    end = plain.find("\n", start)
    for told in _BOLD.finditer(plain, line, end if end >= 0 else len(plain)):
        inside = not told["told"].startswith(_BODY)
        if inside and start in {told.start(), told.end() - 2}:
            return True
    return False


_TELEPHONE = lazy(r"(?:电话|热线|手机|身份证|卡号|账号|工号)[^,，。;\n]{0,14}\d[*＊xX×]*$")
_MASKED = lazy(r"\d[*＊]{3,}(?=\d)")
# “*”号为必填项, 带*者为兼职: the sign itself.
_MARK = lazy(r"^[”\"]?号")
_BEARING = ("带", "标", "打", "注")
_FACTOR = lazy(r"^\s?[人件户天次课套]数")
_BESIDE_Y = lazy(r"^[、,和与]Y")
_SUM = lazy(r"^(?:[加减乘除=+]|等于|是多少)")
_SPOKEN_OF = lazy(r"^(?:错误|报错|公式|字样|符号|标记|乱码)|^[”\"]?(?:的)?(?:错误|字样)")


def is_spoken_of(plain: str, start: int, end: int) -> bool:
    """138****5678, #REF!错误的公式, X、Y两条产线: masked, quoted or a name beside its like."""
    told, before = plain[start:end], plain[max(0, start - 60) : start]
    if _TELEPHONE.search(before[-24:]):
        return True
    if set(told) <= set("*＊"):
        return _is_star(plain, start, end)
    if told.startswith("#"):
        return bool(_SPOKEN_OF.match(plain[end : end + 6]))
    if told == "N":
        return "+N" in before
    return told in {"X", "x"} and _is_letter(before[-1:], plain[end : end + 4])


def _is_star(plain: str, start: int, end: int) -> bool:
    if "星号" in plain or _MARK.match(plain[end : end + 2]) or _FACTOR.match(plain[end : end + 3]):
        return True
    before = plain[max(0, start - 1) : start]
    return before in _BEARING or bool(before and _MASKED.match(plain, start - 1))


def _is_letter(before: str, after: str) -> bool:
    """小X, X加12等于40, X、Y两条产线."""
    return before in {"小", "老"} or bool(_SUM.match(after) or _BESIDE_Y.match(after))
