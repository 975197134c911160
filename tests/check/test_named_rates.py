"""Rates whose words say what they are of: shares named far off, growth beside what was gained."""

from __future__ import annotations

import pytest

from halfsky.summary import check
from halfsky.summary.check.rates import (
    folds,
    gained,
    hundred,
    multiples,
    named_growth,
    named_rates,
    named_shares,
    numbered_wholes,
    portions,
    prizes,
    shared_out,
    shares,
)
from halfsky.summary.check.text.reading import ReadText, read_text
from halfsky.summary.check.text.vocabulary import standard


def read(text: str) -> ReadText:
    return read_text(text, standard())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "女工文化程度：初中及以下占31%，高中占42%，大专以上占37%。",
            "31%＋42%＋37%＝110%，各项之和应是100%。",
        ),
        (
            "午饭在哪里吃（每人限选一项）：食堂48%、自带27%、外卖19%、不吃14%。",
            "48%＋27%＋19%＋14%＝108%，各项之和应是100%。",
        ),
        (
            "经费三分之一用于健康，四分之一用于托管，余下六分之一用于培训。",
            "三分之一＋四分之一＋六分之一＝75%，各项之和应是100%。",
        ),
        (
            "填卷的600名女职工中，愿意的占45%，不愿意的占30%，其余120名没有想好。",
            "600名×（100%－45%－30%）＝150名，文中其余120名，对不上。",
        ),
    ],
)
def test_it_adds_up_shares_that_leave_nothing_out(text: str, message: str) -> None:
    assert [problem.message for problem in hundred.find(read(text))] == [message]


@pytest.mark.parametrize(
    "text",
    [
        "女工文化程度：初中及以下占31%，高中占32%，大专以上占37%。",
        "最盼望的事（可多选）：食堂48%、托管47%、加薪69%、其他14%。",
        "最盼望的依次是食堂48%、托管27%、加薪9%。",
        "参检率97%，复查率100%，其余按期随访。",
        "填卷的600名女职工中，愿意的占45%，不愿意的占30%，其余150名没有想好。",
    ],
)
def test_it_leaves_shares_that_may_be_of_several_answers(text: str) -> None:
    assert hundred.find(read(text)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "参赛540名，比上届的450名多出90名，增幅16.7%。",
            "90名÷450名＝20%，文中增长16.7%，对不上。",
        ),
        (
            "违章减少31起，上年为240起，下降14.8%。",
            "31起÷240起≈12.92%，文中下降14.8%，对不上。",
        ),
        (
            "受训792人次，与2021年相比，人次增加198人次，人次增长25%；而2021年受训只有594人次。",
            "198人次÷594人次≈33.33%，文中增长25%，对不上。",
        ),
    ],
)
def test_it_divides_what_was_gained_by_what_it_was_gained_on(text: str, message: str) -> None:
    assert [problem.message for problem in gained.find(read(text))] == [message]


@pytest.mark.parametrize(
    "text",
    [
        "参赛540名，比上届的450名多出90名，增幅20%。",
        "接听量从640个涨到1024个，增加六成。",
        "签订合同240份，比上年增加40份，增长20%。",
        "筛查1580人，较上年的1356人多了324人，增幅16.5%。",
        "受训792人次，人次增加198人次，经费增长25%；而2021年受训只有594人次。",
    ],
)
def test_it_takes_no_growth_for_one_of_what_was_gained_where_it_may_be_another(text: str) -> None:
    assert gained.find(read(text)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "志愿者由16人发展到64人，扩大到原来的三倍。",
            "64人是16人的4倍，文中三倍，对不上。",
        ),
        (
            "点击量从去年的1.5万次增加到今年的6万次，增长4倍。",
            "6万次是1.5万次的4倍，增长3倍，文中4倍，对不上。",
        ),
        (
            "上年咨询120人次，今年300人次，是上年的2.5倍，即增长了2.5倍。",
            "300人次是120人次的2.5倍，增长1.5倍，文中2.5倍，对不上。",
        ),
    ],
)
def test_it_tells_so_many_fold_from_growth_by_so_many(text: str, message: str) -> None:
    assert [problem.message for problem in folds.find(read(text))] == [message]


