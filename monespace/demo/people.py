"""The demo's people and enterprises: made through the portal's own services, so they are as real as any."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.agents import AgentGroup
from accounts.services import Person, change_profile, grant_agent, register_person
from enterprises.actor import SYSTEM
from enterprises.models import Enterprise, Establishment, GapDesignation
from enterprises.permissions import Role
from enterprises.services.gap import designate_gap
from enterprises.services.memberships import add_membership
from monespace.simulators.personas import PERSONAS

if TYPE_CHECKING:
    from accounts.models import User

ACCESS_DAYS = 730
EVIDENCE = "Démonstration : désignation par le représentant légal"
AGENTS = {"agent": AgentGroup.HELPDESK, "superviseur": AgentGroup.SUPERVISOR}


@dataclass(frozen=True, kw_only=True)
class DemoEnterprise:
    """A fictitious enterprise, its establishment, and which personas have what in it."""

    number: str
    facts: dict[str, str]
    establishment: str
    gap: str = ""
    roles: dict[str, Role] = field(default_factory=dict)


ENTERPRISES = [
    DemoEnterprise(
        number="1999990144",
        facts={
            "name": "Boulangerie Lemaire SRL",
            "legal_form": "Société à responsabilité limitée",
            "street": "Rue du Four",
            "house_number": "12",
            "postcode": "5000",
            "locality": "Namur",
        },
        establishment="8999990194",
        gap="gap",
        roles={
            "proprietaire": Role.PROPRIETAIRE,
            "collaborateur": Role.COLLABORATEUR,
            "lecteur": Role.LECTEUR,
        },
    ),
    DemoEnterprise(
        number="1999990243",
        facts={
            "name": "Atelier du Bois ASBL",
            "legal_form": "Association sans but lucratif",
            "street": "Chemin des Scieurs",
            "house_number": "3",
            "postcode": "6800",
            "locality": "Libramont-Chevigny",
        },
        establishment="8999990293",
    ),
]


def make_people() -> dict[str, User]:
    """Return the user of each persona, made when missing; agents get their group."""
    people = {}
    for key, persona in PERSONAS.items():
        person = Person(
            national_number=persona.national_number,
            first_name=persona.first_name,
            last_name=persona.last_name,
            language=persona.language,
        )
        user = register_person(actor=None, person=person)
        if not user.email:
            change_profile(actor=user, email=persona.mail, phone=user.phone, language=user.language)
        if key in AGENTS:
            grant_agent(actor=None, national_number=persona.national_number, group=AGENTS[key])
        people[key] = user
    return people


def make_enterprises(people: dict[str, User]) -> None:
    """Make the enterprises with their members and access managers; what exists stays as it is."""
    for demo in ENTERPRISES:
        enterprise, created = Enterprise.objects.get_or_create(number=demo.number, defaults=demo.facts)
        if not created:
            continue
        address = {name: value for name, value in demo.facts.items() if name != "legal_form"}
        Establishment.objects.create(enterprise=enterprise, number=demo.establishment, **address)
        if demo.gap:
            designate_gap(
                actor=SYSTEM,
                enterprise=enterprise,
                user=people[demo.gap],
                evidence=EVIDENCE,
                kind=GapDesignation.Kind.PRINCIPAL,
            )
        today = timezone.localdate()
        for key, role in demo.roles.items():
            add_membership(
                actor=SYSTEM,
                enterprise=enterprise,
                user=people[key],
                role=role,
                starts_on=today,
                ends_on=today + timedelta(days=ACCESS_DAYS),
            )
