"""Sending a dossier in one transaction, its delivery to the competent service (ADR 0006)."""
