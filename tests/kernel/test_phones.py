"""Phone numbers as people type them: nothing is left out in silence, a refusal names its true cause."""

from __future__ import annotations

from unicodedata import decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import example, given
from hypothesis import strategies as st

from accounts.profile.forms import ProfileForm
from dossiers.engine.kinds import Facts
from monespace.common.phones import shown_phone, typed_phone
from tests.engine.samples import TODAY, question


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        *(
            (typed, "+32470123456")
            for typed in ("0470 12 34 56", "0470/12.34.56", "0470-12‑34–56", "+32 (0)470 12 34 56")
        ),
        *(
            (typed, "+32470123456")
            for typed in ("0032 470 12 34 56", "tel:+32-470-12-34-56", "TEL: 0470123456", "٠٤٧٠١٢٣٤٥٦")
        ),
        *(
            (typed, "+32470123456")
            for typed in ("\u202a+32 470 12 34 56\u202c", "0470\xa012\u202f34\u200b56", "+32 0470 12 34 56")
        ),
        ("32 470 12 34 56", "+32470123456"),
        ("＋33 6 12 34 56 78", "+33612345678"),
        ("00 33 (0)6 12 34 56 78", "+33612345678"),
        ("+49 30 123456", "+4930123456"),
        ("081 32 36 45", "+3281323645"),
    ],
)
def test_every_usual_way_is_read(typed, kept):
    assert typed_phone(typed, label="Téléphone") == kept
    assert question("phone").answer(typed, Facts(TODAY)) == kept
    form = ProfileForm({"language": "fr", "phone": typed, "mail_pace": "at_once"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["phone"] == kept


@pytest.mark.parametrize(
    ("typed", "cause"),
    [
        ("081 32 36 45 ext 12", "pas garder de numéro de poste (« ext 12 »)"),
        ("081 32 36 45 ext. 12", "« ext. 12 »"),
        ("081 32 36 45 extension 12", "« extension 12 »"),
        ("081 32 36 45 poste 12", "« poste 12 »"),
        ("081 32 36 45 toestel 12", "« toestel 12 »"),
        ("081 32 36 45 Durchwahl 12", "« Durchwahl 12 »"),
        ("081323645x12", "« x12 »"),
        ("081 32 36 45 #12", "« #12 »"),
        ("tel:+3281323645;ext=12", "« ext=12 »"),
        ("081 32 36 45,12", "Indiquez un seul numéro, sans numéro de poste"),
        ("+32 81 32 36 45;12", "Indiquez un seul numéro, sans numéro de poste"),
        ("+32 81 32 36 45 - 12", "trop de chiffres. Indiquez un seul"),
        ("0033 6 12 34 56 78 9", "trop de chiffres. Indiquez un seul"),
        ("0470 12 34 56 / 081 32 36 45", "trop de chiffres. Indiquez un seul"),
        ("+32 81 32 36 45; +32 470 12 34 56", "trop de chiffres. Indiquez un seul"),
        ("0470 12 34 567", "trop de chiffres pour un numéro belge"),
        ("06 12 34 56 78", "commencez par l’indicatif du pays, comme +33"),
        ("33 6 12 34 56 78", "commencez par l’indicatif du pays"),
        ("01512 3456789", "commencez par l’indicatif du pays"),
        ("0800 WALLON", "sans lettres ni texte"),
        ("0470 12 34 56 (bureau)", "sans lettres ni texte"),
        ("O470 12 34 56", "sans lettres ni texte"),
        ("12", "indiquez un numéro complet"),
        ("+33 6 12 34", "indiquez un numéro complet"),
        ("0033 6 12 34 56", "indiquez un numéro complet"),
        ("0470 12 34", "ce n’est pas un numéro belge complet"),
        ("27 12 34 56", "commencez par l’indicatif du pays"),
        ("470 12 34 56", "ce n’est pas un numéro belge complet"),
    ],
)
def test_a_refusal_names_its_true_cause(typed, cause):
    with override("fr"):
        with pytest.raises(ValidationError) as refusal:
            typed_phone(typed, label="Téléphone")
        assert cause in refusal.value.messages[0].replace("\xa0", " ")
        form = ProfileForm({"language": "fr", "phone": typed, "mail_pace": "at_once"})
        assert cause in str(form.errors.as_data()["phone"][0].messages[0]).replace("\xa0", " ")
        assert form["phone"].value() == typed


@given(st.text() | st.from_regex(r"(\+32|0)[0-9]{8,9}[,;/x -][0-9]{0,10}", fullmatch=True))
@example("081 32 36 45,12")
def test_no_digit_is_lost_in_silence(typed):
    try:
        kept = typed_phone(typed, label="Téléphone")
    except ValidationError as refusal:
        kept = ""
        said = refusal.messages
    else:
        said = []
    assert bool(kept) != bool(said)
    if kept:
        digits = "".join(str(decimal(character)) for character in typed if character.isdecimal())
        assert digits.endswith(kept[-6:])
        assert typed_phone(shown_phone(kept), label="Téléphone") == kept
