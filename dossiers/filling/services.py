"""Writes drafts: starts them, and saves their steps as typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4, uuid5

from django.db import transaction
from django.utils import timezone

from dossiers.access import require_level
from dossiers.catalogue.published import published_definition
from dossiers.dossier.models import Dossier
from dossiers.engine.journey import Journey
from dossiers.filling.errors import (
    DemarcheNotOpen,
    EnterpriseStopped,
    NoLongerDraft,
    OutOfScope,
    OwnEstablishmentClosed,
    StaleAnswers,
    WrongSpace,
    why_no_draft,
)
from dossiers.filling.models import StepAnswers
from dossiers.filling.selectors import get_draft
from dossiers.states import State
from enterprises.register.establishments import require_place
from enterprises.register.models import require_active
from enterprises.rights.checks import require
from enterprises.rights.permissions import Permission
from monespace.common.db import create_once
from monespace.journal.services import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from dossiers.catalogue.models import DemarcheVersion
    from dossiers.dossier.querysets import DossierQuerySet
    from dossiers.dossier.standing import Standing
    from dossiers.filling.saves import Save
    from enterprises.rights.actor import Actor


@transaction.atomic
def create_draft(
    *,
    actor: Actor,
    version: DemarcheVersion,
    token: str,
    language: str,
    establishment_id: int | None = None,
    answers: Mapping[str, dict[str, Any]] | None = None,
) -> Dossier:
    """Start a request on ``version`` in the actor's space, or return the one this ``token`` started already.

    It is made for the establishment to which the actor's access is limited, else for ``establishment_id``,
    one of the enterprise's, or for the whole enterprise (None). It begins with ``answers``, ``{step: {field:
    raw}}``, those that the person gave before they signed in.

    The page's token and the person make the dossier's id: the primary key makes a double click one dossier,
    and nobody can aim at somebody else's.
    """
    require(actor, Permission.FILL_DOSSIERS)
    definition = published_definition(version)
    if not definition.is_for(actor.space.kind):
        raise WrongSpace
    require_active(*actor.enterprises, refusal=EnterpriseStopped)
    if not definition.is_open(timezone.localdate()):
        raise DemarcheNotOpen
    require_level(actor, definition)
    if not actor.scope.covers(version.demarche.slug):
        raise OutOfScope
    dossier, created = create_once(
        Dossier.objects.all(),
        pk=draft_id(actor=actor, slug=version.demarche.slug, token=token or uuid4().hex),
        **_owner(actor, establishment_id),
        demarche_version=version,
        language=language,
        created_by=actor.user,
        next_step=1,
        step_count=len(Journey(definition, {}, today=timezone.localdate()).steps),
    )
    if created:
        facts = {"demarche": version.demarche.slug, "version": version.version, **actor.capacity}
        record("dossier.created", actor=actor, subject=dossier, **facts)
        put_first_answers(actor=actor, dossier=dossier, answers=answers or {})
    return dossier


def put_first_answers(*, actor: Actor, dossier: Dossier, answers: Mapping[str, dict[str, Any]]) -> None:
    """Write the answers, ``{step: {field: raw}}``, with which a draft that has none begins."""
    now = timezone.now()
    StepAnswers.objects.bulk_create(
        StepAnswers(
            dossier=dossier, step=step, values=values, revision=uuid4().hex, saved_at=now, saved_by=actor.user
        )
        for step, values in answers.items()
    )
    if answers:
        begun = get_draft(actor, dossier.pk, Permission.FILL_DOSSIERS)
        note_standing(actor=actor, dossier=dossier, standing=begun.standing)


def _owner(actor: Actor, establishment_id: int | None) -> dict[str, Any]:
    """Return whose dossier it is: the person's own, or the enterprise's and for which place of it."""
    enterprise = actor.space.enterprise
    if enterprise is None:
        return {"owner_user": actor.user}
    if actor.scope.establishment_id is not None:
        establishment_id = actor.scope.establishment_id
        require_place(enterprise, establishment_id, closed=OwnEstablishmentClosed)
    else:
        require_place(enterprise, establishment_id)
    return {
        "owner_enterprise": enterprise,
        "establishment_id": establishment_id,
        "mandate": actor.mandate,
    }


def draft_id(*, actor: Actor, slug: str, token: str) -> UUID:
    """Return the id of the dossier that a page's token starts for this person in this space."""
    return uuid5(actor.user.pk, f"{actor.space.key}:{slug}:{token}")


@transaction.atomic
def save_step(
    *,
    actor: Actor,
    dossier: Dossier,
    step: str,
    values: dict[str, Any],
    save: Save,
    standing: Standing | None = None,
    is_whole: bool = True,
) -> str:
    """Save the answers of a step as typed, valid or not, and return the revision the draft then stands at.

    When another page saved other answers since the one of ``save`` was made, nothing is written and
    StaleAnswers carries that version; the same answers are no conflict. ``standing`` is where the draft then
    stands, None where nobody knows. ``is_whole``: the button that asks
    for it is one of the whole step's page, and confirms all that was typed on it.
    """
    require(actor, Permission.FILL_DOSSIERS)
    written = StepAnswers.objects.put(
        draft=draft_of(actor=actor, dossier=dossier),
        step=step,
        values=values,
        save=save,
        standing=standing,
        is_whole=is_whole,
        saved_at=timezone.now(),
        saved_by=actor.user,
    )
    if written:
        return save.revision
    lock_draft(actor=actor, dossier=dossier)
    saved = StepAnswers.objects.select_related("saved_by").get(dossier=dossier, step=step)
    if saved.values != values:
        raise StaleAnswers(saved)
    return saved.revision


def note_standing(*, actor: Actor, dossier: Dossier, standing: Standing) -> None:
    """Keep where a draft stands after its documents changed; nothing once it is no draft any more."""
    draft_of(actor=actor, dossier=dossier).update(**standing._asdict())


def require_draft(dossier: Dossier) -> None:
    """Raise NoLongerDraft, or AwaitsSignatures, about a dossier that left the drafts."""
    if dossier.state != State.DRAFT:
        raise why_no_draft(dossier)


def lock_draft(*, actor: Actor, dossier: Dossier) -> None:
    """Keep others from changing the dossier until the transaction ends, and note that it changed now.

    One statement: whether it is still a draft of the actor's space is part of it.
    """
    if not draft_of(actor=actor, dossier=dossier).update(updated_at=timezone.now()):
        raise NoLongerDraft


def draft_of(*, actor: Actor, dossier: Dossier) -> DossierQuerySet:
    """Return the dossier as the rows that may be changed: one, or none once it is sent."""
    return Dossier.objects.visible_to(actor).drafts().filter(pk=dossier.pk)
