"""Many rows at once, as an enterprise has them that has used the portal for years."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from dossiers.models import DemarcheVersion, Dossier
from dossiers.states import State
from enterprises.models import Membership
from enterprises.rights.permissions import Role
from monespace.common.references import new_reference
from tests.filling.factories import publish
from tests.support.factories import PersonFactory


def many_people(number: int, **facts: str) -> list[User]:
    """Make people called Membre0001 Exemple, Membre0002 Exemple, …"""
    named = {"last_name": "Exemple", **facts}
    people = [PersonFactory.build(first_name=f"Membre{rank:04}", **named) for rank in range(1, number + 1)]
    return User.objects.bulk_create(people)


def many_members(enterprise, number: int) -> list[User]:
    """Give ``number`` people a role in the enterprise."""
    people, today = many_people(number), timezone.localdate()
    terms = {
        "role": Role.LECTEUR,
        "starts_on": today - timedelta(days=9),
        "ends_on": today + timedelta(days=99),
    }
    Membership.objects.bulk_create(Membership(enterprise=enterprise, user=one, **terms) for one in people)
    return people


def many_dossiers(enterprise, person, number: int, **facts: object) -> None:
    """Give the enterprise ``number`` dossiers that need action, begun by ``person``."""
    version, now = DemarcheVersion.objects.first() or publish(), timezone.now()
    Dossier.objects.bulk_create(
        Dossier(
            owner_enterprise=enterprise,
            created_by=person,
            demarche_version=version,
            language="fr",
            state=facts.get("state", State.ACTION_NEEDED),
            reference=new_reference(),
            submitted_at=now,
        )
        for _rank in range(number)
    )
