"""A mail names the thing with which its words are forgotten; of those there are, its address tells it.

Links to sign name no dossier: dossiers tell which they are.
"""

from django.db import migrations, models

ABOUT_BEFORE = r"""
UPDATE mail_mail
   SET about = substring(text from '/dossiers/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/')::uuid
 WHERE template IN ('dossier_news', 'dossier_submitted', 'signatures_ended') AND about IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("mail", "0007_refused_mails")]

    operations = [
        migrations.AddField(model_name="mail", name="about", field=models.UUIDField(blank=True, null=True)),
        migrations.RunSQL(ABOUT_BEFORE, reverse_sql=migrations.RunSQL.noop),
    ]
