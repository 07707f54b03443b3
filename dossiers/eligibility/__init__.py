"""« Suis-je concerné ? » before anybody signs in; no answer is kept here (ADR 0111)."""
