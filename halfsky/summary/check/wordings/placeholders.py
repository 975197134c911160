"""Unfilled places: xx, 某某, **, ___, N人, （待补）, struck-out words and gaps for a number."""

from __future__ import annotations

import re

from halfsky.summary.check.report import Grade, Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import ReadText
from halfsky.summary.check.text.wording import expand
from halfsky.summary.check.wordings import empty_cells, notes_left
from halfsky.summary.check.wordings.notes_left import COUNTED

_RULES: list[tuple[str, Grade, str]] = [
    (r"(?<![A-Za-z])[xXｘＸ]{1,6}(?![A-Za-z])(?<!\d[xX])", "wrong", "还没有填"),
    (r"\d{1,3}[xXｘＸ]{1,3}(?=\s?[年月日人名元万])", "wrong", "数字还没有填"),
    (
        r"[×✕╳]{2,}|×(?=[年月日届次人名家户万元份场期件%镇县市区局])|(?<=[第共约达])×",
        "wrong",
        "还没有填",
    ),
    (
        r"某某+|某(?=年|月)|(?<=[工员])某(?=人[,，。、])|(?<=月)某日|某日(?=[至止])",
        "wrong",
        "还没有填",
    ),
    (r"~~[^~]{1,200}~~", "doubtful", "画了删除线，却还留在文中"),
    (r"[*＊]{2,}", "wrong", "还没有填或被删去"),
    (
        r"(?<=[第共约达自])\*|\*(?=[年月日届次人名家户万元份场期件%]|\s?个|市|县|区)|20\*+|(?<=[\u4e00-\u9fff“”])\*(?=[\u4e00-\u9fff“”])",
        "wrong",
        "有字被删去或没有填",
    ),
    (
        r"_{2,}|＿+|﹍+|﹏+|(?<=[\u4e00-\u9fff])_(?=[\u4e00-\u9fff])|(?<=\d)_+(?=年)",
        "wrong",
        "空格还没有填",
    ),
    (
        r"(?<![\d一二三四五六七八九〇○◯])[〇○◯]{2,}(?![一二三四五六七八九])|(?<=20)[〇○◯]{2}(?=年)|○(?=年|月|人|家|户)|[□■◇]{2,}|□(?=年|月|人|家|户|万|%)",
        "wrong",
        "还没有填",
    ),
    (
        r"(?<![A-Za-z\d.])[NＮn](?=\s?(?:人|名|家|户|场|次|期|份|件|个|处|所|间|支|对|条|篇|起|项|本|册|张|台|套|双|箱|位|万元|元|%|余))",
        "wrong",
        "数字还没有填",
    ),
    (
        r"[(\[【][^()\[\]【】\n]{0,8}(?:待补|待填|待定|待核|待统计|待确认|后填|后补|再填|再补|暂缺|此处填|请填|填写(?!\s?\d)|填数|补充数据|数据待|未填|TBD|todo|TODO)[^()\[\]【】\n]{0,8}[)\]】]",
        "wrong",
        "还没有补上",
    ),
    (
        r"(?<!改期[,，])(?<!延期[,，])(?<!推迟[,，])(?:数字|数据|人数|金额|户数|场次|数额|具体数)(?:尚|还|暂|有|正)?(?:待补|待填|待核实|待统计|待定|待报|待查|待汇总|另报|后补|暂缺|空缺|[未没]报(?!送))|(?<![尚有亟])待(?:填写|填报|补充|补填|统计|核定)(?=[人名户家万元份场期件次]|[,，。;]?\n|[)])|\?{2,}(?=人|名|家|户|万|元|场|期|份|件|%)|？{2,}(?=人|名|家|户|万|元|场|期|份|件|%)",
        "wrong",
        "还没有补上",
    ),
    (
        r"\{\{[^{}\n]{0,20}\}\}|\$\{[^{}\n]{0,20}\}|#(?:REF|N/A|NAME|VALUE|DIV/0|NULL)[!?]?|(?<![A-Za-z])(?:null|NaN|undefined|NULL)(?![A-Za-z])"
        r"|<(?:数量|人数|姓名|单位|单位名称|金额|日期|时间|地点|数字)>|【(?:单位名称|单位全称|单位|姓名|日期|数字|数据|人数|金额|年份|时间|地点)】"
        r"|[(](?:人数|数量|金额|数字|户数|场次|份数|比例)[)](?=[人名位户家场期份件元个次%]|万元)"
        r"|[(\[【]?此处(?:应|需|请|再)?(?:补充|插入|填入|填写|添加|加入|待补)[^,，。;\n]{0,12}"
        r"|[(](?:具体)?(?:数字|数据|人数|金额|数额|名单)(?:待|由)[^()\n]{1,10}(?:提供|补充|核实|确认|统计|上报|汇总)[)]",
        "wrong",
        "还没有填",
    ),
    (
        rf"(?:…+|[.·。]{{3,}}|(?<![(\d\n])(?<!^)-{{2,}}|(?<=[\u4e00-\u9fff])(?<![呢吗么吧谁何啊呀嘛])\?)(?={COUNTED})",
        "wrong",
        "数字还没有填",
    ),
    (
        rf"[△▲●◆◎☆★]{{2,}}(?=[年月日届县市区镇局]|{COUNTED})|(?<=[\u4e00-\u9fff第])[#$@&^￥]+(?=[年月日届]|{COUNTED})",
        "wrong",
        "还没有填",
    ),
    (r"(?<=[\u4e00-\u9fff])(?<![名人家户个次件份元])[*＊](?=[,，、。;:])", "wrong", "有字被删去"),
    (
        rf"(?<=[\u4e00-\u9fff])\s?[*＊]\s?(?={COUNTED})|(?<=[\u4e00-\u9fff])[□○◯](?={COUNTED})"
        r"|(?<![A-Za-z\u0370-\u04ff])(?:[ⅹχΧхХ]{1,4}|Ⅹ{2,4})(?![光射线片型刀])(?=[\u4e00-\u9fff])",
        "wrong",
        "数字还没有填",
    ),
    (
        rf"(?:【\s*】|\[\s*\]|〔\s*〕|[(]\s*\?+\s*[)])(?=[年月日届号]|{COUNTED})",
        "wrong",
        "还没有填",
    ),
]
_HARMLESS = lazy(
    r"[Xx]{1,2}(?:先生|女士|小姐|大姐|阿姨|师傅|老师|同学)|[Xx](?:光|射线|线|片|展架|型|形|架|[XxYy]?染色体|刀|轴|-ray|-RAY)|[xX](?=\d)|\d\s?[xX]\s?\d|XX?L|[A-WYZa-wyz][xX]"
)

