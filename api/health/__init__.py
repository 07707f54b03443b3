"""Whether the interface can be used (Belgian REST guide, rule hlth-res)."""
