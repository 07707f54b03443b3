"""What a cell of a list means; each function raises ValidationError with a sentence when it means nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from enterprises.invitations.forms import EMAIL, LONGEST_NAME
from enterprises.invitations.lists.columns import COLUMNS, language_words, role_words
from enterprises.invitations.models import normalised
from enterprises.register.errors import EstablishmentClosed
from enterprises.rights.forms import check_end
from enterprises.rights.terms import default_end
from monespace.common.days import typed_day
from monespace.common.folding import folded_words
from monespace.common.text import isolated
from monespace.mail.words import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from enterprises.register.models import Establishment
    from enterprises.rights.permissions import Role
    from enterprises.rights.terms import Offer

LONGEST_QUOTE = 60
BETWEEN_DEMARCHES = re.compile(r"[,;|]")


class Vocabulary:
    """What the cells of an enterprise's lists may name, and the language of who is silent about it."""

    def __init__(self, *, establishments: Iterable[Establishment], demarches: Offer, language: str) -> None:
        self.language = language
        self.places: defaultdict[str, set[Establishment]] = defaultdict(set)
        for place in establishments:
            self.places[place.number].add(place)
            self.places[folded_words(place.name)].add(place)
        self.slugs = {folded_words(word): slug for slug, title in demarches for word in (slug, title)}

    def address(self, word: str) -> str:
        """Return an address as it is kept."""
        return normalised(EMAIL.clean(word))

    def role(self, word: str) -> Role:
        """Return the role called so in any of the four languages."""
        if role := role_words().get(folded_words(word)):
            return role
        what = _("Le rôle « %(word)s » n’existe pas.") if word else _("Le rôle manque.")
        raise _meaningless(f"{what} {_('Indiquez Propriétaire, Collaborateur ou Lecteur.')}", word)

    def language_code(self, word: str) -> str:
        """Return the code of a language, the reader's own when nothing is said."""
        if not word:
            return self.language
        if code := language_words().get(folded_words(word)):
            return code
        raise _meaningless(_("La langue « %(word)s » n’est pas offerte. Indiquez fr, de, nl ou en."), word)

    def last_day(self, word: str) -> date:
        """Return the last day of an access, two years from now when nothing is said."""
        if not word:
            return default_end()
        day = typed_day(word, label=COLUMNS["ends_on"][0])
        check_end(day)
        return day

    def name(self, word: str) -> str:
        """Return the name of the identity card, which may be left out."""
        if len(word) > LONGEST_NAME:
            raise ValidationError(
                _("Ce nom est trop long : au plus %(most)s signes.") % {"most": LONGEST_NAME}
            )
        plain_words(word)
        return word

    def establishment(self, word: str) -> Establishment | None:
        """Return the establishment with this number or name, None for the whole enterprise."""
        if not word:
            return None
        found = self.places.get(re.sub(r"\D", "", word)) or self.places.get(folded_words(word)) or set()
        open_ones = [place for place in found if not place.has_stopped]
        if len(open_ones) == 1:
            return open_ones[0]
        if found and not open_ones:
            raise ValidationError(str(EstablishmentClosed(next(iter(found))).message))
        if found:
            raise _meaningless(
                _("Plusieurs établissements s’appellent « %(word)s ». Indiquez le numéro."), word
            )
        raise _meaningless(
            _("L’entreprise n’a pas d’établissement « %(word)s ». Indiquez son nom ou son numéro."), word
        )

    def demarches(self, words: str) -> tuple[str, ...]:
        """Return the slugs of démarches named by slug or title, none for all of them."""
        if whole := self.slugs.get(folded_words(words)):  # a title may have commas
            return (whole,)
        found = set()
        for word in filter(None, map(str.strip, BETWEEN_DEMARCHES.split(words))):
            slug = self.slugs.get(folded_words(word))
            if slug is None:
                raise _meaningless(_("La démarche « %(word)s » n’est pas proposée aux entreprises."), word)
            found.add(slug)
        return tuple(sorted(found))


def _meaningless(message: str, word: str) -> ValidationError:
    """Return the refusal of a word, which it quotes, shortened."""
    short = word if len(word) <= LONGEST_QUOTE else f"{word[:LONGEST_QUOTE]}…"
    return ValidationError(message.replace("%(word)s", isolated(short)))
