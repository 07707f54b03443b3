"""Dossiers over time: their state, the dashboard, the list, the history of one."""
