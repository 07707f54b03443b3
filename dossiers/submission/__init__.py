"""Sending a dossier in one transaction, its receipt, its delivery to the competent service (ADR 0006)."""
