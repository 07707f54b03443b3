"""A company's dossiers as a table: filtered, in order, page by page, and as a file (ADR 0083)."""
