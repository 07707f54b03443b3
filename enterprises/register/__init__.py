"""Enterprises and establishments, as the BCE describes them: what stands at the bottom of this app."""
