"""Published versions and drafts for tests of filling."""

from __future__ import annotations

from dossiers.models import Demarche, DemarcheVersion, Dossier
from monespace.common.canonical import sha256
from tests.filling.definition import content


def publish(**changes: object) -> DemarcheVersion:
    """Publish the test's démarche, with some words changed."""
    definition = content(**changes)
    demarche, _created = Demarche.objects.get_or_create(slug=definition["slug"])
    return DemarcheVersion.objects.create(
        demarche=demarche,
        version=definition["version"],
        content=definition,
        checksum=sha256(definition),
    )


def draft_of(person, *, enterprise=None, version=None) -> Dossier:
    """Start a draft in a person's own space, or in an enterprise's."""
    owner = {"owner_enterprise": enterprise} if enterprise else {"owner_user": person}
    return Dossier.objects.create(
        demarche_version=version or publish(), created_by=person, language="fr", **owner
    )
