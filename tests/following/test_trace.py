"""``trace`` and ``check_integrity``: a dossier's life without personal data, and what was altered."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from dossiers.models import Attachment, Submission
from dossiers.submission import services
from monespace.outbox.testing import drain
from tests.submission.definition import ANSWERS
from tests.submission.factories import ACCEPTED, AttachmentFactory, DraftFactory, actor_of
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    person = PersonFactory(first_name="Marqueurprenom", last_name="Marqueurnom", email="marqueur@exemple.be")
    draft = DraftFactory(owner_user=person, answers={"velo": {**ANSWERS["velo"], "facture": "yes"}})
    AttachmentFactory(dossier=draft, original_name="marqueur-fichier.pdf")
    services.submit(actor=actor_of(person), dossier_id=draft.pk, declarations=ACCEPTED, language="fr")
    draft.refresh_from_db()
    return draft


def trace(reference):
    out = io.StringIO()
    call_command("trace", reference, stdout=out)
    return out.getvalue()


def test_trace_tells_the_whole_life_of_a_dossier(dossier, service):
    service.status = 503
    drain()
    service.status = 201
    delivery = dossier.submissions.get().deliveries.get()
    told = trace(dossier.reference)
    for expected in (
        f"{dossier.reference} submitted: dossier {dossier.pk}",
        "journal #1 dossier.submitted by user",
        f"delivery {delivery.pk} to service-primes wanted, now waiting",
        "attempt failed http_503",
        "dossier_submitted written in fr",
        "dossier.deliver in lane delivery:service-primes, waiting after",
        " DeliveryFailed",
        "mail.send in lane mail",
    ):
        assert expected in told
    times = [line[:26] for line in told.splitlines()[1:]]
    assert times == sorted(times)


def test_trace_finds_the_dossier_however_the_reference_is_typed(dossier):
    assert trace(dossier.reference.lower().replace("-", " ")) == trace(dossier.reference)


def test_trace_holds_no_personal_data(dossier, service):
    drain()
    told = trace(dossier.reference).lower()
    assert "acknowledged as spw-1" in told
    for personal in ("marqueur", "minerva", dossier.owner_user.identity.encrypted_number.lower()):
        assert personal not in told


def test_trace_says_what_is_wrong_with_a_reference():
    with pytest.raises(CommandError, match="not a reference"):
        trace("ME-7KQX-4MPD-33")
    with pytest.raises(CommandError, match="No dossier"):
        trace("ME-2222-2222-22")


def integrity():
    out = io.StringIO()
    try:
        call_command("check_integrity", stdout=out, stderr=out)
    except SystemExit:
        return False, out.getvalue()
    return True, out.getvalue()


def test_integrity_is_sound_until_a_payload_is_altered(dossier):
    assert integrity()[0]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Submission.objects.update(payload={"velo": {"marque": "X"}})
        cursor.execute("SET LOCAL session_replication_role = origin")
    is_sound, told = integrity()
    assert not is_sound
    assert f"submission {dossier.submissions.get().pk}: does not have the hash of its payload" in told


def test_integrity_says_what_no_key_opens_and_looks_at_the_rest(dossier, settings):
    submission = str(dossier.submissions.get())
    with Attachment.objects.get().file.open("ab") as file:
        file.write(b"more")
    settings.FIELD_KEYS = "index:{},other:{}".format(*(f"{letter * 42}A=" for letter in "EG"))
    is_sound, told = integrity()
    assert not is_sound
    assert f"{submission}: its payload opens with no key of FIELD_KEYS" in told
    assert "does not have the hash of its row" in told


def test_integrity_is_sound_until_a_document_is_altered_or_lost(dossier):
    assert integrity()[0]
    attachment = Attachment.objects.get()
    with attachment.file.storage.open(attachment.file.name, "wb") as file:
        file.write(b"something else")
    assert "does not have the hash of its row" in integrity()[1]
    attachment.file.storage.delete(attachment.file.name)
    assert "its file is missing" in integrity()[1]
