"""Every address of dossiers, from the démarche's page to the receipt, part by part."""

from dossiers.again.urls import urlpatterns as again
from dossiers.complements.urls import urlpatterns as complements
from dossiers.cosigning.urls import urlpatterns as cosigning
from dossiers.decisions.urls import urlpatterns as decisions
from dossiers.demarches.urls import urlpatterns as catalogue
from dossiers.drafts.urls import urlpatterns as drafts
from dossiers.eligibility.urls import urlpatterns as eligibility
from dossiers.filling.urls import urlpatterns as filling
from dossiers.following.urls import urlpatterns as following
from dossiers.handovers.urls import urlpatterns as handovers
from dossiers.messages.urls import urlpatterns as messages
from dossiers.receipts.urls import urlpatterns as receipts
from dossiers.submission.urls import urlpatterns as submission
from dossiers.upgrades.urls import urlpatterns as upgrades
from dossiers.withdrawal.urls import urlpatterns as withdrawal

app_name = "dossiers"

urlpatterns = [
    *catalogue,
    *eligibility,
    *filling,
    *handovers,
    *drafts,
    *again,
    *upgrades,
    *complements,
    *submission,
    *cosigning,
    *receipts,
    *withdrawal,
    *following,
    *messages,
    *decisions,
]