_END = r"(?=\s*(?:[,，。;、()\n]|$))"
_GAPS = [
    rf"(?:共计|共有|合计|总计|累计达?|达到|达|约|共)\s*(?:人次|万元|余元|名|家|户|份|场次|场|期|件|起|人){_END}",
    r"(?:占|率[是仅已约高]?[达为]?[到]?|率达到|比例达|比例为|占比为|占比达|占比|完成率|增长|提高|下降)\s*%",
    rf"(?:占|率达|率为|比例为|增长|提高|下降|提高了|下降了)(?:的)?(?:个)?百分点{_END}",
    rf"(?:培训班|讲座|讲习班|座谈会|宣讲会|联谊活动|联谊会|各类培训|技能培训|女职工培训|读书会|分享会)\s*(?:期|场次|场|次|期次){_END}",
    rf"(?:资金|慰问金|助学金|补助金|经费|善款|补助款|损失|保障金|捐款|奖金)(?:共计|合计|共|达|约|近)?\s*(?:万元|余万元|元){_END}",
    rf"(?:发放|投入|筹集|拨付|募集|追回|挽回)\s*(?:万元|余万元|元){_END}",
    rf"(?:宣传资料|宣传单|宣传册|调查问卷|问卷|专项集体合同|集体合同|责任书|倡议书|公约|联保书|慰问品|书籍)(?:共计|合计|共|达|约|近)?\s*(?:余份|份|册|余册|套){_END}",
    rf"(?:女职工|困难职工|困难女职工|职工|会员|女会员|学员|妇女|农民工|单亲女职工|子女|骨干|女工干部|志愿者)(?:共计|合计|共|达|约|近)?\s*(?:人次|余人次|余人|余名|人|名|户){_END}",
    rf"(?:案件|隐患|投诉|信访|来信来访|争议|纠纷|[“\"]?三违[”\"]?)\s*(?:起|余起|宗){_END}",
    rf"(?:企业|基层工会|单位|女职工组织|女职工委员会|母婴室|妈咪小屋|托管班|工会)(?:共计|合计|共|达|约|近)?\s*(?:余家|家|余个){_END}",
    r"(?<!\d)(?:20|二[〇○零])[ ]{2,}年",
    r"(?:举办|开办)[\u4e00-\u9fff]{0,8}培训(?:期|次|场)(?=[,，;、])",
    r"(?:授予|评选|评出|表彰|命名)\s+(?:名|个|家)(?=同志|集体|单位|个人|职工|女职工|先进|优秀)",
    r"(?<=[\u4e00-\u9fff])[ ]{2,}余(?:人次|万元|[份人名家户次条件场本册])(?![\u4e00-\u9fff])",
    r"(?<=由)[ ]+[人名](?=组成)",
    r"(?:走访|慰问|培训|组织|帮扶|救助|资助|表彰|为)\s*(?:余?名|余?户|余?家)(?=(?:困难|女职工|职工|企业|单位|学员|会员|优秀|先进|患病))",
    r"(?<=[自从到至截])\s*年(?:以来|起(?!初|点|步)|\s*月)|(?<=[自从到至])\x20+年[底末]|(?<=[于在])年\s?月|(?<=[由自从])年初(?=至年底|到年底)",
    r"(?<![\d\u4e00-\u9fff\x20])\x20*年\x20+月\x20+日|(?<=第)\s*届|(?<=\d年)\s*月(?=\s*日)|(?<=\d年)\x20+月(?=[底末初份]|\x20+日)|(?<=\d月)\x20+日(?=[\u4e00-\u9fff前起,，。;])(?![报均])|(?<=[于在到至])\x20+年\x20+月\x20+日|(?<=[\u4e00-\u9fff])(?<![本全每])\s月\s日",
    r"(?<=年)\s*月份(?=[,，至])|[(]\s*[)]\s*(?=[人名位户家场期份件元个次处间项支对起条册本篇幅张台套副双箱盒瓶床辆只块面桶门节届%]|万元)",
    r"[“\"]\s*[”\"]",
    r"(?<=[\u4e00-\u9fff])[ ]{2,}(?:名|人|户|家|人次)"
    r"(?=(?:参加|参与|参训|出席|到会|到场|受[训检益]|获奖|报名))",
    r"共(?:开班|办班|开课|开办)(?:期|次|个|场)(?=[,，。;])",
    r"(?<=[\u4e00-\u9fff”])[ ]+(?:人次|万元|场次|[元人名户家场期份件起宗例篇条支册个次封张幅套%])"
    r"(?=[,，。;、])",
    r"(?<=[\u4e00-\u9fff”])[ ]+[本台副双箱盒瓶床辆只面间所块桶]"
    r"(?=[,，。;、])",
    r"(?:集体|标兵岗|示范岗|文明岗|岗位|小组)个(?=[、,，。])|(?:先进个人|标兵|工作者|红旗手)名(?=[、,，。])",
    r"(?<!超过)(?<![\d一二三四五六七八九十])(?:了|达|约|近|增加|增长|提高|下降|上升|减少)个百分点",
    r"(?:报修电话|求助电话|咨询电话|热线电话|来电|电话咨询)\s*余?[个通次](?=[,，。;、])",
    r"(?:征文|论文|调研报告|来稿|稿件|信息)\s*余?篇(?=[,，。;、])|(?:合理化建议|意见建议|提案|金点子)\s*余?[条件](?=[,，。;、])",
    r"(?:志愿服务队|服务队|宣讲队|突击队|志愿者队伍|代表队)\s*余?支(?=[,，。;、])",
    r"(?:母婴室|妈咪小屋|爱心小屋|更衣室|休息室|驿站|书屋|托管班|工作室)\s*余?[间处个](?=[,，。;、])",
    r"(?:缝补工装|缝补工作服|缝补衣物|鞋垫|毛巾|姜汤|绿豆汤|盒饭)\s*余?[件双条碗副份](?=[,，。;、])",
    r"[(](?:单位名称|单位全称|姓名|具体数字|具体数据|具体日期|时间|地点)[)](?=的|支|领|共|[\u4e00-\u9fff])",
]
_NOUNS_ENDING = lazy(
    r"(?:当事|负责|介绍|主持|参与|责任|工作|主要|个|他|女|男|本|家|每|老|亲|证|领导|带头|经办|联系|代言|候选|继承|法|有|多|新|夫|能|军|病|熟|众|后|打|诗|匠|名|专|姓|企业|大|小|无)人$|项目部|员工家$|专家$|大家$|国家$|商家$"
)


