"""What is typed on a step is kept while it is typed, before any button (ADR 0108).

    views    the addresses to which the script of a page sends it, and what they answer
    context  what the page of a step says and does for it
    errors   why nothing was kept, in one line

``saves`` names what is kept, ``storage`` keeps it, ``draft`` leads back to it.
"""
