"""PDFs: what runs, hides or leads elsewhere does not reach the copy that is kept; what people see does."""