_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁"
    "魏薛叶余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔崔康毛邱秦史顾侯邵孟段欧"
    "钱施严尤戚喻柏葛鲁韦苗俞柳鲍雷贺倪汤殷毕齐伍卜尹祝项阮蓝季童颜梅盛刁骆樊凌霍虞柯莫宣洪龚裴翁甄曲靳焦"
)
_BODY_AHEAD = lazy(r"[县市镇乡区矿厂局院校公街村年月]")


# 工会副主席许××到场讲话: who speaks for a body is named; who is helped is not.
_SPEAKS = lazy(r"(?:主席|书记|局长|部长|市长|县长|区长|镇长|董事长|总经理)[\u4e00-\u9fff]$")
# (空缺2名待补选): how many posts are vacant is told, and no word is missing.
_VACANT = lazy(r"[(\[【](?:空缺|缺额|缺|空)\s?(?:\d+|[一二两三四五六七八九十]+)\s?[名人个席位]")
_HELD = {"××", "xx", "XX", "**"}
_SECRET = lazy(r"(?:密码|口令|账号|卡号|身份证号?码?|手机号码?|电话)(?:是|为)?[:(“\"]{0,2}$")


_SUM_BEHIND = lazy(r"^\s?(?:余|多)?(?:万元|元(?![素旦宵])|人次|%|万|亿元)")
_HOLDS_OFFICE = lazy(r"^(?:同志)?(?:当选|担任|带队|致[辞词]|主讲|作报告|讲话)")
# 慰问金, 主任: the last character is no surname.
_WORD_ENDING = lazy(r"(?:[慰问互助救资奖补基现学年租罚本押]金|[主责信担前现历]任)$")


