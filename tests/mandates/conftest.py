"""A client, the accountant who holds its mandate, and the people of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from enterprises.models import Mandate
from enterprises.rights.checks import enter
from enterprises.rights.permissions import Role
from monespace.common.levels import Level
from tests.support.enterprise_factories import EnterpriseFactory, GapDesignationFactory, MembershipFactory
from tests.support.factories import PersonFactory

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.models import Enterprise
    from enterprises.rights.actor import Actor


@dataclass
class Scene:
    """Two enterprises with their access managers, an owner of the client and an employee of the holder."""

    client: Enterprise
    holder: Enterprise
    client_gap: User
    holder_gap: User
    owner: User
    employee: User

    def at_client(self, person: User) -> Actor:
        """Return ``person`` acting in the client's space."""
        return enter(person, self.client.number, level=Level.EID, method="eid")

    def at_holder(self, person: User) -> Actor:
        """Return ``person`` acting in the holder's space."""
        return enter(person, self.holder.number, level=Level.EID, method="eid")

    def terms(self, **changed: Any) -> dict[str, Any]:
        """Return what the client's manager proposes to the holder."""
        today = timezone.localdate()
        return {
            "other": self.holder,
            "side": Mandate.Side.CLIENT,
            "role": Role.PROPRIETAIRE,
            "demarches": [],
            "starts_on": today,
            "ends_on": today + timedelta(days=365),
        } | changed


@pytest.fixture
def scene(db) -> Scene:
    client = EnterpriseFactory(name="Boulangerie Lemaire SRL")
    holder = EnterpriseFactory(name="Fiduciaire Mosane SRL")
    return Scene(
        client=client,
        holder=holder,
        client_gap=GapDesignationFactory(enterprise=client).user,
        holder_gap=GapDesignationFactory(enterprise=holder, user=PersonFactory(language="de")).user,
        owner=MembershipFactory(enterprise=client).user,
        employee=MembershipFactory(enterprise=holder).user,
    )
