"""Review and receipt say to which address the confirmation goes: the proved one, never one of the form."""

from __future__ import annotations

import pytest
from django.urls import reverse

from enterprises.rights.permissions import Role
from monespace.mail.models import Mail
from tests.submission.definition import ANSWERS, content
from tests.submission.factories import ACCEPTED, DemarcheVersionFactory, DraftFactory
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db

EMAIL = {"key": "courriel", "kind": "email", "label": {"fr": "E-mail", "de": "E-Mail"}}
NOT_USED = "L’adresse écrite dans le formulaire n’y change rien."


def draft_of(person, *, asks_email: bool = True):
    """A draft ready to be sent, which asks for an address or does not."""
    definition = content()
    answers = {step: dict(values) for step, values in ANSWERS.items()}
    if asks_email:
        definition["steps"][0]["fields"].append(EMAIL)
        answers[definition["steps"][0]["key"]]["courriel"] = "autre@exemple.be"
    return DraftFactory(
        owner_user=person, demarche_version=DemarcheVersionFactory(content=definition), answers=answers
    )


def page(client, name: str, draft) -> str:
    return client.get(reverse(f"dossiers:{name}", args=["citoyen", draft.pk])).content.decode()


def send(client, draft) -> None:
    declared = {f"declaration_{key}": "on" for key in ACCEPTED}
    client.post(reverse("dossiers:submit", args=["citoyen", draft.pk]), declared)


@pytest.mark.parametrize("asks_email", [True, False])
def test_review_and_receipt_name_the_proved_address(client, asks_email):
    person = force_sign_in(client, PersonFactory(email="prouvee@exemple.be"))
    draft = draft_of(person, asks_email=asks_email)
    before = page(client, "review", draft)
    assert "Elle ira à <strong>prouvee@exemple.be</strong>" in before
    assert reverse("accounts:email") in before
    send(client, draft)
    assert Mail.objects.get().to == "prouvee@exemple.be"
    after = page(client, "receipt", draft)
    assert "une confirmation par e-mail à <strong>prouvee@exemple.be</strong>" in after
    assert reverse("accounts:profile") in after
    assert (NOT_USED in before, NOT_USED in after) == (asks_email, asks_email)


@pytest.mark.parametrize(
    ("pending", "leads_to"), [("", "accounts:email"), ("x@exemple.be", "accounts:email_code")]
)
def test_without_a_proved_address_both_say_where_the_news_are(client, pending, leads_to):
    person = force_sign_in(client, PersonFactory(email="", pending_email=pending))
    draft = draft_of(person)
    before = page(client, "review", draft)
    assert "n’a pas d’adresse e-mail confirmée" in before
    assert f'href="{reverse(leads_to)}"' in before
    send(client, draft)
    assert not Mail.objects.exists()
    after = page(client, "receipt", draft)
    assert "n’avait pas d’adresse e-mail confirmée" in after
    assert "restent dans Mon Espace" in after
    assert NOT_USED in before
    assert NOT_USED in after


def test_the_receipt_names_the_address_of_then_although_it_has_changed(client):
    person = force_sign_in(client, PersonFactory(email="avant@exemple.be"))
    draft = draft_of(person)
    send(client, draft)
    person.email = "apres@exemple.be"
    person.save()
    after = page(client, "receipt", draft)
    assert "<strong>avant@exemple.be</strong>" in after
    assert "apres@exemple.be" not in after


def test_a_colleague_who_reads_the_receipt_is_not_shown_the_senders_address(client):
    sender = MembershipFactory(user__email="prouvee@exemple.be", role=Role.PROPRIETAIRE)
    reader = MembershipFactory(enterprise=sender.enterprise, role=Role.LECTEUR)
    draft = DraftFactory(owner_user=None, owner_enterprise=sender.enterprise, created_by=sender.user)
    address = [sender.enterprise.number, draft.pk]
    for person, shown in ((sender.user, True), (reader.user, False)):
        force_sign_in(client, person)
        client.post(reverse("dossiers:submit", args=address), {"declaration_exactitude": "on"})
        receipt = client.get(reverse("dossiers:receipt", args=address)).content.decode()
        assert ("prouvee@exemple.be" in receipt) is shown
