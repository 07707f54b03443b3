"""Outages: what they change is shown first, then supervisors announce them."""
