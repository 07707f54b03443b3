"""How the portal is served: gunicorn keeps the processes, waitress the connections (ADR 0064)."""
