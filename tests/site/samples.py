"""What the gallery's pages show; the places and people are invented."""

from typing import Any

from django import forms

from halfsky.components import (
    Account,
    Applied,
    Cell,
    Chart,
    Choice,
    Column,
    Crumb,
    Fact,
    Filter,
    MenuGroup,
    MenuItem,
    Page,
    Row,
    Series,
    Step,
    Tab,
    Table,
)

TOWNS = (
    "青石镇",
    "云溪镇",
    "白鹭街道",
    "枫桥镇",
    "南湖街道",
    "长亭镇",
    "石门街道",
    "双河镇",
    "东湾镇",
)


def frame(current: str) -> dict[str, Any]:
    """The menu and the person around a page."""
    items = {
        "home": ("我的工作", "home", True, 7),
        "figures": ("数字", "chart-bar", True, 0),
        "list": ("登记", "list-details", True, 0),
        "detail": ("单位", "sitemap", True, 0),
    }
    first = [
        MenuItem(label, f"{name}.html", picture, name == current, is_primary, count)
        for name, (label, picture, is_primary, count) in items.items()
    ]
    sections = ("组织建设", "宣传培训", "维权", "帮扶", "活动与表彰", "安全协管")
    pictures = ("building-community", "school", "scale", "heart-handshake", "trophy", "helmet")
    registers = [
        MenuItem(label, "list.html", picture)
        for label, picture in zip(sections, pictures, strict=True)
    ]
    rest = [
        MenuItem("工作总结", "form.html", "file-text"),
        MenuItem("核对文稿", "form.html", "checks"),
    ]
    return {
        "menu": [MenuGroup("", first), MenuGroup("登记簿", registers), MenuGroup("文字", rest)],
        "account": Account("周晓岚", "云溪镇总工会 · 女工干事", "#", "#"),
        "search_url": "list.html",
        "language_url": "#",
    }


def content() -> dict[str, Any]:
    """Something for every component."""
    return {
        "crumbs": [
            Crumb("示例市", "#"),
            Crumb("云溪镇", "#"),
            Crumb("职业安全培训"),
        ],
        "trainings": trainings(),
        "page": Page(2, 51, 100, "?page=1", "?page=3"),
        "filters": filters(),
        "applied": [Applied("云溪镇及以下", "?"), Applied("2022年上半年", "?")],
        "tabs": [
            Tab("登记内容", "#", True),
            Tab("附件", "#", count=2),
            Tab("历次修改", "#", count=5),
        ],
        "facts": facts(),
        "steps": [
            Step("起草", "done", "3月2日 周晓岚"),
            Step("上报", "done", "3月4日 周晓岚"),
            Step("镇工会核对", "current", "等待2天"),
            Step("入账"),
        ],
        "missing": ["签到表还没有上传", "人数与签到表不一致"],
        "by_town": by_town(),
        "rates": rates(),
        "months": months(),
        "compared": compared(),
        "form": TrainingForm(),
        "refused_form": refused_form(),
        "messages": [],
        "unit_choices": [Choice("yunxi", "云溪镇总工会", True), Choice("qingshi", "青石镇总工会")],
    }


def refusal() -> dict[str, Any]:
    """A page that says no."""
    return {
        "status": 409,
        "title": "这条登记刚刚被别人改过",
        "sentence": "您打开以后，王敏在10:42改了人数。您填写的内容没有丢，请对照后决定保存哪一份。",
        "actions": [Crumb("对照两份", "#"), Crumb("放弃我的修改", "#")],
    }


def trainings() -> Table:
    """A register's list."""
    columns = [
        Column("培训名称", is_title=True),
        Column("日期", is_short=True, sort_url="?sort=date", sorted="descending"),
        Column("单位", sort_url="?sort=unit"),
        Column("方式", is_short=True),
        Column("女职工人数", is_numeric=True, sort_url="?sort=women"),
        Column("状态"),
    ]
    names = ("新入职女工岗前安全培训", "危险化学品岗位应急演练", "女职工劳动保护特别规定学习班")
    states = (("已入账", "good"), ("待核对", "warning"), ("退回", "bad"), ("草稿", ""))
    rows = []
    for index in range(11):
        state, tone = states[index % 4]
        rows.append(
            Row(
                [
                    Cell(names[index % 3], note="含附件2件" if index == 1 else ""),
                    Cell(f"2022-0{6 - index % 6}-{28 - index:02d}"),
                    Cell(f"{TOWNS[index % 9]}{('纺织', '农机', '陶瓷')[index % 3]}厂工会"),
                    Cell(("集中授课", "网络", "现场观摩")[index % 3]),
                    Cell(f"{(index * 37) % 400 + 8}"),
                    Cell(state, is_badge=True, tone=tone),  # type: ignore[arg-type] # from a tuple
                ],
                url="detail.html",
            )
        )
    return Table("职业安全培训登记", columns, rows)


