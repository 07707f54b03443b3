"""Who did what a service does, in two columns: an officer (``author``) or a system (``author_client``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from monespace.common.authors import Machine

if TYPE_CHECKING:
    from monespace.common.authors import Author


def system_column() -> models.ForeignKey:
    """Return the column of a system beside that of a person: empty in every row that a person made."""
    return models.ForeignKey(
        "dossiers.Client",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # systems are never deleted: nobody looks for their rows
    )


def person_or_system(column: str, *, constraint: str) -> models.CheckConstraint:
    """Return the rule that one of both columns says who it was, never both."""
    person, system = f"{column}__isnull", f"{column}_client__isnull"
    by_person = Q(**{person: False, system: True})
    by_system = Q(**{person: True, system: False})
    return models.CheckConstraint(condition=by_person | by_system, name=constraint)


def done_by(actor: Author, column: str) -> dict[str, Any]:
    """Return both columns for a row of ``actor``."""
    if isinstance(actor, Machine):
        return {f"{column}_id": None, f"{column}_client_id": actor.machine_id}
    return {f"{column}_id": actor.user and actor.user.pk, f"{column}_client_id": None}


def is_of(row: models.Model, actor: Author, column: str) -> bool:
    """Whether ``actor`` made a row."""
    return all(getattr(row, name) == value for name, value in done_by(actor, column).items())


def name_of(row: Any, column: str) -> str:
    """Return what the officer or the system that made a row is called; both columns are loaded."""
    person = getattr(row, column)
    return str(person.display_name if person else getattr(row, f"{column}_client").name)


def name_for_colleagues(row: Any, column: str) -> str:
    """Return the same for the service's officers, who see that a system is one."""
    name = name_of(row, column)
    return name if getattr(row, column) else system_name(name)


def system_name(name: str) -> str:
    """Return what officers and agents read of a system that is called so."""
    return gettext("%(name)s (système)") % {"name": name}
