"""What a GAP says when changing or ending an access."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.rights.forms import TermsForm


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
