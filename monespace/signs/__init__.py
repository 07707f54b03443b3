"""Signs of life of the processes that no person sees: relay, beat, the workers of each queue (ADR 0098)."""
