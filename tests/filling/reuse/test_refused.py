"""Nobody takes what is not theirs to see now; what ended meanwhile is said, and nothing is kept of it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone

from dossiers.filling.reuse import services
from dossiers.models import Attachment, Dossier
from dossiers.states import State
from enterprises.rights.models import Membership
from enterprises.rights.permissions import Role
from tests.filling.browser import url
from tests.filling.definition import text
from tests.filling.factories import draft_of, publish
from tests.filling.reuse.conftest import FIELDS
from tests.filling.reuse.pages import choose, names, opened
from tests.filling.uploads.sending import add
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.factories import PersonFactory
from tests.support.full_disk import stored_in

pytestmark = pytest.mark.django_db
GONE = "n’est plus disponible"


@pytest.fixture
def company(person):
    """An enterprise for which the person fills dossiers."""
    return MembershipFactory(user=person, role=Role.COLLABORATEUR).enterprise


def refused(client, draft, document) -> bool:
    """Whether a document is neither shown nor taken."""
    assert document.original_name not in opened(client, draft).html
    said = choose(client, draft, document).content.decode()
    return GONE in said and names(draft) == [] and stored_in(draft.pk) == []


def test_what_is_ones_own_is_taken(citizen, draft, document):
    choose(citizen, draft, document)
    assert names(draft) == ["bail.pdf"]


def test_a_document_of_somebody_else_is_not_there(citizen, draft, document, client, version):
    stranger = PersonFactory()
    force_sign_in(client, stranger)
    assert refused(client, draft_of(stranger, version=version), document)
    assert client.get(url("reuse", draft, step="pieces", field="facture")).status_code == 404


def test_an_id_of_nothing_is_refused(citizen, draft):
    address = url("reuse", draft, step="pieces", field="facture")
    for made_up in (str(uuid4()), "autre"):
        assert GONE in citizen.post(address, {"chosen": made_up}, follow=True).content.decode()


def test_spaces_do_not_mix(citizen, person, company, document, version):
    assert refused(citizen, draft_of(person, enterprise=company, version=version), document)


def test_colleagues_share_what_their_enterprise_has(citizen, person, company, client, version):
    source = draft_of(person, enterprise=company, version=version)
    add(citizen, source, "statuts.pdf")
    colleague = PersonFactory()
    MembershipFactory(user=colleague, enterprise=company, role=Role.COLLABORATEUR)
    force_sign_in(client, colleague)
    draft = draft_of(colleague, enterprise=company, version=version)
    choose(client, draft, source.attachments.get())
    assert names(draft) == ["statuts.pdf"]


def test_a_limited_access_reaches_no_further(citizen, person, company, client, version):
    source = draft_of(person, enterprise=company, version=version)
    add(citizen, source, "statuts.pdf")
    other = publish(slug="autre", steps=[{"key": "pieces", "title": text("Documents"), "fields": FIELDS}])
    colleague = PersonFactory()
    MembershipFactory(user=colleague, enterprise=company, role=Role.COLLABORATEUR, demarches=["autre"])
    force_sign_in(client, colleague)
    draft = draft_of(colleague, enterprise=company, version=other)
    assert refused(client, draft, source.attachments.get())


def test_a_former_member_takes_nothing(citizen, person, company, version):
    source, draft = (draft_of(person, enterprise=company, version=version) for _ in range(2))
    add(citizen, source, "statuts.pdf")
    Membership.objects.update(ended_at=timezone.now(), end_reason="Départ")
    address = url("reuse", draft, step="pieces", field="facture")
    chosen = {"chosen": str(source.attachments.get().pk)}
    assert citizen.post(address, chosen).status_code in {403, 404}
    assert names(draft) == []


@pytest.mark.parametrize("scan", [Attachment.Scan.PENDING, Attachment.Scan.REFUSED])
def test_only_what_is_verified_is_taken(citizen, draft, document, scan):
    Attachment.objects.update(scan=scan)
    assert refused(citizen, draft, document)


def test_what_asks_a_surer_sign_in_is_not_shown(citizen, draft, person, document):
    surer = publish(slug="sure", level=500)
    Dossier.objects.filter(pk=document.dossier_id).update(demarche_version=surer)
    force_sign_in(citizen, person, level=450)
    assert refused(citizen, draft, document)


def test_a_dossier_sent_meanwhile_takes_nothing_and_says_so(citizen, draft, document, monkeypatch):
    meanwhile(
        monkeypatch,
        lambda: Dossier.objects.filter(pk=draft.pk).update(
            state=State.SUBMITTED, reference="ME-TEST", submitted_at=timezone.now()
        ),
    )
    assert "n’est plus un brouillon" in choose(citizen, draft, document).content.decode()
    assert (names(draft), stored_in(draft.pk)) == ([], [])


def test_a_document_removed_meanwhile_is_not_taken(citizen, draft, document, monkeypatch):
    meanwhile(monkeypatch, lambda: Attachment.objects.update(removed_at=timezone.now()))
    assert GONE in choose(citizen, draft, document).content.decode()
    assert (names(draft), stored_in(draft.pk)) == ([], [])


def test_a_right_that_ended_meanwhile_is_said(citizen, person, company, version, monkeypatch):
    source, draft = (draft_of(person, enterprise=company, version=version) for _ in range(2))
    add(citizen, source, "statuts.pdf")
    meanwhile(monkeypatch, lambda: Membership.objects.update(ended_at=timezone.now(), end_reason="Départ"))
    address = url("reuse", draft, step="pieces", field="facture")
    assert citizen.post(address, {"chosen": str(source.attachments.get().pk)}).status_code in {403, 404}
    assert (names(draft), stored_in(draft.pk)) == ([], [])


def meanwhile(monkeypatch, act) -> None:
    """Have something happen once the copies are stored, before they are written down."""
    copied = services._copied

    def copied_then(*args):
        copy = copied(*args)
        act()
        return copy

    monkeypatch.setattr(services, "_copied", copied_then)
