"""Adding many items of a group at once: lines pasted from a spreadsheet, or a CSV file (ADR 0115)."""
