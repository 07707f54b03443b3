"""How many mails may reach other people: numbers and windows, with their reasons in ADR 0060."""

DAY = 24 * 3600
MONTH = 30 * DAY

# budget → scope → (how many, in how many seconds). Scopes: who acts, the enterprise they act for, the
# recipient whoever writes, and the pair of who acts and the recipient.
MAIL_BUDGETS: dict[str, dict[str, tuple[tuple[int, int], ...]]] = {
    # To an address that somebody types: invitations, proposals of access managers, reminders of them.
    # Two lists of a hundred, and what must be sent again, fit in a morning.
    "letters": {
        "person": ((300, DAY),),
        "enterprise": ((500, DAY),),
        "pair": ((4, DAY),),
        "recipient": ((8, DAY), (30, MONTH)),
    },
    # Codes to an address that somebody says is theirs.
    "codes": {"person": ((20, DAY),), "recipient": ((10, DAY), (60, MONTH))},
    # To people the portal knows: requests, mandates, answers, what agents decide. Two hundred colleagues may
    # ask one access manager in a morning, who may answer them all.
    "notices": {
        "person": ((500, DAY),),
        "enterprise": ((1000, DAY),),
        "pair": ((20, DAY),),
        "recipient": ((300, DAY),),
    },
    # What becomes of sent dossiers, left out beyond it; apart, so that it takes nothing from the others.
    "news": {"recipient": ((300, DAY),)},
    # That something ended: ending waits for no budget, so it is the mail that is left out.
    "endings": {"pair": ((20, DAY),), "recipient": ((200, DAY),)},
}
MAIL_REFUSALS_KEPT_DAYS = 365
