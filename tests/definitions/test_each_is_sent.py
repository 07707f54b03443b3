"""Each démarche of the repository is published, filled in page by page, and sent."""

from __future__ import annotations

import pytest
from django.utils import timezone
from jsonschema_rs import Draft202012Validator

from dossiers.catalogue.published import published_definition
from dossiers.catalogue.services import publish
from dossiers.engine.json_schema import payload_schema
from dossiers.models import Submission
from monespace.common.authors import SYSTEM
from tests.definitions.given import GIVEN
from tests.engine.samples import DEFINITIONS
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.walker import Person
from tests.support.walker.answers import first, last
from tests.support.walker.inside import SITE, InsideBrowser

ENTITLED = {
    "prime-habitation": {"proprietaires": "seul", "construction": "avant_1945"},
    "prime-velo": {"professionnel": "yes", "usage": "domicile_travail"},
}
"""Whose last options lead to an exit, or to somebody else who must sign."""
PATHS = sorted(DEFINITIONS.glob("*.yaml"))


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
@pytest.mark.parametrize("pick", [first, last])
def test_a_demarche_is_filled_in_and_sent(client, clamd, path, pick):
    demarche = published_definition(publish(actor=SYSTEM, text=path.read_text()).version)
    assert demarche.is_open(timezone.localdate())
    access = MembershipFactory()
    force_sign_in(client, access.user)
    person = Person(SITE, access.user.first_name, browser=InsideBrowser(client=client), pick=pick)
    space = access.enterprise.number if demarche.audience == "enterprise" else "citoyen"
    given = GIVEN.get(demarche.slug, {}) | ENTITLED.get(demarche.slug, {})
    receipt = person.complete(demarche.slug, space, given)
    assert receipt.status == 200
    Draft202012Validator(payload_schema(demarche)).validate(Submission.objects.get().payload)