@pytest.mark.parametrize(
    "text",
    [
        "志愿者由16人发展到64人，扩大到原来的四倍。",
        "点击量从去年的1.5万次增加到今年的6万次，增长3倍。",
        "春22人、夏31人，夏季阅读量是春季的3倍。",
        "名额20个，报名90人，是名额的4.5倍。",
    ],
)
def test_it_leaves_multiples_that_come_out(text: str) -> None:
    assert folds.find(read(text)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "一共访问250名。从车辆看，自有车辆165名，租车85名。最希望停车方便的190名。租车的女司机占66%。",
            "85名÷250名＝34%，文中66%，应为34%。",
        ),
        (
            "活动费共5万元，行政拨付3万元、工会经费2万元，行政拨付部分占65%。",
            "3万元÷5万元＝60%，文中65%，对不上。",
        ),
        (
            "全校教师920人，具有博士学位的575人，占62.5%。女博士已有253人，占到博士总数的四成八。",
            "253人÷575人＝44%，文中四成八，对不上。",
        ),
        (
            "理货公司共有理货员352人，女理货员88人，女性占到三成五。",
            "88人÷352人＝25%，文中三成五，对不上。",
        ),
        (
            "提出建议240条，采纳96条，采纳率40%；落实72条，落实率为采纳数的85%。",
            "72条÷96条＝75%，文中85%，应为75%。",
        ),
        (
            "托管点报名孩子320名，实收256名。家长来信42封。实收孩子占报名孩子的九成。",
            "256名÷320名＝80%，文中九成，对不上。",
        ),
        (
            "打球的196名，跳绳的210名。受访的560名女职工里，打球的占35%，跳绳的占四成五。",
            "210名÷560名＝37.5%，文中四成五，对不上。",
        ),
        (
            "培训4200人次。新任主任1470人，占参训人次的35%；企业主任1008人，占34%。",
            "1008人÷4200人次＝24%，文中34%，应为24%。",
        ),
        (
            "全矿有女职工820人。\n体检。女职工由去年的700人增加到760人，增加60人，占女职工的88%。",
            "760人÷820人≈92.68%，文中88%，截尾为92%，四舍五入为93%，都对不上。",
        ),
        (
            "意见144条，可立即办的85条、须协调的59条，立即办的约占七成。",
            "85条÷144条≈59.03%，文中七成，对不上。",
        ),
        (
            "征集到摄影作品260幅，入展78幅。观众2300人次。入展作品占征集作品的四成。",
            "78幅÷260幅＝30%，文中四成，对不上。",
        ),
    ],
)
def test_it_finds_what_a_share_is_of_by_its_own_words(text: str, message: str) -> None:
    assert [problem.message for problem in named_shares.find(read(text))] == [message]


@pytest.mark.parametrize(
    "text",
    [
        "一共访问250名。从车辆看，自有车辆165名，租车85名。租车的女司机占34%。",
        "收回232张，其中满意139张、较满意70张、一般18张、不满意5张，满意和较满意合计占90%。",
        "在岗员工186人，女员工121人，约占在岗员工的三分之二。",
        "白班女工132名，夜班女工88名，夜班的占四成。",
        "女员工451人，占60.8%，女员工占比由57.6%上升到60.8%。",
        "专项集体合同覆盖女职工26600人。参加互助保障的女职工7600人，占女职工的20.6%。",
        "报名献血90人，真正献了的76人；女职工51人，占献血者的67.1%。",
        "女理货员里有本科40名、大专24名；评出金笔手8名，占女理货员的12.5%。",
        "覆盖小微企业516家；合计覆盖800家，检查企业160家，占覆盖企业的两成。",
        "251家母婴室里，公共场所88家、机关71家、企业92家。服务9.3万人次，公共场所占八成以上。",
        "学员中新任主任1470人，占参训人次的35%；其中非公企业500人，占34%。",
        "收集建议33条，报上去28条，采纳19条，在报上去的建议里占68%。",
        "征集意见144条，可立即办的98条、须协调的46条，立即办的约占七成。",
        "建议240条，采纳96条，采纳率40%；落实72条，落实率为采纳数的75%。",
    ],
)
def test_it_leaves_shares_whose_words_may_mean_another_number(text: str) -> None:
    assert named_shares.find(read(text)) == []


