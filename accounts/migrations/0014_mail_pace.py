from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0013_one_folding")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="mail_pace",
            field=models.CharField(
                choices=[
                    ("at_once", "Dès que quelque chose change"),
                    ("daily", "Une fois par jour, le matin, en un seul e-mail"),
                    ("action", "Seulement ce qui peut me demander d’agir"),
                ],
                db_default="at_once",
                default="at_once",
                max_length=10,
                verbose_name="rythme des e-mails",
            ),
        ),
    ]
