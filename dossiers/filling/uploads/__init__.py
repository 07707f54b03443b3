"""Documents of a step that are sent as soon as they are chosen, and removed at once (ADR 0107).

    page        what the page of a step does for its documents; with a script, or by its own form
    answers     what the page's script is told of a document that came or went
    views       the address of a question's documents in a draft, and of a document that is looked at

The script is ``static/js/uploads/``. A request of complement has such an address too (``complements``).
"""
