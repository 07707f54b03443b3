"""Who manages the accesses (GAP): designations, proposals, legal representatives and their verification."""
