"""What the BCE no longer lists has stopped, keeps its row, and comes back if it is listed again."""

from __future__ import annotations

from datetime import date

import pytest

from enterprises.models import Enterprise, RegisterName
from enterprises.register.services import add_enterprise
from monespace.common.authors import SYSTEM
from monespace.simulators.bce.open_data.records import enterprise_number

BEFORE = dict.fromkeys(range(20), 0)
GONE = 4
AFTER = {rank: revision for rank, revision in BEFORE.items() if rank != GONE}


def number(rank: int) -> str:
    return enterprise_number(rank).replace(".", "")


def gone() -> Enterprise:
    return Enterprise.objects.get(number=number(GONE))


@pytest.mark.parametrize("by", ["full", "update"])
def test_an_enterprise_no_longer_listed_stops_keeps_what_is_known_of_it_and_comes_back(bce, by):
    bce.imported(bce.full(1, BEFORE))
    known = gone()
    assert known.stopped_on is None
    names = set(RegisterName.objects.filter(entity=known.number).values_list("name", flat=True))
    bce.imported(bce.full(2, AFTER) if by == "full" else bce.update(2, BEFORE, AFTER))
    stopped = gone()
    assert stopped.pk == known.pk
    assert stopped.stopped_on == date(2026, 1, 4)
    assert (stopped.name, stopped.street) == (known.name, known.street)
    assert set(RegisterName.objects.filter(entity=known.number).values_list("name", flat=True)) == names
    assert not stopped.establishments.filter(stopped_on=None).exists()
    assert Enterprise.objects.exclude(stopped_on=None).count() == 1
    bce.imported(bce.full(3, BEFORE) if by == "full" else bce.update(3, AFTER, BEFORE))
    assert gone().stopped_on is None
    assert not gone().establishments.exclude(stopped_on=None).exists()


def test_an_enterprise_entered_by_hand_is_never_stopped_by_an_import(bce):
    by_hand = add_enterprise(
        actor=SYSTEM, number="1999990144", name="Boulangerie Lemaire SRL", street="Rue du Four"
    )
    bce.imported(bce.full(1, BEFORE))
    bce.imported(bce.full(2, AFTER))
    by_hand.refresh_from_db()
    assert (by_hand.stopped_on, by_hand.name, by_hand.street) == (
        None,
        "Boulangerie Lemaire SRL",
        "Rue du Four",
    )
    assert RegisterName.objects.filter(entity=by_hand.number).count() == 1


def test_an_enterprise_entered_by_hand_is_taken_over_once_the_bce_lists_it(bce):
    by_hand = add_enterprise(actor=SYSTEM, number=number(3), name="Nom provisoire")
    bce.imported(bce.full(1, BEFORE))
    by_hand.refresh_from_db()
    assert by_hand.from_bce
    assert by_hand.name != "Nom provisoire"
    assert not RegisterName.objects.filter(name="Nom provisoire").exists()


def test_a_line_that_cannot_be_read_stops_nobody_and_takes_no_name_away(bce):
    bce.imported(bce.full(1, BEFORE))
    before = list(Enterprise.objects.order_by("number").values_list("number", "name", "street"))
    path = bce.full(2, BEFORE)
    for file in ("enterprise", "denomination", "address"):
        lines = (path / f"{file}.csv").read_text().splitlines(keepends=True)
        spoilt = [
            line.replace('"AC"', '"?"').replace(',"001",', ',"9",').replace("REGO", "?") for line in lines
        ]
        (path / f"{file}.csv").write_text("".join(spoilt))
    bce.imported(path, accept_fewer=True)
    assert bce.rejections.total > len(BEFORE)
    assert not Enterprise.objects.exclude(stopped_on=None).exists()
    assert list(Enterprise.objects.order_by("number").values_list("number", "name", "street")) == before


def test_lines_about_nobody_are_reported_with_their_number(bce):
    path = bce.full(1, BEFORE)
    with (path / "denomination.csv").open("a") as file:
        file.write(f'"{enterprise_number(99)}","1","001","Personne"\n')
    bce.imported(path)
    last = len((path / "denomination.csv").read_text().splitlines())
    assert [(row.file, row.line) for row in bce.rejections.first] == [("denomination.csv", last)]
    assert "neither an enterprise nor" in bce.rejections.path.read_text()
    assert "Personne" not in bce.rejections.path.read_text()