def test_it_reports_what_leaves_no_room_for_another_reading() -> None:
    """However little the weights have learnt of a rule that is seldom met."""
    report = check.check_text("点击量从去年的1.5万次增加到今年的6万次，增长4倍。", today=2026)
    assert [problem.kind for problem in report.problems] == ["rate_mismatch"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("发生意外4起，获赔11.2万元，起均2.3万元。", 1), ("跑了38趟，借出4560册，趟均150册。", 1)],
)
def test_it_shares_out_among_all_that_is_counted(text: str, number: int) -> None:
    assert len(shared_out.find(read(text))) == number


def test_it_takes_a_polled_rate_for_one_of_the_counts_whose_words_it_takes_up() -> None:
    [problem] = portions.find(read("报名320人，实到288人，到课率95%。"))
    assert problem.message == "288人÷320人＝90%，文中95%，应为90%。"
    assert portions.find(read("发出问卷320份，收回288份，知晓率95%。")) == []


def test_it_counts_a_second_round_into_the_rate_of_all() -> None:
    assert portions.find(read("查出61处，限期整改9处，到期合格8处，整改率98.4%。")) == []
    assert len(portions.find(read("查出61处，限期整改9处，到期合格8处，整改率91.4%。"))) == 1


def test_it_lets_about_so_much_be_about_right() -> None:
    text = "在岗员工186人。女员工已有{}人，约占在岗员工的三分之二。"
    assert shares.find(read(text.format(121))) == []
    assert len(shares.find(read(text.format(101)))) == 1


def test_it_takes_no_doubling_that_is_denied() -> None:
    grown = "休息区去年240平方米，今年400平方米，{}翻番。"
    assert multiples.find(read(grown.format("没有实现"))) == []
    assert len(multiples.find(read(grown.format("实现")))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "离退休女工体检应检480人，实检372人，参检率77.5%；在职女工应检900人，实检846人，参检率77.5%。",
        "区妇联热线今年受理来电320个，办结296个，办结率82.5%，其余排队办理。",
        "应建女职工组织的企业64家，截至目前建起56家，组建率97.5%。",
        "征集金点子180条，经评审采纳63条，采纳率四成半。",
        "参加护理考核的240人，合格222人，合格率82.5%。",
        "问卷发放600份，收回552份，回收率96%。",
        "活动报名的单身职工210人，到场168人，到场率九成。",
        "公司排查出隐患75处，完成整改66处，整改率98%。",
        "签订师徒协议的徒弟50名，出徒45名，出徒率95%。",
        "妈咪小屋预算40万元，支出34万元，执行率95%。",
    ],
)
def test_it_divides_what_a_rate_is_named_for_by_what_such_a_rate_is_of(text: str) -> None:
    found = named_rates.find(read(text))
    assert [problem.kind for problem in found] == ["rate_mismatch"]


@pytest.mark.parametrize(
    "text",
    [
        "参检率77.5%；离退休女工应检480人，实检372人，参检率77.5%；在职女工应检900人，实检846人，参检率94%。",
        "东片女工1020人，参保918人，参保率90%；西片女工860人，参保731人，参保率85%；全区参保率87.7%。",
        "41家规上企业已有38家签订合同，签订率92.7%；规下企业签订率为61%。",
        "应建组织的企业200家，年初已建170家，上半年又建起16家，建会率93%。",
        "收到诉求45件，属于工会职责的39件全部办结，办结率100%；另外6件移交。",
        "景区女职工268人，其中18人不列入应训范围。参加轮训238人，参训率95.2%。",
        "今年提交建议160条，采纳56条，采纳率35%；去年提交148条，采纳37条，采纳率25%。",
        "发放问卷1800份，收回1722份，其中纸质547份，纸质回收率91.2%。",
        "受理来电320个，办结296个，办结率92.5%。",
        "前置仓请产假28人，返岗24人，返岗率85.7%；去年请产假35人，返岗27人，返岗率77.1%。",
    ],
)
def test_it_leaves_rates_of_others_of_the_past_and_of_what_was_narrowed(text: str) -> None:
    assert named_rates.find(read(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "问卷收回1600份，主张延长时间的1120人，占六成。",
        "收到提案120件，其中女代表提出42件，占四成。",
        "女职工400人，参加体检356人，体检率88%。",
    ],
)
def test_it_takes_no_share_for_the_next_one(text: str) -> None:
    assert [problem.kind for problem in shares.find(read(text))] == ["rate_mismatch"]


