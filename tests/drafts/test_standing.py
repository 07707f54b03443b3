"""How far a draft has come stands in every list, kept at each change, read with the draft itself."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dossiers.models import Dossier
from enterprises.rights.permissions import Role
from tests.filling.browser import open_step, save, step_url, url
from tests.filling.definition import LOGEMENT, VOUS
from tests.filling.factories import draft_of
from tests.filling.samples import pdf
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory

pytestmark = pytest.mark.django_db


def listed(client, draft) -> list[str]:
    """Return the pages that list the draft, as text."""
    space = draft.owner_enterprise.number if draft.owner_enterprise_id else "citoyen"
    pages = [
        reverse("dossiers:dashboard", kwargs={"space": space}),
        reverse("dossiers:list", kwargs={"space": space}) + "?etat=brouillons",
        reverse("dossiers:create", kwargs={"space": space, "slug": "essai"}),
        reverse("dossiers:detail", kwargs={"space": space, "dossier_id": draft.pk}),
    ]
    return [client.get(page).content.decode() for page in pages]


def standing(draft) -> tuple[int | None, int | None]:
    draft.refresh_from_db()
    return draft.next_step, draft.step_count


@pytest.mark.parametrize("is_company", [False, True])
def test_every_list_of_both_spaces_says_it(client, person, is_company):
    member = MembershipFactory(role=Role.COLLABORATEUR) if is_company else None
    user = member.user if member else person
    force_sign_in(client, user)
    draft = draft_of(user, enterprise=member.enterprise if member else None)
    save(client, draft, "vous", **VOUS | {"situation": "seul"})
    assert all("Étape 2 sur 3" in page for page in listed(client, draft))
    assert all("ardé jusqu’au" in page for page in listed(client, draft)[:2])


def test_going_on_leads_to_the_step_that_lists_name(citizen, draft):
    save(citizen, draft, "vous", **VOUS)
    assert standing(draft) == (2, 4)
    assert citizen.get(url("resume", draft))["Location"] == step_url(draft, "conjoint")
    open_step(citizen, draft, "vous").type(age="4")
    assert standing(draft) == (1, 4)
    assert citizen.get(url("resume", draft))["Location"] == step_url(draft, "vous")
    open_step(citizen, draft, "vous").post(**VOUS | {"situation": "seul"})
    assert standing(draft) == (2, 3)


def test_documents_count_where_they_are_added_and_removed(citizen, draft):
    save(citizen, draft, "vous", **VOUS | {"situation": "seul"})
    save(citizen, draft, "logement", **LOGEMENT)
    save(citizen, draft, "pieces", facture=SimpleUploadedFile("f.pdf", pdf()))
    assert standing(draft) == (None, 3)
    assert "Il reste à relire et à envoyer" in listed(citizen, draft)[0]
    file = draft.attachments.get()
    citizen.post(url("remove_document", draft, document_id=file.pk))
    assert standing(draft) == (3, 3)
    data = {"step": "pieces", "field": "facture", "file": SimpleUploadedFile("g.pdf", pdf())}
    citizen.post(url("documents", draft), data)
    assert standing(draft) == (None, 3)


def test_a_draft_of_before_says_nothing_until_it_changes(citizen, draft):
    Dossier.objects.update(next_step=None, step_count=None)
    assert not any("Étape " in page for page in listed(citizen, draft))
    save(citizen, draft, "vous", **VOUS)
    assert standing(draft) == (2, 4)
