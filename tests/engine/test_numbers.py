"""Numbers as people type them: read, or asked about in words with both readings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from dossiers.engine.kinds import Facts
from monespace.common.numbers import Read, Unreadable, read_number
from tests.engine.samples import TODAY, question

FACTS = Facts(TODAY)
LANGUAGES = ("fr", "de", "nl", "en")
WHOLE = question("number")
PRECISE = question("number", decimals=2)
BELOW_ZERO = question("number", decimals=2, min=None)
FINE = question("number", decimals=3)
MONEY = question("money")


@pytest.mark.parametrize(
    ("asked", "typed", "number"),
    [
        (PRECISE, "0.5", "0.5"),
        (PRECISE, "0.500", "0.5"),
        (PRECISE, "0,500", "0.5"),
        (FINE, "0.125", "0.125"),
        (PRECISE, ".5", "0.5"),
        (PRECISE, ",5", "0.5"),
        (PRECISE, "12,", "12"),
        (PRECISE, "1.234,56", "1234.56"),
        (PRECISE, "1,234.56", "1234.56"),
        (PRECISE, "1\u202f234.56", "1234.56"),
        (PRECISE, "1 234 , 5", "1234.5"),
        (PRECISE, "1 000.500", "1000.5"),
        (PRECISE, "1000.500", "1000.5"),
        (PRECISE, "1.234.567", "1234567"),
        (PRECISE, "1,234,567.8", "1234567.8"),
        (PRECISE, "٣٫٥", "3.5"),
        (PRECISE, "+7", "7"),
        (WHOLE, "1 000", "1000"),
        (WHOLE, "1\xa0000", "1000"),
        (WHOLE, "1’000", "1000"),
        (WHOLE, "1'000'000", "1000000"),
        (WHOLE, "1.000", "1000"),
        (WHOLE, "1.234", "1234"),
        (WHOLE, "5,00", "5"),
        (WHOLE, "٣", "3"),
        (WHOLE, "007", "7"),
        *((BELOW_ZERO, f"{minus}5", "-5") for minus in ("-", "−", "–", "- ")),
        (MONEY, "1.234", "1234"),
        (MONEY, "0.500", "0.5"),
        *(
            (MONEY, typed, "12")
            for typed in ("12,-", "12,-- €", "12.–", "€ 12", "€12,00", "12 euros", "EUR 12,=")
        ),
    ],
)
def test_what_people_type_is_read(asked, typed, number):
    assert asked.answer(typed, FACTS) == Decimal(number)


@pytest.mark.parametrize(
    ("asked", "typed", "readings"),
    [
        (
            PRECISE,
            "1.000",
            {"fr": "1000 ou 1,00", "de": "1000 oder 1,00", "nl": "1000 of 1,00", "en": "1000 or 1.00"},
        ),
        (PRECISE, "2.125", {"fr": "2125 ou 2,12", "en": "2125 or 2.12"}),
        (PRECISE, "1,234", {"fr": "1234 ou 1,23", "en": "1234 or 1.23"}),
        (BELOW_ZERO, "−1.500", {"fr": "-1500 ou -1,50"}),
        (FINE, "1.234", {"fr": "1234 ou 1,2340", "en": "1234 or 1.2340"}),
        (FINE, "1,234", {"fr": "1234 ou 1,2340"}),
        (WHOLE, "1,234", {"fr": "1234 ou 1,234", "en": "1234 or 1.234"}),
        (MONEY, "1.250", {"fr": "1250 ou 1,25", "nl": "1250 of 1,25"}),
        (MONEY, "1,234 €", {"fr": "1234 ou 1,23", "en": "1234 or 1.23"}),
    ],
)
def test_what_has_two_readings_is_asked_about_with_both(asked, typed, readings):
    for language, words in readings.items():
        with override(language):
            with pytest.raises(ValidationError) as refusal:
                asked.answer(typed, FACTS)
            message = refusal.value.messages[0]
            assert words in message
            assert typed.removesuffix(" €").replace("−", "-") in message.replace("−", "-")
    if asked is not WHOLE:
        for written in readings["fr"].split(" ou "):
            asked.answer(written, FACTS)


@pytest.mark.parametrize(
    ("asked", "typed", "reason"),
    [
        (WHOLE, "0.125", "nombre entier, sans virgule"),
        (WHOLE, "0,5", "nombre entier, sans virgule"),
        (PRECISE, "0.125", "au plus 2 chiffres après la virgule"),
        (MONEY, "0,125", "au plus 2 chiffres après la virgule"),
        *(
            (PRECISE, typed, "indiquez un nombre en chiffres")
            for typed in ("1e5", "½", "douze", "12 kg", "5-", ".", "-")
        ),
        *(
            (WHOLE, typed, "indiquez un nombre en chiffres")
            for typed in ("12 34", "1 25", "1.2.3", "0.123.456", "1.234 567")
        ),
        (MONEY, "1.23.4", "indiquez le montant en chiffres"),
        (MONEY, "12 $", "indiquez le montant en chiffres"),
        (WHOLE, "1" * 16, "indiquez 15 chiffres au plus"),
    ],
)
def test_what_is_no_number_is_refused_for_its_true_cause(asked, typed, reason):
    with override("fr"), pytest.raises(ValidationError) as refusal:
        asked.answer(typed, FACTS)
    assert reason in refusal.value.messages[0]


@given(number=st.decimals(-(10**12), 10**12, places=2), language=st.sampled_from(LANGUAGES))
def test_what_a_page_shows_is_read_back_or_asked_about(number, language):
    shown = BELOW_ZERO.display(number, language)
    read = read_number(shown)
    assert number in (read.number, read.grouped)


@given(amount=st.decimals(0, 10**9, places=2), language=st.sampled_from(LANGUAGES))
def test_an_amount_shown_in_any_language_is_read_back(amount, language):
    assert MONEY.answer(MONEY.display(amount, language), FACTS) == amount


@given(st.from_regex(r"[-+−]?[0-9., '’]{1,12}", fullmatch=True))
def test_no_reading_changes_a_digit(typed):
    try:
        read = read_number(typed)
    except (Unreadable, ValueError):
        return
    digits = "".join(character for character in typed if character.isdigit())
    for number in (read.number, read.grouped):
        if number is not None:
            assert f"{abs(number):f}".replace(".", "").strip("0") == digits.strip("0")
    assert isinstance(read, Read)
