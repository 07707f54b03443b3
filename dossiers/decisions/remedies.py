"""How a decision may be contested: as its démarche says, or by the ways that are always open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, override

if TYPE_CHECKING:
    from dossiers.engine.schema import Definition


def remedies_of(definition: Definition, language: str) -> str:
    """Return the remedies in a language, paragraphs apart by an empty line."""
    if definition.remedies is not None:
        return definition.remedies(language)
    with override(language):
        return "\n\n".join(
            [
                gettext(
                    "Si vous n’êtes pas d’accord avec cette décision, adressez-vous d’abord au service "
                    "compétent, avec la référence du dossier."
                ),
                gettext(
                    "Si sa réponse ne vous satisfait pas, le Médiateur de la Wallonie et de la Fédération "
                    "Wallonie-Bruxelles vous aide gratuitement : www.le-mediateur.be, 0800 19 199."
                ),
                gettext(
                    "Si aucun autre recours n’est organisé, vous pouvez demander au Conseil d’État d’annuler "
                    "la décision. Vous avez pour cela en principe soixante jours après en avoir reçu "
                    "connaissance."
                ),
            ]
        )
