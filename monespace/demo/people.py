"""The demo's people and enterprises: made through the portal's own services, so they are as real as any."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.agents import AgentGroup
from accounts.profile.services import complete_profile, vouch_for_email
from accounts.services import Person, grant_agent, register_person
from dossiers.handling.services import add_service_member
from enterprises.managers.designation_services import designate_gap
from enterprises.members.services import add_membership
from enterprises.models import Enterprise, GapDesignation, RegisterCode
from enterprises.register.details import FORM
from enterprises.register.services import add_enterprise
from enterprises.rights.permissions import Role
from monespace.common.authors import SYSTEM
from monespace.demo.systems import SERVICES
from monespace.simulators.bce.open_data.extracts import CODE_LANGUAGES
from monespace.simulators.bce.open_data.words import FORMS
from monespace.simulators.bce.register import ENTERPRISES
from monespace.simulators.personas import NEWCOMER, PERSONAS

if TYPE_CHECKING:
    from accounts.models import User

ACCESS_DAYS = 730
EVIDENCE = "Démonstration : désignation par le représentant légal"
KNOWN = ("1999990144", "1999990243")  # the others appear once somebody asks for them
AGENTS = {
    "agent": AgentGroup.HELPDESK,
    "superviseur": AgentGroup.SUPERVISOR,
    "gestionnaire": AgentGroup.CASE_OFFICER,
    "relectrice": AgentGroup.CASE_OFFICER,
}
OFFICERS = {"gestionnaire": SERVICES, "relectrice": ("spw-logement",)}


@dataclass(frozen=True, kw_only=True)
class Staff:
    """Which personas have what in an enterprise of the simulated register."""

    gap: str
    roles: dict[str, Role]


STAFF = {
    "1999990144": Staff(
        gap="gap",
        roles={
            "proprietaire": Role.PROPRIETAIRE,
            "collaborateur": Role.COLLABORATEUR,
            "lecteur": Role.LECTEUR,
        },
    ),
}


def make_people() -> dict[str, User]:
    """Return the user of each persona but the newcomer, made when missing; agents get their place."""
    people = {}
    for key, persona in PERSONAS.items():
        if key == NEWCOMER:
            continue
        person = Person(
            national_number=persona.national_number,
            foreign_identifier=persona.eidas_identifier,
            first_name=persona.first_name,
            last_name=persona.last_name,
            language=persona.language,
        )
        user = register_person(actor=SYSTEM, person=person)
        if user.profile_completed_at is None:
            complete_profile(actor=user, language=user.language, phone=user.phone)
            if persona.mail and not user.email:
                vouch_for_email(actor=SYSTEM, user=user, address=persona.mail)
        if key in AGENTS:
            grant_agent(actor=SYSTEM, national_number=persona.national_number, group=AGENTS[key])
        for service in OFFICERS.get(key, ()):
            add_service_member(actor=SYSTEM, user=user, service=service)
        people[key] = user
    return people


def make_enterprises(people: dict[str, User]) -> None:
    """Take the enterprises over from the simulated register; what is already there stays as it is."""
    describe_legal_forms()
    for number in KNOWN:
        source = ENTERPRISES[number]
        known = Enterprise.objects.filter(number=source.number).exists()
        enterprise = add_enterprise(
            actor=SYSTEM,
            number=source.number,
            name=source.name,
            legal_form=source.legal_form,
            **asdict(source.address),
        )
        if known:
            continue
        for place in source.establishments:
            enterprise.establishments.create(number=place.number, name=place.name, **asdict(place.address))
        if source.number in STAFF:
            _give_access(enterprise, STAFF[source.number], people)


def describe_legal_forms() -> None:
    """Take over what the simulated register's legal forms are called, as an extract of it would."""
    RegisterCode.objects.bulk_create(
        [
            RegisterCode(category=FORM, code=code, language=language.lower(), description=name)
            for code, (_short, *names) in FORMS.items()
            for language, name in zip(CODE_LANGUAGES, names, strict=True)
        ],
        ignore_conflicts=True,
    )


def _give_access(enterprise: Enterprise, staff: Staff, people: dict[str, User]) -> None:
    designate_gap(
        actor=SYSTEM,
        enterprise=enterprise,
        user=people[staff.gap],
        evidence=EVIDENCE,
        kind=GapDesignation.Kind.PRINCIPAL,
    )
    today = timezone.localdate()
    for key, role in staff.roles.items():
        add_membership(
            actor=SYSTEM,
            enterprise=enterprise,
            user=people[key],
            role=role,
            starts_on=today,
            ends_on=today + timedelta(days=ACCESS_DAYS),
        )
