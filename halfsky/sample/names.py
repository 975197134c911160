"""Invented names of places, bodies, employers and people; none is taken from a real city."""

from collections.abc import Callable
from random import Random

CITY = "半边天示例市总工会"

STREETS = ("青禾", "望潮", "晴川桥", "木樨", "白鹭洲", "云帆", "星汉")
TOWNS = (
    "柳浪", "石榴湾", "枫林渡", "荞麦岭", "金穗", "竹影", "鹿鸣坡", "橘园", "听泉", "麦香",
    "月牙塘",
)  # fmt: skip
BUREAUS = (
    "教育", "卫生健康", "住房建设", "交通运输", "工业信息", "商务", "农业农村", "水务",
    "文化旅游", "能源", "供销", "金融", "综合执法",
)  # fmt: skip
MINE_BUREAU = "能源"
MINE = "赤松岭煤矿"
MINE_BRANCHES = (
    "采煤一区", "采煤二区", "掘进区", "机电区队", "运输区队", "通风区队", "洗选车间", "后勤车间",
)  # fmt: skip
AREAS = (
    "东郊", "西坡", "南塘", "北园", "新桥", "老街", "河湾", "山前", "湖畔", "田心", "梅坞", "莲池",
    "松岗", "沙洲", "石桥", "杏坛", "泉眼", "半山", "花圃", "古渡",
)  # fmt: skip
TRADES = (
    "针织服装", "五金制造", "餐饮住宿", "物流运输", "建筑装饰", "家政服务", "食品加工", "竹木制品",
    "电子元件", "汽车配件", "超市零售", "花木园艺",
)  # fmt: skip

_FIRST = "瑞恒华盛嘉泰鸿润锦晟宏兴达永丰裕昌启远卓越凯欣荣海天佳顺康博"
_SECOND = "禾纶翔泽铭辉腾捷维朗森源舟峰岚锐畅悦航拓"
_PRODUCTS = (
    "服饰", "针织", "纺织", "五金", "电器", "塑业", "模具", "食品", "包装", "机械", "电子", "家具",
    "物流", "建材", "装饰", "水产", "园艺", "印务", "轴承", "汽配", "文具", "日用品", "轻纺",
    "灯具", "密封件", "医疗器械", "餐饮管理", "商贸", "物业服务", "环境工程",
)  # fmt: skip
INSTITUTIONS = {
    "教育": ("小学", "初级中学", "幼儿园", "职业技术学校", "实验学校"),
    "卫生健康": ("医院", "社区卫生服务中心", "卫生院", "妇幼保健所"),
    "水务": ("水厂", "水利工程管理站"),
    "文化旅游": ("文化馆", "图书馆", "博物馆"),
    "综合执法": ("执法中队", "环境卫生管理站"),
}

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_WOMEN = "芳娟敏静丽艳霞秀玲燕红梅兰云英华慧巧美娜淑珍琴雪琳瑶佳婷蓉菊月欣怡洁"
_MEN = "伟强磊军勇杰涛明超刚平辉鹏斌波峰建国志文海林宏亮"


def woman(rng: Random) -> str:
    """A woman's name."""
    return rng.choice(_SURNAMES) + "".join(rng.sample(_WOMEN, rng.choice((1, 2, 2))))


def man(rng: Random) -> str:
    """A man's name."""
    return rng.choice(_SURNAMES) + "".join(rng.sample(_MEN, rng.choice((1, 2, 2))))


class EmployerNames:
    """Names of employers, each given once."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def company(self, rng: Random) -> str:
        """A company."""
        return self._new(lambda: f"{self._brand(rng)}{rng.choice(_PRODUCTS)}有限公司")

    def institution(self, rng: Random, bureau: str) -> str:
        """A school, hospital or the like of a bureau; where it has none, a company."""
        kinds = INSTITUTIONS.get(bureau)
        if kinds is None:
            return self.company(rng)
        return self._new(lambda: f"{rng.choice(AREAS)}{self._brand(rng)}{rng.choice(kinds)}")

    def group(self, rng: Random) -> str:
        """A group of companies."""
        return self._new(lambda: f"{self._brand(rng)}控股集团")

    def _new(self, make: Callable[[], str]) -> str:
        while (name := make()) in self.used:
            pass
        self.used.add(name)
        return name

    @staticmethod
    def _brand(rng: Random) -> str:
        return rng.choice(_FIRST) + rng.choice(_SECOND)
