"""The declarations a person accepts when sending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from monespace.common.forms import PortalForm

if TYPE_CHECKING:
    from dossiers.engine.schema import Definition

PREFIX = "declaration_"


class DeclarationsForm(PortalForm):
    """One box to tick for each declaration of the definition, named ``declaration_<key>``."""

    def __init__(self, definition: Definition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language()
        for declaration in definition.declarations:
            text = declaration.text(language)
            message = _("Cochez « %(declaration)s » pour envoyer votre demande.") % {
                "declaration": declaration.text.quoted(language)
            }
            self.fields[f"{PREFIX}{declaration.key}"] = forms.BooleanField(
                label=text,
                widget=forms.CheckboxInput(attrs={"class": "choice__input"}),
                error_messages={"required": message},
            )

    @property
    def accepted(self) -> list[str]:
        """The keys of the declarations that were ticked, in the definition's order."""
        return [name.removeprefix(PREFIX) for name, ticked in self.cleaned_data.items() if ticked]
