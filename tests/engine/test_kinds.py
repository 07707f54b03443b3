"""Every kind: what people type is understood, kept, shown; junk is refused in words."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from dossiers.engine.kinds import KINDS, Facts, Question
from monespace.documents.rules import check_upload
from tests.engine.samples import TODAY, question, stored_file

FACTS = Facts(TODAY)
NBSP = "\u00a0"
IDS = ["0b0f7f0e-7c8f-4b5e-9a39-2b5c1d1f5a11", "7d0d8c1a-5a0b-4f0e-8d8f-90a1b2c3d4e5"]
ADDRESS = {"street": "Rue du Pont", "number": "12", "postcode": "5000", "locality": "Namur"}

UNDERSTOOD = [
    ("text", {}, "  Jean \t Dupont ", "Jean Dupont", "Jean Dupont"),
    ("text", {}, "section C,\vn° 123\u200b", "section C, n° 123", "section C, n° 123"),
    ("long_text", {}, "Un\r\ndeux\n", "Un\ndeux", "Un\ndeux"),
    ("long_text", {}, "Un\u2028de\u00adux\u202e", "Un\ndeux", "Un\ndeux"),
    ("number", {}, "1 250", 1250, f"1{NBSP}250"),
    ("number", {"decimals": 2}, "1,5", "1.50", "1,50"),
    ("number", {"min": -5}, "−3", -3, "-3"),
    ("money", {}, "1.234,50", {"amount": "1234.50", "currency": "EUR"}, f"1{NBSP}234,50{NBSP}€"),
    ("money", {}, "1234.5", {"amount": "1234.50", "currency": "EUR"}, f"1{NBSP}234,50{NBSP}€"),
    ("money", {}, "€ 12", {"amount": "12.00", "currency": "EUR"}, f"12,00{NBSP}€"),
    ("money", {}, "12 eur", {"amount": "12.00", "currency": "EUR"}, f"12,00{NBSP}€"),
    ("money", {}, "1.234", {"amount": "1234.00", "currency": "EUR"}, f"1{NBSP}234,00{NBSP}€"),
    ("money", {}, "1,234.50", {"amount": "1234.50", "currency": "EUR"}, f"1{NBSP}234,50{NBSP}€"),
    *(("date", {}, typed, "2026-03-07", "7 mars 2026") for typed in ("7/3/2026", "07-03-2026", "07.03.2026")),
    *(
        ("date", {}, typed, "2026-03-07", "7 mars 2026")
        for typed in ("2026-03-07", "07 03 2026", " 7 / 3 / 2026 ")
    ),
    ("yes_no", {}, "yes", True, "Oui"),
    ("yes_no", {}, "no", False, "Non"),
    ("choice", {}, "b", "b", "b"),
    ("multiple_choice", {}, ["c", "a"], ["a", "c"], "a\nc"),
    ("email", {}, " Jean@Exemple.BE ", "Jean@exemple.be", "Jean@exemple.be"),
    ("phone", {}, "0470 12 34 56", "+32470123456", "+32 470 12 34 56"),
    ("phone", {}, "+33 1 42 68 53 00", "+33142685300", "+33 1 42 68 53 00"),
    ("address", {}, ADDRESS, ADDRESS | {"country": "BE"}, "Rue du Pont 12\n5000 Namur"),
    (
        "address",
        {},
        ADDRESS | {"box": "B2", "postcode": "L-1234", "country": "LU"},
        ADDRESS | {"box": "B2", "postcode": "L-1234", "country": "LU"},
        "Rue du Pont 12 boîte B2\nL-1234 Namur\nLuxembourg",
    ),
    ("iban", {}, "be71 0961 2345 6769", "BE71096123456769", "BE71 0961 2345 6769"),
    ("iban", {}, "BE71\u200b 0961\u202f2345\xa06769\u200b", "BE71096123456769", "BE71 0961 2345 6769"),
    ("email", {}, "camille@exemple.be\u200b", "camille@exemple.be", "camille@exemple.be"),
    ("phone", {}, "\u202a+32 470 12 34 56\u202c", "+32470123456", "+32 470 12 34 56"),
    ("niss", {}, "78.03.14-901.47", "78031490147", "78.03.14-901.47"),
    ("bce_number", {}, "BE 1999.990.144", "1999990144", "1999.990.144"),
    ("establishment_number", {}, "8.999.990.194", "8999990194", "8.999.990.194"),
    ("file", {"max_files": 2}, IDS, IDS, "\n".join(IDS)),
]


@pytest.mark.parametrize(("kind", "words", "raw", "payload", "shown"), UNDERSTOOD)
def test_what_people_type_is_understood_kept_and_shown(kind, words, raw, payload, shown):
    asked = question(kind, **words)
    value = asked.answer(raw, FACTS)
    assert asked.payload(value) == payload
    assert asked.display(value, "fr") == shown


def test_every_kind_that_asks_is_tried():
    assert {kind for kind, *_ in UNDERSTOOD} == {name for name, kind in KINDS.items() if kind.asks}


REFUSED = [
    ("text", {"max_length": 5}, "trop long", "réduisez à 5 au plus"),
    ("text", {"min_length": 3}, "ab", "au moins 3 caractères"),
    ("number", {}, "douze", "indiquez un nombre en chiffres"),
    ("number", {}, "1,5", "sans virgule"),
    ("number", {"max": 7}, "8", "indiquez 7 au plus"),
    ("number", {}, "-1", "indiquez 0 au moins"),
    ("money", {"max": 20000}, "20001", f"indiquez 20{NBSP}000,00{NBSP}€ au plus"),
    ("money", {}, "1.2.3", "indiquez le montant en chiffres"),
    ("date", {}, "31/02/2026", "février 2026 n’a que 28 jours"),
    ("date", {}, "7 mars 26", "07/03/2026 ou 07/03/1926"),
    ("date", {"max": "today"}, "24/11/2026", "indiquez le 23 novembre 2026 ou une date plus ancienne"),
    (
        "date",
        {"min": "today - 1 month"},
        "22/10/2026",
        "indiquez le 23 octobre 2026 ou une date plus récente",
    ),
    ("yes_no", {}, "peut-être", "répondez par oui ou par non"),
    ("choice", {}, "z", "choisissez une des réponses proposées"),
    ("multiple_choice", {}, ["a", "z"], "choisissez parmi les réponses proposées"),
    ("multiple_choice", {"max_choices": 1}, ["a", "b"], "choisissez au plus 1"),
    ("multiple_choice", {"min_choices": 2}, ["a"], "choisissez au moins 2"),
    ("email", {}, "jean@", "indiquez une adresse e-mail complète"),
    ("phone", {}, "12", "indiquez un numéro complet"),
    ("address", {}, {"street": "Rue du Pont"}, "indiquez le numéro, ou « s/n » s’il n’y en a pas"),
    ("address", {}, ADDRESS | {"postcode": "50000"}, "quatre chiffres"),
    ("address", {}, ADDRESS | {"country": "XX"}, "choisissez un des pays proposés"),
    ("address", {}, ADDRESS | {"locality": "x" * 101}, "raccourcissez à 100 caractères au plus"),
    ("address", {"in_wallonia": True}, ADDRESS | {"postcode": "1000"}, "code postal est wallon"),
    ("iban", {}, "BE71 0961 2345 6768", "a le bon format, mais un chiffre est sans doute faux"),
    ("iban", {}, "BE44 0961 2345 6770", "un chiffre est sans doute faux"),
    ("niss", {}, "78.03.14-901.48", "un chiffre est sans doute faux"),
    ("bce_number", {}, "1999.990.145", "un chiffre est sans doute faux"),
    ("establishment_number", {}, "1999.990.144", "de 2 à 8"),
    ("file", {"max_files": 1}, IDS, "gardez 1 fichier au plus"),
]


@pytest.mark.parametrize(("kind", "words", "raw", "reason"), REFUSED)
def test_what_is_wrong_is_refused_with_the_fix(kind, words, raw, reason):
    with override("fr"), pytest.raises(ValidationError) as refusal:
        question(kind, **words).answer(raw, FACTS)
    assert reason in refusal.value.messages[0]
    assert "Champ" in refusal.value.messages[0]


ASKING = sorted(name for name, kind in KINDS.items() if kind.asks)


@pytest.mark.parametrize("kind", ASKING)
def test_a_blank_answer_is_refused_unless_it_is_optional(kind):
    for blank in ("", "  ", None, [], {}, "\u200b", "\xa0\ufeff", "\v\u2800", "\u202e\u3164"):
        assert question(kind, optional=True).answer(blank, FACTS) is None
        with override("fr"), pytest.raises(ValidationError) as refusal:
            question(kind).answer(blank, FACTS)
        assert "«\u00a0Champ\u00a0»" in refusal.value.messages[0]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=6,
)
PLAUSIBLE = (
    st.from_regex(r"[0-9€ ,.'-]{0,14}", fullmatch=True)
    | st.from_regex(r"[0-9]{1,4}[/. -][0-9]{1,2}[/. -][0-9]{1,4}", fullmatch=True)
    | st.from_regex(r"[+]?[0-9 /.]{6,16}", fullmatch=True)
    | st.from_regex(r"BE[0-9]{14}", fullmatch=True)
    | st.emails()
    | st.lists(st.sampled_from("abcd"), max_size=4)
    | st.fixed_dictionaries(
        dict.fromkeys((*ADDRESS, "country"), st.text(max_size=8) | st.sampled_from(["5000", "BE"]))
    )
)
EVERY = {kind: question(kind) for kind in ASKING} | {"measure": question("number", decimals=3, min=None)}


def answered(asked: Question, raw: object) -> object:
    """Return what was understood; None when it was refused, in words."""
    try:
        return asked.answer(raw, FACTS)
    except ValidationError as refusal:
        messages = refusal.messages
    assert all(messages)
    return None


@pytest.mark.parametrize("kind", EVERY)
@given(raw=JUNK | PLAUSIBLE | st.sampled_from([case[2] for case in UNDERSTOOD]))
def test_whatever_is_typed_is_understood_and_survives_json_or_is_refused(kind, raw):
    asked = EVERY[kind]
    value = answered(asked, raw)
    if value is None:
        return
    assert json.loads(json.dumps(asked.payload(value))) == asked.payload(value)
    for language in ("fr", "de", "nl", "en"):
        assert asked.display(value, language).strip()
    assert asked.answer(asked.tidy(raw), FACTS) == value


@given(JUNK)
def test_what_is_tidied_is_json(raw):
    for asked in EVERY.values():
        tidied = asked.tidy(raw)
        assert json.loads(json.dumps(tidied)) == tidied


@pytest.mark.parametrize("kind", ["number", "money", "date", "iban", "niss", "bce_number", "phone", "email"])
@given(raw=PLAUSIBLE)
def test_what_is_shown_is_understood_the_same_when_typed_again(kind, raw):
    asked = EVERY[kind]
    value = answered(asked, raw)
    if value is None:
        return
    again = value.strftime("%d/%m/%Y") if kind == "date" else asked.display(value, "fr")
    assert asked.answer(again, FACTS) == value


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["fr", "de", "nl"]))
def test_an_amount_is_read_back_from_how_each_language_writes_it(amount, language):
    asked = EVERY["money"]
    assert asked.answer(asked.display(amount, language), FACTS) == amount


@given(st.dates(date(1850, 1, 1)))
def test_a_date_is_read_day_first_and_as_browsers_send_it(day):
    asked = EVERY["date"]
    assert asked.answer(f"{day.day}/{day.month}/{day.year}", FACTS) == day
    assert asked.answer(day.isoformat(), FACTS) == day
    assert asked.answer(asked.payload(day), FACTS) == day


def test_a_value_is_shown_in_each_language():
    amount, day = Decimal("1234.50"), date(2026, 3, 7)
    shown = {language: EVERY["money"].display(amount, language) for language in ("de", "nl", "en")}
    assert shown == {"de": f"1.234,50{NBSP}€", "nl": f"€{NBSP}1.234,50", "en": "€1,234.50"}
    days = {language: EVERY["date"].display(day, language) for language in ("de", "nl", "en")}
    assert days == {"de": "7. März 2026", "nl": "7 maart 2026", "en": "7 March 2026"}


class TestFiles:
    """A file field answers files of the draft, and only those."""

    def test_a_file_of_another_draft_is_ignored(self):
        asked = question("file", optional=True)
        known = Facts(TODAY, {IDS[0]: stored_file()})
        assert [document.id for document in asked.answer([IDS[0]], known)] == [IDS[0]]
        assert asked.answer([IDS[1]], known) is None

    def test_a_refused_file_is_named(self):
        known = Facts(TODAY, {IDS[0]: stored_file("virus.pdf", scan="refused")})
        with override("fr"), pytest.raises(ValidationError, match=r"virus\.pdf est refusé"):
            question("file").answer([IDS[0]], known)

    @pytest.mark.parametrize(
        ("name", "size", "kept", "code"),
        [
            ("a.exe", 10, 0, "type"),
            ("a.pdf", 0, 0, "size"),
            ("a.pdf", 10_000_001, 0, "size"),
            ("a.pdf", 1, 1, "number"),
        ],
    )
    def test_an_upload_is_refused_before_it_is_stored(self, name, size, kept, code):
        asked = question("file")
        check_upload(asked, name="Facture.JPEG", size=10_000_000, kept=0)
        with pytest.raises(ValidationError) as refusal:
            check_upload(asked, name=name, size=size, kept=kept)
        assert refusal.value.code == code


def test_a_text_may_not_hide_controls():
    assert question("text").answer("a\x00b\u202ec\x07", FACTS) == "abc"
