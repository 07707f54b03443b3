"""What must be answered otherwise than its kind alone suggests, to meet the rules of a démarche."""

from datetime import date, timedelta
from typing import Final

SOON: Final = f"{date.today() + timedelta(days=30):%d/%m/%Y}"  # noqa: DTZ011 - as a person types it

GIVEN: Final[dict[str, dict[str, str]]] = {
    "adel": {"entree": "01/02/2020", "non_ameliorable": "yes"},
    "allocation-etudes": {"majeur": "yes", "cadastral": "900,00"},
    "dechets-dangereux": {"plaque": "1-ABC-234", "validite": SOON, "code": "130205*"},
    "environnement-classe-3": {"capakey": "92094A0123/00B000", "debut": SOON},
    "passeport-entreprise": {"annee": "2024"},
    "permis-chasse": {"naissance": "01/02/1980", "jours-end": "05/03/2026"},
    "precompte-immobilier": {"revenu_cadastral": "700,00", "seule_habitation": "yes"},
    "prime-investissement": {"date_commande": SOON},
}
"""By slug, then by the key of the question (and part of its answer), as typed."""
