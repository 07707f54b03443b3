"""People who send dossiers to a running portal, and the back office and mailbox that get what they send."""
