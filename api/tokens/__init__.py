"""Access tokens: given for a secret (OAuth 2.0, client credentials), opaque and short-lived (ADR 0095)."""
