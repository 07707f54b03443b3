"""Why a draft does not move to a newer version."""

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class ChangedAgain(DomainError):
    """Another version, or another answer, came after what the person was shown."""

    message = _(
        "La démarche ou vos réponses ont changé depuis que cette page a été affichée. Rien n’est perdu : "
        "relisez ce qui change ci-dessous, puis confirmez."
    )