def _is_a_name(plain: str, start: int, end: int) -> bool:
    """王某某 and 李XX: a person whose name is held back, not a gap."""
    if plain[start:end] in _HELD and _SPEAKS.search(plain[max(0, start - 8) : start]):
        return False
    if _SUM_BEHIND.match(plain[end : end + 4]) or _HOLDS_OFFICE.match(plain[end : end + 6]):
        return False
    if _WORD_ENDING.search(plain[max(0, start - 2) : start]):
        return False
    held_back = re.fullmatch(r"某某?|[xXｘＸ×*]{1,2}", plain[start:end])
    surname = plain[max(0, start - 1) : start] in _SURNAMES
    return bool(held_back and surname) and not _BODY_AHEAD.match(plain, end)


def _is_secret(plain: str, match: re.Match[str]) -> bool:
    """密码(****): struck out so that nobody reads it."""
    head = plain[max(0, match.start() - 10) : match.start()]
    return "*" in match.group() and bool(_SECRET.search(head))


def _is_no_gap(plain: str, start: int, end: int) -> bool:
    """Whether the mark ends a question, prints bold, hides a number or is spoken of."""
    return (
        notes_left.is_of_a_form(plain, start)
        or notes_left.is_asked(plain, start)
        or notes_left.is_emphasis(plain, start)
        or notes_left.is_spoken_of(plain, start, end)
    )


