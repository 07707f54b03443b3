"""Reads of dossiers."""

from django.db import models


class DossierQuerySet(models.QuerySet):
    """Dossiers."""
