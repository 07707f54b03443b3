"""Official numbers: written as on an invoice they are understood, and a refusal names its true cause."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from dossiers.engine.kinds import Facts
from dossiers.engine.kinds.numbered import normalize_iban
from enterprises.managers.forms import NumberForm
from enterprises.mandates.forms import MandateForm
from enterprises.register.search import find_enterprises
from enterprises.rights.actor import Space
from enterprises.rights.spaces import SpaceCard, matching
from helpdesk.dossiers.lookup import Kind, Lookup, recognise
from monespace.common.identifiers import InvalidIdentifier, WrongCheck, WrongLength, bce_digits, normalize_bce
from monespace.common.text import one_line
from tests.engine.samples import TODAY, question
from tests.support.enterprise_factories import EnterpriseFactory

FACTS = Facts(TODAY)
SOME = {
    "bce_number": "1999990144",
    "establishment_number": "8999990194",
    "niss": "78031490147",
    "iban": "BE71096123456769",
}
AS_ON_INVOICES = [
    "TVA BE 1999.990.144",
    "tva be1999990144",
    "TVA: BE 1999 990 144",
    "N° TVA : BE-1999.990.144",
    "BTW BE 1999.990.144",
    "BTW-nr. BE 1999.990.144",
    "MwSt. BE 1999.990.144",
    "MwSt.-Nr.: BE 1999.990.144",
    "USt-IdNr. BE 1999.990.144",
    "BE1999990144",
    "BE 1999\u2011990\u2011144",
    "BCE 1999.990.144",
    "RPM 1999.990.144",
    "KBO: 1999.990.144\u200b",
    "\ufeffBE\xa01999\u202f990\u202f144",
    "BE ١٩٩٩.٩٩٠.١٤٤",
    "(BE) 1999.990.144",
    "BE (1)999.990.144",
    "N° d’entreprise : BE 1999.990.144,",
    "numéro d'entreprise 1999.990.144",
    "Ondernemingsnr. 1999.990.144",
    "Ondernemingsnummer: BE 1999.990.144",
    "Unternehmensnummer 1999.990.144",
    "Enterprise number 1999.990.144",
    "TVA BE 1999.990.144 RPM Liège",
    "RPR Brussel 1999.990.144",
]


@pytest.mark.parametrize("typed", AS_ON_INVOICES)
def test_an_enterprise_number_is_read_as_on_every_invoice(typed):
    assert question("bce_number").answer(typed, FACTS) == "1999990144"
    form = NumberForm({"number": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["number"] == "1999990144"
    assert bce_digits(typed) == "1999990144"


@pytest.mark.parametrize(
    "typed", ["1999990144 Namur", "TVA", "BE", "", "Boulangerie 1999990144", "1999x990144", "FR 1999990144"]
)
def test_other_texts_are_no_enterprise_number(typed):
    assert bce_digits(typed) == ""
    with pytest.raises(InvalidIdentifier):
        normalize_bce(typed)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        *(
            ("establishment_number", typed, "8999990194")
            for typed in ("N° 8.999.990.194", "NUE 8.999.990.194", "UE: 8999990194", "VE 8.999.990.194")
        ),
        *(
            ("niss", typed, "78031490147")
            for typed in (
                "NISS 78.03.14-901.47",
                "n° 78031490147",
                "RRN: 78.03.14 901-47",
                "(78.03.14-901.47)",
            )
        ),
    ],
)
def test_other_numbers_are_read_with_what_stands_before_them(kind, typed, kept):
    assert question(kind).answer(typed, FACTS) == kept
    with pytest.raises(ValidationError):
        question(kind).answer(f"FR {kept}", FACTS)


@pytest.mark.parametrize(
    ("kind", "typed", "cause"),
    [
        ("bce_number", "1999.990.145", "a le bon format, mais un chiffre est sans doute faux"),
        ("bce_number", "TVA BE 0203.430.577", "un chiffre est sans doute faux"),
        ("bce_number", "203.430.577", "un chiffre est sans doute faux"),
        ("bce_number", "1999.990.14", "il faut 10 chiffres, vous en avez écrit 9"),
        ("bce_number", "1999.990.1444", "il faut 10 chiffres, vous en avez écrit 11"),
        ("bce_number", "2999.990.144", "commence par 0 ou 1"),
        ("bce_number", "1999.990.14O", "il compte dix chiffres"),
        ("establishment_number", "8.999.990.195", "un chiffre est sans doute faux"),
        ("establishment_number", "8.999.990", "il faut 10 chiffres, vous en avez écrit 7"),
        ("niss", "78.03.14-901.48", "un chiffre est sans doute faux"),
        ("niss", "78.03.14-901.4", "il faut 11 chiffres, vous en avez écrit 10"),
        ("niss", "78.03.14-000.47", "recopiez les onze chiffres"),
        ("iban", "BE71 0961 2345 6768", "un chiffre est sans doute faux"),
        ("iban", "BE71 0961 2345 676", "a 16 caractères, vous en avez écrit 15"),
        ("iban", "FR14 2004 1010 0505 0001 3M02 60", "a 27 caractères, vous en avez écrit 26"),
        ("iban", "DE89 3704 0044 0532 0130 01", "un chiffre est sans doute faux"),
        ("iban", "ZZ71 0961 2345 6769", "vérifiez le numéro de compte"),
        ("iban", "096-1234567-69", "vérifiez le numéro de compte"),
    ],
)
def test_a_refusal_names_its_true_cause(kind, typed, cause):
    with override("fr"):
        with pytest.raises(ValidationError) as refusal:
            question(kind).answer(typed, FACTS)
        assert cause in refusal.value.messages[0]
        assert "Champ" in refusal.value.messages[0]


@pytest.mark.parametrize(
    "typed",
    [
        "IBAN BE71 0961 2345 6769",
        "iban: be71-0961-2345-6769",
        "BE71.0961.2345.6769",
        "BE71\u200b0961\xa02345\u202f6769",
    ],
)
def test_an_account_number_is_read_as_banks_write_it(typed):
    assert normalize_iban(typed) == "BE71096123456769"


@pytest.mark.django_db
@pytest.mark.parametrize("typed", AS_ON_INVOICES)
def test_every_search_finds_an_enterprise_by_its_number_as_on_an_invoice(typed):
    company, other = EnterpriseFactory(number="1999990144"), EnterpriseFactory()
    assert find_enterprises(one_line(typed)) == [company]
    cards = [SpaceCard(space=Space(enterprise=one)) for one in (company, other)]
    assert matching(cards, one_line(typed)) == cards[:1]
    assert recognise(one_line(typed)) == Lookup(Kind.BCE, "1999990144")


@pytest.mark.parametrize("word", ["NUE", "N", "RN", "NN", "BE", "RPM", "N°"])
def test_words_repeated_without_end_are_refused_at_once(word):
    for kind, typed in SOME.items():
        assert question(kind).answer(typed, FACTS)
        with pytest.raises(ValidationError):
            question(kind).answer(word * 2000 + "x", FACTS)


@pytest.mark.parametrize("form_class", [NumberForm, MandateForm])
@pytest.mark.django_db
def test_forms_say_the_true_cause_too(form_class):
    with override("fr"):
        said = {
            typed: str(form_class({"number": typed}).errors["number"][0]).replace("\xa0", " ")
            for typed in ("1999.990.145", "1999.990", "", "abc")
        }
    assert "un chiffre est sans doute faux" in said["1999.990.145"]
    assert "il faut 10 chiffres, vous en avez écrit 7" in said["1999.990"]
    assert "numéro BCE de l’" in said[""]
    assert "commence par 0 ou 1" in said["abc"]


@given(st.integers(1, 19_999_999), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_and_one_missing_are_told_apart(sequence, place, more):
    number = f"{sequence:08d}{97 - sequence % 97:02d}"
    slipped = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    if slipped[0] in "01":
        with pytest.raises(WrongCheck):
            normalize_bce(slipped)
    for typed in (number + "0", number[:8]):
        with pytest.raises(WrongLength) as wrong:
            normalize_bce(typed)
        assert wrong.value.found == len(typed)
