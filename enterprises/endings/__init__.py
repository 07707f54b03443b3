"""Ending an access, a designation, a mandate or an invitation: what goes with it, and why (ADR 0048)."""
