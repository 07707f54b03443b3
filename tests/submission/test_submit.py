"""Sending: everything or nothing, once, and only when it may be sent."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dossiers.models import Attachment, Dossier, Submission
from dossiers.states import State
from dossiers.submission import errors, services
from enterprises.rights.permissions import Role
from monespace.common.canonical import sha256
from monespace.common.errors import Forbidden, NotVisible
from monespace.common.references import new_reference
from monespace.journal.models import Event
from monespace.mail.models import Mail
from monespace.outbox.models import Message
from tests.submission.definition import ANSWERS, PAYLOAD, content
from tests.submission.factories import (
    ACCEPTED,
    AttachmentFactory,
    DemarcheVersionFactory,
    DraftFactory,
    SentDossierFactory,
    actor_of,
)
from tests.support.enterprise_factories import MembershipFactory
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db
WITH_INVOICE = {"velo": {**ANSWERS["velo"], "facture": "yes"}}


def send(dossier, actor=None, declarations=ACCEPTED, language="fr"):
    actor = actor or actor_of(dossier.owner_user)
    return services.submit(actor=actor, dossier_id=dossier.pk, declarations=declarations, language=language)


def assert_untouched(dossier):
    dossier.refresh_from_db()
    assert (dossier.state, dossier.reference, dossier.submitted_at) == (State.DRAFT, None, None)
    assert not Submission.objects.exists()
    assert not Message.objects.exists()
    assert not Mail.objects.exists()
    assert not Event.objects.about(dossier).exists()


def test_submission_keeps_what_was_understood_when_the_dossier_is_sent():
    dossier = DraftFactory()
    sent = send(dossier)
    dossier.refresh_from_db()
    submission = dossier.submissions.get()
    assert dossier.state == State.SUBMITTED
    assert sent.reference == dossier.reference
    assert submission.payload == PAYLOAD
    assert submission.payload_sha256 == sha256(PAYLOAD)
    assert submission.answers == ANSWERS
    assert submission.demarche_version == dossier.demarche_version
    assert submission.declarations == ["exactitude"]
    assert submission.documents == []
    assert submission.submitted_at == dossier.submitted_at
    assert submission.actor["user_id"] == str(dossier.owner_user.pk)
    assert submission.actor["space"] == {"kind": "citizen"}
    assert (submission.actor["level"], submission.actor["method"]) == (450, "itsme")


def test_everything_that_follows_is_written_when_the_dossier_is_sent():
    dossier = DraftFactory()
    send(dossier)
    delivery = dossier.submissions.get().deliveries.get()
    mail = Mail.objects.get()
    assert (delivery.gateway, delivery.service) == ("https", "service-primes")
    messages = {message.topic: message for message in Message.objects.all()}
    assert messages["dossier.deliver"].payload == {"delivery_id": str(delivery.pk)}
    assert messages["dossier.deliver"].lane == "delivery:service-primes"
    assert messages["mail.send"].payload == {"mail_id": str(mail.pk)}
    event = Event.objects.about(dossier).get()
    assert event.tag == "dossier.submitted"
    assert event.actor_id == str(dossier.owner_user.pk)
    assert event.facts["payload_sha256"] == dossier.submissions.get().payload_sha256
    assert (event.facts["origin"], event.facts["state"]) == ("draft", "submitted")


def test_mail_speaks_the_language_in_which_the_dossier_is_sent_and_leads_to_the_receipt(settings):
    dossier = DraftFactory(language="fr")
    send(dossier, language="de")
    dossier.refresh_from_db()
    assert dossier.language == "de"
    mail = Mail.objects.get()
    receipt = f"{settings.SITE_URL}/espace/citoyen/dossiers/{dossier.pk}/accuse/"
    for part in (mail.text, mail.html):
        assert receipt in part
        assert dossier.reference in part
        assert "Probeprämie" in part
    assert mail.language == "de"
    assert dossier.owner_user.last_name not in mail.subject
    assert dossier.owner_user.last_name in mail.text


def test_dossier_is_sent_without_a_mail_when_the_person_has_no_address():
    dossier = DraftFactory(owner_user=PersonFactory(email=""))
    send(dossier)
    assert not Mail.objects.exists()
    assert Event.objects.about(dossier).get().facts["mail_id"] is None


def test_second_sending_changes_nothing_and_gives_the_same_reference():
    dossier = DraftFactory()
    first = send(dossier)
    again = send(dossier, declarations=[])
    assert again.reference == first.reference
    assert Submission.objects.count() == 1
    assert Message.objects.count() == 3  # delivery, receipt, mail


@pytest.mark.django_db(transaction=True)
def test_exactly_one_submission_is_made_when_eight_send_at_once():
    dossier = DraftFactory()
    actor = actor_of(dossier.owner_user)
    outcomes = race(*[lambda: send(dossier, actor)] * 8)
    assert {getattr(outcome, "reference", outcome) for outcome in outcomes} == {
        Dossier.objects.get(pk=dossier.pk).reference
    }
    assert Submission.objects.count() == 1
    assert Message.objects.filter(topic="dossier.deliver").count() == 1
    assert Mail.objects.count() == 1
    assert Event.objects.about(dossier).count() == 1


def test_nothing_is_kept_when_the_transaction_fails_at_its_end(monkeypatch):
    dossier = DraftFactory()

    def fail(**_):
        raise RuntimeError

    with monkeypatch.context() as patched, transaction.atomic():
        patched.setattr(services, "move", fail)
        with pytest.raises(RuntimeError):
            send(dossier)
    assert_untouched(dossier)
    send(dossier)


def test_another_reference_is_tried_when_one_is_taken(monkeypatch):
    taken = SentDossierFactory().reference
    fresh = new_reference()
    dossier = DraftFactory()
    proposals = iter([taken, fresh])
    monkeypatch.setattr(services, "new_reference", lambda: next(proposals))
    assert send(dossier).reference == fresh


def test_sending_is_refused_when_no_reference_is_free(monkeypatch):
    taken = SentDossierFactory().reference
    dossier = DraftFactory()
    with monkeypatch.context() as patched:
        patched.setattr(services, "new_reference", lambda: taken)
        with pytest.raises(errors.ReferenceTaken):
            send(dossier)
    assert_untouched(dossier)
    send(dossier)


@pytest.mark.parametrize(
    ("answers", "declarations", "changes", "error"),
    [
        ({"velo": {"marque": "Minerva"}}, ACCEPTED, {}, errors.AnswersIncomplete),
        (ANSWERS, [], {}, errors.DeclarationsMissing),
        (ANSWERS, ["autre"], {}, errors.DeclarationsMissing),
        (ANSWERS, ACCEPTED, {"closes": "2020-12-31"}, errors.DemarcheClosed),
        (ANSWERS, ACCEPTED, {"opens": "2999-01-01"}, errors.DemarcheClosed),
        (WITH_INVOICE, ACCEPTED, {}, errors.AnswersIncomplete),
    ],
)
def test_sending_is_refused_when_something_is_not_ready(answers, declarations, changes, error):
    ready = DraftFactory()
    assert send(ready).reference
    version = DemarcheVersionFactory(content=content(**changes))
    dossier = DraftFactory(demarche_version=version, answers=answers)
    with pytest.raises(error) as refusal:
        send(dossier, declarations=declarations)
    assert str(refusal.value.message).endswith(".")
    dossier.refresh_from_db()
    assert (dossier.state, dossier.reference) == (State.DRAFT, None)
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(
    ("scan", "error"),
    [
        (Attachment.Scan.PENDING, errors.DocumentsPending),
        (Attachment.Scan.REFUSED, errors.DocumentsRefused),
    ],
)
def test_sending_is_refused_when_a_document_is_not_clean(scan, error):
    dossier = DraftFactory(answers=WITH_INVOICE)
    attachment = AttachmentFactory(dossier=dossier, scan=scan)
    with pytest.raises(error):
        send(dossier)
    assert_untouched(dossier)
    Attachment.objects.filter(pk=attachment.pk).update(scan=Attachment.Scan.CLEAN)
    send(dossier)
    dossier.refresh_from_db()
    document = dossier.submissions.get().documents[0]
    assert dossier.submissions.get().payload["pieces"] == {"facture": [str(attachment.pk)]}
    assert (document["id"], document["name"]) == (str(attachment.pk), "facture vélo.pdf")
    assert (document["size"], document["sha256"]) == (8, attachment.sha256)


def test_document_is_left_out_when_its_step_no_longer_applies():
    dossier = DraftFactory()
    AttachmentFactory(dossier=dossier, scan=Attachment.Scan.PENDING)
    send(dossier)
    assert dossier.submissions.get().documents == []
    assert "pieces" not in dossier.submissions.get().payload


@pytest.mark.parametrize("state", [State.DISCARDED, State.EXPIRED])
def test_sending_is_refused_when_the_draft_is_gone(state):
    dossier = DraftFactory(state=state)
    with pytest.raises(errors.NotADraft):
        send(dossier)


def test_dossier_does_not_exist_for_someone_else():
    dossier = DraftFactory()
    with pytest.raises(NotVisible):
        send(dossier, actor_of(PersonFactory()))
    assert_untouched(dossier)


def enterprise_draft(membership):
    return DraftFactory(owner_user=None, owner_enterprise=membership.enterprise, created_by=membership.user)


def test_enterprise_is_bound_when_its_owner_sends():
    membership = MembershipFactory()
    dossier = enterprise_draft(membership)
    send(dossier, actor_of(membership.user, membership.enterprise.number))
    dossier.refresh_from_db()
    enterprise = membership.enterprise
    assert dossier.submissions.get().actor["space"] == {
        "kind": "enterprise",
        "number": enterprise.number,
        "name": enterprise.name,
    }
    assert dossier.submissions.get().actor["role"] == Role.PROPRIETAIRE


@pytest.mark.parametrize("role", [Role.COLLABORATEUR, Role.LECTEUR])
def test_sending_is_forbidden_when_the_role_does_not_allow_it(role):
    membership = MembershipFactory(role=role)
    dossier = enterprise_draft(membership)
    with pytest.raises(Forbidden):
        send(dossier, actor_of(membership.user, membership.enterprise.number))
    assert_untouched(dossier)


def end(membership):
    membership.ended_at = timezone.now()
    membership.end_reason = "départ"
    membership.save()


def test_rights_are_those_of_the_moment_of_sending():
    membership = MembershipFactory()
    dossier = enterprise_draft(membership)
    actor = actor_of(membership.user, membership.enterprise.number)
    end(membership)
    with pytest.raises(NotVisible):
        send(dossier, actor)
    MembershipFactory(enterprise=membership.enterprise, user=membership.user, role=Role.LECTEUR)
    with pytest.raises(Forbidden):
        send(dossier, actor)
    assert_untouched(dossier)


def test_sending_needs_few_statements(django_assert_max_num_queries):
    dossier = DraftFactory(answers=WITH_INVOICE)
    AttachmentFactory(dossier=dossier)
    warm = DraftFactory(demarche_version=dossier.demarche_version)
    send(warm)
    actor = actor_of(dossier.owner_user)
    with CaptureQueriesContext(connection) as queries:
        send(dossier, actor)
    statements = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(statements) <= 12, "\n".join(statements)


def test_submission_cannot_change_once_it_is_written():
    dossier = DraftFactory()
    send(dossier)
    for change in (
        lambda: Submission.objects.update(payload={}),
        lambda: Submission.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            change()
    assert Submission.objects.get().payload == PAYLOAD
