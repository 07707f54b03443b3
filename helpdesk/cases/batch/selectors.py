"""Which of the chosen cases an act would reach as they stand, and why not the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossiers.catalogue.published import definition_of, load_versions, title_of
from dossiers.decisions.rules import require_examined, require_one_reading
from dossiers.handling.models import Case
from dossiers.handling.rules import require_free, require_in_hands
from helpdesk.cases.batch.acts import Act, Chosen
from monespace.common.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrOrPromise

    from accounts.models import User
    from dossiers.handling.officers import Officer


@dataclass(frozen=True)
class Planned:
    """A chosen case, what its démarche is called, and why the act does not reach it: empty when it does."""

    chosen: Chosen
    case: Case
    title: str
    refusal: _StrOrPromise


def planned(officer: Officer, act: Act, chosen: Iterable[Chosen], language: str) -> list[Planned]:
    """Return the chosen cases of the officer's services in their order, those of others left out."""
    by_key = {one.dossier_id: one for one in chosen}
    cases = Case.objects.of_service(officer.services).with_dossier().filter(pk__in=by_key)
    found = {case.pk: case for case in cases}
    load_versions(case.dossier.demarche_version_id for case in found.values())
    return [
        Planned(
            chosen=one,
            case=found[key],
            title=title_of(found[key].dossier.demarche_version_id, language),
            refusal=_refusal(act, found[key], one, officer.user),
        )
        for key, one in by_key.items()
        if key in found
    ]


def _refusal(act: Act, case: Case, chosen: Chosen, user: User) -> _StrOrPromise:
    """Return why the act does not reach a case as it stands, by the rules of the act itself."""
    try:
        match act:
            case Act.TAKE_UP:
                require_free(case, user)
            case Act.CLOSE:
                require_examined(case.dossier.state)
                require_one_reading(definition_of(case.dossier.demarche_version_id))
            case _:
                require_in_hands(case, chosen.instead_of)
    except DomainError as refusal:
        return refusal.message
    return ""
