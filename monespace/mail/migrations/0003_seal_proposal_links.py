"""Take the links of proposals out of the mails that were stored with them, sealed where one is still to leave.

Backwards it changes nothing: a link that is gone from a mail that left stays gone.
"""

from django.db import migrations

from monespace.common.crypto import encrypt
from monespace.common.tokens import TOKEN

SECRET_MARK = "%secret%"  # noqa: S105 - stands for the secret


def seal(apps, _schema_editor):
    """Put the mark of the secret in the place of each link."""
    mails = apps.get_model("mail", "Mail").objects.filter(template="gap_proposed", sealed_link="")
    for mail in mails.iterator():
        link = next((word for word in mail.text.split() if TOKEN.search(word)), "")
        if link:
            mail.text, mail.html = (part.replace(link, SECRET_MARK) for part in (mail.text, mail.html))
            mail.sealed_link = encrypt(link) if mail.sent_at is None else ""
            mail.save(update_fields=["text", "html", "sealed_link"])


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0002_sealed_link"),
    ]

    operations = [
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]
