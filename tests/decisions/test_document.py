"""The sealed document of what was decided: once, whole, in the dossier's language, kept as it was made."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import translation

from dossiers import tasks
from dossiers.decisions.content import decision_data
from dossiers.decisions.document_services import make_decision_document
from dossiers.decisions.selectors import decided_on
from dossiers.models import Decision, DecisionDocument, Receipt
from dossiers.receipts.services import make_receipt
from dossiers.states import DossierEvent
from monespace.journal.models import Event
from monespace.sealing.models import Kind, SealedDocument
from monespace.sealing.typesetting import typeset
from tests.deadlines.scene import REFUSAL, THIRTY_DAYS, happen, sent, version_with
from tests.decisions.documents import decided, made, plain, url
from tests.receipts.many import many_answers, words
from tests.sealing.documents import PICTURE, assert_integrity_is_checked, elements
from tests.submission.factories import sender
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory

pytestmark = pytest.mark.django_db


def test_the_document_says_everything_that_a_decision_must():
    dossier = decided()
    shown = plain(made(dossier))
    submission, decision = dossier.submissions.get(), Decision.objects.get()
    for said in (
        f"Décision sur la demande {dossier.reference}",
        "Refusé",
        "par le service compétent : Service des primes",
        "Le service compétent a refusé votre demande.",
        "Le vélo n’est pas neuf.",
        "Il a été acheté <avant> le 1er janvier & #payé.",
        "Médiateur de la Wallonie",
        "soixante jours",
        "Prime d’essai (version 1)",
        f"{submission.actor['first_name']} {submission.actor['last_name']}",
        "081 00 00 00",
        "primes@exemple.be",
        "45 jours, à partir de la réception d’un dossier complet",
        "(heure de Bruxelles)",
        f"{decision.decided_at:%Y-%m-%dT%H:%M:%SZ}",
        SealedDocument.objects.get().code,
    ):
        assert said in shown, said
    assert submission.payload_sha256 in shown.replace(" ", "")
    assert "La décision dit pourquoi" not in shown
    assert decision.decided_by.last_name not in shown


def test_what_silence_decided_is_told_as_the_law_does_and_by_which_text(time_machine, client):
    time_machine.move_to("2026-04-02 00:01+02:00")
    dossier = sent(version_with(**THIRTY_DAYS | REFUSAL), date(2026, 3, 2))
    tasks.apply_silence()
    dossier.refresh_from_db()
    force_sign_in(client, dossier.owner_user)
    page = reverse("dossiers:detail", kwargs={"space": "citoyen", "dossier_id": dossier.pk})
    shown = client.get(page).content.decode()
    assert url(dossier) in shown
    assert "Médiateur de la Wallonie" in shown
    pdf = plain(made(dossier))
    for said in (
        "Refusé",
        "Le service n’a pas décidé avant la fin du délai : selon la loi, la demande est refusée.",
        "Même décret, article 8.",
        "Le délai finissait le 1er avril 2026.",
        "Inscrite dans votre dossier le 2 avril 2026.",
        "Décret d’essai, article 7.",
        "Médiateur de la Wallonie",
    ):
        assert said in pdf, said
    assert "Prise le" not in pdf
    assert "Les motifs" not in pdf


@pytest.mark.parametrize(
    ("language", "title"),
    [("fr", "Décision"), ("de", "Entscheidung"), ("nl", "Beslissing"), ("en", "Decision")],
)
def test_the_document_is_in_the_language_of_the_dossier_and_lasts_and_is_accessible(language, title):
    dossier = decided(dossier__language=language)
    pdf = made(dossier)
    with pikepdf.open(BytesIO(pdf)) as read, read.open_metadata() as metadata:
        assert str(read.Root.Lang) == SealedDocument.objects.get().language == language
        assert metadata["dc:title"].startswith(f"{title} {dossier.reference}")
        assert (metadata["pdfuaid:part"], metadata["pdfaid:part"]) == ("1", "2")
        assert read.Root.MarkInfo.Marked
    kinds = [one["kind"] for one in elements(pdf)]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") >= 5
    figures = [one["alt"] for one in elements(pdf) if one["kind"] == "/Figure"]
    assert len(figures) == 1
    assert figures[0]


def test_the_same_decision_gives_the_same_bytes_before_sealing():
    dossier = decided()
    definition, submission = words(), dossier.submissions.get()

    def unsealed() -> bytes:
        data = decision_data(
            submission=submission,
            definition=definition,
            decision=decided_on(dossier, definition, None),
            deadline=None,
            language="fr",
        )
        verification = {"verification": many_answers(0)["verification"]}
        return typeset("document", data | verification, "fr", pictures=PICTURE)

    first = unsealed()
    with translation.override("de"):
        assert unsealed() == first


def test_an_enterprise_is_named_with_its_number():
    member = MembershipFactory()
    dossier = decided(
        dossier__owner_user=None, dossier__owner_enterprise=member.enterprise, dossier__created_by=member.user
    )
    submission = dossier.submissions.get()
    space = {"kind": "enterprise", "number": member.enterprise.number, "name": member.enterprise.name}
    submission.actor = sender(member.user, space=space)
    data = decision_data(
        submission=submission,
        definition=words(),
        decision=decided_on(dossier, words(), None),
        deadline=None,
        language="fr",
    )
    assert any(f"{member.enterprise.name}" in row[1] and "BCE" in row[1] for row in data["parts"][3]["rows"])


def test_the_document_is_made_once_however_often_it_is_asked():
    dossier = decided()
    for _time in range(3):
        make_decision_document(str(dossier.pk))
    document = SealedDocument.objects.get()
    assert DecisionDocument.objects.get().document == document
    assert document.kind == Kind.DECISION
    [event] = Event.objects.about(dossier).filter(tag="dossier.decision_sealed")
    assert event.facts["sha256"] == document.sha256
    assert default_storage.exists(document.file.name)


def test_nothing_is_certified_that_nobody_decided():
    dossier = sent(version_with(**THIRTY_DAYS))
    happen(dossier, DossierEvent.RECEIVE, DossierEvent.TAKE_UP, DossierEvent.REFUSE)
    with pytest.raises(Decision.DoesNotExist):
        make_decision_document(str(dossier.pk))
    assert not SealedDocument.objects.exists()


@pytest.mark.parametrize("table", ["decisiondocument", "receipt"])
@pytest.mark.parametrize(
    "change", ["UPDATE dossiers_{} SET document_id = document_id", "DELETE FROM dossiers_{}"]
)
def test_which_document_proves_what_never_changes(table, change):
    dossier = decided()
    made(dossier)
    make_receipt(str(dossier.submissions.get().pk))
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(table))
    assert DecisionDocument.objects.get().document_id != Receipt.objects.get().document_id


def test_check_integrity_finds_a_decision_whose_document_changed(capsys):
    pdf = made(decided())
    assert_integrity_is_checked(SealedDocument.objects.get(), pdf, capsys)
