"""Enterprises are found by every name in the register, which has its own index."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("helpdesk", "0002_name_search"), ("enterprises", "0003_bce_register")]

    operations = [
        migrations.RunSQL(
            "DROP INDEX enterprise_names",
            "CREATE INDEX enterprise_names ON enterprises_enterprise USING gin (folded_words(name))",
        ),
    ]
