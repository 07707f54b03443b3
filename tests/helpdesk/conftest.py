"""Agents, citizens and dossiers for the tests of the agents' site."""

from __future__ import annotations

import pytest
from django.utils import timezone

from dossiers.engine import load
from dossiers.models import Dossier
from dossiers.states import State
from monespace.common.references import new_reference
from tests.submission.factories import DeliveryFactory, DemarcheVersionFactory, SubmissionFactory
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import EnterpriseFactory
from tests.support.factories import AgentFactory, PersonFactory, national_number

REFERENCE = new_reference()
DEFINITION = """
slug: velo
version: 1
audience: both
level: 450
title: {fr: Prime vélo, de: Fahrradprämie}
summary: {fr: Une aide, de: Eine Hilfe}
opens: 2026-01-01
service: {name: {fr: SPW, de: SPW}, email: service@exemple.be, phone: "081 33 44 55"}
steps:
  - key: achat
    title: {fr: Votre achat, de: Ihr Kauf}
    fields:
      - {key: vendeur, kind: text, label: {fr: Nom du vendeur, de: Name des Verkäufers}}
      - {key: prix, kind: money, label: {fr: Prix payé, de: Bezahlter Preis}}
declarations: [exactitude]
delivery: [{gateway: https, service: spw-mobilite}]
"""


@pytest.fixture
def number():
    return national_number()


@pytest.fixture
def citizen(db, number):
    return PersonFactory(first_name="Éloïse", last_name="Sœur-Lefèvre", identity=number)


@pytest.fixture
def enterprise(db):
    return EnterpriseFactory(name="Boulangerie « L’Épi d’Or » SRL")


@pytest.fixture
def version(db):
    content = load(DEFINITION).model_dump(mode="json")
    return DemarcheVersionFactory(demarche__slug="velo", content=content)


@pytest.fixture
def draft(version, citizen):
    return Dossier.objects.create(
        demarche_version=version, owner_user=citizen, created_by=citizen, language="fr"
    )


@pytest.fixture
def agent(db):
    return AgentFactory(last_name="Agent")


@pytest.fixture
def supervisor(db):
    return AgentFactory(last_name="Superviseur", group="supervisor")


@pytest.fixture
def as_agent(client, agent):
    force_sign_in(client, agent, level=500, method="eid")
    return client


@pytest.fixture
def as_supervisor(client, supervisor):
    force_sign_in(client, supervisor, level=500, method="eid")
    return client


@pytest.fixture
def sent(version, enterprise, citizen):
    return Dossier.objects.create(
        demarche_version=version,
        owner_enterprise=enterprise,
        created_by=citizen,
        language="fr",
        state=State.SUBMITTED,
        reference=REFERENCE,
        submitted_at=timezone.now(),
    )


@pytest.fixture
def delivery(sent):
    answers = {"achat": {"vendeur": "Chez Marguerite", "prix": "1250"}}
    submission = SubmissionFactory(dossier=sent, answers=answers)
    return DeliveryFactory(submission=submission)
