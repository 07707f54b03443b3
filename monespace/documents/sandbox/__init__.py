"""Has added files judged in processes of their own, a few at once on the whole machine (ADR 0058)."""
