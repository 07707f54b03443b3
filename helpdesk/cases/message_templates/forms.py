"""What officers write when they keep a text ready, and the choice of one for a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dossiers.messages.models import LONGEST_TEXT, LONGEST_TITLE
from dossiers.messages.placeholders import require_known
from monespace.common.errors import DomainError
from monespace.common.forms import PortalForm
from monespace.common.long_texts import LongTextField

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.functional import _StrOrPromise

    from dossiers.models import MessageTemplate
    from helpdesk.cases.selectors import Service

TEXTS: Final[dict[str, tuple[_StrOrPromise, _StrOrPromise]]] = {
    "fr": (_("Texte en français"), _("Indiquez le texte en français.")),
    "de": (_("Texte en allemand"), _("Indiquez le texte en allemand.")),
    "nl": (_("Texte en néerlandais"), _("Indiquez le texte en néerlandais.")),
    "en": (_("Texte en anglais"), _("Indiquez le texte en anglais.")),
}
"""For each language of a dossier: the label of its text, and what is said when it is missing."""


class MessageTemplateForm(PortalForm):
    """A title, and the text in each language; ``services`` are those to choose from, none for a change."""

    service = forms.ChoiceField(label=_("Pour quel service ?"))
    title = forms.CharField(
        label=_("Titre du modèle"),
        help_text=_("Vos collègues le lisent dans la liste. La personne ne le voit pas."),
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": None}),
        error_messages={"required": _("Donnez un titre au modèle.")},
    )

    def __init__(self, *args: Any, services: Sequence[Service] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if services:
            self.offer("service", [(one.key, one.name) for one in services])
            self.initial.setdefault("service", services[0].key)
        else:
            del self.fields["service"]
        for code, (label, missing) in TEXTS.items():
            self.fields[f"text_{code}"] = LongTextField(
                label=label,
                max_length=LONGEST_TEXT,
                rows=6,
                attrs={"lang": code},
                error_messages={"required": missing},
            )

    def clean(self) -> dict[str, Any]:
        """Refuse the words between braces that nobody fills in, and say in which text they stand."""
        typed: dict[str, Any] = super().clean() or {}
        for name in set(typed) & {f"text_{code}" for code in TEXTS}:
            try:
                require_known(typed[name])
            except DomainError as refusal:
                where = {"label": self.fields[name].label, "problem": refusal.message}
                self.add_error(name, gettext("%(label)s : %(problem)s") % where)
        return typed

    @property
    def texts(self) -> dict[str, str]:
        """The texts by language."""
        return {code: self.cleaned_data[f"text_{code}"] for code in TEXTS}


class ChooseTemplateForm(PortalForm):
    """Which text is put into the message."""

    template = forms.ChoiceField(
        label=_("Partir d’un modèle"),
        help_text=_(
            "Son texte s’ajoute à votre message, dans la langue du dossier. Vous pouvez le modifier."
        ),
        error_messages={"required": _("Choisissez un modèle.")},
    )

    def __init__(self, *args: Any, templates: Iterable[MessageTemplate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("template", [("", "–"), *((str(one.pk), one.title) for one in templates)])
