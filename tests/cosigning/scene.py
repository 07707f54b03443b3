"""A request that two people sign: who asks, what the démarche says, the links of the mails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from dossiers.cosigning import answer_services, services
from dossiers.cosigning.errors import SigningClosed
from dossiers.cosigning.services import Invited
from dossiers.models import Dossier, SignatureRequest
from monespace.common.crypto import decrypt
from monespace.common.levels import Level
from monespace.mail.models import Mail
from tests.submission.definition import content
from tests.submission.factories import ACCEPTED, DemarcheVersionFactory, DraftFactory, actor_of
from tests.support.factories import PersonFactory

if TYPE_CHECKING:
    from accounts.models import User
    from dossiers.cosigning.closed import SigningRefusal

OWNER = {"key": "proprietaire", "title": {"fr": "Autre propriétaire", "de": "Weiterer Eigentümer"}}
SAID = ("closes", "signature_days", "level", "steps")
BOTH = {**OWNER, "min": 2, "max": 2}


def draft_to_sign(*cosigners: dict[str, Any], **given: Any) -> Dossier:
    """Return a complete draft that others must sign: one other owner unless said otherwise."""
    changes = {name: given.pop(name) for name in SAID if name in given}
    published = content(cosigners=list(cosigners or (OWNER,)), **changes)
    return DraftFactory(demarche_version=DemarcheVersionFactory(content=published), **given)


def person(first_name: str = "Ann", last_name: str = "Peeters", **given: Any) -> User:
    return PersonFactory(first_name=first_name, last_name=last_name, **given)


def invited(name: str = "Ann Peeters", email: str = "ann@exemple.be") -> Invited:
    return Invited(key="proprietaire", name=name, email=email)


def ask(
    dossier: Dossier, *named: Invited, people: Any = None, declarations: Any = ACCEPTED, actor: Any = None
) -> Dossier:
    """Ask for signatures as who began the draft: of Ann Peeters unless said otherwise."""
    return services.request_signatures(
        actor=actor or actor_of(dossier.created_by),
        dossier_id=dossier.pk,
        declarations=declarations,
        invited=(named or (invited(),)) if people is None else people,
        language="fr",
    )


def tokens() -> list[str]:
    """Return the tokens of the links that were mailed, the first one first."""
    mails = Mail.objects.filter(template="signature_asked").order_by("created_at", "pk")
    links = [decrypt(mail.sealed_link) for mail in mails if mail.sealed_link]
    return [re.search(r"/signature/([\w-]{43})/", link)[1] for link in links]


def sign(user: User, token: str, *, level: Level = Level.ITSME, sha256: str | None = None) -> Any:
    """Sign what the round holds, as the page would have it."""
    shown = sha256 or SignatureRequest.objects.latest("requested_at").content_sha256
    return answer_services.sign(actor=actor_of(user, level=level), token=token, content_sha256=shown)


def decline(user: User, token: str, reason: str = "") -> Any:
    return answer_services.decline(actor=actor_of(user), token=token, reason=reason)


def refused(user: User, token: str) -> SigningRefusal:
    """Return why somebody cannot sign."""
    with pytest.raises(SigningClosed) as refusal:
        sign(user, token)
    return refusal.value.reason


def state_of(dossier: Dossier) -> str:
    return Dossier.objects.get(pk=dossier.pk).state
