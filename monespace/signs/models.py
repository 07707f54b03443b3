"""When each process was heard last."""

from django.db import models


class Sign(models.Model):
    """The last sign of life of ``relay``, ``beat`` or the workers of a queue (``queue mail``)."""

    name = models.CharField(max_length=40, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.pk
