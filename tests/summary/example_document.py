"""An invented summary, long enough to break pages, for the tests of the document writers."""

import datetime

from halfsky.summary.document import AnnexRow, Coverage, Fact, Paragraph, Run, Style, Summary

# key, label, shown, exact value, unit, semantics, records, numerator, denominator
FIGURES: tuple[tuple[str, str, str, float | int, str, str, int, int | None, int | None], ...] = (
    ("organising.unions_new", "新建工会", "52家", 52, "家", "期内", 52, None, None),
    ("organising.new_built", "新建工会中已建女职工组织", "50家", 50, "家", "期内", 50, None, None),
    (
        "organising.rate_new",
        "新建工会女职工组织组建率",
        "96.1%",
        96.153846,
        "%",
        "期内",
        52,
        50,
        52,
    ),
    ("organising.unions", "基层工会", "1203家", 1203, "家", "期末", 1203, None, None),
    ("organising.due", "应建女职工组织的工会", "1170家", 1170, "家", "期末", 1170, None, None),
    ("organising.built", "已建女职工组织", "1134家", 1134, "家", "期末", 1134, None, None),
    ("organising.rate", "女职工组织组建率", "96.9%", 96.923076, "%", "期末", 1170, 1134, 1170),
    ("organising.employers", "女职工组织覆盖企业", "3316家", 3316, "家", "期末", 3316, None, None),
    ("organising.leading", "结对示范单位", "40家", 40, "家", "期内", 40, None, None),
    ("organising.paired", "结对单位", "126家", 126, "家", "期内", 126, None, None),
    ("education.sessions", "女职工培训期数", "21期", 21, "期", "期内", 21, None, None),
    ("education.skills", "其中技能培训", "12期", 12, "期", "期内", 12, None, None),
    ("education.attendances", "培训人次", "1864人次", 1864, "人次", "期内", 21, None, None),
    ("education.lectures", "健康讲座", "9场", 9, "场", "期内", 9, None, None),
    ("education.readers", "参加读书活动人数", "742人", 742, "人", "期内", 31, None, None),
    (
        "rights.contracts",
        "有效的女职工专项集体合同",
        "2957份",
        2957,
        "份",
        "期末",
        2957,
        None,
        None,
    ),
    ("rights.screened", "参加“两癌”筛查女职工", "4108人", 4108, "人", "期内", 96, None, None),
    ("rights.visited", "走访企业", "64家", 64, "家", "期内", 64, None, None),
    ("rights.questionnaires", "发放调查问卷", "350份", 350, "份", "期内", 58, None, None),
    ("rights.surveyed", "问卷涉及企业", "58家", 58, "家", "期内", 58, None, None),
    ("rights.complaints", "受理女职工投诉", "37件", 37, "件", "期内", 37, None, None),
    (
        "rights.complaints@last_year",
        "受理女职工投诉（上年同期）",
        "41件",
        41,
        "件",
        "期内",
        41,
        None,
        None,
    ),
    ("rights.complaints_all", "受理全部投诉", "95件", 95, "件", "期内", 95, None, None),
    ("rights.share", "女职工投诉占全部投诉", "38.9%", 38.947368, "%", "期内", 95, 37, 95),
    ("rights.recovered", "追回损失", "8.46万元", 84600, "元", "期内", 29, None, None),
    ("assistance.files", "在册困难女职工档案", "318户", 318, "户", "期末", 318, None, None),
    ("assistance.visited", "慰问困难职工", "402户", 402, "户", "期内", 402, None, None),
    ("assistance.women", "其中困难女职工", "217户", 217, "户", "期内", 217, None, None),
    ("assistance.share", "慰问对象中女职工占比", "53.9%", 53.980099, "%", "期内", 402, 217, 402),
    ("assistance.paid", "发放慰问金", "26.5万元", 265000, "元", "期内", 402, None, None),
    ("assistance.urgent", "临时救助", "5人", 5, "人", "期内", 5, None, None),
    (
        "assistance.enrolled",
        "参加互助保障",
        "6120人次",
        6120,
        "人次",
        "累计（自2015年起）",
        6120,
        None,
        None,
    ),
    (
        "assistance.claims",
        "获得互助金女职工",
        "28人",
        28,
        "人",
        "累计（自2015年起）",
        28,
        None,
        None,
    ),
    (
        "assistance.claimed",
        "赔付互助金",
        "19.32万元",
        193200,
        "元",
        "累计（自2015年起）",
        28,
        None,
        None,
    ),
    ("activities.events", "“三八”节活动", "73场", 73, "场", "期内", 73, None, None),
    ("activities.awards", "获表彰女职工", "24人", 24, "人", "期内", 24, None, None),
    ("planning.visits@next", "下半年计划走访企业", "80家", 80, "家", "计划", 1, None, None),
)

DEFINITION = "登记日期落在统计期内、已审核通过的记录，同一单位只计一次。"

SHOWN = {row[0]: row[2] for row in FIGURES}


def text(template: str, style: Style = "body", lead: str | None = None) -> Paragraph:
    """A paragraph from words with figure keys in braces."""
    runs = []
    for piece in template.split("{"):
        key, closed, rest = piece.rpartition("}")
        if closed:
            runs.append(Run(SHOWN[key], key))
        if rest:
            runs.append(Run(rest))
    return Paragraph(tuple(runs), style, lead)