@pytest.mark.parametrize(
    "text",
    [
        "问卷收回1600份，主张延长时间的1110人，占六成。",
        "收到提案120件，其中女代表提出43件，占四成。",
        "女职工400人，参加体检354人，体检率88%。",
        "女职工400人，参加体检350人，体检率88%。",
    ],
)
def test_it_lets_a_share_be_rounded_or_cut_off(text: str) -> None:
    assert shares.find(read(text)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "女中层干部18人，占中层干部60人的35%。",
            "18人÷60人＝30%，文中35%，应为30%。",
        ),
        (
            "续签合同204份，是到期合同240份的75%。",
            "204份÷240份＝85%，文中75%，应为85%。",
        ),
        (
            "读完全书的女工84人，占报名读书会的120人的六成。",
            "84人÷120人＝70%，文中六成，对不上。",
        ),
        ("女代表42人，占职工代表105人的四成。", ""),
        ("今年培训66期，比去年60期的水平高10%。", ""),
        ("女干部12人，占干部40人的比重比去年提高3%。", ""),
    ],
)
def test_it_takes_a_whole_that_is_told_with_its_number(text: str, message: str) -> None:
    found = numbered_wholes.find(read(text))
    assert [problem.message for problem in found] == ([message] if message else [])


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("84名护士参赛，评出状元3名、能手12名，获奖比例21%。", "17.86%"),
        ("收稿218篇，评出一等奖3篇、二等奖10篇、三等奖20篇、优秀奖32篇，获奖比例38.2%。", "29.82%"),
        ("96名选手参加，金奖2名、银奖4名、铜奖6名，获奖率22.5%。", "12.5%"),
        ("84名护士参赛，评出状元3名、能手12名，获奖比例17.9%。", ""),
        ("收稿218篇，一等奖3篇、二等奖10篇、三等奖20篇、优秀奖32篇，获奖面15.1%。", ""),
        ("84名护士参赛，评出状元3名、能手12名，女护士获奖比例21%。", ""),
        ("60支队参赛，评出团体奖3支、优胜奖9支，获奖比例25%。", ""),
    ],
)
def test_it_adds_up_the_prizes_before_it_divides(text: str, made: str) -> None:
    messages = [problem.message for problem in prizes.find(read(text))]
    assert len(messages) == bool(made)
    assert all(made in message for message in messages)


@pytest.mark.parametrize(
    "text",
    [
        "申请80件，批准率90%；接单608单，按时完成547单，以接单数计完成率85%。",
        "初赛来了184人，取前面的46人进复赛，晋级率20%。",
        "申报专利12项，授权9项，授权率70%。",
        "抽查37家企业的履约情况，34家条款全部兑现，履约率94.6%。",
        "健康体检441人，体检率96%，未检9人。",
        "本季隐患整改66处，整改率93%，尚未整改9处。",
        "女工轮训已训132人，参训率94%，另有未训18人。",
    ],
)
def test_it_knows_more_of_what_rates_are_of(text: str) -> None:
    assert [problem.kind for problem in named_rates.find(read(text))] == ["rate_mismatch"]


@pytest.mark.parametrize(
    "text",
    [
        "好评152张，占有效票190张的80%；较好28张，占14.7%。",
        "女会员由2210人增到2890人；其中分拣岗1214人，占女会员的42%。",
        "企业176家，已建154家。合同覆盖企业149家，占已建女职工组织企业的96.8%。",
        "孕期、产期、哺乳期的女职工共1486人；安排哺乳时间的589人，占哺乳期女职工的96%。",
        "普测参加1236人。提示压力大的83人，占参加普测女教职工的14.1%。",
        "登记会员260人，签到182人；笔记91篇，占签到人数的50%。",
        "640名女工中，有256名天天加班，占四成；有128名从不加班，占两成。",
        "已婚女职工1568名，占女职工2240名的七成；有二孩的336名，占已育者的四分之一。",
    ],
)
def test_it_leaves_shares_of_what_is_named_otherwise(text: str) -> None:
    assert named_shares.find(read(text)) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("用于活动的29.75万元，比去年多3.5万元；在册女职工850人，人均360元。", 1),
        ("驿站72处，其中附设哺乳间的18处；日均服务2160人次，平均每处36人次。", 0),
        ("救助84名孩子，涉及78户。发放助学金25.2万元，人均3500元。", 1),
        ("体检2218人，受检率90%；互助保险全员参保，人均50元，共12.33万元。", 0),
        ("慰问困难女工25名，补助3.75万元，人均1500元，其中大病5名，人均3000元。", 0),
        ("企业450家，应签合同的企业450家，覆盖女职工2.07万名，平均每份合同覆盖50名。", 0),
        ("走访176户，发放26.4万元，户均1500元；助学46人，人均4000元。", 0),
    ],
)
def test_it_shares_out_what_is_told_in_the_same_sentence(text: str, number: int) -> None:
    assert len(shared_out.find(read(text))) == number


