"""The latest mails, and the latest refusals to send some, are read from an index, in order."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("mail", "0004_mail_budgets")]

    operations = [
        AddIndexConcurrently(
            model_name="mail",
            index=models.Index(fields=["-created_at", "-id"], name="latest_mails"),
        ),
        AddIndexConcurrently(
            model_name="mail",
            index=models.Index(fields=["template", "-created_at", "-id"], name="latest_mails_of_template"),
        ),
        AddIndexConcurrently(
            model_name="budgetrefusal",
            index=models.Index(fields=["-day", "-last_at", "-id"], name="latest_refusals"),
        ),
        AddIndexConcurrently(
            model_name="budgetrefusal",
            index=models.Index(fields=["person_id", "-day"], name="latest_refusals_of_person"),
        ),
        AddIndexConcurrently(
            model_name="budgetrefusal",
            index=models.Index(fields=["enterprise", "-day"], name="latest_refusals_of_enterprise"),
        ),
    ]
