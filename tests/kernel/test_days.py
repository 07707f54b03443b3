"""Days as people type them: every usual way is read, and a refusal names its true cause."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import override
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dossiers.engine.localise import localised_date
from monespace.common.days import typed_day

LANGUAGES = ("fr", "de", "nl", "en")
JUNE = 6
days = st.dates(date(1850, 1, 1))


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "27/3/2026",
            "27-03-2026",
            "27.03.2026",
            "27 03 2026",
            "27\xa003\xa02026",
            " 27 / 3 / 2026 ",
            "27,3,2026",
        ),
        *(
            "27–03–2026",
            "27−03−2026",
            "27‑03‑2026",
            "27. 3. 2026",
            "27/03/2026.",
            "٢٧/٣/٢٠٢٦",
            "27\u200b/03/2026",
        ),
        *("2026-03-27", "2026/3/27", "2026.03.27", "27032026", "20260327"),
        *("27 mars 2026", "27\xa0mars\xa02026", "27 MARS 2026", "27-mars-2026", "27mars2026", "27 mar. 2026"),
        *(
            "le 27 mars 2026",
            "vendredi 27 mars 2026",
            "Freitag, den 27. März 2026",
            "27. Maerz 2026",
            "27. Mrz. 2026",
        ),
        *(
            "27 maart 2026",
            "27 mrt. 2026",
            "vrijdag 27 maart 2026",
            "27 March 2026",
            "March 27, 2026",
            "27th of March 2026",
        ),
    ],
)
def test_every_usual_way_is_read(typed):
    assert typed_day(typed, label="Date") == date(2026, 3, 27)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1er avril 2026", (2026, 4, 1)),
        ("1ᵉʳ avril 2026", (2026, 4, 1)),
        ("1. Jänner 2026", (2026, 1, 1)),
        ("2 fevrier 2026", (2026, 2, 2)),
        ("2 févr. 2026", (2026, 2, 2)),
        ("mar. 3 mars 2026", (2026, 3, 3)),
        ("mar 3 mar 2026", (2026, 3, 3)),
        ("mar 3 juin 2026", (2026, 6, 3)),
        ("15 aout 2026", (2026, 8, 15)),
        ("15 août 2026", (2026, 8, 15)),
        ("15 augustus 2026", (2026, 8, 15)),
        ("3 juil. 2026", (2026, 7, 3)),
        ("3 juin 2026", (2026, 6, 3)),
        ("31. Dez. 2026", (2026, 12, 31)),
        ("29/02/2024", (2024, 2, 29)),
        ("19111950", (1950, 11, 19)),
    ],
)
def test_months_are_known_by_their_names_in_four_languages(typed, day):
    assert typed_day(typed, label="Date") == date(*day)


@given(days, st.sampled_from(LANGUAGES))
@example(date(2026, 4, 1), "fr")
def test_what_a_page_shows_is_read_back(day, language):
    assert typed_day(localised_date(day, language), label="Date") == day


@given(days, st.sampled_from(LANGUAGES), st.sampled_from(("l j F Y", "D j F Y", "D. j b Y")))
@example(date(2026, 3, 3), "fr", "D j F Y")
def test_the_day_of_the_week_says_nothing_whole_or_short(day, language, written):
    assume(not (language == "fr" and day.month == JUNE and "b" in written))  # « jui » may be July
    with override(language):
        typed = date_format(day, written)
    assert typed_day(typed, label="Date") == day


@given(days)
def test_figures_are_read_day_first_and_as_browsers_send_them(day):
    for typed in (f"{day.day}/{day.month}/{day.year}", day.isoformat(), f"{day:%d%m%Y}", f"{day:%Y%m%d}"):
        assert typed_day(typed, label="Date") == day


def reason(typed: str, language: str = "fr") -> str:
    with override(language):
        with pytest.raises(ValidationError) as refusal:
            typed_day(typed, label="Date")
        return refusal.value.messages[0].replace("\xa0", " ")


@pytest.mark.parametrize(
    ("typed", "cause"),
    [
        ("31/02/2026", "février 2026 n’a que 28 jours"),
        ("31 avril 2026", "avril 2026 n’a que 30 jours"),
        ("29.2.2026", "février 2026 n’a que 28 jours"),
        ("45/01/2026", "janvier 2026 n’a que 31 jours"),
        ("31042026", "avril 2026 n’a que 30 jours"),
        ("03/27/2026", "le mois va de 1 à 12. Indiquez d’abord le jour"),
        ("27/00/2026", "le mois va de 1 à 12"),
        ("7/3/26", "l’année en quatre chiffres, 07/03/2026 ou 07/03/1926"),
        ("7 mars 26", "l’année en quatre chiffres, 07/03/2026 ou 07/03/1926"),
        ("070326", "l’année en quatre chiffres, 07/03/2026 ou 07/03/1926"),
        ("7/3/026", "l’année en quatre chiffres"),
        ("7/3/20266", "l’année en quatre chiffres"),
        ("27/03", "ajoutez l’année"),
        ("27 mars", "ajoutez l’année"),
        ("mars 2026", "ajoutez le jour"),
        ("03/2026", "ajoutez le jour"),
        ("2026-03", "ajoutez le jour"),
        ("27/03/1026", "une année à partir de 1850"),
        *(
            (typed, "indiquez le jour, le mois et l’année")
            for typed in ("demain", "27 brumaire 2026", "2026", "12", "0/3/2026")
        ),
        *(
            (typed, "indiquez le jour, le mois et l’année")
            for typed in ("27 mars avril 2026", "27+3+2026", "1/2/3/4", "mars")
        ),
    ],
)
def test_a_refusal_names_its_true_cause(typed, cause):
    assert cause in reason(typed)
    assert "« Date »" in reason(typed)


def test_a_cause_is_said_in_the_readers_language():
    assert "April 2026" in reason("31/04/2026", "de")
    assert "april 2026" in reason("31/04/2026", "nl")


@given(st.text() | st.from_regex(r"[0-9a-zé /.\-]{0,16}", fullmatch=True))
def test_anything_else_is_refused_in_words(typed):
    try:
        day = typed_day(typed, label="Date")
    except ValidationError as refusal:
        causes = refusal.messages
    else:
        causes = [""]
        assert day.year >= 1850
    assert len(causes) == 1
