"""Countries an address may be in: Belgium first, its neighbours, then the others of Europe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise

BELGIUM: Final = "BE"

COUNTRIES: Final[Mapping[str, _StrOrPromise]] = {
    BELGIUM: _("Belgique"),
    "FR": _("France"),
    "LU": _("Luxembourg"),
    "DE": _("Allemagne"),
    "NL": _("Pays-Bas"),
    "AT": _("Autriche"),
    "BG": _("Bulgarie"),
    "CY": _("Chypre"),
    "HR": _("Croatie"),
    "DK": _("Danemark"),
    "ES": _("Espagne"),
    "EE": _("Estonie"),
    "FI": _("Finlande"),
    "GR": _("Grèce"),
    "HU": _("Hongrie"),
    "IE": _("Irlande"),
    "IS": _("Islande"),
    "IT": _("Italie"),
    "LV": _("Lettonie"),
    "LI": _("Liechtenstein"),
    "LT": _("Lituanie"),
    "MT": _("Malte"),
    "NO": _("Norvège"),
    "PL": _("Pologne"),
    "PT": _("Portugal"),
    "CZ": _("République tchèque"),
    "RO": _("Roumanie"),
    "GB": _("Royaume-Uni"),
    "SK": _("Slovaquie"),
    "SI": _("Slovénie"),
    "SE": _("Suède"),
    "CH": _("Suisse"),
}
