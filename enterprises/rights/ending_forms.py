"""Why something ends: asked on every page that ends an access, a designation, a mandate or an invitation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from monespace.common.forms import PortalForm
from monespace.mail.words import MailedText

IN_HISTORY = _("Les gestionnaires d’accès le lisent dans l’historique.")
IN_MAIL_TOO = _(
    "La personne le lit dans l’e-mail qui la prévient, et les gestionnaires d’accès dans l’historique."
)
IN_BOTH_HISTORIES = _("Cette raison reste dans l’historique des deux entreprises.")


class ReasonForm(PortalForm):
    """A few words, which the page says who reads."""

    reason = MailedText(
        label=_("Pourquoi y mettre fin ?"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Indiquez en quelques mots pourquoi.")},
    )

    def __init__(self, *args: Any, read_in: object = IN_HISTORY, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = read_in  # type: ignore[assignment]  # lazy, as translations are
