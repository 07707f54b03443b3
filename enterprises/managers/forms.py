"""What is typed to find an enterprise and to propose an access manager."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from enterprises.rights.forms import IN_MAIL_TOO
from enterprises.rights.models import GapDesignation
from monespace.common.forms import PortalForm
from monespace.common.identifiers import BceField
from monespace.mail.words import MailedText

Kind = GapDesignation.Kind
LONGEST_NAME = 60  # each of two
NO_REASON = _("Indiquez en quelques mots pourquoi.")


class NumberForm(PortalForm):
    """The number of an enterprise."""

    number = BceField(
        label=_("Numéro BCE de l’entreprise"),
        help_text=_("Dix chiffres, par exemple 1999.990.144. Il figure sur ses factures et ses courriers."),
        error_messages={"required": _("Indiquez le numéro BCE de l’entreprise.")},
    )


def replacement_reason(*, required: bool) -> MailedText:
    """Return the question why the main manager in office is replaced."""
    always, sometimes = (
        _("Pourquoi remplacer le gestionnaire principal actuel ?"),
        _("Si cette personne remplace le gestionnaire principal actuel, pourquoi ?"),
    )
    return MailedText(
        label=always if required else sometimes,
        required=required,
        help_text=IN_MAIL_TOO,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": NO_REASON},
    )


class SelfForm(PortalForm):
    """What a representative who designates themselves takes besides managing the accesses."""

    TAKE, LEAVE = "take", "leave"
    ownership = forms.ChoiceField(
        label=_("Voulez-vous aussi faire les démarches de l’entreprise ?"),
        choices=[
            (TAKE, _("Oui : je prends le rôle de Propriétaire, pour remplir et envoyer ses dossiers")),
            (LEAVE, _("Non : je gère seulement les accès")),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "Gérer les accès n’ouvre pas les dossiers. Le rôle de Propriétaire pris ici dure deux ans. "
            "Il prend fin plus tôt si la BCE indique que vous ne représentez plus l’entreprise."
        ),
        error_messages={"required": _("Choisissez si vous ferez aussi les démarches de l’entreprise.")},
    )

    reason = replacement_reason(required=True)

    def __init__(self, *args: Any, needs_ownership: bool, replaces: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_ownership:
            del self.fields["ownership"]
        if not replaces:
            del self.fields["reason"]

    @property
    def takes_ownership(self) -> bool:
        """Whether the person takes Propriétaire."""
        return self.cleaned_data.get("ownership") == self.TAKE


class ProposalForm(PortalForm):
    """Who is proposed, and where to write to them."""

    first_name = MailedText(
        label=_("Prénom"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    last_name = MailedText(
        label=_("Nom"),
        max_length=LONGEST_NAME,
        help_text=_("Comme sur la carte d’identité : nous comparons les noms quand la personne accepte."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Indiquez le nom de la personne.")},
    )
    email = forms.EmailField(
        label=_("Adresse e-mail"),
        help_text=_("Nous y envoyons un lien, valable quatorze jours."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Indiquez l’adresse e-mail de la personne."),
            "invalid": _("Indiquez une adresse e-mail complète, par exemple nom@exemple.be."),
        },
    )
    language = forms.ChoiceField(
        label=_("Dans quelle langue lui écrire ?"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une langue.")},
    )
    kind = forms.ChoiceField(
        label=_("Que fera cette personne ?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez ce que fera cette personne.")},
    )

    reason = replacement_reason(required=False)

    def __init__(self, *args: Any, offered: list[Kind], replaces: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not replaces:
            del self.fields["reason"]
        if len(offered) > 1:
            self.offer("kind", [(kind.value, KIND_WORDS[kind]) for kind in offered])
        else:
            del self.fields["kind"]
        self.only_kind = offered[0]

    def clean(self) -> dict[str, Any]:
        """Add the kind when there was no choice."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["kind"] = Kind(cleaned.get("kind") or self.only_kind)
        if cleaned["kind"] == Kind.PRINCIPAL and cleaned.get("reason") == "":
            self.add_error("reason", NO_REASON)
        return cleaned


KIND_WORDS = {
    Kind.PRINCIPAL: _("Gérer les accès, à la place du gestionnaire actuel"),
    Kind.CO_GAP: _("Aider le gestionnaire actuel, comme co-gestionnaire"),
}
