"""The mailbox of everyone in the demo: an SMTP server that keeps what it gets, and pages to read it."""
