"""Every name under which an enterprise or an establishment is known, and what the BCE's codes mean."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func
from django.utils.translation import gettext_lazy as _

LONGEST_FOLDED = 600


class RegisterWords(Func):
    """The words of a folded name, as its index holds them.

    PostgreSQL knows the function as a costly one: it does not read every name to find a few of them.
    """

    function = "register_words"
    output_field = SearchVectorField()


REGISTER_WORDS = RegisterWords("folded")


class RegisterName(models.Model):
    """One name: what the BCE calls a denomination, of the enterprise or establishment numbered ``entity``.

    ``folded`` is what a search compares with: from its beginning, or word by word.
    """

    class Kind(models.TextChoices):
        """What sort of name; the codes are the BCE's."""

        NAME = "001", _("Nom")
        ABBREVIATION = "002", _("Abréviation")
        COMMERCIAL = "003", _("Nom commercial")
        BRANCH = "004", _("Nom de succursale")

    entity = models.CharField(_("numéro"), max_length=10)
    language = models.CharField(_("langue"), max_length=2, blank=True)  # empty when the BCE does not know
    kind = models.CharField(max_length=3, choices=Kind.choices)
    name = models.CharField(_("nom"), max_length=320)
    folded = models.CharField(max_length=LONGEST_FOLDED, db_collation="C")

    class Meta:
        verbose_name = _("nom")
        verbose_name_plural = _("noms")
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "language", "kind", "name"], name="register_name_is_written_once"
            ),
        ]
        indexes = [
            models.Index(fields=["folded", "entity"], name="register_name_beginnings"),
            GinIndex(REGISTER_WORDS, name="words_of_register_names"),
        ]

    def __str__(self) -> str:
        return f"register name {self.pk}"


class RegisterCode(models.Model):
    """What a code of the BCE means (legal form, situation, activity), in one language."""

    category = models.CharField(max_length=60)
    code = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    description = models.CharField(max_length=1000)

    class Meta:
        verbose_name = _("code de la BCE")
        verbose_name_plural = _("codes de la BCE")
        constraints = [
            models.UniqueConstraint(
                fields=["category", "code", "language"], name="register_code_is_described_once_per_language"
            ),
        ]

    def __str__(self) -> str:
        return f"register code {self.pk}"
