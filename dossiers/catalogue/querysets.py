"""Reads of published démarches."""

from django.db import models


class DemarcheVersionQuerySet(models.QuerySet):
    """Published versions."""
