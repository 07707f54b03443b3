"""Who must sign too, as a definition says it: checked when loaded, decided by the answers."""

from __future__ import annotations

import pytest

from dossiers.engine import InvalidDefinition, Journey, load
from dossiers.engine.cosigners import cosigners_of
from dossiers.engine.json_schema import language_schema
from tests.engine.samples import TODAY, VALID

NAMED = """\
  - key: autre
    title: {fr: L’autre personne, de: Die andere Person}
    fields:
      - {key: nom, kind: text, label: {fr: Nom, de: Name}}
      - {key: adresse, kind: email, label: {fr: Adresse, de: Adresse}}
rules:
"""


def with_cosigners(written: str) -> str:
    """Return a definition with co-signatories, and with fields that may name one."""
    return VALID.replace("rules:\n", NAMED, 1) + f"cosigners:\n{written}\n"


def signatory(**words: object) -> str:
    given = {"key": "proprietaire", "title": "{fr: Propriétaire, de: Eigentümer}", **words}
    return "  - {" + ", ".join(f"{word}: {value}" for word, value in given.items()) + "}"


@pytest.mark.parametrize(
    "written",
    [
        signatory(),
        signatory(min=0, max=3),
        signatory(when="{velo.type: kit}", level=500),
        signatory(name="autre.nom", email="autre.adresse"),
        signatory(min=2, max=4) + "\n" + signatory(key="menage"),
    ],
)
def test_co_signatories_that_make_sense_are_loaded(written):
    assert load(with_cosigners(written)).cosigners[0].key == "proprietaire"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (signatory() + "\n" + signatory(), "stands twice"),
        (signatory(min=3, max=2), "at least 3 sign, and at most 2"),
        (signatory(max=6), "5"),
        (signatory(max=3) + "\n" + signatory(key="autre", max=3), "5 people at most"),
        (signatory(when="{velo.couleur: rouge}"), "which is no field"),
        (signatory(when="{velo.prix: {at_most: 0}}"), "nobody is asked to sign"),
        (signatory(name="autre.nom"), "both read from answers, or none"),
        (signatory(name="autre.nom", email="autre.adresse", max=2), "two fields name one person"),
        (signatory(name="autre.prenom", email="autre.adresse"), "did you mean|is no field"),
        (signatory(name="velo.prix", email="autre.adresse"), "of kind money; the name is read from text"),
        (signatory(level=400), "450"),
        (signatory(title="{fr: Propriétaire}"), "German translation"),
        (signatory(role="x"), "role"),
    ],
)
def test_co_signatories_that_make_no_sense_are_refused_with_their_line(written, message):
    assert load(with_cosigners(signatory()))
    with pytest.raises(InvalidDefinition, match=message) as refusal:
        load(with_cosigners(written))
    first = with_cosigners("").splitlines().index("cosigners:") + 1
    assert all(problem.line >= first for problem in refusal.value.problems)


def test_who_signs_reads_all_so_is_not_asked_less_than_the_demarche_asks():
    stricter = with_cosigners(signatory(level=450)).replace("audience: both", "audience: both\nlevel: 500")
    with pytest.raises(InvalidDefinition, match="level 500 is asked"):
        load(stricter)
    assert load(stricter.replace("level: 450", "level: 500"))


@pytest.mark.parametrize(("days", "is_right"), [(3, True), (90, True), (2, False), (91, False)])
def test_people_have_some_days_to_sign(days, is_right):
    written = with_cosigners(signatory()) + f"signature_days: {days}\n"
    if is_right:
        assert load(written).signature_days == days
    else:
        with pytest.raises(InvalidDefinition):
            load(written)


@pytest.mark.parametrize(("kind", "asked"), [("kit", ["proprietaire"]), ("cargo", [])])
def test_answers_decide_who_must_sign(kind, asked):
    demarche = load(with_cosigners(signatory(when="{velo.type: kit}")))
    journey = Journey(demarche, {"velo": {"type": kind}}, today=TODAY)
    assert [one.key for one in cosigners_of(journey)] == asked


def test_the_schema_for_editors_knows_co_signatories():
    schema = language_schema()
    assert schema["properties"]["cosigners"]["items"] == {"$ref": "#/$defs/Cosigner"}
    assert {"min", "max", "when", "level", "name", "email"} <= set(schema["$defs"]["Cosigner"]["properties"])
