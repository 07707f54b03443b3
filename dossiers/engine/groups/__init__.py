"""Groups of questions asked several times: invoices, parcels, members of a household (ADR 0102)."""
