"""Reads of dossiers, named by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, F, Func, Q, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from dossiers.states import OPEN, State
from enterprises.rights.permissions import Permission

if TYPE_CHECKING:
    from enterprises.rights.actor import Actor


HAS_MESSAGES = Q(last_message_at__isnull=False)


class AnyOf(Func):
    """Whether a number is above zero; said without a parameter, so that an index always answers it."""

    template = "(%(expressions)s > 0)"
    output_field = models.BooleanField()


HAS_UNREAD = AnyOf("unread_by_person")
UNREAD_MESSAGES = HAS_MESSAGES & Q(unread_by_person__gt=0)
"""As the partial indexes of those with unread messages are written."""
UNREAD = "unread"


PERSON = Case(When(submitted_at__isnull=True, then="created_by"), default="sent_by")
"""Who sent a dossier, or began it where it is not sent; None when that was not kept."""


class DossierQuerySet(models.QuerySet):
    """Dossiers."""

    def visible_to(self, actor: Actor) -> DossierQuerySet:
        """Those of the space the actor acts in, as far as his access reaches, if he may read them."""
        if not actor.can(Permission.READ_DOSSIERS):
            return self.none()
        if actor.space.enterprise is None:
            return self.filter(owner_user=actor.user)
        found = self.filter(owner_enterprise=actor.space.enterprise)
        if actor.scope.establishment_id is not None:
            found = found.filter(establishment=actor.scope.establishment_id)
        if actor.scope.demarches is not None:
            found = found.filter(demarche_version__demarche__slug__in=actor.scope.demarches)
        return found

    def drafts(self) -> DossierQuerySet:
        """Those not sent yet."""
        return self.filter(state=State.DRAFT)

    def sent(self) -> DossierQuerySet:
        """Those sent, whatever became of them."""
        return self.filter(submitted_at__isnull=False)

    def without_deadline(self) -> DossierQuerySet:
        """Those sent and not decided whose time limit is not followed."""
        return self.filter(state__in=OPEN, deadline=None)

    def needing_action(self) -> DossierQuerySet:
        """Those for which the service waits for the person."""
        return self.filter(state=State.ACTION_NEEDED)

    def awaiting_signatures(self) -> DossierQuerySet:
        """Those that other people must sign before they are sent."""
        return self.filter(state=State.AWAITING_SIGNATURES)

    def with_demarche(self) -> DossierQuerySet:
        """Load the démarche and its version in the same query, but not the definition: it is cached."""
        return self.select_related("demarche_version__demarche").defer("demarche_version__content")

    def with_title(self, language: str) -> DossierQuerySet:
        """Add the démarche's title in a language, in French where it has no translation, as ``title``."""
        titles = KeyTextTransform("title", "demarche_version__content")
        title = Coalesce(KeyTextTransform(language, titles), KeyTextTransform("fr", titles))
        return self.annotate(title=title)

    def counted(self) -> dict[str, int]:
        """Return how many are in each state, and under UNREAD how many have unread messages, in one query.

        Those anonymised are counted in no state.
        """
        number = models.Count("*")
        states = self.exclude(state=State.ANONYMISED).order_by().values_list("state").annotate(number=number)
        unread = self.unread().order_by().annotate(what=models.Value(UNREAD)).values_list("what")
        return dict(states.union(unread.annotate(number=number), all=True))

    def with_messages(self) -> DossierQuerySet:
        """Those about which somebody wrote."""
        return self.filter(HAS_MESSAGES)

    def unread(self) -> DossierQuerySet:
        """Those with messages of the service that nobody in their space has read."""
        return self.with_messages().filter(HAS_UNREAD)

    def unread_first(self) -> DossierQuerySet:
        """Order them: those with unread messages first, then by their latest message."""
        return self.order_by(HAS_UNREAD.desc(), F("last_message_at").desc(), "pk")

    def latest_first(self) -> DossierQuerySet:
        """Order them by their latest change."""
        return self.order_by("-updated_at", "pk")
