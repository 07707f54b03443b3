"""The mails about what happened to a dossier: they lead to its page, and tell no outcome themselves."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from dossiers.catalogue.published import title_of
from dossiers.notices.news import MUST_REACH, News
from dossiers.states import EVENT_WORDS, STATE_WORDS, DossierEvent, State
from enterprises.rights.actor import space_key
from enterprises.rights.emails import link_to, of_enterprise, of_space
from monespace.common.days import written_day
from monespace.mail.causes import Cause
from monespace.mail.kinds import MailKind, Unlimited
from monespace.mail.services import send_mail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise

    from accounts.models import User
    from dossiers.dossier.models import Dossier


NEWS = MailKind("dossier_news", "news", is_left_out=True)
CALL = MailKind("dossier_call", Unlimited.STEP, shares="dossier_news")
UNTOLD = MailKind("dossier_untold", Unlimited.STEP)
ANSWER_BY: Final = frozenset({News.ASKED, News.DUE_SOON})
"""News whose event says until when one may answer."""
SENTENCES: Final[dict[News, _StrOrPromise]] = {
    News.TAKEN_UP: EVENT_WORDS[DossierEvent.TAKE_UP][1],
    News.MESSAGE: _(
        "Le service compétent vous a écrit. Identifiez-vous dans Mon Espace pour lire son message."
    ),
    News.ASKED: STATE_WORDS[State.ACTION_NEEDED],
    News.DUE_SOON: _("Le service compétent n’a pas encore reçu votre réponse."),
    News.LAPSED: EVENT_WORDS[DossierEvent.LAPSE][1],
    News.DECIDED: _(
        "Une décision est prise sur cette demande. Identifiez-vous dans Mon Espace pour la lire."
    ),
    News.WITHDRAWN: STATE_WORDS[State.WITHDRAWN],
    News.ERASED_SOON: _(
        "Le délai de conservation de ce dossier finit bientôt. À partir du %(day)s, nous effaçons ses "
        "réponses, ses documents et ses messages. Téléchargez avant cette date ce que vous voulez garder, "
        "par exemple l’accusé de réception."
    ),
}


def write_news(*, person: User, dossier: Dossier, news: News, facts: Mapping[str, Any]) -> None:
    """Tell a person what happened, in their language; what must reach them is never left out.

    ``facts`` are those of the journal's event.
    """
    language, enterprise = person.language, dossier.owner_enterprise
    with translation.override(language):
        day = written_day(date.fromisoformat(facts["due_on"])) if "due_on" in facts else ""
        context = {
            **of_space(enterprise, language),
            "headline": str(news.label),
            "sentence": str(SENTENCES[news]) % {"day": day},
            "due_on": day if news in ANSWER_BY else "",
            "reference": dossier.reference,
            "demarche_title": title_of(dossier.demarche_version_id, language),
            "dossier_url": link_to(
                "dossiers:detail", space=space_key(enterprise), dossier_id=str(dossier.pk)
            ),
            "profile_url": "" if news in MUST_REACH else link_to("accounts:profile"),
        }
    kind = CALL if news in MUST_REACH else NEWS
    send_mail(kind=kind, to_user=person, context=context, language=language, cause=Cause(), about=dossier.pk)


def write_untold(*, manager: User, dossier: Dossier) -> None:
    """Tell who manages the accesses that nobody who may open the dossier can be written to."""
    enterprise = dossier.owner_enterprise
    if enterprise is None:
        raise ValueError("Only an enterprise has somebody who manages its accesses.")
    context = {
        **of_enterprise(enterprise, manager.language),
        "reference": dossier.reference,
        "members_url": link_to("enterprises:members", space=enterprise.number),
    }
    send_mail(
        kind=UNTOLD,
        to_user=manager,
        context=context,
        language=manager.language,
        cause=Cause(),
        about=dossier.pk,
    )
