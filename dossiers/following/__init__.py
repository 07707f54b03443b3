"""Dossiers as people follow them: the dashboard, the lists, the history of one."""
