"""Why a dossier cannot be sent now: each says what is safe and what to do."""

from django.utils.translation import gettext_lazy as _

from enterprises.register import errors as enterprises_errors
from monespace.common.errors import DomainError


class SubmissionRefused(DomainError):
    """The dossier is not sent; it stays a draft and nothing of it is lost."""


class ReferenceTaken(SubmissionRefused):
    """Several references in a row were already taken, which chance alone does not explain."""

    message = _(
        "Votre dossier n’est pas encore envoyé : un problème de notre côté l’empêche. Vos réponses sont "
        "enregistrées. Réessayez dans un instant ou contactez le helpdesk."
    )


class NotADraft(SubmissionRefused):
    """The dossier has left the drafts without being sent: it was deleted, or it expired."""

    message = _(
        "Ce brouillon n’existe plus : il ne peut pas être envoyé. Commencez une nouvelle demande "
        "ou contactez le helpdesk."
    )


class EnterpriseStopped(SubmissionRefused, enterprises_errors.EnterpriseStopped):
    """The enterprise has ceased its activities (BCE) since the draft was begun."""

    message = _(
        "Votre dossier n’est pas envoyé : selon la Banque-Carrefour des Entreprises, %(enterprise)s a cessé "
        "ses activités le %(day)s. Vos réponses sont enregistrées et restent lisibles. Le service compétent "
        "peut vous dire que faire."
    )


class DemarcheClosed(SubmissionRefused):
    """The démarche does not take dossiers today."""

    message = _(
        "Votre dossier n’est pas envoyé : cette démarche n’est pas ouverte aujourd’hui. Vos réponses sont "
        "enregistrées. Le service compétent peut vous dire si une nouvelle période est prévue."
    )


class NoRight(SubmissionRefused):
    """The answers meet an exit of the démarche: they give no right to what is asked."""

    message = _(
        "Votre dossier n’est pas envoyé : vos réponses ne remplissent pas les conditions de cette démarche. "
        "Elles sont enregistrées. Voyez ci-dessous pourquoi, et quelle réponse vous pouvez encore changer."
    )


class AnswersIncomplete(SubmissionRefused):
    """Something is still missing or wrong in the answers."""

    message = _(
        "Votre dossier n’est pas encore envoyé : il reste des réponses à compléter ou à corriger. "
        "Ce qui est rempli est enregistré. Ouvrez les étapes signalées ci-dessous."
    )


class DeclarationsMissing(SubmissionRefused):
    """A declaration was not accepted."""

    message = _(
        "Votre dossier n’est pas encore envoyé : cochez chaque déclaration pour confirmer que vous "
        "l’acceptez. Vos réponses sont enregistrées."
    )


class SignaturesNeeded(SubmissionRefused):
    """Somebody else must sign first."""

    message = _(
        "Votre dossier n’est pas encore envoyé : d’autres personnes doivent d’abord le signer. Vos réponses "
        "sont enregistrées. Indiquez ci-dessous qui doit signer."
    )


class DocumentsPending(SubmissionRefused):
    """A document is still being scanned for viruses."""

    message = _(
        "Votre dossier n’est pas encore envoyé : nous vérifions encore vos documents. Cela prend en général "
        "moins d’une minute. Vos réponses et vos documents sont enregistrés. Patientez un instant, "
        "puis envoyez à nouveau."
    )


class DocumentsRefused(SubmissionRefused):
    """A document was refused by the scan."""

    message = _(
        "Votre dossier n’est pas encore envoyé : un document n’a pas passé la vérification. Vos réponses "
        "sont enregistrées. Retirez ce document, puis ajoutez une autre version."
    )
