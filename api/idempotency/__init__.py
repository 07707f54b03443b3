"""Each write counts once, however often it is sent: the first answer is kept and given again (ADR 0096)."""
