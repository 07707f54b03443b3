"""A parcel lies in the folder whole, or not at all; who collects it finds the documents as they were sent."""

from __future__ import annotations

import hashlib
import json
import os

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from dossiers.gateways.contract import DeliveryFailed
from dossiers.gateways.drop.folder import STALE_SECONDS
from dossiers.gateways.known import GATEWAYS
from dossiers.models import Attachment, Dossier
from dossiers.states import State
from dossiers.submission.delivery import deliver, parcel_of
from tests.submission.factories import AttachmentFactory, DeliveryFactory, SentDossierFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def drop(settings, tmp_path):
    """The folder that the service collects from."""
    settings.DROP_FOLDER = str(tmp_path)
    return tmp_path


@pytest.fixture
def delivery():
    dossier = SentDossierFactory()
    AttachmentFactory(dossier=dossier, original_name="../../Facture É.PDF")
    return DeliveryFactory(submission__dossier=dossier, gateway="folder", service="spw-mobilite")


def seen(drop):
    return sorted(str(one.relative_to(drop)) for one in drop.rglob("*") if one.is_file())


def test_service_finds_the_dossier_and_its_documents(drop, delivery):
    deliver(str(delivery.pk))
    dossier = Dossier.objects.get()
    attachment = Attachment.objects.get()
    place = f"spw-mobilite/{dossier.reference}-{delivery.pk}"
    assert seen(drop) == [f"{place}/documents/{attachment.pk}.pdf", f"{place}/dossier.json"]
    content = json.loads((drop / place / "dossier.json").read_text())
    [document] = content["documents"]
    assert document["name"] == "../../Facture É.PDF"
    kept = (drop / place / document["file"]).read_bytes()
    assert hashlib.sha256(kept).hexdigest() == document["sha256"]
    assert content["payload"] == delivery.submission.payload
    assert dossier.state == State.RECEIVED


def test_what_the_service_has_collected_is_not_put_there_again(drop, delivery):
    deliver(str(delivery.pk))
    [place] = drop.glob("*/*")
    place.rename(drop / "collected")
    deliver(str(delivery.pk))
    assert list(drop.glob("spw-mobilite/*")) == []


def test_document_that_is_not_what_was_sent_is_not_handed_over(drop, delivery):
    with Attachment.objects.get().file.open("wb") as file:
        file.write(b"something else")
    with pytest.raises(DeliveryFailed, match="document_altered"):
        deliver(str(delivery.pk))
    assert seen(drop) == []
    assert list(drop.glob("spw-mobilite/.*")) == []
    assert delivery.attempts.get().error == "document_altered"


def test_what_a_cut_attempt_left_is_cleared_once_it_is_old(drop, delivery):
    parcel = parcel_of(delivery)
    name = f"{parcel.content['reference']}-{parcel.key}"
    old, new = (drop / "spw-mobilite" / f".{name}.{word}" for word in ("old", "new"))
    for left in (old, new):
        left.mkdir(parents=True)
        (left / "dossier.json").write_text("{")
    os.utime(old, (0, 0))
    GATEWAYS["folder"].deliver(parcel)
    assert (old.exists(), new.exists()) == (False, True), "another attempt may be writing it"
    assert STALE_SECONDS > 90, "the longest task"


@pytest.mark.parametrize("folder", ["", "no/such/folder"])
def test_without_its_folder_it_is_tried_again(settings, tmp_path, delivery, folder):
    settings.DROP_FOLDER = folder and str(tmp_path / folder)
    with pytest.raises(DeliveryFailed) as failed:
        deliver(str(delivery.pk))
    assert failed.value.code == ("drop_ENOENT" if folder else "no_drop_folder")
    assert not failed.value.is_permanent


def test_portal_does_not_start_with_a_folder_that_is_not_there(settings, tmp_path):
    call_command("check")
    settings.DROP_FOLDER = str(tmp_path / "nowhere")
    with pytest.raises(SystemCheckError, match="DROP_FOLDER"):
        call_command("check")
    (tmp_path / "nowhere").mkdir()
    call_command("check")
