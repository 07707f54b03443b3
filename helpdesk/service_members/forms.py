"""Who is added to which service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from monespace.common.forms import PortalForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import User


class AddForm(PortalForm):
    """A case officer and a service."""

    officer = forms.ChoiceField(
        label=_("Quel agent ?"),
        help_text=_("Les agents du groupe des gestionnaires de dossiers."),
        error_messages={"required": _("Choisissez un agent.")},
    )
    service = forms.ChoiceField(
        label=_("Pour quel service ?"), error_messages={"required": _("Choisissez un service.")}
    )

    def __init__(
        self, *args: Any, officers: Iterable[User], services: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in officers}
        names = [(key, person.display_name) for key, person in self.people.items()]
        self.offer("officer", [("", "–"), *names])
        self.offer("service", [("", "–"), *services])

    @property
    def chosen(self) -> User:
        """The agent chosen."""
        return self.people[self.cleaned_data["officer"]]
