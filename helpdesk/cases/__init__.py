"""The case officers' workspace: what waits for their service, one dossier, and what they do with it."""
