"""Authentic data for the forms: what the portal knows of the person and of the enterprise they act for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accounts.identity import national_number_of
from enterprises.register.details import legal_form_of

if TYPE_CHECKING:
    from accounts.models import User
    from dossiers.engine.schema import Definition
    from enterprises.models import Enterprise
    from enterprises.rights.actor import Actor

NATIONAL_NUMBER = "person.national_number"
LEGAL_FORM = "enterprise.legal_form"
NO_FIRST_NAME = "—"  # the register knows none: asking for one would make the person invent it


def sources_for(actor: Actor, definition: Definition) -> dict[str, Any]:
    """Return the data that ``definition`` may show, by name; the national number only if it asks for it."""
    wanted = {question.prefill for _step, question in definition.questions() if question.prefill}
    if not wanted or actor.user is None or actor.space is None:
        return {}
    sources = _person(actor.user)
    if actor.space.enterprise is not None:
        sources |= _enterprise(actor.space.enterprise)
        if LEGAL_FORM in wanted:
            sources[LEGAL_FORM] = legal_form_of(actor.space.enterprise)
    if NATIONAL_NUMBER in wanted:
        sources[NATIONAL_NUMBER] = national_number_of(actor.user)
    return {name: value for name, value in sources.items() if name in wanted}


def _person(user: User) -> dict[str, Any]:
    return {
        "person.first_name": user.first_name or NO_FIRST_NAME,
        "person.last_name": user.last_name,
        "person.email": user.email or user.pending_email,
        "person.phone": user.phone,
        "person.language": user.get_language_display(),
    }


def _enterprise(enterprise: Enterprise) -> dict[str, Any]:
    address = {
        "street": enterprise.street,
        "number": enterprise.house_number,
        "box": enterprise.box,
        "postcode": enterprise.postcode,
        "locality": enterprise.locality,
    }
    return {
        "enterprise.name": enterprise.name,
        "enterprise.number": enterprise.number,
        "enterprise.address": address if enterprise.street else None,
    }
