"""A full extract becomes the register; the same extract again changes nothing."""

from __future__ import annotations

import zipfile

import pytest

from enterprises.models import Enterprise, Establishment, RegisterCode, RegisterImport, RegisterName
from monespace.journal.models import Event
from monespace.simulators.bce.open_data.records import lines_of
from tests.bce.conftest import SEED

SIZE = 60
LISTED = dict.fromkeys(range(SIZE), 0)


def digits(number: str) -> str:
    return number.replace(".", "")


def written(run) -> dict[str, int]:
    """What each step of merging wrote."""
    return {
        step: done["rows"]
        for step, done in run.done.items()
        if "below" in (done if isinstance(done, dict) else {})
    }


def test_a_full_extract_becomes_the_register(bce):
    bce.imported(bce.full(1, LISTED))
    lines = [lines_of(SEED, rank) for rank in LISTED]
    listed = {digits(row[0]) for entry in lines for row in entry["enterprise"]}
    places = {digits(row[0]): digits(row[2]) for entry in lines for row in entry["establishment"]}
    names = {(digits(row[0]), row[3]) for entry in lines for row in entry["denomination"]}
    assert set(Enterprise.objects.values_list("number", flat=True)) == listed
    assert dict(Establishment.objects.values_list("number", "enterprise__number")) == places
    assert set(RegisterName.objects.values_list("entity", "name")) == names
    assert bce.rejections.total == 0


def test_the_same_extract_again_changes_nothing(bce):
    path = bce.full(1, LISTED)
    first = bce.imported(path)
    assert written(first)["insert enterprise"] == SIZE
    again = bce.imported(path)
    assert again != first
    assert again.finished_at
    assert set(written(again).values()) == {0}
    assert again.done["update codes"] == 0


def test_a_zip_gives_the_same_register_as_the_folder(bce):
    bce.imported(bce.full(1, LISTED))
    again = bce.imported(bce.full(1, LISTED, name="extract.zip"))
    assert zipfile.is_zipfile(bce.folder / "extract.zip")
    assert again.done["read enterprise.csv"]["rows"] == SIZE
    assert set(written(again).values()) == {0}


def test_an_import_is_journaled_without_names(bce):
    run = bce.imported(bce.full(1, LISTED))
    event = Event.objects.about(run).get()
    assert (event.tag, event.facts) == ("register.imported", {"extract": 1, "kind": "full"})


def test_codes_come_from_the_extract_in_their_languages(bce):
    bce.imported(bce.full(1, LISTED))
    form = RegisterCode.objects.filter(category="JuridicalForm", code="017")
    assert dict(form.values_list("language", "description")) == {
        "fr": "Association sans but lucratif",
        "nl": "Vereniging zonder winstoogmerk",
        "de": "Vereinigung ohne Gewinnerzielungsabsicht",
    }
    enterprise = Enterprise.objects.filter(legal_form_code="017").first()
    assert enterprise.legal_form == "Association sans but lucratif"


def test_the_self_employed_have_no_address_of_their_own(bce):
    bce.imported(bce.full(1, LISTED))
    people = Enterprise.objects.filter(kind=Enterprise.Kind.NATURAL_PERSON)
    assert 0.25 < people.count() / SIZE < 0.55
    assert not any(person.has_address for person in people)
    assert all(body.has_address for body in Enterprise.objects.filter(kind=Enterprise.Kind.LEGAL_PERSON))
    assert all(place.has_address for place in Establishment.objects.filter(enterprise__in=people))


def test_the_main_activity_is_of_the_newest_nomenclature(bce):
    bce.imported(bce.full(1, LISTED))
    versions = set(Enterprise.objects.exclude(nace_code="").values_list("nace_version", flat=True))
    assert versions == {"2025"}


def test_nothing_of_an_import_stays_but_the_register(bce):
    from django.db import connection

    bce.imported(bce.full(1, LISTED))
    assert [table for table in connection.introspection.table_names() if table.startswith("bce_")] == []
    assert RegisterImport.objects.get().finished_at


@pytest.mark.parametrize("range_size", [7, 25])
def test_ranges_of_numbers_cover_every_one(bce, monkeypatch, range_size):
    monkeypatch.setattr("enterprises.register.importing.run.RANGE", range_size)
    bce.imported(bce.full(1, LISTED))
    bce.imported(bce.full(2, {rank: rank % 6 for rank in range(2, SIZE + 3)}))
    assert Enterprise.objects.count() == SIZE + 3
    assert set(Enterprise.objects.exclude(stopped_on=None).values_list("number", flat=True)) == {
        digits(lines_of(SEED, rank)["enterprise"][0][0]) for rank in (0, 1)
    }
