"""What is written to be recorded as access manager, with documents."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.gap_requests.models import GapRequest
from enterprises.managers.forms import NumberForm
from monespace.common.long_texts import LongTextField
from monespace.documents.forms import FilesField
from monespace.documents.rules import Rules

LONGEST_REMARK = 1000
DOCUMENTS = Rules(label=_("Vos documents"), max_files=5, max_mb=10)
UNKNOWN_NUMBER = _(
    "La BCE ne connaît pas ce numéro : vérifiez-le sur une facture ou un courrier de l’entreprise."
)
NO_ANSWER = _("La BCE ne répond pas en ce moment : réessayez dans quelques minutes.")


class GapRequestForm(NumberForm):
    """Which enterprise, as what, and the documents that show it."""

    quality = forms.ChoiceField(
        label=_("En quelle qualité agissez-vous ?"),
        choices=GapRequest.Quality.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez en quelle qualité vous agissez.")},
    )
    documents = FilesField(DOCUMENTS, required_message=_("Ajoutez au moins un document."))
    remark = LongTextField(
        label=_("Remarque"),
        required=False,
        max_length=LONGEST_REMARK,
        help_text=_("Par exemple la date de la publication au Moniteur belge."),
        rows=3,
    )

    def clean_quality(self) -> GapRequest.Quality:
        """Return the quality itself."""
        return GapRequest.Quality(self.cleaned_data["quality"])
