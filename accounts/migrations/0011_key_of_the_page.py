"""A kept form names its page by a key: the column stays as it is, so that the former code runs beside this one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_people_by_email_and_phone"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint("keptform", "one_kept_form_per_person_and_page"),
                migrations.RenameField("keptform", "path", "page"),
                migrations.AlterField("keptform", "page", models.CharField(db_column="path", max_length=300)),
                migrations.AddConstraint(
                    "keptform",
                    models.UniqueConstraint(
                        fields=("user", "page"), name="one_kept_form_per_person_and_page"
                    ),
                ),
            ]
        ),
    ]
