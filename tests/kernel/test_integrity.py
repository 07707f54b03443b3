"""Seals and check_integrity: whatever is altered behind the portal's back is found."""

from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from accounts.models import User
from monespace.common.authors import SYSTEM
from monespace.journal import integrity
from monespace.journal.integrity_checks import check_chains, check_seals
from monespace.journal.management.commands import check_integrity
from monespace.journal.models import Seal
from monespace.journal.services import record, seal_journal
from tests.support.certificates import write_drawn_certificate

pytestmark = pytest.mark.django_db


@contextmanager
def behind_the_portals_back():
    """Run statements with triggers off, as a superuser may."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor
        cursor.execute("SET LOCAL session_replication_role = origin")


def seal_in(days: int) -> Seal | None:
    """Seal as beat does that many days from now."""
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        return seal_journal()


@pytest.fixture
def sealed(person):
    """Two chains of three events, sealed."""
    other = User.objects.create(last_name="Autre")
    for tag in ("person.met", "person.seen", "person.left"):
        record(tag, actor=person, subject=person, place="Namur")
        record(tag, actor=SYSTEM, subject=other)
    return seal_in(0)


def test_seal_covers_each_grown_chain_once_a_day(sealed, person):
    assert (sealed.head_count, sealed.previous_hash) == (2, "")
    record("person.back", actor=SYSTEM, subject=person)
    assert seal_in(0) is None
    following = seal_in(3)
    assert (following.head_count, following.previous_hash) == (1, sealed.hash)
    assert seal_in(5).head_count == 0
    assert list(check_seals()) == []


def test_untouched_journal_is_sound(sealed, capsys):
    assert sealed.head_count == 2
    call_command("check_integrity")
    assert {"journal chains: sound", "journal seals: sound"} <= set(capsys.readouterr().out.splitlines())


@pytest.mark.parametrize(
    "alteration",
    [
        "UPDATE journal_event SET facts = '{}' WHERE sequence = 1 AND actor_type = 'user'",
        "UPDATE journal_event SET actor_id = '' WHERE sequence = 2 AND actor_type = 'user'",
        "UPDATE journal_event SET tag = 'person.found' WHERE sequence = 3",
        "UPDATE journal_event SET recorded_at = recorded_at + interval '1 microsecond' WHERE sequence = 2",
        "UPDATE journal_event SET subject_id = 'x' WHERE sequence = 1 AND actor_type = 'user'",
        "UPDATE journal_event SET hash = previous_hash WHERE sequence = 2",
        "DELETE FROM journal_event WHERE sequence = 2",
        "DELETE FROM journal_event WHERE sequence = 1",
    ],
)
def test_altered_chain_is_found(sealed, alteration, capsys):
    assert list(check_chains()) == []
    with behind_the_portals_back() as cursor:
        cursor.execute(alteration)
        assert cursor.rowcount > 0
    assert list(check_chains())
    with pytest.raises(SystemExit, match="1"):
        call_command("check_integrity")
    assert "event " in capsys.readouterr().err


@pytest.mark.parametrize(
    "alteration",
    [
        "DELETE FROM journal_event WHERE sequence = 3",
        "DELETE FROM journal_event WHERE actor_type = 'user'",
        "DELETE FROM journal_event",
    ],
)
def test_events_cut_off_at_the_end_are_found_by_the_seal(sealed, alteration):
    assert list(check_seals()) == []
    with behind_the_portals_back() as cursor:
        cursor.execute(alteration)
    assert list(check_chains()) == []
    assert [flaw.what for flaw in check_seals()] == ["does not fit the events it covers"]


def test_chain_written_anew_with_right_hashes_is_found_by_the_seal(sealed, person):
    with behind_the_portals_back() as cursor:
        cursor.execute("DELETE FROM journal_event WHERE actor_type = 'user'")
    for tag in ("person.met", "person.seen", "person.left"):
        record(tag, actor=person, subject=person, place="Liège")
    assert list(check_chains()) == []
    assert list(check_seals())


@pytest.mark.parametrize(
    ("alteration", "found"),
    [
        ("UPDATE journal_seal SET head_count = 3", {"does not have the hash of what it says"}),
        ("UPDATE journal_seal SET hash = 'x'", {"does not have the hash of what it says"}),
        ("UPDATE journal_seal SET previous_hash = 'x'", {"does not carry the hash of the seal before it"}),
        ("DELETE FROM journal_seal WHERE day < '{last}'", {"does not carry the hash of the seal before it"}),
    ],
)
def test_altered_seal_is_found(sealed, person, alteration, found):
    record("person.back", actor=SYSTEM, subject=person)
    last = seal_in(2)
    assert list(check_seals()) == []
    with behind_the_portals_back() as cursor:
        cursor.execute(alteration.format(last=last.day))
    assert found <= {flaw.what for flaw in check_seals()}


def test_a_journal_rewritten_with_right_hashes_and_seals_lacks_our_signature(sealed, person):
    """Whoever has the database's rights computes every hash anew; only the key is missing."""
    with behind_the_portals_back() as cursor:
        cursor.execute("DELETE FROM journal_event WHERE actor_type = 'user'")
        cursor.execute("DELETE FROM journal_seal")
    record("person.met", actor=person, subject=person, place="Liège")
    with time_machine.travel(sealed.sealed_at, tick=False):
        forged = seal_journal()
    assert list(check_seals()) == []
    for signature in ("", sealed.signature, "AAAA"):
        with behind_the_portals_back() as cursor:
            cursor.execute("UPDATE journal_seal SET signature = %s", [signature])
        assert [flaw.what for flaw in check_seals()] == ["is not signed by our key"]
    assert forged.hash != sealed.hash


