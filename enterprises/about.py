"""What the register says of an enterprise, in the reader's language: what the page of its space shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import get_language

from enterprises.models import Enterprise, RegisterCode

if TYPE_CHECKING:
    from enterprises.models import Establishment

NORMAL_SITUATION = "000"
EVERYWHERE_DESCRIBED = "fr"  # the BCE describes few codes in English


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """An enterprise in words, each empty when unknown; ``place`` is an establishment with an address.

    ``place`` stands in for the enterprise's own address, which the BCE does not publish for people who are
    self-employed: it is where they work, not their seat (ADR 0029).
    """

    enterprise: Enterprise
    legal_form: str
    activity: str
    situation: str
    place: Establishment | None

    @property
    def address(self) -> str:
        """Its own address, or that of ``place``."""
        source = self.place or self.enterprise
        return source.address_line


def about(enterprise: Enterprise) -> About:
    """Describe ``enterprise`` in the reader's language, in two queries at most."""
    words = _words(
        {
            "JuridicalForm": enterprise.legal_form_code,
            f"Nace{enterprise.nace_version}": enterprise.nace_code,
            "JuridicalSituation": enterprise.legal_situation_code.replace(NORMAL_SITUATION, ""),
        }
    )
    is_person = enterprise.kind == Enterprise.Kind.NATURAL_PERSON
    known_form = str(Enterprise.Kind.NATURAL_PERSON.label) if is_person else enterprise.legal_form
    return About(
        enterprise=enterprise,
        legal_form=words.get("JuridicalForm", known_form),
        activity=words.get(f"Nace{enterprise.nace_version}", ""),
        situation=words.get("JuridicalSituation", ""),
        place=None if enterprise.has_address else _first_place(enterprise),
    )


def _words(codes: dict[str, str]) -> dict[str, str]:
    """Return what each of these codes means, by category, in the reader's language or else in French."""
    asked = [Q(category=category, code=code) for category, code in codes.items() if code]
    if not asked:
        return {}
    own = (get_language() or EVERYWHERE_DESCRIBED)[:2]
    described = RegisterCode.objects.filter(reduce(or_, asked), language__in=[own, EVERYWHERE_DESCRIBED])
    in_order = sorted(described, key=lambda code: code.language == own)
    return {code.category: code.description for code in in_order}


def _first_place(enterprise: Enterprise) -> Establishment | None:
    """Return the oldest establishment that is open and has an address."""
    places = enterprise.establishments.filter(stopped_on=None).order_by("started_on", "number")
    return next((place for place in places if place.has_address), None)
