"""An update follows the extract before it; a full one may always be newer; nothing goes back in time."""

from __future__ import annotations

import pytest

from enterprises.models import Enterprise, RegisterImport
from enterprises.register.importing.errors import ImportRefused, ImportRunning, UnreadableExtract, WrongOrder

STATES = {1: dict.fromkeys(range(10), 0), 2: dict.fromkeys(range(10), 1), 3: dict.fromkeys(range(10), 2)}


def test_updates_follow_one_another(bce):
    bce.imported(bce.full(1, STATES[1]))
    bce.imported(bce.update(2, STATES[1], STATES[2]))
    bce.imported(bce.update(3, STATES[2], STATES[3]))
    assert list(RegisterImport.objects.order_by("started_at").values_list("extract_number", flat=True)) == [
        1,
        2,
        3,
    ]


def test_an_update_needs_a_full_extract_first(bce):
    with pytest.raises(WrongOrder, match="No full extract"):
        bce.imported(bce.update(2, STATES[1], STATES[2]))
    assert not RegisterImport.objects.exists()


def test_an_update_that_skips_one_is_refused_with_what_is_missing(bce):
    bce.imported(bce.full(1, STATES[1]))
    with pytest.raises(WrongOrder, match="needs update 2"):
        bce.imported(bce.update(3, STATES[2], STATES[3]))
    bce.imported(bce.full(3, STATES[3]))


def test_what_is_older_than_the_register_is_refused(bce):
    update = bce.update(2, STATES[1], STATES[2])
    bce.imported(bce.full(3, STATES[3]))
    with pytest.raises(WrongOrder, match="stands at extract 3"):
        bce.imported(bce.full(2, STATES[2]))
    with pytest.raises(WrongOrder, match="needs update 4"):
        bce.imported(update)


def test_the_last_update_may_be_imported_again_and_changes_nothing(bce):
    bce.imported(bce.full(1, STATES[1]))
    path = bce.update(2, STATES[1], STATES[2])
    first, again = bce.imported(path), bce.imported(path)
    merged = [name for name, done in first.done.items() if isinstance(done, dict) and "below" in done]
    assert sum(first.done[name]["rows"] for name in merged) > 0
    assert {again.done[name]["rows"] for name in merged} == {0}


def test_far_fewer_enterprises_than_known_are_refused_unless_accepted(bce):
    bce.imported(bce.full(1, STATES[1]))
    half = bce.full(2, dict.fromkeys(range(5), 0))
    with pytest.raises(ImportRefused, match="looks incomplete"):
        bce.imported(half)
    assert not Enterprise.objects.exclude(stopped_on=None).exists()
    assert bce.imported(bce.update(2, STATES[1], STATES[2])).finished_at
    bce.imported(bce.full(3, dict.fromkeys(range(5), 0)), accept_fewer=True)
    assert Enterprise.objects.exclude(stopped_on=None).count() == 5


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda path: (path / "meta.csv").unlink(), "no meta.csv"),
        (lambda path: (path / "address.csv").unlink(), "lacks address.csv"),
        (lambda path: (path / "meta.csv").write_text("Variable,Value\n"), "does not say which"),
        (lambda path: (path / "enterprise.csv").write_text("EnterpriseNumber\n"), "has no column"),
    ],
)
def test_what_is_no_extract_is_refused_and_leaves_the_register_as_it_was(bce, damage, said):
    bce.imported(bce.full(1, STATES[1]))
    path = bce.full(2, STATES[2])
    damage(path)
    with pytest.raises(UnreadableExtract, match=said):
        bce.imported(path)
    assert RegisterImport.objects.get().extract_number == 1


def test_a_damaged_zip_is_refused(bce):
    path = bce.full(1, STATES[1], name="extract.zip")
    content = bytearray(path.read_bytes())
    start = content.index(b"address.csv") + 200
    content[start : start + 50] = bytes(50)
    path.write_bytes(content)
    with pytest.raises(UnreadableExtract, match="damaged"):
        bce.imported(path)
    path.write_text("no zip")
    with pytest.raises(UnreadableExtract, match="not a zip"):
        bce.imported(path)
    with pytest.raises(UnreadableExtract, match="does not exist"):
        bce.imported(bce.folder / "nowhere")


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_are_refused(bce):
    from tests.support.race import race

    bce.imported(bce.full(1, STATES[1]))
    path = bce.full(2, STATES[2])
    running = []

    def meanwhile(_step: str, _share: float) -> None:
        if not running:
            running.extend(race(lambda: bce.imported(path)))

    assert bce.imported(path, watch=meanwhile).finished_at
    assert isinstance(running[0], ImportRunning)
