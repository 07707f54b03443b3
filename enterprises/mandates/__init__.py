"""An enterprise acts for another: proposing, answering, ending a mandate."""
