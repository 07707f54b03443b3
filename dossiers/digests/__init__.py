"""What waits to be told of dossiers goes out once a day, in one mail to each person (ADR 0088)."""
