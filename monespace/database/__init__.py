"""Django's way to PostgreSQL: sees within seconds that it is away, and at once that it is back (ADR 0097)."""