_HEADING = guarded(r"^\s*【[^【】\n]{1,8}】(?=[^\s,，。;、])", re.MULTILINE)
_LEAST_HEADINGS = 3


def _is_heading(plain: str, match: re.Match[str]) -> bool:
    """【人数】 at the head of its line, among others of the like: the name of what follows."""
    if not match.group().startswith("【"):
        return False
    heads = [head.end() for head in _HEADING.finditer(plain)]
    return match.end() in heads and len(heads) >= _LEAST_HEADINGS


def _rule_findings(read: ReadText) -> list[Problem]:
    found = []
    for pattern, grade, reason in [*_RULES, *notes_left.RULES]:
        for match in guarded(pattern).finditer(read.plain):
            if _is_a_name(read.plain, match.start(), match.end()) or _is_secret(read.plain, match):
                continue
            if _is_no_gap(read.plain, match.start(), match.end()):
                continue
            if _VACANT.match(read.plain, match.start()) or _is_heading(read.plain, match):
                continue
            if _HARMLESS.match(read.plain, max(0, match.start() - 1)) or _HARMLESS.match(
                read.plain, match.start()
            ):
                continue
            quote = read.text[match.start() : match.end()]
            message = f"“{quote.strip('~')}”处{reason}。"
            found.append(Problem(quote, match.start(), match.end(), "placeholder", grade, message))
    return found


def _gap_findings(read: ReadText) -> list[Problem]:
    found = []
    for pattern in _GAPS:
        for match in guarded(expand(pattern)).finditer(read.plain):
            if notes_left.is_of_a_form(read.plain, match.start()):
                continue
            if _names_something(read.plain, match) or _closes_and_opens(read.plain, match):
                continue
            quote = read.text[match.start() : match.end()]
            message = f"“{quote}”里应有数字或文字，却空着。"
            found.append(
                Problem(quote, match.start(), match.end(), "placeholder", "doubtful", message)
            )
    return found


def _closes_and_opens(plain: str, match: re.Match[str]) -> bool:
    """The two marks of "学堂""健身", which end one name and begin the next."""
    if match.group() != '""':
        return False
    line = plain.rfind("\n", 0, match.start()) + 1
    return plain.count('"', line, match.start()) % 2 == 1


_DIGIT_NEAR = lazy(expand(r"(?:{D}|万|亿|数|几|余|多)\s?$"))
_OF_UNIT = lazy(r"(?:人均|户均|按|以|每|逐|全|各|本|该|两|多|同|某|哪|一|半)\s?$")


def _names_something(plain: str, match: re.Match[str]) -> bool:
    """Whether the unit is a word of its own here (按户, 培训学员人人, 专家)."""
    head = plain[max(0, match.start() - 4) : match.start()]
    if match.group() == "企业家" and head.endswith(("女", "优秀", "青年", "民营")):
        return True
    return bool(
        _DIGIT_NEAR.search(head) or _OF_UNIT.search(head) or _NOUNS_ENDING.search(match.group())
    )


_CORRUPT = guarded(
    r"(?<!\d)(?:20(?:1\d|2\d)\d{1,2}(?=周年|岁|届)|2{1}20(?:1\d|2\d)(?=[条人名家份件场个户])|(20[0-3]\d)\1(?=年))"
)


def _corrupted(read: ReadText) -> list[Problem]:
    """Digits spoilt by a replacement or doubled by copying: 20233周年, 22023条, 20212021年."""
    found = []
    for match in _CORRUPT.finditer(read.plain):
        quote = read.text[match.start() : match.end()]
        message = f"“{quote}”像是替换或复制时弄坏的数字。"
        found.append(Problem(quote, match.start(), match.end(), "placeholder", "doubtful", message))
    return found


def find(read: ReadText) -> list[Problem]:
    """Every place that still waits for a number, a name or a word, each reported once."""
    problems = _rule_findings(read) + _gap_findings(read) + _corrupted(read)
    problems += empty_cells.find(read)
    problems.sort(key=lambda problem: (problem.start, problem.start - problem.end))
    kept: list[Problem] = []
    for problem in problems:
        if kept and problem.start < kept[-1].end:
            continue
        kept.append(problem)
    return kept
