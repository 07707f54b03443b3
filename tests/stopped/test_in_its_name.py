"""Nobody begins or sends a request in the name of an enterprise that has stopped, nor through one."""

from __future__ import annotations

from datetime import date

import pytest

from dossiers.models import Dossier
from dossiers.states import State
from tests.submission.factories import DemarcheVersionFactory, DraftFactory
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import EnterpriseFactory, MandateFactory, MembershipFactory

pytestmark = pytest.mark.django_db
TICKED = {"declaration_exactitude": "on", "action": "submit"}


@pytest.fixture
def mandate(client):
    """A mandate in force, an employee of its holder signed in."""
    found = MandateFactory(
        client=EnterpriseFactory(name="Boulangerie Lemaire SRL"),
        holder=EnterpriseFactory(name="Fiduciaire Mosane SRL"),
    )
    force_sign_in(client, employee_of(found.holder))
    return found


def employee_of(enterprise):
    found = enterprise.memberships.first() or MembershipFactory(enterprise=enterprise)
    return found.user


def stop(enterprise):
    enterprise.stopped_on = date(2026, 3, 2)
    enterprise.save()


def begin(client, mandate, slug):
    return client.post(f"/espace/{mandate.client.number}/demarches/{slug}/", {"token": "e" * 32, "new": "1"})


@pytest.mark.parametrize("side", ["client", "holder"])
def test_mandated_begin_nothing_once_either_has_stopped(client, mandate, side):
    slug = DemarcheVersionFactory().demarche.slug
    assert begin(client, mandate, slug).status_code == 302
    Dossier.objects.all().delete()
    stop(getattr(mandate, side))
    refused = begin(client, mandate, slug)
    assert refused.status_code == 409
    named = getattr(mandate, side).name
    assert f"{named} a cessé ses activités le 2 mars 2026" in refused.content.decode()
    assert not Dossier.objects.exists()
    offered = client.get(f"/demarches/{slug}/commencer/").content.decode()
    assert "Activités arrêtées le 2 mars 2026" in offered
    assert f'action="/espace/{mandate.client.number}/' not in offered


@pytest.mark.parametrize("side", ["client", "holder"])
def test_mandated_send_nothing_once_either_has_stopped_and_read_on(client, mandate, side):
    owned = {"owner_user": None, "owner_enterprise": mandate.client, "mandate": mandate}
    owned["created_by"] = employee_of(mandate.holder)
    draft = DraftFactory(**owned)
    page = f"/espace/{mandate.client.number}/dossiers/{draft.pk}/"
    stop(getattr(mandate, side))
    assert client.get(page).status_code == 200
    refused = client.post(f"{page}soumettre/", TICKED)
    assert f"{getattr(mandate, side).name} a cessé ses activités" in " ".join(
        refused.content.decode().split()
    )
    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    type(mandate.client).objects.update(stopped_on=None)
    assert client.post(f"{page}soumettre/", TICKED)["Location"] == f"{page}accuse/"
