"""Words that say that one and the same is counted in several parts: 每人可报两项, 两头都计.

The one place for this class: that several may be chosen, that some have more than one of them, that
they are told in both, and that the parts together are more than there are.
"""

from __future__ import annotations

from halfsky.summary.check.text.patterns import lazy

_MANY = r"(?:两|二|几|多|数|三|好几|不止一|不只一|[2-9])"
_SORT = r"(?:样|项|种|类|门|头|处|重|条|方面|身份)"
_NEVER = (
    r"(?<![不非未无没])(?<!不[可能得许准])(?<!没有)(?<!不允许)(?<!避免)(?<!剔除)(?<!去除)(?<!扣除)"
)
_WHO = r"(?:[人户家名位]|同志|姐妹|女工|职工|学员|家庭)"
_CHOSEN = (
    rf"{_NEVER}(?:多选|复选|不定项|兼[报选项])"
    rf"|{_NEVER}(?:可以?|允许|准许|能够?)(?:同时|重复|重叠|交叉|兼|[选报填勾参申]{{1,2}}[^,，。;\d]{{0,2}}{_MANY}{_SORT})"
    rf"|每[人户家][^,，。;\d]{{0,4}}(?:报|选|填|勾|参加|申报){_MANY}(?:个|{_SORT})"
    r"|(?:最多|至多|限|任)(?:可|能)?[选报填勾](?:[两二三四五六2-9])"
    r"|不限(?:选|报|填|勾|参加)?(?:[几一单][样项种门类个]|[项门样]数)"
)
_HAVING = (
    rf"(?:有|不少|部分|个别)(?:的|些|{_MANY})?{_WHO}[^,，。;\d]{{0,6}}{_MANY}{_SORT}"
    rf"|(?:不少|部分|个别)[^,，。;\d]{{1,6}}{_MANY}{_SORT}"
    rf"|[一1]个?{_WHO}[^,，。;\d]{{0,4}}{_MANY}{_SORT}"
    r"|不[止只][报选占得有患属参加]{0,2}了?[一1](?:[样项种类门个处]|条原因)"
    rf"|(?:占|沾|摊|赶|碰|凑)[着上了到有]{{0,2}}{_MANY}{_SORT}"
    r"|[几两多][样项种类重][^,，。;\d]{0,6}(?:都占|凑|叠|赶|挤|撞|并存|同在)"
    r"|[一1][人户家][多两](?:因|证|岗|职|病|症|项|种|奖)"
    r"|[身兼]兼|兼(?:任|有|具|得|属)|同时(?:患|有|占|属|具|报|得|参加|享受|存在|符合|持|担任|获)"
    r"|既[^,，。;]{1,12}[又也]"
)
_COUNTED = (
    r"(?<!没)(?:有|存在|互有|相互|互相|会)[^,，。;\d]{0,4}(?:重复|交叉|重叠|重合)"
    r"|(?<!不)(?<!没有)(?<!避免)(?<!防止)重复(?:计|统|登|算|记|列入)"
    r"|[两几][头边处](?:都)?(?:计|算|记|占|跨|统计|列|登)"
    r"|[计算记数]了?[两二2几多](?:次|遍|回|人次)|[各都](?:计|算|记)(?:了)?[一1][次遍回人户]|各算各的"
)
_SUMMED = (
    r"(?:加起来|相加|之和|合起来|加总|总和|加在一起|累加)[^,，。;\d]{0,6}"
    r"(?:大于|超过|多于|超出|多过|比[^,，。;\d]{1,8}[多大高])"
)
_SAID = lazy("|".join((_CHOSEN, _HAVING, _COUNTED, _SUMMED)))


_AHEAD, _BEHIND = 24, 40


def is_said(words: str) -> bool:
    """Whether the words say that one may be counted in several parts."""
    return bool(_SAID.search(words))


def is_said_of(plain: str, start: int, end: int) -> bool:
    """Whether the text says so right ahead of what stands there, in it or right behind it."""
    return is_said(plain[max(0, start - _AHEAD) : end] + plain[end : end + _BEHIND].split("\n")[0])
