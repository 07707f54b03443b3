"""A page that broke: when, which, and how; nothing of who asked for it or what they sent."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

CODE_LENGTH = 8


class Incident(models.Model):
    """One request that ended in an error of ours, under the code its page showed.

    ``page`` is the name of the address, without what it held; ``error`` the class of the exception, ``place``
    the file and line of our code that raised it. The log has more under the same code.
    """

    code = models.CharField(max_length=CODE_LENGTH)
    happened_at = models.DateTimeField(db_default=Now())
    method = models.CharField(max_length=10)
    page = models.CharField(max_length=100, blank=True)
    status = models.PositiveSmallIntegerField()
    error = models.CharField(max_length=100)
    place = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("panne")
        verbose_name_plural = _("pannes")
        indexes = [
            models.Index(fields=["code", "-happened_at"], name="incidents_by_code"),
            models.Index(fields=["happened_at"], name="incidents_by_age"),
        ]

    def __str__(self) -> str:
        return f"incident {self.pk}"
