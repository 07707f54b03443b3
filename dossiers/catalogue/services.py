"""Publishing démarches: immutable versions, recorded in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.agents import AgentGroup
from dossiers.catalogue.models import Demarche, DemarcheVersion
from dossiers.engine.loading import load
from monespace.common.canonical import sha256
from monespace.common.db import get_or_none
from monespace.common.errors import DomainError, Forbidden
from monespace.journal.services import record

if TYPE_CHECKING:
    from accounts.models import User
    from dossiers.engine.schema import Definition
    from monespace.common.authors import Author


class VersionAlreadyPublished(DomainError):
    """This version was published with another content, and dossiers may be pinned to it."""

    message = _(
        "Cette version de la démarche est déjà publiée avec un autre contenu, qui ne peut plus changer. "
        "Donnez un numéro de version plus élevé à votre définition."
    )


class VersionNotHigher(DomainError):
    """A higher version is published already."""

    message = _(
        "Une version plus élevée de cette démarche est déjà publiée. "
        "Donnez à votre définition un numéro de version qui la suit."
    )


class Publication(NamedTuple):
    """A published version, and whether it is new."""

    version: DemarcheVersion
    is_new: bool


@transaction.atomic
def publish(*, actor: Author, text: str, source: str = "definition") -> Publication:
    """Publish the definition written in ``text``; the same content again changes nothing.

    InvalidDefinition tells what is wrong in the file ``source``. ``actor`` is a publisher, or the system.
    """
    user = actor.user
    if user is not None and not _is_publisher(user):
        raise Forbidden("not_a_publisher")
    definition = load(text, source)
    content = definition.content()
    checksum = sha256(content)
    demarche = _locked_demarche(definition)
    newest = demarche.versions.order_by("-version").first()
    published = get_or_none(demarche.versions.filter(version=definition.version))
    if published is not None:
        if published.checksum != checksum:
            raise VersionAlreadyPublished(f"{definition.slug} {definition.version}")
        return Publication(published, is_new=False)
    if newest is not None and newest.version > definition.version:
        raise VersionNotHigher(f"{definition.slug} {newest.version}")
    version = DemarcheVersion.objects.create(
        demarche=demarche,
        version=definition.version,
        content=content,
        checksum=checksum,
        published_by=user,
    )
    record(
        "demarche.published",
        actor=actor,
        subject=version,
        slug=demarche.slug,
        version=version.version,
        checksum=version.checksum,
    )
    return Publication(version, is_new=True)


def _is_publisher(user: User) -> bool:
    """Say whether a person is an agent who publishes démarches."""
    return user.is_active and user.is_staff and user.groups.filter(name=AgentGroup.PUBLISHER).exists()


def _locked_demarche(definition: Definition) -> Demarche:
    """Return the démarche, locked: publications of one démarche take turns."""
    Demarche.objects.get_or_create(slug=definition.slug)
    return Demarche.objects.select_for_update().get(slug=definition.slug)
