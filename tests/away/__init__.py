"""What the portal does while PostgreSQL or Redis is away, and once it is back."""
