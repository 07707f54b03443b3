"""Entering an enterprise by hand: those of the BCE come by ``import_bce``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from enterprises.register.models import LONGEST_FOLDED, Enterprise, RegisterName
from monespace.common.folding import folded_words
from monespace.journal.services import record

if TYPE_CHECKING:
    from monespace.common.authors import System


@transaction.atomic
def add_enterprise(*, actor: System, number: str, name: str, **description: str) -> Enterprise:
    """Enter an enterprise and its name, so that searches find it; one already there stays as it is.

    An import of the BCE takes it over when it lists its number, and never stops it otherwise.
    """
    enterprise, created = Enterprise.objects.get_or_create(
        number=number, defaults={"name": name, **description}
    )
    RegisterName.objects.get_or_create(
        entity=number,
        language="fr",
        kind=RegisterName.Kind.NAME,
        name=enterprise.name,
        defaults={"folded": folded_words(enterprise.name)[:LONGEST_FOLDED]},
    )
    if created:
        record("enterprise.added", actor=actor, subject=enterprise)
    return enterprise
