"""What is written in a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.messages.letters import DOCUMENTS, Letter
from dossiers.messages.models import LONGEST_TEXT, MOST_MESSAGES
from monespace.common.forms import PortalForm
from monespace.common.long_texts import LongTextField
from monespace.documents.forms import FilesField

if TYPE_CHECKING:
    from typing import Any

LONGEST_KEY = 64


def new_key() -> str:
    """Return what tells one form from another."""
    return uuid4().hex


class MessageForm(PortalForm):
    """A text and its documents; ``key`` is this form's own, ``seen`` the last message it stands under."""

    text = LongTextField(
        label=_("Votre message"),
        max_length=LONGEST_TEXT,
        rows=6,
        error_messages={
            "required": _("Écrivez un message."),
            "max_length": _(
                "Votre message compte %(show_value)s caractères. Raccourcissez-le à %(limit_value)s au plus, "
                "ou joignez un document."
            ),
        },
    )
    documents = FilesField(DOCUMENTS)
    key = forms.CharField(required=False, max_length=LONGEST_KEY, initial=new_key, widget=forms.HiddenInput)
    seen = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_MESSAGES, initial=0, widget=forms.HiddenInput
    )

    def letter(self, *, language: str) -> Letter:
        """Return what was written, in the language of its page."""
        typed: dict[str, Any] = self.cleaned_data
        return Letter(
            text=typed["text"],
            language=language,
            key=typed["key"] or new_key(),
            seen=typed["seen"] or 0,
            uploads=typed["documents"],
        )


class ReadForm(forms.Form):
    """Up to which message somebody has read."""

    up_to = forms.IntegerField(min_value=1, max_value=MOST_MESSAGES)
