"""What the register says of an enterprise, in the reader's language: what the page of its space shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import get_language

from enterprises.register.models import Enterprise, RegisterCode

if TYPE_CHECKING:
    from enterprises.register.models import Establishment

FORM, SITUATION = "JuridicalForm", "JuridicalSituation"
NORMAL_SITUATION = "000"
EVERYWHERE_DESCRIBED = "fr"  # the BCE describes few codes in English


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseDetails:
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


def details_of(enterprise: Enterprise) -> EnterpriseDetails:
    """Describe ``enterprise`` in the reader's language, in two queries at most."""
    activity = f"Nace{enterprise.nace_version}"
    situation = enterprise.legal_situation_code.replace(NORMAL_SITUATION, "")
    described = _descriptions(
        _form_code(enterprise), _code(activity, enterprise.nace_code), _code(SITUATION, situation)
    )
    return EnterpriseDetails(
        enterprise=enterprise,
        legal_form=described.get(FORM, _known_form(enterprise)),
        activity=described.get(activity, ""),
        situation=described.get(SITUATION, ""),
        place=None if enterprise.has_address else _first_place(enterprise),
    )


def legal_form_of(enterprise: Enterprise) -> str:
    """Return the legal form in the reader's language, or as it is known; one query."""
    return _descriptions(_form_code(enterprise)).get(FORM, _known_form(enterprise))


def _known_form(enterprise: Enterprise) -> str:
    """Return the legal form as the enterprise's own row has it, in French."""
    is_person = enterprise.kind == Enterprise.Kind.NATURAL_PERSON
    return str(Enterprise.Kind.NATURAL_PERSON.label) if is_person else enterprise.legal_form


def _form_code(enterprise: Enterprise) -> Q | None:
    """Return what finds the legal form's words: its code, or its French name where the code is not known."""
    if enterprise.legal_form_code or not enterprise.legal_form:
        return _code(FORM, enterprise.legal_form_code)
    in_french = RegisterCode.objects.filter(
        category=FORM, language=EVERYWHERE_DESCRIBED, description=enterprise.legal_form
    )
    return Q(category=FORM, code__in=in_french.values("code")[:1])


def _code(category: str, code: str) -> Q | None:
    """Return what finds the words of a code; None when there is no code."""
    return Q(category=category, code=code) if code else None


def _descriptions(*asked: Q | None) -> dict[str, str]:
    """Return what each code means, by category, in the reader's language or else in French."""
    known = [one for one in asked if one is not None]
    if not known:
        return {}
    own = (get_language() or EVERYWHERE_DESCRIBED)[:2]
    described = RegisterCode.objects.filter(reduce(or_, known), language__in=[own, EVERYWHERE_DESCRIBED])
    in_order = sorted(described, key=lambda code: code.language == own)
    return {code.category: code.description for code in in_order}


def _first_place(enterprise: Enterprise) -> Establishment | None:
    """Return the oldest establishment that is open and has an address."""
    places = enterprise.establishments.active().order_by("started_on", "number")
    return next((place for place in places if place.has_address), None)
