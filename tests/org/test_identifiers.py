"""Identity numbers, credit codes and mobile numbers: their form and their check characters."""

import datetime
import string

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from halfsky.org.identifiers import (
    CREDIT_ALPHABET,
    credit_check,
    identity_birth,
    identity_check,
    is_woman,
    masked,
    organisation_check,
    validate_credit_code,
    validate_identity,
    validate_mobile,
)

BIRTHS = st.dates(datetime.date(1940, 1, 1), datetime.date(2006, 12, 31))
IDENTITIES = st.builds(
    lambda area, born, place: f"{area:06d}{born:%Y%m%d}{place:03d}",
    st.integers(110000, 659999),
    BIRTHS,
    st.integers(0, 999),
).map(lambda first_17: first_17 + identity_check(first_17))
CREDIT_CODES = st.text(CREDIT_ALPHABET, min_size=17, max_size=17).map(
    lambda first_17: first_17 + credit_check(first_17)
)


@pytest.mark.parametrize(
    ("number", "woman"),
    [
        ("11010519491231002X", True),
        ("440524188001010014", False),
        ("330213199001010025", True),
        ("330213198506150045", True),
        ("330283197812310064", True),
        ("330213198808080011", False),
    ],
)
def test_it_checks_identity_numbers_and_reads_the_sex(number: str, woman: bool) -> None:
    assert identity_check(number[:17]) == number[17]
    assert is_woman(number) == woman


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("330213197002290023", "出生日期不存在"),  # 29 Feb 1970, with a valid check character
        ("440524188001010014", "出生日期不存在"),  # nobody alive was born in 1880
        ("330213209001010020", "出生日期不存在"),  # not yet born
        ("330213199001010026", "校验位不符"),
        ("330231199001010025", "校验位不符"),  # two digits changed places
        ("11010519491231002x", "末位可为大写X"),
        ("33021319900101002", "应为18位数字"),
        ("3302131990010100255", "应为18位数字"),
        ("３30213199001010025", "应为18位数字"),  # a full-width digit
        ("330213900101002", "应为18位数字"),  # the old 15 digits
        ("", "应为18位数字"),
    ],
)
def test_it_refuses_an_identity_number(number: str, sentence: str) -> None:
    if len(number) == 18 and number.startswith("3302132090"):
        number = number[:17] + identity_check(number[:17])
    with pytest.raises(ValidationError, match=sentence):
        validate_identity(number)


@given(IDENTITIES)
def test_it_accepts_every_well_formed_identity_number(number: str) -> None:
    validate_identity(number)
    assert identity_birth(number) == datetime.datetime.strptime(number[6:14], "%Y%m%d").date()


@given(IDENTITIES, st.integers(0, 17), st.sampled_from(string.digits))
def test_it_notices_any_one_digit_changed(number: str, place: int, digit: str) -> None:
    changed = number[:place] + digit + number[place + 1 :]
    if changed == number:
        return
    with pytest.raises(ValidationError):
        validate_identity(changed)


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",
        "91110000710926094P",
        "813302130000000197",
        "81330213MC0000020K",
        "91330213MA0000031J",
    ],
)
def test_it_accepts_a_credit_code(code: str) -> None:
    validate_credit_code(code)
    assert credit_check(code[:17]) == code[17]


@pytest.mark.parametrize(
    ("first_8", "check"),
    [("71092609", "4"), ("MA000003", "1"), ("MC000002", "0"), ("M000100Y", "4"), ("00000001", "9")],
)
def test_it_checks_organisation_codes(first_8: str, check: str) -> None:
    assert organisation_check(first_8) == check


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("91330213MA0000031K", "校验位不符"),
        ("91330213MA0000013J", "校验位不符"),
        ("91330213MI0000031J", "不含字母I、O、S、V、Z"),
        ("91330213ma0000031j", "应为18位"),
        ("91330213MA000003", "应为18位"),
        ("", "应为18位"),
    ],
)
def test_it_refuses_a_credit_code(code: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        validate_credit_code(code)


@given(CREDIT_CODES, st.integers(0, 17), st.sampled_from(CREDIT_ALPHABET))
def test_it_notices_any_one_character_changed(code: str, place: int, character: str) -> None:
    validate_credit_code(code)
    changed = code[:place] + character + code[place + 1 :]
    if changed != code:
        with pytest.raises(ValidationError):
            validate_credit_code(changed)


@pytest.mark.parametrize("number", ["13800138000", "19912345678"])
def test_it_accepts_a_mobile_number(number: str) -> None:
    validate_mobile(number)


@pytest.mark.parametrize(
    "number", ["12800138000", "1380013800", "138001380000", "0574-88881234", "1380013800０", ""]
)
def test_it_refuses_a_mobile_number(number: str) -> None:
    with pytest.raises(ValidationError, match="应为11位"):
        validate_mobile(number)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("330213199001010025", "3****************5"),
        ("陈秀兰", "陈*兰"),
        ("陈兰", "陈*"),
        ("陈", "*"),
        ("", ""),
    ],
)
def test_it_masks_all_but_the_ends_and_never_nothing(text: str, shown: str) -> None:
    assert masked(text) == shown
