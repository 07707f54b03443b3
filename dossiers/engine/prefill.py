"""Answers the administration already has: which ones exist, and how they meet what was typed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dossiers.engine.kinds import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.utils.functional import _StrOrPromise

    from dossiers.engine.journey import Answers
    from dossiers.engine.schema import Definition


@dataclass(frozen=True)
class Source:
    """Where authentic data come from, as people know it, and how to have wrong data put right."""

    name: _StrOrPromise
    correction: _StrOrPromise


REGISTER: Final = Source(
    _("Registre national"),
    _("Source : Registre national. Si cette donnée est fausse, votre commune peut la corriger."),
)
PROFILE: Final = Source(
    _("votre profil"),
    _("Source : votre profil, où vous pouvez modifier cette donnée."),
)
CROSSROADS_BANK: Final = Source(
    _("Banque-Carrefour des Entreprises"),
    _(
        "Source : Banque-Carrefour des Entreprises. "
        "Si cette donnée est fausse, un guichet d’entreprises agréé peut la corriger."
    ),
)

SOURCES: Final[Mapping[str, Source]] = {
    "person.first_name": REGISTER,
    "person.last_name": REGISTER,
    "person.national_number": REGISTER,
    "person.email": PROFILE,
    "person.phone": PROFILE,
    "person.language": PROFILE,
    "enterprise.name": CROSSROADS_BANK,
    "enterprise.number": CROSSROADS_BANK,
    "enterprise.legal_form": CROSSROADS_BANK,
    "enterprise.address": CROSSROADS_BANK,
}
"""What a definition may ask for, and where it comes from."""


@dataclass(frozen=True)
class Prefilled:
    """An answer from a source; a locked one is not asked, and what the browser sends for it is ignored."""

    raw: Any
    source: Source
    value: Any
    locked: bool


def prefilled(
    definition: Definition, sources: Mapping[str, Any], *, today: date
) -> dict[str, dict[str, Prefilled]]:
    """Return the answers the sources give: {step: {field: answer}}.

    An answer the form could not accept, such as an address without a number, is shown but never locked: it
    would be a dead end.
    """
    found: dict[str, dict[str, Prefilled]] = {}
    for step, question in definition.questions():
        name = question.prefill
        if name is None or name not in SOURCES or question.is_blank(sources.get(name)):
            continue
        raw, value, locked = question.tidy(sources[name]), None, False
        with suppress(ValidationError):
            value = question.understand(raw, Facts(today))
            locked = question.locked
        found.setdefault(step.key, {})[question.key] = Prefilled(raw, SOURCES[name], value, locked=locked)
    return found


def with_prefilled(
    answers: Answers, found: Mapping[str, Mapping[str, Prefilled]]
) -> dict[str, dict[str, Any]]:
    """Return the answers, locked ones as their source has them, the others where nothing was saved yet."""
    merged = {step: dict(values) for step, values in answers.items()}
    for step, prefills in found.items():
        values = merged.setdefault(step, {})
        for key, one in prefills.items():
            if one.locked or key not in values:
                values[key] = one.raw
    return merged
