"""The competent service's back office: receives signed deliveries and behaves as it is told."""
