"""Reads of published démarches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import get_language

from dossiers.engine.base import SOURCE_LANGUAGE, Text
from monespace.common.folding import FoldedText, folded

if TYPE_CHECKING:
    from datetime import datetime

MOST_WORDS: Final = 8


class DemarcheVersionQuerySet(models.QuerySet):
    """Published versions."""

    def for_slug(self, slug: str) -> Self:
        """Keep the versions of one démarche, newest first."""
        return self.filter(demarche__slug=slug).order_by("-version")

    def in_effect(self, at: datetime | None = None) -> Self:
        """Keep those that are no longer planned at a moment, by default now."""
        since = Cast(KeyTextTransform("takes_effect", "content"), models.DateTimeField())
        return self.alias(since=since).filter(Q(since=None) | Q(since__lte=at or timezone.now()))

    def current(self, language: str | None = None) -> Self:
        """Keep of every démarche the newest version in effect, by title in a language, given as ``title``."""
        newest: DemarcheVersionQuerySet = (
            DemarcheVersionQuerySet(self.model)
            .in_effect()
            .order_by("demarche", "-version")
            .distinct("demarche")
        )
        return (
            self.select_related("demarche")
            .filter(pk__in=newest.values("pk"))
            .annotate(slug=F("demarche__slug"), title=_text("title", language))
            .order_by(FoldedText(F("title")), "demarche__slug")
        )

    def above_level(self, level: int) -> Self:
        """Keep those that ask for a surer identification than ``level``."""
        return self.filter(content__level__gt=level)

    def setting_a_limit(self) -> Self:
        """Keep those that set a time limit for the decision."""
        return self.filter(content__has_any_keys=["decision", "decision_days"])

    def giving_silence_a_meaning(self) -> Self:
        """Keep those whose time limit, once passed, decides."""
        return self.filter(content__decision__has_key="silence")

    def for_audience(self, kind: str) -> Self:
        """Keep the démarches that a citizen's space, or an enterprise's, may use."""
        return self.filter(content__audience__in=[kind, "both"])

    def matching(self, search: str, language: str | None = None) -> Self:
        """Keep those whose title or summary holds every word searched, whatever the accents and capitals.

        For lists of dossiers, in SQL: of all versions. The catalogue is searched in ``searching``.
        """
        found = self.alias(
            searched=FoldedText(_text("title", language)), described=FoldedText(_text("summary", language))
        )
        for word in folded(search).split()[:MOST_WORDS]:
            found = found.filter(Q(searched__contains=word) | Q(described__contains=word))
        return found


def _text(name: str, language: str | None) -> Any:
    """Return the SQL of a text of the definition, in French where it has no translation."""
    code = (language or get_language() or SOURCE_LANGUAGE)[:2]
    wanted = code if code in Text.model_fields else SOURCE_LANGUAGE
    texts = KeyTextTransform(name, "content")
    return Coalesce(
        KeyTextTransform(wanted, texts),
        KeyTextTransform(SOURCE_LANGUAGE, texts),
        output_field=models.TextField(),
    )
