"""The language of the portal, as anybody may choose it."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class LanguageForm(forms.Form):
    """One language of the portal; pages have questions named ``language``."""

    page_language = forms.ChoiceField(label=_("Langue"), choices=settings.LANGUAGES)
