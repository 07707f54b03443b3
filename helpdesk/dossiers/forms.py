"""What agents type to search."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.dossiers.search import MOST_PAGES
from monespace.common.forms import PortalForm


class SearchForm(PortalForm):
    """One box for whatever a caller reads out: references, numbers, addresses, names, codes of failures."""

    text = forms.CharField(
        label=_("Ce que la personne vous dicte"),
        max_length=100,
        help_text=_(
            "Référence de Mon Espace ou du service, code d’une panne, numéro BCE ou national, e-mail, "
            "téléphone ou nom. Le début suffit pour l’e-mail, le téléphone, le nom et la référence "
            "du service."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Indiquez ce que vous cherchez.")},
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=MOST_PAGES, widget=forms.HiddenInput)
