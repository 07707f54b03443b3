"""What the page of a dossier and that of its receipt say in each state is true in that state."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.deadlines.models import DossierDeadline
from dossiers.decisions.models import Decision
from dossiers.models import Dossier
from dossiers.states import DECIDED, ENDED, OPEN, STATE_WORDS, State
from monespace.mail.models import Mail
from monespace.outbox.testing import drain
from tests.deadlines.scene import REFUSAL, THIRTY_DAYS, sent, version_with
from tests.handling.factories import make_officer
from tests.submission.factories import DraftFactory
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db
ALL: Final = frozenset(State)
SHOWN: Final = OPEN | DECIDED | {State.WITHDRAWN}
"""What was sent can still be read."""
NOT_SENT: Final = ALL - SHOWN - {State.ANONYMISED}
RECEIPT: Final[dict[str, frozenset[State] | set[State]]] = {
    "Votre dossier est envoyé": OPEN,
    "L’accusé de réception prouve votre envoi": SHOWN,
    "Décision au plus tard le": OPEN - {State.ACTION_NEEDED},
    "Ce qui se passe maintenant": OPEN,
    "vous n’avez rien à faire": OPEN - {State.ACTION_NEEDED},
    "Le service compétent examine le dossier. S’il lui manque": {State.SUBMITTED, State.IN_PROGRESS},
    "Il doit encore commencer à l’examiner": {State.RECEIVED},
    "attend une réponse ou un document de votre part": {State.ACTION_NEEDED},
    "Si vous n’êtes pas d’accord": OPEN | DECIDED,
    "La décision indiquera les recours": OPEN,
    "La décision indique les recours": DECIDED,
    "Suivre le dossier": OPEN,
    "Lire la décision": DECIDED,
    "Revoir le dossier": {State.WITHDRAWN},
    "Cette demande est retirée": {State.WITHDRAWN},
}
DETAIL: Final[dict[str, frozenset[State] | set[State]]] = {
    "Continuer le brouillon": {State.DRAFT},
    "Voir l’accusé de réception": SHOWN,
    "Vos réponses": SHOWN,
    "Décision au plus tard le": OPEN - {State.ACTION_NEEDED},
    "Ajouter cette date à mon agenda": OPEN - {State.ACTION_NEEDED},
    "Le délai de décision est suspendu": {State.ACTION_NEEDED},
    "Retirer la demande": OPEN,
    "Tant que le service compétent n’a pas décidé": OPEN,
    "Télécharger la décision (PDF)": DECIDED,
    "Si vous n’êtes pas d’accord": DECIDED,
    "La décision dit pourquoi": {State.REFUSED, State.CLOSED},
    "Transmission au service compétent": set(),
    **{
        str(words): {state}
        for state, words in STATE_WORDS.items()
        if state != State.DRAFT  # said by the banner of drafts, in the words of each space
    },
}


def dossier_in(state: State) -> Dossier:
    """Return a dossier as it stands in a state: its limit, its decision, its answers or none."""
    if state in NOT_SENT:
        dossier = DraftFactory(state=state)
    else:
        dossier = sent(version_with(**THIRTY_DAYS), dossier__state=state)
        if state == State.ACTION_NEEDED:
            DossierDeadline.objects.filter(pk=dossier.pk).update(due_on=None)
        elif state in ENDED | {State.ANONYMISED}:
            DossierDeadline.objects.filter(pk=dossier.pk).update(ended_at=timezone.now())
    if state in DECIDED:
        Decision.objects.create(
            dossier=dossier,
            outcome=state,
            reasons="Parce que.",
            remedies="Le Médiateur.",
            decided_by=make_officer().user,
            decided_at=timezone.now(),
        )
    return dossier


def text_of(client, dossier, name="detail") -> str | None:
    """Return what a page says; None when it leads elsewhere."""
    force_sign_in(client, dossier.owner_user)
    answer = client.get(reverse(f"dossiers:{name}", kwargs={"space": "citoyen", "dossier_id": dossier.pk}))
    if answer.status_code == 302:
        return None
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def wrong_in(shown: str, state: State, table: dict) -> list[str]:
    return [
        f"« {sentence} » {'is missing' if state in states else 'is not true'}"
        for sentence, states in table.items()
        if (" ".join(sentence.split()) in shown) != (state in states)
    ]


@pytest.mark.parametrize("state", State)
def test_page_of_a_dossier_says_what_is_true_in_its_state(client, state):
    assert wrong_in(text_of(client, dossier_in(state)), state, DETAIL) == []


@pytest.mark.parametrize("state", State)
def test_receipt_says_what_is_true_in_the_state_of_the_dossier(client, state):
    shown = text_of(client, dossier_in(state), "receipt")
    assert (shown is not None) == (state in SHOWN)
    if shown is not None:
        assert wrong_in(shown, state, RECEIPT) == []


def test_receipt_of_a_dossier_whose_limit_has_passed_says_so(client):
    dossier = dossier_in(State.IN_PROGRESS)
    passed = timezone.localdate() - timedelta(days=3)
    assert "Le délai de décision est dépassé" not in text_of(client, dossier, "receipt")
    DossierDeadline.objects.filter(pk=dossier.pk).update(due_on=passed)
    for name in ("receipt", "detail"):
        shown = text_of(client, dossier, name)
        assert "Le délai de décision est dépassé depuis le" in shown
        assert "Décision au plus tard le" not in shown


def test_what_silence_decided_is_no_longer_told_once_data_are_erased(client):
    dossier = sent(version_with(**THIRTY_DAYS | REFUSAL), dossier__state=State.REFUSED)
    DossierDeadline.objects.filter(pk=dossier.pk).update(silent_at=timezone.now(), ended_at=timezone.now())
    silence = "Le service n’a pas décidé avant la fin du délai"
    assert silence in text_of(client, dossier)
    Dossier.objects.filter(pk=dossier.pk).update(state=State.ANONYMISED)
    shown = text_of(client, dossier)
    assert silence not in shown
    assert "vos données sont effacées" in shown


def test_receipt_says_of_the_confirmation_whether_it_is_sent(client, sendable):
    shown = text_of(client, sendable, "receipt")
    assert "Nous envoyons une confirmation par e-mail à" in shown
    drain()
    assert Mail.objects.get().sent_at is not None
    shown = text_of(client, sendable, "receipt")
    assert f"Nous avons envoyé une confirmation par e-mail à {sendable.owner_user.email}" in shown
    assert "Nous envoyons" not in shown


@pytest.fixture
def sendable(client):
    """A dossier just sent by somebody with a confirmed address."""
    dossier = DraftFactory(owner_user=PersonFactory(email="ann@exemple.be"))
    force_sign_in(client, dossier.owner_user)
    address = reverse("dossiers:submit", kwargs={"space": "citoyen", "dossier_id": dossier.pk})
    client.post(address, {"declaration_exactitude": "on", "action": "submit"})
    dossier.refresh_from_db()
    return dossier
