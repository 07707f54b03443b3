"""Items of repeated groups in a draft: the page of one item, and what the buttons of their table do."""
