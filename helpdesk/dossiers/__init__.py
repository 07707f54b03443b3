"""Dossiers, as agents look for them and open them."""
