"""Lists that can grow: cut into pages, searched by words that no address tells (ADR 0067)."""