PARAGRAPHS = (
    text(
        "今年上半年，云溪市总工会女职工委员会坚持把女职工的需要放在前面，围绕组织起来、提升本领、"
        "维护权益、解难帮困四件实事安排工作，各镇、街道和局级工会协同推进，半年目标基本完成。"
        "现将有关情况总结如下。"
    ),
    text("扩大组织覆盖，建强基层阵地", "heading1"),
    text(
        "坚持工会建到哪里，女职工组织就跟到哪里。上半年新建工会{organising.unions_new}，其中"
        "{organising.new_built}同时成立了女职工组织，组建率为{organising.rate_new}。截至6月底，"
        "全市共有基层工会{organising.unions}，应建女职工组织的{organising.due}，已建"
        "{organising.built}，组建率达到{organising.rate}，覆盖企业{organising.employers}。",
        "heading2",
        "同步组建有序推进。",
    ),
    text(
        "从工作扎实的单位中选出{organising.leading}，与{organising.paired}基础薄弱的单位结成对子，"
        "一季度商定帮带清单，二季度逐家回访，重点看制度有没有上墙、台账有没有人管、活动有没有人来。"
        "对进展缓慢的单位，由所在镇（街道）工会负责同志上门商量办法。",
        "heading2",
        "结对帮带取得实效。",
    ),
    text("突出素质提升，搭建成长平台", "heading1"),
    text("技能培训贴近岗位", "heading2"),
    text(
        "半年共举办各类女职工培训班{education.sessions}，其中技能培训{education.skills}，"
        "参加{education.attendances}。课程由企业点单，先后开设了缝制工艺、食品检验、仓储管理和"
        "家政护理等科目，夜校和周末班占到一半以上。"
    ),
    text("文化活动走进车间", "heading2"),
    text(
        "邀请医生和心理咨询师到厂区开办健康讲座{education.lectures}，组织“午间一页书”读书活动，"
        "{education.readers}女职工坚持打卡。不少班组把读书心得贴在休息室，形成了互相推荐、"
        "互相督促的好风气。"
    ),
    text("坚持源头参与，维护合法权益", "heading1"),
    text(
        "把孕期哺乳期保护、同工同酬、防治性骚扰等内容写进专项集体合同，期末有效合同"
        "{rights.contracts}。上半年组织{rights.screened}女职工参加“两癌”筛查，对查出问题的同志"
        "逐一联系复诊。",
        "heading3",
        "专项合同提质扩面。",
    ),
    text(
        "分四个小组走访企业{rights.visited}，发放问卷{rights.questionnaires}，涉及企业"
        "{rights.surveyed}，收集意见建议，归纳为托育服务、更年期关怀、弹性工时三类，"
        "已向有关部门提交专题报告。",
        "heading3",
        "调查研究深入一线。",
    ),
    text(
        "各级工会受理女职工投诉{rights.complaints}，上年同期为{rights.complaints@last_year}，"
        "占全部{rights.complaints_all}投诉的{rights.share}，通过调解和法律援助为当事人追回损失"
        "{rights.recovered}。所有投诉均在规定时限内答复，没有发生重复上访。",
        "heading3",
        "投诉处理及时稳妥。",
    ),
    text("完善帮扶机制，传递组织温暖", "heading1"),
    text(
        "对在册的{assistance.files}困难女职工家庭实行一户一册，季度更新。元旦、春节期间慰问困难"
        "职工{assistance.visited}，发放慰问金{assistance.paid}，其中女职工{assistance.women}，"
        "占{assistance.share}；对突遭变故的{assistance.urgent}给予了临时救助。"
    ),
    text("互助保障持续发力", "heading2"),
    text("参保情况", "heading3"),
    text(
        "自2015年以来，累计{assistance.enrolled}参加女职工互助保障，{assistance.claims}获得互助金，"
        "合计{assistance.claimed}。"
    ),
    text("宣传引导", "heading3"),
    text("用真实的赔付事例代替口号，让职工看得懂、算得清。", "heading4", "编印明白卡。"),
    text("在厂门口设点答疑，当场办理续保手续。", "heading4", "开设流动窗口。"),
    text("丰富活动载体，凝聚巾帼力量", "heading1"),
    text(
        "“三八”国际妇女节前后，各级工会举办手工市集、亲子运动会、优秀事迹分享会等活动"
        "{activities.events}，{activities.awards}女职工受到表彰。窗口服务行业开展了服务礼仪比武，"
        "制造企业开展了“我为节能出一招”征集，提出的办法有的已经用在生产线上。"
    ),
    text(
        "工作中也还有不足：小微企业女职工组织人员变动快，台账更新不及时；服务项目偏重节日，"
        "日常供给还不够均衡。下半年，我们将走访企业{planning.visits@next}，在高温季节看望一线"
        "女职工，抓好秋季助学和专项合同到期续签，推动各项任务落到实处。"
    ),
)

ANNEX = tuple(
    AnnexRow(
        key=key,
        number=number,
        label=label,
        shown=shown,
        value=value,
        unit=unit,
        semantics_label=semantics,
        definition=DEFINITION,
        records=records,
        numerator=numerator,
        denominator=denominator,
        adjustment="含补报2件（电话报送，6月24日）" if key == "rights.complaints" else "",
        note="合同数大于覆盖企业数：区域性合同也覆盖未建女职工组织的企业"
        if key == "rights.contracts"
        else "",
    )
    for number, (key, label, shown, value, unit, semantics, records, numerator, denominator) in (
        enumerate(FIGURES, start=1)
    )
)

EXAMPLE = Summary(
    title="云溪市总工会女职工委员会2022年上半年工作总结",
    organisation="云溪市总工会女职工委员会",
    period_label="2022年1月1日至6月30日",
    paragraphs=PARAGRAPHS,
    signature="云溪市总工会女职工委员会",
    date=datetime.date(2022, 6, 30),
    annex=ANNEX,
    annex_title="2022年上半年女职工工作指标数据表",
    facts={
        row.key: Fact("2022年1月1日至6月30日", "全市", Coverage(1203, 1196, 7)) for row in ANNEX
    },
)
