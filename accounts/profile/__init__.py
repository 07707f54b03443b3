"""What people say of themselves: language, telephone, an e-mail address that a code proves (ADR 0024)."""
