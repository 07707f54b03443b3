"""What anybody may ask about: a code that was typed or scanned, or a file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from monespace.documents.forms import FilesField
from monespace.documents.rules import Rules

FILE_RULES = Rules(label=_("Le fichier PDF à vérifier"), accept=("pdf",), max_files=1, max_mb=10)


class CodeForm(forms.Form):
    """The code of a document."""

    code = forms.CharField(
        label=_("Le code de vérification"),
        help_text=_("Il est à la fin du document, à côté du code QR : 18 caractères, par groupes de quatre."),
        max_length=60,
        error_messages={"required": _("Indiquez le code qui est à la fin du document.")},
    )


class FileForm(forms.Form):
    """The file itself."""

    file = FilesField(FILE_RULES, required_message=_("Choisissez le fichier PDF à vérifier."))
