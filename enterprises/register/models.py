"""Enterprises and their establishments, as the Banque-Carrefour des Entreprises describes them."""

from __future__ import annotations

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from enterprises.register.errors import EnterpriseStopped
from monespace.common.folding import has_words
from monespace.common.identifiers import bce_digits
from monespace.common.text import isolated

FEWEST_DIGITS = 4


def stopped(entry: str = "") -> Q:
    """Return what is true of rows that have stopped, or whose register entry at the path ``entry`` has."""
    return Q(**{f"{entry}__stopped_on__lte" if entry else "stopped_on__lte": timezone.localdate()})


class RegisterQuerySet(models.QuerySet):
    """Enterprises, or establishments."""

    def active(self) -> RegisterQuerySet:
        """Those that have not stopped."""
        return self.exclude(stopped())


class RegisterEntry(models.Model):
    """What the register says of an enterprise and of an establishment alike."""

    street = models.CharField(_("rue"), max_length=200, blank=True)
    house_number = models.CharField(_("numéro"), max_length=22, blank=True)
    box = models.CharField(_("boîte"), max_length=20, blank=True)
    postcode = models.CharField(_("code postal"), max_length=20, blank=True)
    locality = models.CharField(_("localité"), max_length=200, blank=True)
    country = models.CharField(_("pays"), max_length=100, blank=True, db_default="")  # empty in Belgium
    names = models.JSONField(default=dict, blank=True, db_default={})
    started_on = models.DateField(_("début"), null=True, blank=True)
    stopped_on = models.DateField(_("arrêt"), null=True, blank=True)
    from_bce = models.BooleanField(default=False, db_default=False)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        abstract = True

    def display_name_in(self, language: str) -> str:
        """Return the name that readers of ``language`` see: theirs, else the main one, French if any.

        For people: what is sent to a service or kept as evidence carries ``name``, the same for everybody.
        """
        return isolated(self.names.get(language[:2]) or self.name)  # type: ignore[attr-defined]  # on subclasses

    @property
    def display_name(self) -> str:
        """The name in the reader's language."""
        return self.display_name_in(get_language() or "")

    @property
    def every_name(self) -> str:
        """Every name it may be looked for under, whatever language the reader has."""
        return " ".join([self.name, *self.names.values()])  # type: ignore[attr-defined]  # on subclasses

    def is_meant_by(self, typed: str) -> bool:
        """Whether every word of ``typed`` stands in its names, or ``typed`` is its number or a part of it.

        Any name counts: people look for the one on the letter in their hand. A few figures are part of a
        name, such as « Magasin 4 »: as part of a number they would find everybody's.
        """
        digits = bce_digits(typed)
        is_number = len(digits) >= FEWEST_DIGITS and digits in self.number  # type: ignore[attr-defined]
        return is_number or has_words(f"{self.display_name} {self.every_name}", typed)

    @property
    def has_stopped(self) -> bool:
        """Whether the BCE says that it has stopped: ``stopped`` says the same in SQL, a test compares."""
        return self.stopped_on is not None and self.stopped_on <= timezone.localdate()

    @property
    def has_address(self) -> bool:
        """Whether an address is known: the BCE publishes none for the seat of a self-employed person."""
        return bool(self.street or self.locality)

    @property
    def address_line(self) -> str:
        """The address on one line, empty when none is known."""
        box = _("boîte %(box)s") % {"box": self.box} if self.box else ""
        lines = (
            (self.street, self.house_number, box),
            (self.postcode, self.locality),
            (self.country,),
        )
        return ", ".join(filter(None, (" ".join(filter(None, parts)) for parts in lines)))


class Enterprise(RegisterEntry):
    """Anything with a BCE number: company, self-employed person, association, public body."""

    class Kind(models.TextChoices):
        """A human being who is self-employed, or a body of whatever form; the codes are the BCE's."""

        NATURAL_PERSON = "1", _("Personne physique")
        LEGAL_PERSON = "2", _("Personne morale")

    number = models.CharField(_("numéro BCE"), max_length=10, unique=True)
    name = models.CharField(_("nom"), max_length=320)
    legal_form = models.CharField(_("forme légale"), max_length=250, blank=True)
    kind = models.CharField(max_length=1, choices=Kind.choices, blank=True, db_default="")
    legal_form_code = models.CharField(max_length=3, blank=True, db_default="")
    legal_situation_code = models.CharField(max_length=3, blank=True, db_default="")
    nace_version = models.CharField(max_length=4, blank=True, db_default="")
    nace_code = models.CharField(max_length=10, blank=True, db_default="")

    class Meta:
        verbose_name = _("entreprise")
        verbose_name_plural = _("entreprises")
        constraints = [
            models.CheckConstraint(
                condition=Q(number__regex=r"^[01][0-9]{9}$"),
                name="enterprise_number_has_ten_digits",
            ),
        ]

    def __str__(self) -> str:
        return f"enterprise {self.number}"


class Establishment(RegisterEntry):
    """A place where an enterprise is active."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="establishments")
    number = models.CharField(_("numéro d’unité d’établissement"), max_length=10, unique=True)
    name = models.CharField(_("nom"), max_length=320, blank=True)

    class Meta:
        verbose_name = _("unité d’établissement")
        verbose_name_plural = _("unités d’établissement")

    def __str__(self) -> str:
        return f"establishment {self.number}"

    @property
    def label(self) -> str:
        """How people know it: the name, else the number; and since when it is closed."""
        name = self.display_name or self.number
        if not self.has_stopped:
            return name
        day = date_format(self.stopped_on or "")
        return _("%(place)s (fermé depuis le %(day)s)") % {"place": name, "day": day}


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


class RegisterImport(models.Model):
    """One extract: in full, the register on a day; as an update, what changed since the extract before."""

    class Kind(models.TextChoices):
        """As ``meta.csv`` says it."""

        FULL = "full", _("Extrait complet")
        UPDATE = "update", _("Mise à jour")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    extract_number = models.PositiveIntegerField()
    kind = models.CharField(max_length=6, choices=Kind.choices)
    extracted_at = models.CharField(max_length=30)
    snapshot_on = models.DateField()
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    done = models.JSONField(default=dict, blank=True)  # step → rows

    class Meta:
        verbose_name = _("import de la BCE")
        verbose_name_plural = _("imports de la BCE")
        constraints = [
            models.UniqueConstraint(
                fields=["extract_number", "kind", "extracted_at"],
                condition=Q(finished_at=None),
                name="extract_is_imported_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"register import {self.pk}"


def first_stopped(*enterprises: Enterprise | None) -> Enterprise | None:
    """Return the first of ``enterprises`` that has stopped; None among them stands for no enterprise."""
    return next((one for one in enterprises if one is not None and one.has_stopped), None)


def require_active(
    *enterprises: Enterprise | None, refusal: type[EnterpriseStopped] = EnterpriseStopped
) -> None:
    """Raise ``refusal`` about the first of ``enterprises`` that has stopped, if any."""
    if found := first_stopped(*enterprises):
        raise refusal(found)
