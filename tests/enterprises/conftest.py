"""An enterprise with its people, for tests of what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from enterprises.rights.checks import enter
from enterprises.rights.permissions import Role
from monespace.common.levels import Level
from tests.support.enterprise_factories import (
    EnterpriseFactory,
    GapDesignationFactory,
    MembershipFactory,
)
from tests.support.factories import PersonFactory

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.models import Enterprise
    from enterprises.rights.actor import Actor


@dataclass
class Company:
    """An enterprise, its GAP without role, and one member for each role."""

    enterprise: Enterprise
    gap: User
    owner: User
    colleague: User
    reader: User

    def acting(self, person: User) -> Actor:
        """Return ``person`` acting in the enterprise."""
        return enter(person, self.enterprise.number, level=Level.EID, method="eid")


@pytest.fixture
def company(db) -> Company:
    enterprise = EnterpriseFactory(name="Boulangerie Lemaire SRL")
    members = {
        name: MembershipFactory(enterprise=enterprise, role=role, user__last_name=last_name).user
        for name, role, last_name in [
            ("owner", Role.PROPRIETAIRE, "El Amrani"),
            ("colleague", Role.COLLABORATEUR, "Wauters"),
            ("reader", Role.LECTEUR, "Collignon"),
        ]
    }
    gap = GapDesignationFactory(enterprise=enterprise, user=PersonFactory(last_name="Hermans")).user
    return Company(enterprise=enterprise, gap=gap, **members)
