"""What was decided on a dossier: told to the service's system, or decided by it."""
