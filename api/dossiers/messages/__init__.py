"""What people and the service wrote to each other about a dossier, and what its system writes."""
