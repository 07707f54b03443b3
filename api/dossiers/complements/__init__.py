"""What a service asks of people for a dossier, asked and called off by its system."""
