"""Belgian numbers: what is accepted, what slips are noticed, what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monespace.common.identifiers import (
    InvalidIdentifier,
    format_bce,
    format_establishment,
    format_niss,
    normalize_bce,
    normalize_establishment,
    normalize_niss,
)

NORMALIZERS = [normalize_bce, normalize_establishment, normalize_niss]


def with_check(sequence: int) -> str:
    return f"{sequence:08d}{97 - sequence % 97:02d}"


bce_numbers = st.integers(1, 19_999_999).map(with_check)
establishment_numbers = st.integers(20_000_000, 89_999_999).map(with_check)


@st.composite
def national_numbers(draw: st.DrawFn) -> str:
    """Numbers of people born in both centuries, BIS numbers and incomplete dates included."""
    born = draw(st.dates())
    century = draw(st.sampled_from(["", "2"]))
    year = draw(st.integers(0, 99) if century == "" else st.integers(0, 25))
    month = draw(st.sampled_from([0, 20, 40])) + draw(st.sampled_from([0, born.month]))
    nine = f"{year:02d}{month:02d}{min(born.day, 28):02d}{draw(st.integers(1, 998)):03d}"
    return f"{nine}{97 - int(century + nine) % 97:02d}"


def separated(digits: str, separators: list[str]) -> str:
    return "".join(digit + separator for digit, separator in zip(digits, separators, strict=False))


separators = st.lists(st.sampled_from(["", " ", ".", "-", "\u00a0", "\u2013", "/"]), min_size=11, max_size=11)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("1999.990.144", "1999990144"),
        ("BE 1999.990.144", "1999990144"),
        ("be1999990144", "1999990144"),
        (" 1999 990 144 ", "1999990144"),
        ("203.430.576", "0203430576"),
        ("BE 203.430.576", "0203430576"),
    ],
)
def test_enterprise_number_is_understood_when_typed_in_a_usual_way(typed, digits):
    assert normalize_bce(typed) == digits


def test_numbers_are_written_as_people_read_them():
    assert format_bce("1999990144") == "1999.990.144"
    assert format_establishment("8999990194") == "8.999.990.194"
    assert format_niss("78031490147") == "78.03.14-901.47"


@pytest.mark.parametrize(
    "number",
    ["78.03.14-901.47", "91.11.02-902.56", "65.07.30-951.48", "03.05.21-903.49", "84.12.09-952.44"],
)
def test_national_number_is_accepted_when_its_check_is_right(number):
    assert format_niss(normalize_niss(number)) == number


@pytest.mark.parametrize("number", ["80410590143", "92261790223"])
def test_bis_number_is_accepted_when_its_check_is_right(number):
    assert normalize_niss(number) == number


@pytest.mark.parametrize(
    "number", ["00000000097", "00000100082", "97010100050", "78.03.14-901.48", "78131490100"]
)
def test_national_number_is_refused_when_no_person_can_have_it(number):
    with pytest.raises(InvalidIdentifier):
        normalize_niss(number)


@pytest.mark.parametrize("number", ["0000000097", "000000097", "2175653085", "1999990145", "9999999948"])
def test_enterprise_number_is_refused_when_none_can_have_it(number):
    with pytest.raises(InvalidIdentifier):
        normalize_bce(number)


@pytest.mark.parametrize("number", ["2.175.653.085", "2.346.846.704", "8.999.990.194", "8.999.990.293"])
def test_establishment_number_is_accepted_when_its_check_is_right(number):
    assert format_establishment(normalize_establishment(number)) == number


@pytest.mark.parametrize("number", ["1999990144", "0203430576", "9000000078", "BE2175653085"])
def test_establishment_number_is_refused_when_it_is_of_another_kind(number):
    with pytest.raises(InvalidIdentifier):
        normalize_establishment(number)


@given(bce_numbers, separators)
def test_enterprise_number_survives_writing_and_reading(number, between):
    assert normalize_bce(format_bce(number)) == number
    assert normalize_bce(separated(number, between)) == number


@given(establishment_numbers, separators)
def test_establishment_number_survives_writing_and_reading(number, between):
    assert normalize_establishment(format_establishment(number)) == number
    assert normalize_establishment(separated(number, between)) == number


@given(national_numbers(), separators)
def test_national_number_survives_writing_and_reading(number, between):
    assert normalize_niss(format_niss(number)) == number
    assert normalize_niss(separated(number, between)) == number


def slips(number: str, position: int, digit: str) -> list[str]:
    """The number with one digit wrong, and with two neighbours swapped."""
    place = position % len(number)
    wrong = number[:place] + digit + number[place + 1 :]
    place %= len(number) - 1
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    return [slip for slip in (wrong, swapped) if slip != number]


@given(bce_numbers, st.integers(0, 10), st.sampled_from("0123456789"))
def test_enterprise_number_is_refused_when_a_digit_slipped(number, position, digit):
    for slip in slips(number, position, digit):
        with pytest.raises(InvalidIdentifier):
            normalize_bce(slip)


@given(establishment_numbers, st.integers(0, 10), st.sampled_from("0123456789"))
def test_establishment_number_is_refused_when_a_digit_slipped(number, position, digit):
    for slip in slips(number, position, digit):
        with pytest.raises(InvalidIdentifier):
            normalize_establishment(slip)


@given(national_numbers(), st.integers(0, 10), st.sampled_from("0123456789"))
def test_national_number_is_not_one_of_the_same_century_when_a_digit_slipped(number, position, digit):
    """The check digits hide one bit, the century of birth: only there can a slip give a valid number."""

    def centuries(digits: str) -> set[str]:
        return {c for c in ("", "2") if 97 - int(c + digits[:9]) % 97 == int(digits[9:])}

    assert centuries(number)
    for slip in slips(number, position, digit):
        assert centuries(slip).isdisjoint(centuries(number))
        if not centuries(slip):
            with pytest.raises(InvalidIdentifier):
                normalize_niss(slip)


@pytest.mark.parametrize("normalize", NORMALIZERS)
@given(text=st.one_of(st.text(), st.text(alphabet="0123456789 .-BE\u0664\u00b2\uff11", max_size=14)))
def test_junk_is_refused_in_one_way_only(normalize, text):
    try:
        result = normalize(text)
    except InvalidIdentifier:
        return
    assert result.isascii()
    assert result.isdigit()
    assert normalize(result) == result
