"""What is said of all beside what is told of some, and what only looks like more than all."""

from __future__ import annotations

from types import ModuleType

import pytest

from halfsky.summary.check.conflicts import (
    again,
    all_done,
    all_yet_some,
    among,
    beyond_all,
    contradictions,
    couples,
    denied,
    doses,
    due_and_done,
    extremes,
    fewer_than_all,
    left_otherwise,
    none_of,
    out_of,
    pointed,
    rankings,
    repeats,
    restating,
    rosters,
    running_totals,
    sole,
    stages,
    told_extremes,
)
from tests.check.rule_findings import found

FAULTY = [
    # what is still under way, waiting, or put off
    (
        all_yet_some,
        "纺纱厂工会全年接到女工诉求34件，件件有着落，办结率100%。涉及夜班补贴的26件；涉及产假的8件中，还有3件正走诉讼。",
    ),
    (
        all_yet_some,
        "渔港承诺给女工办好事7件，到年底完成率100%。冰库更衣间、码头热水房2件招标流标，推迟到明年再办。",
    ),
    (all_yet_some, "五金厂查出问题31处，整改率100%。锅炉房漏汽、地沟盖板这两处要等停机检修再弄。"),
    (
        all_yet_some,
        "茶厂调解室收到申请41件，受理的100%办结，追回工资9万元。还在仲裁中的4件，争取明年二月前有结果。",
    ),
    (
        all_yet_some,
        "受理诉求18件，其中涉及工时的9件、涉及伙食的5件、涉及宿舍的4件，已全部办结；对仍在办理中的1件，女工委派人盯着。",
    ),
    # a small number that two of a list happen to leave is no other group
    (
        all_yet_some,
        "全年登记来访46件，比上年少了5件，办结率100%。其中工资类20件，休假类13件，调岗类8件，其他5件。下月把没了结的3件谈妥。",
    ),
    # nobody tells how many all are
    (all_yet_some, "航运公司女职工签字率100%，回执交档案室。甲板组、轮机组尚有6人未签。"),
    # the very word is denied
    (all_yet_some, "冷库班孕期女工5名，做到了100%调离低温岗，未调离的一名下月再换。"),
    (
        all_yet_some,
        "全部84名乘务女工都安排了轮休，其中休3天的50人，休4天的25人，尚有9人因加开班次没有安排轮休。",
    ),
    # the parts and the rest make up all
    (
        all_yet_some,
        "23名女工全部取得保育员证书，其中初级10名、中级8名、高级3名，另有2名尚未取得证书。",
    ),
    # not talked to, not taken, not passed
    (
        all_yet_some,
        "毕业班女生96人，谈心面100%，人人谈到，没有落下的。收尾时清点，还有7人没轮上。",
    ),
    (all_yet_some, "女电工63人全部参加了安规考试，缺考4人下月另行安排补考。"),
    (all_yet_some, "全站女员工57人全部参加，会场签到簿显示实到51人。"),
    (all_yet_some, "育婴班38名学员，百分之百拿到证书，未通过的2名随下期补考。"),
    # counted: fewer than all
    (
        fewer_than_all,
        "造船厂女工参加安全竞赛，班组参赛率100%。全厂有女工的班组37个，参赛35个，查隐患80条。",
    ),
    (
        fewer_than_all,
        "受理女职工诉求58件，办结率100%。培训女工干部40人。全年受理诉求58件，其中工时30件、薪酬28件，目前已办结55件。",
    ),
    (fewer_than_all, "女职工产假落实率100%。本年度应休产假12人，实际休满的10人。"),
    # a part above its whole, in other words
    (due_and_done, "全乡应换届9家，年底前这9家完成换届11家，选出委员40名。"),
    (due_and_done, "应参加妇科检查的女工为214人，因孕期等原因未检12人，实际参加检查226人。"),
    (due_and_done, "我场女工26名，党员31名均为女工中的骨干，常年守在一线。"),
    (doses, "疫苗团购登记88人，第一针打完88人，第二针打完81人，第三针打完84人。"),
    (
        extremes,
        "8个班里，人最多的是合唱班，42人；人最少的是棋牌班，11人；平均下来，每班45人。",
    ),
    (
        told_extremes,
        "女职委办了6场讲座，最少的一场也有40人。放在码头食堂的那一场，31人坐得满满当当。",
    ),
    (stages, "应到代表47名，实到44名。大会以举手方式表决，46票赞成，通过了合同草案。"),
    (couples, "溪口镇：单身青年联谊成功牵手21对，参加活动的共36人。"),
    (out_of, "女职工43名，占86%。女职工中党员47人，设小组2个。"),
    (among, "全月下井职工310人，签了家书的280人，其中掘进队96人、采煤队301人。"),
    (beyond_all, "全站女护士132名，男护士6名。免费做筛查，共查了140名女护士。"),
    (
        running_totals,
        "海岛工会月报（5月）：谈心：9人次；缝补衣物：64件。本年累计：谈心52人次，缝补衣物58件。",
    ),
    (out_of, "青石镇现有企业160家，已建工会63家。到月底，建会企业中签订专项集体合同的68家。"),
    (repeats, "合同在有效期内的90份，覆盖企业90家、女职工4320人；全园区女职工总数4110人。"),
    # none, and some
    (none_of, "通报说，全年女职工权益类投诉为零。又列了工作量：接待来访30人次，办结投诉3件。"),
    # another number left of the same
    (
        left_otherwise,
        "接待咨询150人次，受理案件42件，办结36件，另外6件尚在办理。不足是受理的42件案件中仍有9件没有办结。",
    ),
    # pointed at again
    (
        pointed,
        "教学周听课124节，其中文科70节、理科54节。教务处已将这108节课的记录归档。",
    ),
    (
        pointed,
        "女子测绘组12名成员都从一线选拔，至今没有增减。现在，这支15人的队伍里，4人取得高级工。",
    ),
    (
        pointed,
        "三月栽下210棵桃树、150棵梨树，一共360棵。入秋去看，那290棵树活了九成。",
    ),
    (
        again,
        "年内新建女工更衣室14间，都配了长凳。下一步，对今年新建的12间女工更衣室逐间验收。",
    ),
    # still found behind what was mended
    (among, "回信60封，寄出60封，其中第三季度收到71封。"),
    (out_of, "农机站女工48人里有52人会开收割机。"),
    (contradictions, "本季受理诉求31件，办结34件。"),
    (beyond_all, "全厂共有女工120人，领取手套的女工131人。"),
    (rosters, "三个车间获评先进：细纱车间、络筒车间。"),
    (sole, "全年只举办了一次插花课。第二次插花课在重阳节，来了30人。"),
]
SOUND = [
    # hired by others, and not counted
    (all_done, "罐头厂女工92人，入会率100%，还有派遣女工15人，会籍在外包公司，不在本厂统计。"),
    # of the group before
    (
        all_yet_some,
        "宣讲进宿舍，东区16栋楼走了14栋，西区9栋楼全走到。没走到的2栋是东区的，正在装修。",
    ),
    (
        all_yet_some,
        "场里为11名女工全部办理保险。体检由公司组织，11名女工里有9名已检，另2名在哺乳期，延到明年。",
    ),
    (
        all_yet_some,
        "上半年登记孕期女工12名，全数调离夜班；下半年登记10名，8名已调离。下半年登记的10名中尚未调离的2名下周办妥。",
    ),
    (
        all_yet_some,
        "除请假3人外，应到45人。报到45人，全部参加。补充：请假3人都是婚假。",
    ),
    (all_yet_some, "全员每年体检，今年体检88人，漏检3人。"),
    (
        all_yet_some,
        "第一轮查了16家，12家合格，4家不合格。两轮下来，16家都合格。不合格的4家占了毛病的大半。",
    ),
    (
        fewer_than_all,
        "诉求58件，办结率100%。去年受理诉求58件，办结55件。",
    ),
    (
        fewer_than_all,
        "受理诉求58件，全部办结。上半年受理的58件诉求中当月办结50件。",
    ),
    (due_and_done, "应换届9家，完成换届11家，含上年顺延的2家。"),
    (doses, "第一针打完60人，第二针打完63人，含外单位补打的3人。"),
    (among, "年测隧道31座，其中长隧道18座、短隧道13座，另测桥64座。"),
    (pointed, "巡回服务队12名成员。秋天扩编，新增3名。这支15人的队伍走了20个村。"),
    (pointed, "一月栽了80棵，三月栽了120棵。这200棵树都活了。"),
    (out_of, "女职工43名。工作中受表扬的有50人次，另有男职工60人。"),
    (out_of, "共有女职工委员38名。女职工中，大专以上学历410人，占六成。"),
    (told_extremes, "最少的一场40人。另一单位的那一场，来了55人。"),
    (none_of, "全年女职工权益类投诉为零。去年办结投诉3件。"),
    (
        left_otherwise,
        "六月底，受理案件42件，6件尚在办理。到年底，受理的42件案件中仍有2件没有办结。",
    ),
    (repeats, "区域合同覆盖女职工4320人；外县的企业也在内。公司女党员410人。"),
    # 应检 is what was due
    (
        denied,
        "学院女教工74人，应参加体检74人，实际体检70人，未体检的4人中出差3人、产假1人。",
    ),
    # a new statement behind the semicolon
    (among, "新增驿站6个，其中五星级若干个；母婴室84个，配了冰箱。"),
    (among, "8家没有签合同，其中3家属新办企业；19家没有建档。"),
    # some were there before
    (contradictions, "上季结转7件，本季受理诉求22件，办结25件，季末未结4件。"),
    (stages, "胶靴月初60双，入库200双，发出215双，月末45双。"),
    # another unit, of another thing
    (out_of, "陪读楼住进14家，14家里有19个孩子。"),
    # one is added to the first
    (beyond_all, "总厂工会与8家分厂工会共9家工会签订合同。"),
    # what was new is a part
    (
        restating,
        "新签女职工专项集体合同63份，覆盖企业70家。到目前，全县有效期内的专项集体合同共410份。",
    ),
    # the headings of a table
    (
        rosters,
        "三个街道建会情况如下：\n街道名 企业（家） 建会（家） 建会率\n东河街道 40 38 95%",
    ),
    # of all, and not of another place
    (rankings, "收到各车间稿件96篇，采用41篇，细纱车间采用9篇居首。"),
    # it was to be, and did not come to pass
    (sole, "说好办三次的读书会只办了2次，第三次赶上抢修没办成。"),
]


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_finds_what_contradicts(rule: ModuleType, text: str) -> None:
    assert found(rule, text)


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_alone_what_agrees(rule: ModuleType, text: str) -> None:
    assert found(rule, text) == []
