"""How long decisions usually take, and which dossiers a service is dealing with (ADR 0075)."""
