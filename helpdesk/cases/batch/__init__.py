"""One act on several cases: shown first with what goes, then done for each by itself."""
