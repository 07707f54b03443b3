"""What people and agents see of a dossier before its erasure, and after: the truth, and nobody's name."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Dossier, Signatory, Submission
from dossiers.retention.models import Ground
from dossiers.retention.services import announce_due
from dossiers.states import State
from monespace.common.days import written_day
from tests.handling.factories import SERVICE, CaseFactory, make_officer
from tests.house.access_rows import ROWS
from tests.retention.scene import WORD, ended, past, whole_life
from tests.retention.test_when import held
from tests.submission.factories import SubmissionFactory
from tests.support.access_scene import Scene
from tests.support.checked_client import CheckedClient
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory

pytestmark = pytest.mark.django_db
EID = {"level": 500, "method": "eid"}


def page_of(client, name, dossier, space="citoyen", **more):
    return client.get(reverse(name, kwargs={"space": space, "dossier_id": dossier.pk, **more}))


def said(response) -> str:
    assert response.status_code == 200, response.status_code
    main = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(main.replace("\xa0", " ").split())


@pytest.fixture
def dossier():
    return SubmissionFactory(dossier=ended()).dossier


def test_an_ended_dossier_says_until_when_it_is_kept_and_what_happens_then(client, dossier):
    force_sign_in(client, dossier.owner_user)
    words = said(page_of(client, "dossiers:detail", dossier))
    assert f"Gardé jusqu’au {written_day(timezone.localdate(), 'j F')} " in words
    assert "Ensuite, nous effaçons les réponses" in words
    with time_machine.travel(timezone.now() + timedelta(days=3000)):
        force_sign_in(client, dossier.owner_user)
        announce_due()
        until = timezone.localdate() + timedelta(days=29)
        assert f"Gardé jusqu’au {written_day(until)}" in said(page_of(client, "dossiers:detail", dossier))


def test_a_held_dossier_says_that_it_has_no_last_day(client, dossier):
    held(dossier, Ground.APPEAL)
    force_sign_in(client, dossier.owner_user)
    words = said(page_of(client, "dossiers:detail", dossier))
    assert "Rien n’est effacé avant sa fin" in words
    assert "Gardé jusqu’au" not in words
    assert "Conseil d’État" not in words


def test_a_dossier_that_is_not_ended_says_nothing_of_it(client):
    open_one = SubmissionFactory(dossier__state=State.IN_PROGRESS).dossier
    force_sign_in(client, open_one.owner_user)
    assert "Conservation" not in said(page_of(client, "dossiers:detail", open_one))


def test_its_people_find_a_reference_and_dates_and_nothing_else(client, clamd):
    dossier = whole_life()
    ann = Signatory.objects.filter(signed_by__isnull=False).get()
    texts = {row.payload["velo"]["marque"] for row in Submission.objects.all()}
    assert texts
    past(dossier)
    force_sign_in(client, dossier.owner_user)
    words = said(page_of(client, "dossiers:detail", dossier))
    for shown in ("Anonymisé", dossier.reference, "Anonymisé le", "vos données sont effacées"):
        assert shown in words, shown
    assert "Voir l’accusé de réception" not in words
    main = words
    assert WORD not in main
    for name in ("dossiers:receipt", "dossiers:receipt_pdf", "dossiers:decision_pdf"):
        assert page_of(client, name, dossier).url == f"/espace/citoyen/dossiers/{dossier.pk}/"
    talk = said(page_of(client, "dossiers:conversation", dossier))
    assert "ses messages sont effacés" in talk
    assert "<form" not in talk
    assert WORD not in talk
    assert page_of(client, "dossiers:deadline_calendar", dossier).status_code == 404
    everything = said(client.get("/espace/citoyen/dossiers/"))
    assert dossier.reference not in everything
    assert "?etat=anonymises" in everything
    erased = said(client.get("/espace/citoyen/dossiers/?etat=anonymises"))
    assert dossier.reference in erased
    assert WORD not in erased
    assert dossier.reference not in said(client.get("/espace/citoyen/messages/"))
    force_sign_in(client, ann.signed_by)
    for address in (reverse("dossiers:signatures"), reverse("dossiers:signature", args=[ann.pk])):
        main = said(client.get(address))
        assert "anonymisée" in main or "est effacé" in main
        assert f"{WORD}first" not in main


def test_agents_find_it_by_its_reference_only(client, clamd):
    dossier = whole_life()
    past(dossier)
    agent = AgentFactory()
    force_sign_in(client, agent, **EID)
    for typed in (f"{WORD}last", dossier.owner_user.email):
        assert dossier.reference not in said(client.post(reverse("admin:search"), {"text": typed}))
    found = said(client.post(reverse("admin:search"), {"text": dossier.reference}))
    assert "Anonymisé" in found
    assert f"{WORD}first" not in found
    shown = said(client.get(reverse("admin:dossier", args=[dossier.pk])))
    assert "Anonymisé le" in shown
    assert WORD not in shown


def test_officers_find_it_by_its_reference_and_nowhere_in_their_queue(client, clamd):
    dossier = whole_life()
    past(dossier)
    officer = make_officer(SERVICE)
    force_sign_in(client, officer.user, **EID)
    for tab in ("nouveaux", "miens", "ouverts", "decides", "retard"):
        assert dossier.reference not in said(client.get(reverse("admin:cases"), {"onglet": tab}))
    answer = client.post(reverse("admin:find_case"), {"reference": dossier.reference}, follow=True)
    main = said(answer)
    assert "Anonymisé le" in main
    assert WORD not in main


def test_the_table_of_a_company_names_nobody(client):
    scene = Scene.build()
    dossier = Dossier.objects.get(pk=scene.company_sent)
    Dossier.objects.filter(pk=dossier.pk).update(state=State.WITHDRAWN)
    Dossier.objects.filter(pk=dossier.pk).update(state=State.ANONYMISED)
    scene.sign_in(client, "lecteur")
    rows = said(client.get(f"/espace/{scene.company_space}/dossiers/?etat=anonymises"))
    body = rows.split("<tbody", 1)[1]
    assert dossier.reference in body
    assert dossier.sent_by.last_name not in body


@pytest.mark.parametrize("actor", ["owner", "proprietaire", "agent", "supervisor", "officer"])
def test_no_page_breaks_over_an_anonymised_dossier(actor):
    scene, client = Scene.build(), CheckedClient()
    client.raise_request_exception = True
    for key in (scene.citizen_sent, scene.company_sent):
        Dossier.objects.filter(pk=key).update(state=State.WITHDRAWN)

        CaseFactory._meta.model.objects.filter(pk=key).update(officer=scene.people["officer"])
    for key in (scene.citizen_sent, scene.company_sent):
        assert past(Dossier.objects.get(pk=key), years=11).state == State.ANONYMISED
    scene.sign_in(client, actor)
    asked = 0
    for row in ROWS:
        if "dossier_id" not in row.kwargs or "sent" not in row.kwargs["dossier_id"]:
            continue
        address = reverse(row.name, kwargs={key: getattr(scene, value) for key, value in row.kwargs.items()})
        response = client.get(address) if row.method == "GET" else client.post(address, row.data)
        b"".join(response)
        assert response.status_code < 500, (row.name, row.method)
        asked += 1
    assert asked > 40
