"""What two numbers differ by, and what came in, went out and is left, whatever the verbs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from halfsky.summary.check import (
    all_together,
    arithmetic,
    bills,
    both_sides,
    came_and_went,
    made_up_of,
    more_or_fewer,
    period_sums,
    repeated_words,
    sums,
    tight_products,
)
from halfsky.summary.check.reading import ReadText, read_text
from halfsky.summary.check.report import Problem
from halfsky.summary.check.vocabulary import standard

Find = Callable[[ReadText], list[Problem]]
FAULTY: list[tuple[Find, str]] = [
    (more_or_fewer.find, "去年夜校开了31课，今年开了44课，多开了15课。"),
    (more_or_fewer.find, "上届代表212名，本届代表238名，净增36名。"),
    (more_or_fewer.find, "一月用电4200度，二月用电3900度，少用了400度。"),
    (more_or_fewer.find, "老办公区母婴室6间，新办公区母婴室9间，相差5间。"),
    (more_or_fewer.find, "冬班招收孩子48名，比夏班的62名少24名。"),
    (more_or_fewer.find, "前纺车间128人，后纺车间97人，前纺车间比后纺车间多41人。"),
    (more_or_fewer.find, "今年达标班组比去年多14个。去年达标46个，今年达标50个。"),
    (more_or_fewer.find, "经费去年用了3.4万元，今年用了4.1万元，比去年多用0.9万元。"),
    (more_or_fewer.find, "甲班来信21件，乙班来信28件，丙班比乙班多4件，为34件。"),
    (more_or_fewer.find, "到年底覆盖企业6500家，比现在的6200家多500家。"),
    (came_and_went.find, "戏票印了640张，退回55张，观众手里实有595张。"),
    (came_and_went.find, "苗圃里樱桃苗原有1300株，冻坏240株，补栽180株，眼下成活在圃的1420株。"),
    (came_and_went.find, "夜班姐妹宿舍床位96张，撤掉12张，添置20张，如今可用的124张。"),
    (came_and_went.find, "存款年初8600元，收进2400元，支出3950元，账上还有7500元。"),
    (came_and_went.find, "捐来旧书1850本，残损剔除230本，上架结存1520本。"),
    (came_and_went.find, "报考92人，缺考7人，实考75人。"),
    (came_and_went.find, "广场舞队老队员34名，走了6名，新来11名，现有49名。"),
    (came_and_went.find, "快递箱领进500只，发走375只，破损18只，库里盘点117只。"),
    (came_and_went.find, "职工食堂原有就餐卡720张，注销46张，新办83张，目前在用的787张。"),
    (came_and_went.find, "散文41篇，诗歌26篇，评委会剔除抄袭的5篇，终评72篇。"),
    (came_and_went.find, "联谊会报名156人，男方71人，女方85人，因当天值班没来19人，到场147人。"),
    (came_and_went.find, "女职委本来17人，走了3人，补进2人，如今17人。"),
    (
        all_together.find,
        "腊八粥分三锅，前门盛了126碗，后门盛了98碗，巷口盛了75碗，锅底朝天一总309碗。",
    ),
    (all_together.find, "绣坊交货：枕套64件，桌旗38件，挂件120件，相加242件，没有退货。"),
    (
        all_together.find,
        "女子巡逻队夜里走的路，东线4.6公里，西线3.8公里，河堤5.2公里，整趟下来14.6公里。",
    ),
    (all_together.find, "三场讲座，头场来了52人，中场来了47人，末场来了66人，三场下来175人。"),
    (all_together.find, "粽叶包圆：甲组820个，乙组760个，丙组690个，伙房登记2370个，一个没剩。"),
    (all_together.find, "学员由纺织班34人、电商班28人、月嫂班41人凑成，全校113人。"),
    (all_together.find, "捐赠明细：机关2.3万元，学校1.8万元，医院3.4万元，全系统8.5万元。"),
    (all_together.find, "借阅：一月210册，二月185册，三月243册，一季度借阅658册。"),
    (all_together.find, "元月接待44人，二月接待39人，三月接待51人。一季度总接待144人。"),
    (all_together.find, "床单48条，枕巾96条，毛毯30条，拢共184条，都进了柜。"),
    (both_sides.find, "应到委员11名，实到9名，缺席1名。"),
    (
        both_sides.find,
        "下发整改通知书31份，已回复整改结果27份，回复率87.1%，未回复的14份将由各市催办。",
    ),
    (both_sides.find, "女职工保护协议应签52份，签妥45份，没签的9份还在谈。"),
    (both_sides.find, "征集小愿望108个，当月点亮63个，次月又点亮28个，还差27个没人认领。"),
    (both_sides.find, "林业站女职工76人，今年参加妇科体检71人，尚有7人因外业未归没有体检。"),
    (both_sides.find, "参赛20支队伍，得奖18支，没得奖的4支各送了一套音响。"),
    (
        both_sides.find,
        "符合育儿假条件的84人，其中女职工39人。已休假的77人，未休的12人集中在总装车间。",
    ),
    (both_sides.find, "图书角登记外借图书340册，已归还298册，逾期未归还52册。"),
    (both_sides.find, "安全帽抽检260顶，合格241顶，不合格29顶，当场更换。"),
    (both_sides.find, "老旧更衣柜要换的有90组，换好的71组，没换的24组排在下月。"),
    (made_up_of.find, "征文来稿143篇，机关36篇，学校58篇，医院27篇，企业32篇，入选文集的有40篇。"),
    (
        made_up_of.find,
        "托管班志愿者54名，在校大学生26名，退休女教师11名，在职青工13名，全职妈妈6名，上岗前都受了培训。",
    ),
    (
        made_up_of.find,
        "受检女工648人，未见异常503人，轻度异常随访121人，需进一步治疗34人，结果已逐一通知本人。",
    ),
    (made_up_of.find, "师徒结对45对。彩绘19对，成型14对，烧成6对，原料8对，年底考核出徒33人。"),
    (made_up_of.find, "全厂126名女挡车工参加操作赛，甲班44人，乙班41人，丙班43人，人人过关。"),
    (
        made_up_of.find,
        "在册女驾驶员305名，三十岁以下62名，三十至四十五岁158名，四十五岁以上75名，分属7个车队。",
    ),
    (made_up_of.find, "更衣间改造花钱8.73万元，材料4.15万元，人工2.9万元，设备1.86万元。"),
    (made_up_of.find, "公司有母婴室8间，其中办公区5间、生产区2间、生活区2间，确实距离偏远。"),
    (
        came_and_went.find,
        "214家企业建了组织，今年新建了31家，同时有8家因企业搬迁而撤销，到年底实有245家。",
    ),
    (came_and_went.find, "报名260人，因故未到23人，实到247人。"),
    (period_sums.find, "上半年女工经费支出22400元，下半年支出31800元，全年支出64200元。"),
    (period_sums.find, "一季度讨薪27名、21.4万元，二季度35名、30.8万元，半年62名、53.2万元。"),
    (period_sums.find, "讲座上半年办了11场，三季度8场，前三季度19场；四季度7场，全年讲座36场。"),
    (period_sums.find, "全年献血女工318人次，上半年146人次，下半年162人次。"),
    (period_sums.find, "上学期听课85节，下学期听课97节，全学年听课192节。"),
    (period_sums.find, "三季度借出图书640册，四季度借出715册，下半年一共借出1455册。"),
    (period_sums.find, "一季度修车34辆，二季度41辆，三季度29辆，四季度38辆，全年修了152辆。"),
    (period_sums.find, "前三季度走访185户，四季度走访64户，全年走访259户。"),
    (
        repeated_words.find,
        "城东片走访86户、送慰问金5.16万元，城西片走访74户、送慰问金4.44万元，开发区走访58户、送慰问金3.48万元，三片合计走访218户，送慰问金13.38万元。",
    ),
    (
        repeated_words.find,
        "保洁132人中女工121人，客服28人中女工25人，安保80人中女工12人，行政20人中女工13人。全公司职工260人，女工181人。",
    ),
    (
        repeated_words.find,
        "一矿帮教214人次、家访97户；二矿帮教186人次、家访120户；三矿帮教95人次、家访58户。集团合计帮教495人次，家访285户。",
    ),
    (
        bills.find,
        "“金剪刀”比武设一等奖1名、二等奖3名、三等奖6名，奖金分别为每人2000元、1200元、800元，共发放1.14万元。",
    ),
    (bills.find, "基础档200元，加项档320元。选基础档的260人，选加项档的140人，费用总计9.88万元。"),
    (made_up_of.find, "7名委员中，30岁以下1名、31至40岁3名、41至50岁2名、51岁以上2名。"),
    (came_and_went.find, "九月在岗1126人，十月入职38人、离职21人、退休6人，十一月末在岗1155人。"),
    (tight_products.find, "中秋送月饼，一箱12盒，拉了45箱，卸货点数560盒。"),
    (tight_products.find, "护眼灯一间教室4盏，15间教室，装了64盏。"),
    (tight_products.find, "购置护手霜520支，单价12元，共支出0.78万元。"),
    (tight_products.find, "暑期托管班设6个班，每班25人，托管职工子女180名。"),
    (tight_products.find, "菊花茶一桶25公斤，搬了18桶，总重470公斤。"),
    (tight_products.find, "夜班女工44名，每人发荧光袖套2副，领走98副。"),
    (tight_products.find, "接送车9辆，每辆坐38人，一共坐下362人。"),
    (tight_products.find, "刺绣班共办4期，每期32课时，合计开课148课时。"),
    (sums.find, "入会3260人，建筑1480人，家政970人，制造710人，无其他行业。"),
    (sums.find, "女工委员会由9人组成：主任1人、副主任2人、委员7人。"),
]
SOUND: list[tuple[Find, str]] = [
    (more_or_fewer.find, "去年夜校开了31课，今年开了44课，多开了13课。"),
    (more_or_fewer.find, "上届代表212名，本届代表238名，新增36名，退出10名。"),
    (more_or_fewer.find, "去年320人参赛，今年416人参赛。今年参训500人，比去年增加100人。"),
    (more_or_fewer.find, "第一轮报名87人，第二轮报名105人，少数人报了两次，另有28人旁听。"),
    (more_or_fewer.find, "今年慰问金8.6万元，去年7.9万元，多发约0.7万元。"),
    (more_or_fewer.find, "涌现能手4名，比去年多一名，比前年少两名。"),
    (more_or_fewer.find, "今年招生42人，去年40人，男生多了6人。"),
    (more_or_fewer.find, "购书1.96万元，讲座6000元，比预算的2.5万元超出600元。"),
    (more_or_fewer.find, "拟设委员9名，其中主任1名、副主任2名、委员6名，候选人11名，差额2名。"),
    (came_and_went.find, "补选：女职委本来17人，走了3人，补进2人，如今16人。"),
    (came_and_went.find, "线上报名233名，线下报名81名，重复的24名，剔掉之后290名。"),
    (came_and_went.find, "收回598份，其中作废15份，有效的583份，没收回的42份。"),
    (came_and_went.find, "面粉进库900袋，领用640袋，库存260袋，另有上月留下的大米35袋。"),
    (came_and_went.find, "会员年初410人，新入会38人，退会12人，年末436人。"),
    (came_and_went.find, "代表应到120人，请假8人，列席6人，实到112人。"),
    (came_and_went.find, "推荐38人，公示后撤下3人，最后表彰35人，其中女工20人。"),
    (came_and_went.find, "老柜210个，拆坏35个，新装90个，如今能用的有效柜265个。"),
    (came_and_went.find, "选手64名，预赛淘汰40名，复赛再淘汰12名，最后12名进入决赛。"),
    (came_and_went.find, "报名80人，退出7人，年底前再办一期，计划招收60人。"),
    (came_and_went.find, "春茶收了3200斤，卖出2800斤，自留400斤，比去年的520斤少。"),
    (came_and_went.find, "去年有52人，今年新招8人，退休11人，调入3人，现有女工52人。"),
    (all_together.find, "三场讲座，头场来了52人，中场来了47人，末场来了66人，三场下来165人。"),
    (all_together.find, "绣坊交货：枕套64件，桌旗38件，挂件120件，相加222件，没有退货。"),
    (all_together.find, "女职工中医生132人、护士448人、医技71人，全年体检655人。"),
    (all_together.find, "机关21家、医院16家、商场13家，另有若干家在车站，总数达到57家。"),
    (all_together.find, "第一轮520人次，第二轮610人次，第三轮700人次，后三轮共1650人次。"),
    (all_together.find, "筹备组下设四组，分别为3人、5人、4人、2人，连同组长、副组长总共17人。"),
    (all_together.find, "太极班38人、瑜伽班27人、合唱团40人，三个社团去掉重复后为92人。"),
    (all_together.find, "一等奖3名、二等奖6名、三等奖9名，全省参赛选手一共24名。"),
    (all_together.find, "晨操180人，晚操97人，早晚都做的42人，所以参加的一共235人。"),
    (all_together.find, "东区12家、西区15家、南区9家，合计完成全年任务40家的九成。"),
    (all_together.find, "上半年11场，三季度8场，前三季度19场；四季度7场，全年讲座26场。"),
    (both_sides.find, "应到委员11名，实到9名，缺席2名。"),
    (
        both_sides.find,
        "来电46个，属于工会办理的40个全部办结，其余6个移送监察，尚未回复的2个在仲裁。",
    ),
    (both_sides.find, "家有幼儿的11名，家有小学生的16名，两者兼有的4名，两项都没有的15名。"),
    (both_sides.find, "受理争议160件，达成协议124件，未达成26件，其余正在调解。"),
    (both_sides.find, "发现问题91个，已整改86个，对拒不整改的2家单位提请查处。"),
    (both_sides.find, "四项全部兑现的只有24家，没兑现卫生费的11家里有7家是餐饮店，共查34家。"),
    (both_sides.find, "预计到100人，报名92人，没报名自己来的11人。"),
    (both_sides.find, "安全帽抽检260顶，合格241顶，不合格19顶，当场更换。"),
    (both_sides.find, "优秀45人，良好99人，合格34人，未参加考核2人。"),
    (both_sides.find, "案件120件，办结102件，在办18件；在办案件中涉及孕期调岗的7件优先开庭。"),
    (made_up_of.find, "征文来稿153篇，机关36篇，学校58篇，医院27篇，企业32篇，入选文集的有40篇。"),
    (made_up_of.find, "招聘会推出女性岗位512个，纺织服装188个，商贸97个，电子134个。"),
    (made_up_of.find, "商圈联席会到15人：酒店4人，商场5人，餐饮3人，影院1人，街道和社区各1人。"),
    (
        made_up_of.find,
        "运动员2140名，参加跳绳的486人，毽球322人，拔河570人，健步980人，有人报了两三项。",
    ),
    (made_up_of.find, "少数民族女工164人，苗族58人、土家族47人、侗族49人，还有壮族、布依族等。"),
    (
        made_up_of.find,
        "集团在册女工6238名，煤炭板块2904名，电力板块1417名，化工1065名，后勤852名。",
    ),
    (made_up_of.find, "开班8期，其中面点3期、插花2期、摄影2期；结业236人。"),
    (
        made_up_of.find,
        "走访困难女职工，春节前120户，“三八”期间45户，“五一”前后38户，助学阶段57户，共计260户次。",
    ),
    (made_up_of.find, "技术干部26名，女同志9名，占34.6%；驻村指导的14人中女同志5名。"),
    (made_up_of.find, "应到代表146名，实到139名。大会选举产生委员11名、常委5名。"),
    (period_sums.find, "上半年女工经费支出22400元，下半年支出31800元，全年支出54200元。"),
    (
        period_sums.find,
        "上半年走访企业42家，下半年走访56家，两次均走访的有20家，全年走访企业78家。",
    ),
    (
        period_sums.find,
        "一季度帮扶女工5人，二季度3人，三季度4人，四季度9人，全年21人次，去掉重复的实际帮扶17人。",
    ),
    (period_sums.find, "三季度加班申诉6件，四季度9件；下半年调解成功11件，尚有4件移送仲裁。"),
    (period_sums.find, "上半年培训8期，下半年计划培训10期，全年目标20期。"),
    (period_sums.find, "上学期听课85节，下学期听课97节，全学年平均每人听课12节。"),
    (period_sums.find, "一季度来访27名，二季度35名，上半年来电210个。"),
    (period_sums.find, "上半年办班5期，其中电商2期；下半年办班4期，全年培训学员310人。"),
    (
        repeated_words.find,
        "南支行女职工63人，体检60人；北支行女职工39人，体检39人；西支行女职工71人，体检68人。三家合计女职工173人，体检167人。",
    ),
    (
        repeated_words.find,
        "一矿帮教214人次、家访97户；二矿帮教186人次、家访120户；三矿家访58户。集团去年合计家访285户。",
    ),
    (
        repeated_words.find,
        "保洁132人中女工121人，客服28人中女工25人，安保80人中女工12人，另有外包女工若干，全公司女工每人一套，发女工181人次。",
    ),
    (
        bills.find,
        "受助学生20名，每人2000元；大病救助6人，每人4000元。另有38名企业主承诺捐助，意向金额5万元。",
    ),
    (tight_products.find, "中秋送月饼，一箱12盒，拉了45箱，卸货点数540盒。"),
    (tight_products.find, "选编30封印成小册子，每个科室2本，共印80本。"),
    (tight_products.find, "新建宿舍24间，每间住4人，已经住进71人。"),
    (tight_products.find, "高中生6名每名800元，大学生5名每名2500元，总共发放17300元。"),
    (tight_products.find, "慰问4.2万元（84人次、每次500元），培训花了3.04万元。"),
    (tight_products.find, "夜班女工44名，每人每月补贴150元，全年发放79200元。"),
    (tight_products.find, "集团本部及所属4家公司各签1份，共5份。"),
    (tight_products.find, "报名60人，分3个班，每班最多25人，收了60人。"),
    (tight_products.find, "手套300双，单价8元，打九折，共花2160元。"),
    (sums.find, "女货运员由19人补充到23人，货运员总数由95人压缩到76人。"),
    (sums.find, "求助线索94条，电话41条、微信28条、来人15条，其余由街道转来。"),
    (sums.find, "助学金按本科5000元、专科3000元、中职2000元发放，合计10万元。"),
    (sums.find, "女职工组织净增35个，其中新建47个、撤并12个。"),
    (sums.find, "立三等功46人、二等功五人、一等功一人，合计52人。"),
    (sums.find, "讲座三场，第一场120人，第二场95人，第三场人最多，到了168人，三场合计383人次。"),
]


@pytest.mark.parametrize(("find", "text"), FAULTY)
def test_it_finds_an_account_that_does_not_come_out(find: Find, text: str) -> None:
    found = find(read_text(text, standard()))
    assert [one.kind for one in found] == ["sum_mismatch"]


@pytest.mark.parametrize(("find", "text"), SOUND)
def test_it_leaves_alone_what_comes_out_or_speaks_of_something_else(find: Find, text: str) -> None:
    assert find(read_text(text, standard())) == []


def test_it_asks_each_of_these_rules() -> None:
    assert {find for find, _ in FAULTY} <= set(arithmetic.RULES.values())
