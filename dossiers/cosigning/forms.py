"""What is typed about signatures: who must sign, a corrected name or address, an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from dossiers.cosigning.models import LONGEST_NAME, LONGEST_REASON
from dossiers.cosigning.services import Invited
from dossiers.engine.cosigners import cosigners_of
from dossiers.filling.forms import PREFIX, DeclarationsForm
from monespace.common.forms import PortalForm
from monespace.mail.words import MailedText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import BoundField

    from dossiers.engine.cosigners import Cosigner
    from dossiers.filling.draft import Draft


def name_field(**words: Any) -> MailedText:
    """Ask for the name of who must sign."""
    return MailedText(
        label=_("Prénom et nom, comme sur la carte d’identité"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Indiquez le prénom et le nom de la personne qui doit signer.")},
        **words,
    )


def email_field(**words: Any) -> forms.EmailField:
    """Ask where to write to who must sign."""
    return forms.EmailField(
        label=_("Adresse e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Indiquez l’adresse e-mail de la personne qui doit signer."),
            "invalid": _("Indiquez une adresse e-mail complète, par exemple nom@exemple.be."),
        },
        **words,
    )


@dataclass(frozen=True)
class Asked:
    """One person to name: in which quality, and the two fields; ``is_read`` when the answers name them."""

    legend: str
    name: BoundField
    email: BoundField
    is_read: bool


class SignatoriesForm(DeclarationsForm):
    """Who must sign, then the declarations; where the answers name somebody, they are shown and not asked."""

    def __init__(self, draft: Draft, *args: Any, **kwargs: Any) -> None:
        super().__init__(draft.journey, *args, **kwargs)
        self._places: list[tuple[Cosigner, int, str]] = []
        for cosigner in cosigners_of(draft.journey):
            read = {
                word: draft.journey.value(reference)
                for word, reference in (("name", cosigner.name), ("email", cosigner.email))
                if reference
            }
            for number in range(1, cosigner.max + 1):
                place = f"{cosigner.key}_{number}"
                self._places.append((cosigner, number, place))
                is_needed = number <= cosigner.min
                for word, make in (("name", name_field), ("email", email_field)):
                    known = read.get(word)
                    self.fields[f"{place}_{word}"] = make(
                        required=is_needed, disabled=bool(known), initial=known
                    )
        self.order_fields([name for name in self.fields if not name.startswith(PREFIX)])

    def clean(self) -> dict[str, Any]:
        """Require both the name and the address of somebody, or none."""
        cleaned = super().clean() or self.cleaned_data
        for _cosigner, _number, place in self._places:
            names = [f"{place}_name", f"{place}_email"]
            given = [name for name in names if cleaned.get(name)]
            if len(given) == 1 and not any(name in self.errors for name in names):
                [missing] = set(names) - set(given)
                self.add_error(missing, self.fields[missing].error_messages["required"])
        return cleaned

    @property
    def asked(self) -> Iterator[Asked]:
        """The people to name."""
        for cosigner, number, place in self._places:
            words = {"quality": cosigner.title(get_language()), "number": number}
            many = gettext("%(quality)s, personne %(number)s")
            name, email = self[f"{place}_name"], self[f"{place}_email"]
            legend = many % words if cosigner.max > 1 else str(words["quality"])
            yield Asked(legend, name, email, is_read=name.field.disabled and email.field.disabled)

    @property
    def asked_any(self) -> bool:
        """Whether somebody else may or must sign."""
        return bool(self._places)

    @property
    def declared(self) -> list[BoundField]:
        """The declarations."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    @property
    def invited(self) -> list[Invited]:
        """Who was named."""
        return [
            Invited(
                key=cosigner.key,
                name=self.cleaned_data[f"{place}_name"],
                email=self.cleaned_data[f"{place}_email"].strip().lower(),
            )
            for cosigner, _number, place in self._places
            if self.cleaned_data.get(f"{place}_name")
        ]

    @property
    def declarations(self) -> list[str]:
        """The keys of the declarations that were accepted."""
        return [
            name.removeprefix(PREFIX)
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX) and value
        ]


class SignatoryForm(PortalForm):
    """A name and an address, to correct."""

    name = name_field()
    email = email_field()


class AnswerForm(PortalForm):
    """Yes to what was shown, or no and why."""

    answer = forms.ChoiceField(choices=[("sign", "sign"), ("decline", "decline")])
    content = forms.CharField(required=False, max_length=64)
    reason = forms.CharField(required=False, max_length=LONGEST_REASON)
