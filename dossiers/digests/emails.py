"""The mail that tells at once what waited: by space, one line for each dossier, bounded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from dossiers.catalogue.published import title_of
from dossiers.notices.news import News
from enterprises.rights.actor import space_key
from enterprises.rights.emails import link_to, of_enterprise
from monespace.common.days import written_day
from monespace.mail.kinds import MailKind, Unlimited
from monespace.mail.services import send_mail
from monespace.mail.words import as_mailed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrOrPromise

    from accounts.models import User
    from dossiers.deadlines.models import Outage
    from dossiers.digests.selectors import Digest, Part
    from dossiers.dossier.models import Dossier
    from dossiers.notices.models import Notice

DIGEST = MailKind("dossier_digest", Unlimited.BY_DATE)
WITH_DAY: Final[dict[News, _StrOrPromise]] = {
    News.EXTENDED: _("décision au plus tard le %(day)s"),
    News.ERASED_SOON: _("données effacées à partir du %(day)s"),
}
"""News told with the day that the event says."""
MOST_SPACES: Final = 20
MOST_DOSSIERS: Final = 20
"""In each space: who has more is told how many, and reads them in the portal."""


def write_digest(*, person: User, digest: Digest) -> None:
    """Tell a person in one mail, in their language, what waited for it."""
    with translation.override(person.language):
        shown = [_part(part, person.language) for part in digest.parts[:MOST_SPACES]]
        context = {
            "outages_only": digest.tells_outages_only,
            "outages": [_outage(outage, count, person.language) for outage, count in digest.outages],
            "parts": shown,
            "rest_count": len(digest.parts) - len(shown),
            "profile_url": link_to("accounts:profile")
            if any(not one.is_work for one in digest.parts)
            else "",
            "spaces_url": link_to("enterprises:spaces"),
        }
    send_mail(kind=DIGEST, to_user=person, context=context, language=person.language)


def _part(part: Part, language: str) -> dict[str, Any]:
    """Return how the mail shows a space: templates get no words of others that make a link."""
    space = space_key(part.enterprise)
    named = of_enterprise(part.enterprise, language) if part.enterprise else {}
    shown = list(part.news.items())[:MOST_DOSSIERS]
    return {
        "is_work": part.is_work,
        **{name: as_mailed(value) for name, value in named.items()},
        "lines": [_line(dossier, found, part, language) for dossier, found in shown],
        "rest_count": len(part.news) - len(shown),
        "url": link_to("admin:cases") if part.is_work else link_to("dossiers:list", space=space),
    }


def _line(dossier: Dossier, found: Sequence[Notice], part: Part, language: str) -> dict[str, Any]:
    space = space_key(part.enterprise)
    key = str(dossier.pk)
    return {
        "title": as_mailed(title_of(dossier.demarche_version_id, language)),
        "reference": dossier.reference,
        "news": ", ".join(dict.fromkeys(_words(notice) for notice in found)),
        "url": link_to("admin:case", dossier_id=key)
        if part.is_work
        else link_to("dossiers:detail", space=space, dossier_id=key),
    }


def _words(notice: Notice) -> str:
    """Return what happened, in few words, with the new last day where there is one."""
    if notice.news not in WITH_DAY:
        return str(News(notice.news).label)
    day = written_day(date.fromisoformat(notice.event.facts["due_on"]))
    return str(WITH_DAY[News(notice.news)]) % {"day": day}


def _outage(outage: Outage, count: int, language: str) -> dict[str, Any]:
    return {
        "first": written_day(outage.began_on),
        "last": written_day(outage.ended_on),
        "cause": as_mailed(outage.cause_text(language)),
        "legal_basis": as_mailed(outage.legal_basis_text(language)),
        "count": count,
    }
