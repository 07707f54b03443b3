"""Enterprises and their establishments, as the Banque-Carrefour des Entreprises describes them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Enterprise(models.Model):
    """Anything with a BCE number: company, self-employed person, association, public body."""

    number = models.CharField(_("numéro BCE"), max_length=10, unique=True)
    name = models.CharField(_("nom"), max_length=320)
    legal_form = models.CharField(_("forme légale"), max_length=80, blank=True)
    street = models.CharField(_("rue"), max_length=200, blank=True)
    house_number = models.CharField(_("numéro"), max_length=22, blank=True)
    box = models.CharField(_("boîte"), max_length=20, blank=True)
    postcode = models.CharField(_("code postal"), max_length=20, blank=True)
    locality = models.CharField(_("localité"), max_length=200, blank=True)
    stopped_on = models.DateField(_("arrêtée le"), null=True, blank=True)

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


class Establishment(models.Model):
    """A place where an enterprise is active."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="establishments")
    number = models.CharField(_("numéro d’unité d’établissement"), max_length=10, unique=True)
    name = models.CharField(_("nom"), max_length=320, blank=True)
    street = models.CharField(_("rue"), max_length=200, blank=True)
    house_number = models.CharField(_("numéro"), max_length=22, blank=True)
    box = models.CharField(_("boîte"), max_length=20, blank=True)
    postcode = models.CharField(_("code postal"), max_length=20, blank=True)
    locality = models.CharField(_("localité"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("unité d’établissement")
        verbose_name_plural = _("unités d’établissement")

    def __str__(self) -> str:
        return f"establishment {self.number}"
