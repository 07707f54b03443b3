"""What a list of people to invite means, whatever is pasted or given as a file."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enterprises.invitations.lists.lines import lines_of, placed
from enterprises.invitations.lists.meanings import Vocabulary
from enterprises.models import Establishment
from enterprises.rights.permissions import Role
from monespace.common.pasted_rows import decoded, rows_of, without

PLACES = [
    Establishment(pk=1, number="2999990144", name="Atelier de Namur"),
    Establishment(pk=2, number="2999990243", name="Magasin"),
    Establishment(pk=3, number="2999990342", name="Magasin"),
]
DEMARCHES = [("sesam", "Aide à l’emploi, Sesam"), ("prime-velo", "Prime vélo")]
VOCABULARY = Vocabulary(establishments=PLACES, demarches=DEMARCHES, language="fr")
NOW = "2026-11-26T10:00:00+01:00"


def read(text):
    return lines_of(placed(text), VOCABULARY)


def errors(text):
    return [" ".join(line.errors) for line in read(text)]


def accept(text):
    """Read a text that has no error."""
    lines = read(text)
    assert [line.errors for line in lines] == [[]] * len(lines)
    return lines


@time_machine.travel(NOW)
@pytest.mark.parametrize("separator", [";", ",", "\t", " ; "])
def test_columns_stand_in_the_order_of_the_example(separator):
    cells = [
        "Ann@Exemple.be",
        "Lecteur",
        "nl",
        "31/12/2027",
        "Ann Peeters",
        "Atelier de Namur",
        "sesam|prime-velo",
    ]
    [line] = accept(separator.join(cells))
    assert (line.invitee.email, line.invitee.name, line.invitee.language) == (
        "ann@exemple.be",
        "Ann Peeters",
        "nl",
    )
    assert (line.terms.role, line.terms.ends_on) == (Role.LECTEUR, date(2027, 12, 31))
    assert (line.terms.establishment_id, line.terms.demarches) == (1, ("prime-velo", "sesam"))


@time_machine.travel(NOW)
def test_what_is_left_out_has_a_meaning():
    [line] = accept("ann@exemple.be;Lecteur")
    assert (line.invitee.language, line.terms.ends_on) == ("fr", date(2028, 11, 25))
    assert (line.terms.establishment_id, line.terms.demarches) == (None, ())


def test_headings_give_another_order_and_may_come_back():
    lines = accept(
        "Rolle;Abteilung;E-Mail-Adresse\nLeser;Verkauf;a@exemple.be\n\nemail,role\nb@exemple.be,Owner"
    )
    assert [(line.number, line.email, line.terms.role) for line in lines] == [
        (2, "a@exemple.be", Role.LECTEUR),
        (5, "b@exemple.be", Role.PROPRIETAIRE),
    ]


@pytest.mark.parametrize(
    "word", ["E-mail", "Email", "Adresse e-mail", "Courriel", "E-Mail-Adresse", "E-mailadres"]
)
def test_column_of_the_addresses_has_many_names(word):
    assert [line.email for line in accept(f"Rôle;{word}\nLecteur;ann@exemple.be")] == ["ann@exemple.be"]


@pytest.mark.parametrize(
    ("word", "role"),
    [
        (word, role)
        for role, words in {
            Role.PROPRIETAIRE: "Propriétaire PROPRIETAIRE Inhaber Eigenaar Owner",
            Role.COLLABORATEUR: "collaborateur Bearbeiter Mitarbeiterin Bewerker Medewerker Contributor",
            Role.LECTEUR: "Lecteur Leser Lezer Reader",
        }.items()
        for word in words.split()
    ],
)
def test_roles_are_known_in_four_languages(word, role):
    assert [line.terms.role for line in accept(f"ann@exemple.be;{word}")] == [role]


@pytest.mark.parametrize("word", ["de", "DE", "Deutsch", "allemand", "German", "Duits"])
def test_languages_are_known_in_four_languages(word):
    assert [line.invitee.language for line in accept(f"ann@exemple.be;lecteur;{word}")] == ["de"]


@pytest.mark.parametrize("day", ["31/12/2027", "31.12.2027", "31-12-2027", "2027-12-31"])
def test_days_are_written_in_several_ways(day):
    with time_machine.travel(NOW):
        assert [line.terms.ends_on for line in accept(f"ann@exemple.be;lecteur;;{day}")] == [
            date(2027, 12, 31)
        ]


@pytest.mark.parametrize("word", ["2999990144", "2.999.990.144", "atelier de namur"])
def test_establishments_are_known_by_number_and_name(word):
    assert [line.terms.establishment_id for line in accept(f"ann@exemple.be;lecteur;;;;{word}")] == [1]


def test_demarche_whose_title_has_a_comma_is_known():
    [line] = accept("ann@exemple.be;lecteur;;;;;Aide à l’emploi, Sesam")
    assert line.terms.demarches == ("sesam",)


@time_machine.travel(NOW)
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ann;lecteur", "adresse e-mail complète"),
        (";lecteur", "Indiquez l’adresse"),
        ("ann@exemple.be", "Le rôle manque."),
        ("ann@exemple.be;Chef", "Le rôle « Chef » n’existe pas. Indiquez Propriétaire"),
        ("ann@exemple.be;" + "x" * 300, "xxx… » n’existe pas"),
        ("ann@exemple.be;lecteur;it", "La langue « it » n’est pas offerte"),
        ("ann@exemple.be;lecteur;;31/02/2027", "février 2027 n’a que 28 jours"),
        ("ann@exemple.be;lecteur;;01/01/2020", "déjà passé"),
        ("ann@exemple.be;lecteur;;01/01/2090", "au plus cinq ans"),
        ("ann@exemple.be;lecteur;;;;Charleroi", "pas d’établissement « Charleroi »"),
        ("ann@exemple.be;lecteur;;;;—", "pas d’établissement « — »"),
        ("ann@exemple.be;lecteur;;;;Magasin", "Plusieurs établissements s’appellent « Magasin »"),
        ("ann@exemple.be;lecteur;;;;;permis", "La démarche « permis »"),
        ("ann@exemple.be;lecteur;;;" + "n" * 201, "trop long"),
        ("ann@exemple.be;lecteur;;;;;;encore", "plus de colonnes que prévu"),
        ("a" * 300 + "@exemple.be;lecteur", "254"),
    ],
)
def test_what_means_nothing_is_said_in_words(line, said):
    assert not any(errors("bon@exemple.be;lecteur;fr;31/12/2027"))
    assert said in errors(line)[0].replace("\xa0", " ")


def test_address_that_comes_back_is_an_error_on_the_second_line():
    first, second = errors("ann@exemple.be;lecteur\nANN@exemple.be;lecteur")
    assert not first
    assert second == "Cette adresse est déjà à la ligne 1."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_files_are_read_as_spreadsheets_write_them(encoding):
    assert decoded("Élodie;Propriétaire".encode(encoding)) == "Élodie;Propriétaire"


@pytest.mark.parametrize("content", [b"PK\x03\x04 a workbook", b"\xd0\xcf\x11\xe0 an old one", b"a\0b"])
def test_what_is_not_text_is_refused(content):
    with pytest.raises(ValidationError, match="pas un fichier CSV"):
        decoded(content)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_lines_or_a_sentence(content):
    with suppress(ValidationError):  # its sentence is tested above
        for line in read(decoded(content)):
            assert (line.invitee is None) == bool(line.errors)


CELLS = st.one_of(
    st.sampled_from(
        ["a@exemple.be", "lecteur", "Propriétaire", "fr", "31/12/2027", "sesam", "E-mail", "Rôle", '"', "'"]
    ),
    st.text(max_size=12),
)

# Drawing text the first time is slow on a busy machine, and says nothing of what is tested.


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(st.lists(CELLS, max_size=9), max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(";,\t"),
)
def test_any_text_gives_lines_that_ask_or_say_why_not(table, line_end, separator):
    text = line_end.join(separator.join(cells) for cells in table)
    numbers = [line.number for line in read(text)]
    assert numbers == sorted(set(numbers))
    for line in read(text):
        assert (line.invitee is None) == (line.terms is None) == bool(line.errors)
    assert not rows_of(without(text, {row.number for row in rows_of(text)}))
