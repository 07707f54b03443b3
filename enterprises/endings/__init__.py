"""What goes when an access, a designation or a mandate ends, shown before it does (ADR 0048)."""