def test_seals_of_another_key_are_not_ours_and_those_of_a_former_key_are(sealed, settings, tmp_path):
    write_drawn_certificate(tmp_path / "crt", tmp_path / "key", "another seal")
    former = Path(settings.SEAL_CERT).read_bytes()
    settings.SEAL_CERT, settings.SEAL_KEY = str(tmp_path / "crt"), str(tmp_path / "key")
    assert [flaw.what for flaw in check_seals()] == ["is not signed by our key"]
    with (tmp_path / "crt").open("ab") as certificates:
        certificates.write(former)
    assert list(check_seals()) == []
    assert seal_in(1).signature
    assert list(check_seals()) == []


def test_seals_made_before_they_were_signed_are_signed_by_the_migration(sealed):
    migration = import_module("monespace.journal.migrations.0004_signed_seals")
    with behind_the_portals_back() as cursor:
        cursor.execute("UPDATE journal_seal SET signature = ''")
    assert list(check_seals())
    with connection.schema_editor() as editor:
        migration.sign(apps, editor)
    assert list(check_seals()) == []
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Seal.objects.update(signature="")


def test_the_line_in_the_logs_has_what_the_seal_has(person, monkeypatch):
    lines = []
    monkeypatch.setattr("monespace.journal.services.logger.info", lambda event, **facts: lines.append(facts))
    record("person.met", actor=person, subject=person)
    seal = seal_in(0)
    assert (lines[-1]["hash"], lines[-1]["signature"]) == (seal.hash, seal.signature)


def test_apps_add_their_own_checks(monkeypatch, capsys):
    def check_probe():
        yield integrity.Flaw("submission 7", "does not have its hash")

    monkeypatch.setattr(integrity, "checks", dict(integrity.checks))
    monkeypatch.setattr(check_integrity, "checks", integrity.checks)
    integrity.integrity_check("probe")(check_probe)
    with pytest.raises(SystemExit):
        call_command("check_integrity")
    shown = capsys.readouterr()
    assert "probe: 1 flaw(s)" in shown.out
    assert "submission 7: does not have its hash" in shown.err
    with pytest.raises(ValueError, match="Two integrity checks are called probe"):
        integrity.integrity_check("probe")(check_seals)