def compared() -> Table:
    """Figures of a period against the last one and last year."""
    columns = [
        Column("指标", is_title=True),
        Column("本期", is_numeric=True),
        Column("上期", is_numeric=True),
        Column("上年同期", is_numeric=True),
        Column("增长", is_numeric=True),
        Column("已报单位", is_numeric=True),
    ]
    lines = (
        ("职业安全培训场数", "312场", "287场", "264场", "18.18%", "1,204/1,230"),
        ("参加培训女职工", "14,602人次", "13,020人次", "12,775人次", "14.30%", "1,204/1,230"),
        ("女职工特殊疾病互助保障参保", "42,118人", "42,118人", "39,004人", "7.98%", "1,230/1,230"),
        ("专项集体合同签订率", "97.97%", "97.31%", "96.02%", "1.95个百分点", "1,198/1,230"),
        ("女职工维权案件", "23件", "31件", "27件", "−14.81%", "1,230/1,230"),
        ("困难女职工走访慰问金", "86.40万元", "112.75万元", "80.16万元", "7.78%", "1,187/1,230"),
    )
    rows = [
        Row(
            [Cell(name), *(Cell(text) for text in rest[:-1]), Cell(rest[-1], tone=tone_of(rest))],
            url="figures.html",
        )
        for name, *rest in lines
    ]
    return Table("示例市2022年上半年主要指标", columns, rows)


def tone_of(texts: list[str]) -> Any:
    """A unit that is silent is worth a colour."""
    done, _slash, due = texts[-1].partition("/")
    return "" if done == due else "warning"


def facts() -> list[Fact]:
    """A record's detail."""
    return [
        Fact("培训名称", "新入职女工岗前安全培训"),
        Fact("单位", "云溪镇农机厂工会", "#"),
        Fact("日期", "2022年4月23日"),
        Fact("方式", "集中授课"),
        Fact("女职工人数", "128人"),
        Fact("经费", "3,600.00元", note="工会经费列支"),
        Fact("主讲人", ""),
        Fact("登记人", "周晓岚，2022年4月24日 09:12"),
    ]


def filters() -> list[Filter]:
    """The questions over a list."""
    return [
        Filter("unit", "单位", "unit", "yunxi", "云溪镇总工会", source="units.json"),
        Filter(
            "period",
            "时期",
            choices=[Choice("2022H1", "2022年上半年", True), Choice("2021H2", "2021年下半年")],
        ),
        Filter("state", "状态", choices=[Choice("draft", "草稿"), Choice("done", "已入账")]),
    ]


def rates() -> Chart:
    """Towns ranked by a rate, against its target."""
    values = [99.2, 98.4, 97.9, 97.1, 96.6, 95.2, 92.8, 90.1, 86.5]
    return Chart(
        "rates",
        "女职工专项集体合同签订率",
        TOWNS,
        [Series("签订率", values, [f"{value:.1f}%" for value in values])],
        kind="ranked",
        unit="%",
        target=95,
        target_label="目标95%",
        emphasis=4,
        category_label="镇（街道）",
        sheet_url="#",
        note="截至2022年6月30日；分母为已建女职工委员会的单位。",
    )


def months() -> Chart:
    """This year's months against last year's; June is not in yet."""
    return Chart(
        "months",
        "职业安全培训女职工人次",
        [f"{month}月" for month in range(1, 7)],
        [
            Series("2022年", [1820, 960, 3410, 2875, 3260, None]),
            Series("2021年", [1540, 1105, 2980, 2430, 2795, 1925]),
        ],
        kind="line",
        unit="人次",
        category_label="月份",
        sheet_url="#",
    )


def by_town() -> Chart:
    """Towns side by side."""
    return Chart(
        "towns",
        "各镇街道培训场数",
        TOWNS,
        [
            Series("本期", [42, 38, 35, 33, 30, 28, 26, 19, 12]),
            Series("上年同期", [36, 35, 31, 34, 22, 25, 24, 20, 11]),
        ],
        unit="场",
        category_label="镇（街道）",
    )


class TrainingForm(forms.Form):
    """A register's form, as the machinery would make it."""

    name = forms.CharField(label="培训名称", max_length=60)
    unit = forms.CharField(label="单位", help_text="按名称、拼音首字母或代码查找")
    date = forms.DateField(
        label="日期", widget=forms.DateInput(attrs={"type": "date"}), help_text="培训结束的那一天"
    )
    women = forms.IntegerField(label="女职工人数", help_text="只计实际到场的女职工")
    cost = forms.DecimalField(label="经费", required=False)
    way = forms.ChoiceField(
        label="方式",
        choices=[("class", "集中授课"), ("net", "网络"), ("visit", "现场观摩")],
        widget=forms.RadioSelect,
    )
    field = forms.ChoiceField(label="内容", choices=[("", "请选择"), ("safety", "劳动保护")])
    note = forms.CharField(label="备注", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    confirmed = forms.BooleanField(label="人数已与签到表核对", required=False)

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["date"].widget.input_type = "date"


def refused_form() -> TrainingForm:
    """The same form, sent with faults."""
    form = TrainingForm({"name": "", "women": "一百", "date": "2022-13-01", "way": "class"})
    form.is_valid()
    form.add_error(None, "培训日期晚于今天，请核对。")
    return form
