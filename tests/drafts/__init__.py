"""How long drafts are kept: reminders, the trash, restoring."""
