"""What a démarche is about, to be found by: a short list of themes, and words of its own."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from dossiers.engine.base import Model, Text

MOST_KEYWORDS: Final = 30
Theme = Literal[
    "mobilite", "logement", "energie", "emploi", "economie", "environnement", "agriculture", "famille"
]
THEMES: Final[dict[str, Text]] = {
    "mobilite": Text(fr="Mobilité", de="Mobilität", nl="Mobiliteit", en="Mobility"),
    "logement": Text(fr="Logement", de="Wohnen", nl="Wonen", en="Housing"),
    "energie": Text(fr="Énergie", de="Energie", nl="Energie", en="Energy"),
    "emploi": Text(
        fr="Emploi et formation", de="Arbeit und Ausbildung", nl="Werk en opleiding", en="Work and training"
    ),
    "economie": Text(fr="Économie", de="Wirtschaft", nl="Economie", en="Economy"),
    "environnement": Text(fr="Environnement", de="Umwelt", nl="Milieu", en="Environment"),
    "agriculture": Text(fr="Agriculture", de="Landwirtschaft", nl="Landbouw", en="Agriculture"),
    "famille": Text(fr="Famille", de="Familie", nl="Gezin", en="Family"),
}
"""Their names, in the order in which people read them."""
Keyword = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=50)]
Words = Annotated[tuple[Keyword, ...], Field(max_length=MOST_KEYWORDS)]


class Keywords(Model):
    """Other words by which people look for a démarche, in each language; nobody reads them."""

    fr: Words = ()
    de: Words = ()
    nl: Words = ()
    en: Words = ()

    def all(self) -> tuple[str, ...]:
        """Return the words of every language."""
        return (*self.fr, *self.de, *self.nl, *self.en)