@pytest.mark.parametrize(
    "text",
    [
        "走访一季度40户；二季度50户，环比增长25%；三季度75户，环比增长50%；四季度60户，环比下降25%。",
        "二季度培训540人次，一季度450人次，环比增长20%；三季度675人次，环比增长25%；四季度810人次，环比增长25%。",
        "女工夜校春季班48人，秋季班66人，秋季比春季增长27.3%。",
        "第一年培训150人次；第二年培训180人次，比第一年增长20%；第三年培训225人次，比第二年增长20%。",
        "线上答疑4月用户1200次，5月1380次，环比增长15%；6月1518次，较5月增长23%。",
        "投诉一季度50件，二季度40件，下降20%；三季度50件，上升20%。",
        "前年进户250户，去年进户310户，增长24%，今年进户372户，再增16%。",
        "第一期收47人，第二期52人，第三期65人，比上期增长30%。",
        "下半年开支12.6万元，上半年10万元，下半年比上半年增长18%。",
    ],
)
def test_it_takes_growth_on_the_time_that_is_named_or_goes_before(text: str) -> None:
    assert [problem.kind for problem in named_growth.find(read(text))] == ["rate_mismatch"]


@pytest.mark.parametrize(
    "text",
    [
        "走访一季度40户；二季度50户，环比增长25%；三季度75户，环比增长50%；四季度60户，环比下降20%。",
        "第一年8个班248人，第二年11个班352人，第二年人数比第一年增长41.9%。",
        "一季度来访40人次，二季度50人次，同比增长10%。",
        "上半年培训300人，下半年培训420人，比去年下半年增长20%。",
        "4月日均1.2万箱，6月日均1.56万箱，较4月增长三成。",
        "一季度来电50件，二季度40件，下降20%；三季度60件，比一季度增长20%。",
        "一季度走访40户，送米90袋，二季度走访50户，送米99袋，增长10%。",
        "2022年签订240份，2023年264份，2024年300份，三年增长25%。",
        "今年9月接待60人次，10月72人次，预计11月增长30%。",
    ],
)
def test_it_leaves_growth_on_another_time_or_of_another_thing(text: str) -> None:
    assert named_growth.find(read(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "大班24名、小班21名；聘请教师8名，志愿者16名轮值，家长满意率98%。",
        "女员工840人参加体检，占女员工的94%；其中“两癌”检查610人。",
        "女职工3840人，占职工总数4800人的八成，其中护理人员2304人，占女职工的六成。",
    ],
)
def test_it_takes_no_share_for_one_of_what_its_words_do_not_name(text: str) -> None:
    assert check.check_text(text).problems == []


def test_it_carries_what_a_share_is_of_past_a_sibling_that_would_make_it() -> None:
    text = "发票200张，收回有效票190张。好评152张，占有效票的80%；较好28张，占18.4%。"
    assert [problem.kind for problem in named_shares.find(read(text))] == ["rate_mismatch"]


@pytest.mark.parametrize(
    "text",
    [
        "健康体检441人，体检率98%，未检9人。",
        "健康体检441人，体检率96%；二厂体检率90%，未检9人。",
        "女职工460人，健康体检441人，体检率95.9%，未检的9人在外。",
        "签约企业36家，签约率约为九成，未签4家。",
        "健康体检441人，体检率96%，未检出异常9人。",
    ],
)
def test_it_counts_those_left_out_into_all_of_them(text: str) -> None:
    assert named_rates.find(read(text)) == []
