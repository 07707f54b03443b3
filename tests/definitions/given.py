"""What must be answered otherwise than its kind alone suggests, to meet the rules of a démarche."""

from typing import Final

GIVEN: Final[dict[str, dict[str, str]]] = {
    "adel": {"entree": "01/02/2020", "non_ameliorable": "yes"},
    "precompte-immobilier": {"revenu_cadastral": "700,00", "seule_habitation": "yes"},
}
"""By slug, then by the key of the question, as typed."""
