"""Asking to be recorded as access manager on documents: what is kept, refused, told and forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from enterprises.gap_requests.errors import ManagesAlready
from enterprises.gap_requests.forms import DOCUMENTS
from enterprises.gap_requests.services import MOST_OPEN, MOST_PER_DAY, request_gap, withdraw_gap_request
from enterprises.managers.representation_services import check_representation
from enterprises.models import Enterprise, GapRequest, GapRequestDocument
from enterprises.register.errors import EnterpriseStopped
from enterprises.requests.errors import TooManyRequests
from enterprises.tasks import purge_gap_requests
from monespace.common.levels import Level
from monespace.documents.intake import take_in
from monespace.mail.models import Mail
from monespace.outbox.testing import drain
from monespace.simulators.clamd import server
from tests.filling.samples import infected_pdf, pdf, picture
from tests.gap.test_designations import mails, named, tags
from tests.support.enterprise_factories import EnterpriseFactory, GapDesignationFactory, GapRequestFactory
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clamd")]


def deed(name="acte.pdf", content=None):
    return SimpleUploadedFile(name, pdf() if content is None else content)


def ask(firm, person=None, uploads=None, enterprise=None):
    person, enterprise = person or PersonFactory(last_name="Mathieu"), enterprise or firm.enterprise
    firm.register.knows(enterprise)
    return request_gap(
        actor=person,
        enterprise=enterprise,
        check=check_representation(actor=person, number=enterprise.number),
        quality=GapRequest.Quality.REPRESENTATIVE,
        remark="Moniteur du 12 novembre",
        level=Level.EID,
        method="eid",
        uploads=uploads or [deed()],
        rules=DOCUMENTS,
    )


def stored(request):
    return [default_storage.exists(str(one.file)) for one in request.documents.all() if one.file]


def test_request_keeps_the_documents_and_what_the_source_said(managed):
    request = ask(managed, uploads=[deed(), deed("carte.jpg", picture())])
    assert request.reference.startswith("GA-")
    assert request.representation.outcome == "does_not"
    assert sorted(request.documents.values_list("original_name", "scan")) == [
        ("acte.pdf", "clean"),
        ("carte.jpg", "clean"),
    ]
    assert stored(request) == [True, True]
    assert tags(managed.enterprise) == ["gap_request.received"]


def test_requester_and_managers_are_told_without_the_persons_name(managed):
    request = ask(managed)
    told = {to for template, to in mails() if template == "gap_request_asked"}
    assert told == {person.email for person in managed.managers()}
    assert ("gap_request_received", request.requested_by.email) in mails()
    assert not Mail.objects.filter(template="gap_request_asked", text__contains="Mathieu").exists()


def test_who_asks_again_gets_the_same_request_and_no_second_file(managed):
    request = ask(managed)
    before = mails()
    assert ask(managed, request.requested_by) == request
    assert mails() == before
    assert GapRequestDocument.objects.count() == 1
    folder = str(request.documents.get().file).rpartition("/")[0]
    assert len(default_storage.listdir(folder)[1]) == 1


@pytest.mark.parametrize(
    ("upload", "reason"),
    [
        (lambda: deed("acte.pdf", infected_pdf()), "contient un virus"),
        (lambda: deed("acte.pdf", b"MZ\x90\x00" * 50), "ne correspond pas à son nom"),
        (lambda: deed("acte.exe", b"MZ"), "Choisissez un fichier PDF"),
    ],
)
def test_one_bad_file_keeps_nothing_of_the_request(firm, upload, reason):
    sound = ask(firm)
    with pytest.raises(ValidationError, match=reason):
        ask(firm, uploads=[deed(), upload()])
    assert list(GapRequest.objects.all()) == [sound]
    assert len(default_storage.listdir("documents")[0]) >= 1
    assert GapRequestDocument.objects.count() == 1


def test_document_waits_for_a_scanner_that_is_away_then_is_verified_or_erased(firm, settings):
    server.stop()
    request = ask(firm, uploads=[deed(), deed("virus.pdf", infected_pdf())])
    assert set(request.documents.values_list("scan", flat=True)) == {"pending"}
    settings.CLAMD_URL = server.start(0).url
    drain()
    assert sorted(request.documents.values_list("scan", flat=True)) == ["clean", "refused"]
    assert stored(request) == [True]


def test_withdrawn_request_loses_its_documents_at_once_and_can_be_made_again(firm):
    request = ask(firm)
    name = str(request.documents.get().file)
    withdraw_gap_request(actor=PersonFactory(), gap_request=request)
    assert GapRequest.objects.open().exists()
    for _ in range(2):
        withdraw_gap_request(actor=request.requested_by, gap_request=request)
    drain()
    assert not default_storage.exists(name)
    assert request.documents.get().original_name == ""
    assert tags(firm.enterprise) == ["gap_request.received", "gap_request.withdrawn"]
    assert ask(firm, request.requested_by) != request


def test_nothing_is_asked_for_a_stopped_enterprise_nor_by_its_main_manager(managed):
    with pytest.raises(ManagesAlready):
        ask(managed, named(managed, "Hermans"))
    assert ask(managed, named(managed, "Wauters"))
    stopped = EnterpriseFactory(stopped_on=timezone.localdate())
    with pytest.raises(EnterpriseStopped):
        ask(managed, enterprise=stopped)


def test_enterprise_that_stops_while_the_documents_are_taken_in_gets_no_request(firm, monkeypatch):
    def slowly(*args, **kwargs):
        Enterprise.objects.filter(pk=firm.enterprise.pk).update(stopped_on=timezone.localdate())
        return take_in(*args, **kwargs)

    monkeypatch.setattr("monespace.documents.intake.take_in", slowly)
    with pytest.raises(EnterpriseStopped):
        ask(firm)
    assert not GapRequest.objects.exists()


def test_one_person_does_not_ask_for_everything(firm):
    person = PersonFactory()
    for _ in range(MOST_OPEN):
        ask(firm, person, enterprise=EnterpriseFactory())
    with pytest.raises(TooManyRequests):
        ask(firm, person)


def test_who_takes_requests_back_asks_no_more_than_so_often_a_day(firm):
    person = PersonFactory()
    for _ in range(MOST_PER_DAY):
        withdraw_gap_request(actor=person, gap_request=ask(firm, person))
    assert all(one.withdrawn_at for one in GapRequest.objects.all())
    with pytest.raises(TooManyRequests):
        ask(firm, person)


def test_what_was_closed_a_year_ago_is_forgotten_and_what_waits_is_not(firm):
    refused = {"decided_at": timezone.now() - timedelta(days=366), "refusal": "unreadable"}
    old = GapRequestFactory(**refused, decided_by=PersonFactory(), remark="Je suis malade", explanation="Non")
    recent = GapRequestFactory(**refused | {"decided_at": timezone.now()}, decided_by=PersonFactory())
    waiting = GapRequestFactory(remark="Bonjour")
    GapRequest.objects.filter(pk=waiting.pk).update(requested_at=timezone.now() - timedelta(days=800))
    for _ in range(2):
        purge_gap_requests()
    assert sorted(drain()) == ["gap_request_document.erase"]
    old.refresh_from_db()
    assert (old.remark, old.explanation, old.refusal) == ("", "", "unreadable")
    assert stored(old) == []
    assert stored(recent) == stored(waiting) == [True]
    assert tags(old.enterprise) == ["gap_request.purged"]


def test_database_lets_nobody_decide_their_own_request():
    request = GapRequestFactory()
    decided = {"decided_at": timezone.now(), "refusal": "other"}
    GapRequest.objects.filter(pk=GapRequestFactory().pk).update(**decided, decided_by=PersonFactory())
    with pytest.raises(IntegrityError, match="nobody_decides_their_own"), transaction.atomic():
        GapRequest.objects.filter(pk=request.pk).update(**decided, decided_by=request.requested_by)
    with pytest.raises(IntegrityError, match="granted_or_refused"), transaction.atomic():
        GapRequest.objects.filter(pk=request.pk).update(
            **decided,
            decided_by=PersonFactory(),
            designation=GapDesignationFactory(enterprise=request.enterprise),
        )


@pytest.mark.django_db(transaction=True)
def test_asking_twice_at_once_is_one_request(firm):
    person = PersonFactory()
    first, second = race(lambda: ask(firm, person), lambda: ask(firm, person))
    assert first == second
    assert GapRequestDocument.objects.count() == 1
