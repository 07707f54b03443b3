"""An enterprise, a person who represents it, and the source that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from enterprises.managers.representation_services import check_representation
from enterprises.managers.representatives import Representative, find_representative
from enterprises.models import RepresentationCheck
from enterprises.rights.checks import enter
from monespace.common.levels import Level
from tests.support.enterprise_factories import EnterpriseFactory, GapDesignationFactory
from tests.support.factories import PersonFactory
from tests.support.register_stub import StubRegister

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accounts.models import User
    from enterprises.models import Enterprise
    from enterprises.rights.actor import Actor


@dataclass
class Firm:
    """An enterprise without a GAP, its representative, and people around it."""

    enterprise: Enterprise
    director: User
    register: StubRegister

    def representing(self, person: User | None = None) -> Representative:
        """Ask the source about ``person`` (the director) and return them as representative."""
        person = person or self.director
        check_representation(actor=person, number=self.enterprise.number)
        found = find_representative(person, self.enterprise.number)
        assert found is not None
        return found

    def acting(self, person: User) -> Actor:
        """Return ``person`` acting in the enterprise."""
        return enter(person, self.enterprise.number, level=Level.EID, method="eid")

    def managers(self) -> dict[User, str]:
        """Return who manages the accesses now."""
        return {one.user: one.kind for one in self.enterprise.gap_designations.current()}


@pytest.fixture
def register(settings) -> Iterator[StubRegister]:
    """The authentic source, in a thread of the test."""
    stub = StubRegister()
    settings.BCE_URL = stub.url
    yield stub
    stub.stop()


@pytest.fixture
def firm(db, register) -> Firm:
    return make_firm(register)


@pytest.fixture
def managed(firm) -> Firm:
    """The same with a GAP, « Hermans », and a co-GAP, « Wauters »."""
    for kind, name in (("principal", "Hermans"), ("co_gap", "Wauters")):
        person = PersonFactory(first_name="Isabelle", last_name=name)
        GapDesignationFactory(enterprise=firm.enterprise, user=person, kind=kind)
    return firm


def make_firm(register: StubRegister) -> Firm:
    enterprise = EnterpriseFactory(name="Atelier du Bois ASBL")
    director = PersonFactory(first_name="Philippe", last_name="Lemaire")
    register.appoints(director, enterprise)
    return Firm(enterprise=enterprise, director=director, register=register)


def outcomes(person: User) -> list[str]:
    """Return what the source has answered about a person, in order."""
    return list(
        RepresentationCheck.objects.filter(user=person).order_by("asked_at").values_list("outcome", flat=True)
    )
