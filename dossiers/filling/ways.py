"""What an address of a step says besides the step."""

BACK_TO_REVIEW = {"retour": "recapitulatif"}  # the person came from the review, to go back there
STILL_FILLING = {"en-cours": "oui"}  # they are in the middle of it
