"""Messages of sent dossiers, how far each side has read, and texts that a service keeps ready (ADR 0081)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.clients.authorship import person_or_system, system_column
from dossiers.messages.querysets import ConversationQuerySet, MessageTemplateQuerySet
from monespace.documents.models import StoredFile

LONGEST_TEXT = 10_000
LONGEST_TITLE = 100
MOST_MESSAGES = 2**31 - 1


class Side(models.TextChoices):
    """Who speaks in a conversation: whoever may act in the dossier's space, or the competent service."""

    PERSON = "person", _("Demandeur")
    SERVICE = "service", _("Service compétent")

    @property
    def other(self) -> "Side":
        """The side that reads what this one writes."""
        return Side.SERVICE if self is Side.PERSON else Side.PERSON


class Message(models.Model):
    """What one side wrote to the other: never changed nor deleted, by trigger.

    ``number`` counts the messages of the dossier from 1, both sides together, in the order in which they were
    kept. The form's key and the words make the id: a message sent twice is one. Its author is a person, or,
    for the service, a system of its own.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="messages")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=10, choices=Side.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author_client = system_column()
    text = models.CharField(max_length=LONGEST_TEXT)
    language = models.CharField(_("langue"), max_length=2, choices=settings.LANGUAGES)
    written_at = models.DateTimeField()

    objects = ConversationQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="messages_of_dossier_in_order"),
            models.CheckConstraint(condition=~Q(text=""), name="message_says_something"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="message_is_of_a_side"),
            person_or_system("author", constraint="message_has_one_author"),
            models.CheckConstraint(
                condition=Q(author_client=None) | Q(side=Side.SERVICE), name="systems_write_for_services"
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"


class MessageDocument(StoredFile):
    """A file that goes with a message; only what the scan says of it, and whether it is there, changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="documents")

    class Meta:
        verbose_name = _("document d’un message")
        verbose_name_plural = _("documents d’un message")
        ordering = ["original_name", "pk"]

    def __str__(self) -> str:
        return f"message document {self.pk}"


class ReadMark(models.Model):
    """Up to which message one side has read what the other wrote, and who said so last."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="read_marks")
    side = models.CharField(max_length=10, choices=Side.choices)
    number = models.PositiveIntegerField()
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    read_by_client = system_column()
    read_at = models.DateTimeField()

    class Meta:
        verbose_name = _("marque de lecture")
        verbose_name_plural = _("marques de lecture")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "side"], name="one_read_mark_per_side"),
            person_or_system("read_by", constraint="read_mark_has_one_author"),
        ]

    def __str__(self) -> str:
        return f"read mark {self.pk}"


class MessageTemplate(models.Model):
    """A text that a service keeps ready for its messages, in each language, with known placeholders."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.SlugField(_("service"), max_length=80)
    title = models.CharField(_("titre"), max_length=LONGEST_TITLE)
    text_fr = models.CharField(_("texte en français"), max_length=LONGEST_TEXT)
    text_de = models.CharField(_("texte en allemand"), max_length=LONGEST_TEXT)
    text_nl = models.CharField(_("texte en néerlandais"), max_length=LONGEST_TEXT)
    text_en = models.CharField(_("texte en anglais"), max_length=LONGEST_TEXT)
    ended_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    objects = MessageTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("modèle de message")
        verbose_name_plural = _("modèles de message")
        constraints = [
            models.UniqueConstraint(
                fields=["service", "title"],
                condition=Q(ended_at=None),
                name="one_message_template_per_title",
            ),
        ]

    def __str__(self) -> str:
        return f"message template {self.pk}"
