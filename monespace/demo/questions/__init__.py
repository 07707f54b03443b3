"""Every kind of question in every state, for authors: a page of the demo that no other installation has."""
