"""Seals are signed; those made before are signed as they stand, so that an unsigned one is always a flaw."""

from django.db import migrations, models

from monespace.sealing import seal_key


def sign(apps, schema_editor):
    """Sign every seal, in the only moment in which its table takes a change."""
    seals = apps.get_model("journal", "Seal").objects.filter(signature="")
    if not seals.exists():
        return
    schema_editor.execute("ALTER TABLE journal_seal DISABLE TRIGGER USER")
    for seal in seals:
        seal.signature = seal_key.sign(seal.hash.encode())
        seal.save(update_fields=["signature"])
    schema_editor.execute("ALTER TABLE journal_seal ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_latest_events")]

    operations = [
        migrations.AddField("seal", "signature", models.TextField(blank=True, db_default="")),
        migrations.RunPython(sign, migrations.RunPython.noop),
    ]
