"""The end of a draft: people are reminded and told, it waits in the trash, it is emptied (ADR 0104).

    views, urls         deleting a draft, the trash, restoring from it, emptying one at once
    calendar_services   what beat does: reminds, announces, moves to the trash, empties
    services            what a person does: delete, restore, empty
    emails, recipients  the reminder and the announcement; to whom
    selectors, models   what waits for whom; what people were told, what is in the trash
    periods             every number of days

``dossier.keeping`` says until when a draft is kept, for lists too.
"""
