"""Counts of choices and files, parts of addresses and periods: what conditions and formulas may look at."""

from __future__ import annotations

import pytest

from dossiers.engine import Journey, load
from dossiers.engine.preparing import to_prepare
from tests.engine.mistakes import changed, line_at, problems
from tests.engine.samples import TODAY, VALID, form_of, stored_file

TEXT = (
    VALID[: VALID.index("steps:")]
    + """\
steps:
  - key: lieu
    title: {fr: Lieu, de: Ort}
    fields:
      - {key: adresse, kind: address, label: {fr: Adresse, de: Adresse}}
      - key: zones
        kind: multiple_choice
        label: {fr: Zones, de: Gebiete}
        exclusive: aucune
        options:
          natura: {fr: Natura 2000, de: Natura 2000}
          inondable: {fr: Inondable, de: Überschwemmungsgebiet}
          aucune: {fr: Aucune de ces zones, de: Keines davon}
      - {key: photos, kind: file, max_files: 5, optional: yes, label: {fr: Photos, de: Fotos}}
      - {key: sejour, kind: period, label: {fr: Séjour, de: Aufenthalt}}
      - {key: annexe, kind: text, label: {fr: Annexe, de: Anlage},
         when: {lieu.zones.count: {at_least: 2}}}
      - {key: etranger, kind: text, label: {fr: Étranger, de: Ausland},
         when: {not: {lieu.adresse.country: BE}}}
  - key: suite
    title: {fr: Suite, de: Folge}
    fields:
      - key: germanophone
        kind: text
        when: {lieu.adresse.postcode: {one_of: ["4700", "4701"]}}
        label: {fr: Commune, de: Gemeinde}
      - {key: trop, kind: text, when: lieu.photos.count < 2, label: {fr: Encore, de: Noch}}
      - {key: long, kind: file, optional: yes, when: lieu.sejour.days > 30, label: {fr: Bail, de: Vertrag}}
      - {key: ville, kind: file, optional: yes,
         label: {fr: Titre, de: Titel}, when: {lieu.adresse.country: LU}}
rules:
  - require: lieu.sejour.end <= lieu.sejour.start + 3 months
    field: lieu.sejour
    message: {fr: Trois mois au plus., de: Höchstens drei Monate.}
declarations: [exactitude]
delivery: [{gateway: https, service: essais}]
"""
)
DEFINITION = load(TEXT)
PLACE = {"street": "Rue de Fer", "number": "1", "postcode": "5000", "locality": "Namur", "country": "BE"}
FILES = {"1": stored_file(), "2": stored_file()}


def journey(**given) -> Journey:
    typed = {
        "adresse": PLACE,
        "zones": ["natura"],
        "sejour": {"start": "1/3/2026", "end": "2/3/2026"},
        **given,
    }
    return Journey(DEFINITION, {"lieu": typed}, today=TODAY, files=FILES, visited=["lieu"])


def asked(told: Journey) -> set[str]:
    return {key for step in told.steps for key in step.questions}


@pytest.mark.parametrize(
    ("given", "question", "is_asked"),
    [
        ({"zones": ["natura", "inondable"]}, "annexe", True),
        ({}, "annexe", False),
        ({"adresse": {**PLACE, "country": "FR"}}, "etranger", True),
        ({}, "etranger", False),
        ({"adresse": {**PLACE, "postcode": "4701"}}, "germanophone", True),
        ({}, "germanophone", False),
        ({}, "trop", True),
        ({"photos": ["1"]}, "trop", True),
        ({"photos": ["1", "2"]}, "trop", False),
        ({"sejour": {"start": "1/3/2026", "end": "31/3/2026"}}, "long", True),
        ({"sejour": {"start": "1/3/2026", "end": "30/3/2026"}}, "long", False),
        ({"sejour": {"start": "1/3/2026", "end": ""}}, "long", False),
    ],
)
def test_a_part_of_an_answer_decides(given, question, is_asked):
    assert (question in asked(journey(**given))) is is_asked


def test_a_rule_compares_both_ends_of_a_period():
    assert journey().rule_errors == []
    [error] = journey(sejour={"start": "1/3/2026", "end": "2/6/2026"}).rule_errors
    assert (error.field, error.others) == ("sejour", ())


def test_the_page_knows_what_decides():
    form = form_of(DEFINITION, "lieu", data={"zones": ["natura", "inondable"], "adresse-country": "FR"})
    assert form.fields["zones"].decides
    assert form.fields["adresse"].decides
    assert {"annexe", "etranger"} <= form.asked


def test_one_option_goes_with_no_other():
    assert "zones" not in journey(zones=["aucune"]).step("lieu").errors
    told = journey(zones=["natura", "aucune"])
    assert "Aucune de ces zones" in told.step("lieu").errors["zones"].messages[0]
    assert "data-exclusive" in str(form_of(DEFINITION, "lieu")["zones"])


def test_the_condition_on_a_part_is_said_in_words():
    notes = {one.label: one.note for one in to_prepare(DEFINITION, "fr", TODAY)}
    assert notes["Titre"] == "facultatif, si « Adresse, Pays »\u00a0: Luxembourg".replace(
        "« ", "«\u00a0"
    ).replace(" »", "\u00a0»")
    assert notes["Bail"] == "facultatif, selon vos réponses"


MISTAKES = {
    "an unknown part": (
        "lieu.zones.count: {at_least",
        "lieu.zones.nombre: {at_least",
        "“lieu.zones.nombre”, which is no field; its parts are count",
    ),
    "an unknown country": (
        "{not: {lieu.adresse.country: BE}}",
        "{not: {lieu.adresse.country: Belgique}}",
        "a country is expected, by its two letters in quotes",
    ),
    "a postcode as a number": (
        '{one_of: ["4700", "4701"]}',
        "{one_of: [4700, 4701]}",
        "a text is expected; put it in quotes",
    ),
    "a count beyond all": (
        "lieu.zones.count: {at_least: 2}",
        "lieu.zones.count: {at_least: 4}",
        "nobody can be asked “annexe”",
    ),
    "an unknown exclusive": ("exclusive: aucune", "exclusive: rien", "“rien” is not one of its options"),
    "a rule on a part": (
        "field: lieu.sejour\n",
        "field: lieu.sejour.end\n",
        "“lieu.sejour.end”, which is no field",
    ),
    "the count of itself": (
        "{lieu.zones.count: {at_least: 2}}",
        "{lieu.annexe.count: {at_least: 2}}",
        "which is no field",
    ),
    "exclusive with another": (
        "{lieu.adresse.country: LU}",
        "{all: [{lieu.zones: aucune}, {lieu.zones: natura}]}",
        "nobody can be asked “ville”",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_reported_with_its_line(mistake):
    before, after, reason = MISTAKES[mistake]
    text = changed(TEXT, before, after)
    line, found = line_at(text, text.index(after)), problems(text)
    assert any(abs(at - line) <= 1 and reason in message for at, message in found), (line, found)
