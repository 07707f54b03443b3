"""Every gateway keeps the contract; the kit catches those that do not."""

from __future__ import annotations

import dataclasses
from uuid import uuid4

import pytest
from django.utils import timezone

from dossiers.gateways import https
from dossiers.gateways.contract import Acknowledgement, DeliveryFailed, Parcel
from dossiers.gateways.drop import objects
from dossiers.gateways.https import HttpsGateway
from dossiers.gateways.known import GATEWAYS
from dossiers.gateways.mailbox import MailboxGateway
from dossiers.submission.delivery import parcel_of
from monespace.calls.network import Patience
from tests.gateways.conformance import WORDS, faults_of
from tests.gateways.worlds import Folder, Mailbox, Web
from tests.submission.factories import AttachmentFactory, DeliveryFactory, SentDossierFactory

pytestmark = pytest.mark.django_db(transaction=True)
LONGEST = 2.0  # the service is waited for a tenth of it


@pytest.fixture
def parcel():
    dossier = SentDossierFactory()
    AttachmentFactory(dossier=dossier)
    return parcel_of(DeliveryFactory(submission__dossier=dossier))


@pytest.fixture
def impatient(monkeypatch):
    """HTTPS, with less time to wait."""
    monkeypatch.setattr(https, "PATIENCE", Patience(total=LONGEST / 10, connect=LONGEST / 10))


def acknowledged():
    return Acknowledgement(service_reference="", acknowledged_at=timezone.now())


@pytest.mark.usefixtures("impatient")
def test_https_keeps_the_contract(service, parcel):
    assert faults_of(HttpsGateway(), Web(service), parcel, longest=LONGEST) == []


def test_a_folder_keeps_the_contract(settings, tmp_path, parcel):
    settings.DROP_FOLDER = str(tmp_path / "drop")
    (tmp_path / "drop").mkdir()
    assert faults_of(GATEWAYS["folder"], Folder(tmp_path / "drop"), parcel, longest=LONGEST) == []


def test_an_object_store_keeps_the_contract(depot, parcel, monkeypatch):
    for name in ("PATIENCE", "PATIENCE_OF_DOCUMENTS"):
        monkeypatch.setattr(objects, name, Patience(total=0.5, connect=0.5))
    assert faults_of(GATEWAYS["s3"], depot, parcel, longest=LONGEST) == []


def test_a_mailbox_keeps_the_contract(parcel):
    assert faults_of(MailboxGateway(), Mailbox(), parcel, longest=LONGEST) == []


def test_every_way_that_leads_somewhere_is_tried_above():
    assert GATEWAYS.keys() - {"https", "folder", "s3", "mailbox"} == {"portal"}, (
        "nothing travels in the portal"
    )


class Forgetful(HttpsGateway):
    """Gives the parcel another key each time."""

    def deliver(self, parcel: Parcel) -> Acknowledgement:
        return super().deliver(dataclasses.replace(parcel, key=uuid4()))


class Optimist(HttpsGateway):
    """Takes every failure for a success."""

    def deliver(self, parcel: Parcel) -> Acknowledgement:
        try:
            return super().deliver(parcel)
        except DeliveryFailed:
            return acknowledged()


class Hasty(HttpsGateway):
    """Acknowledges what it never hands over."""

    def deliver(self, parcel: Parcel) -> Acknowledgement:
        return acknowledged()


class Chatty(HttpsGateway):
    """Says why in the words of the service."""

    def deliver(self, parcel: Parcel) -> Acknowledgement:
        try:
            return super().deliver(parcel)
        except DeliveryFailed as failure:
            raise DeliveryFailed(WORDS, is_permanent=failure.is_permanent) from failure


class Stubborn(HttpsGateway):
    """Tries again what is refused for good."""

    def deliver(self, parcel: Parcel) -> Acknowledgement:
        try:
            return super().deliver(parcel)
        except DeliveryFailed as failure:
            raise DeliveryFailed(failure.code) from failure


class Meddler(HttpsGateway):
    """Changes what it is given."""

    def deliver(self, parcel: Parcel) -> Acknowledgement:
        parcel.content["payload"] = {}
        return super().deliver(parcel)


class Raw(HttpsGateway):
    """Lets through what its library raises."""

    def deliver(self, parcel: Parcel) -> Acknowledgement:
        try:
            return super().deliver(parcel)
        except DeliveryFailed as failure:
            raise RuntimeError from failure


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (Forgetful, "hands one parcel over as several"),
        (Optimist, "acknowledges for a service that is DOWN"),
        (Hasty, "acknowledges what the service does not have as it was given"),
        (Chatty, "keeps what the service wrote"),
        (Stubborn, "says of a service that is REFUSING that another try is True"),
        (Meddler, "changes the parcel"),
        (Raw, "raises RuntimeError"),
    ],
)
def test_a_wrong_gateway_is_caught(service, parcel, wrong, fault):
    assert fault in faults_of(wrong(), Web(service), parcel, longest=LONGEST)


def test_one_that_waits_too_long_is_caught(service, parcel, monkeypatch):
    monkeypatch.setattr(https, "PATIENCE", Patience(total=1, connect=1))
    assert "waits too long" in faults_of(HttpsGateway(), Web(service), parcel, longest=LONGEST / 10)
