"""What a GAP says when changing or ending an access."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.terms_forms import TermsForm
from monespace.common.forms import PortalForm


class ChangeForm(TermsForm):
    """Another role or another last day, and why."""

    begins_with_saved = True
    reason = forms.CharField(
        label=_("Pourquoi ce changement ?"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Les gestionnaires d’accès le lisent dans l’historique."),
    )


class EndForm(PortalForm):
    """Why an access ends."""

    kinds = {"reason": "text"}

    reason = forms.CharField(
        label=_("Pourquoi cet accès prend-il fin ?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "Par exemple : a quitté l’entreprise. Les gestionnaires d’accès le lisent dans l’historique."
        ),
        error_messages={"required": _("Indiquez en quelques mots pourquoi l’accès prend fin.")},
    )
