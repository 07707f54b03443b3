"""The simulated Banque-Carrefour: representatives and enterprises on request; extracts of its open data."""
