# Which books a branch wants, and what the national catalogue says of them.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hub", "0010_office_a"),
    ]

    operations = [
        migrations.CreateModel(
            name="Work",
            fields=[
                ("work_id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("data", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("cover_asked_at", models.DateTimeField(null=True)),
                ("cover", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="hub.blob")),
            ],
        ),
        migrations.CreateModel(
            name="WorkName",
            fields=[
                ("name", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
                (
                    "work",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="names", to="hub.work"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WantedBook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(db_index=True, max_length=64, verbose_name="ISBN eller værk")),
                (
                    "reason",
                    models.CharField(
                        choices=[("staff", "personalet vil have den med"), ("event", "et arrangement nævner den")],
                        default="staff",
                        editable=False,
                        max_length=5,
                        verbose_name="hvorfor",
                    ),
                ),
                ("pick_by", models.CharField(blank=True, max_length=40, verbose_name="anbefalet af (fornavn)")),
                ("pick_words", models.CharField(blank=True, max_length=250, verbose_name="fordi")),
                ("at", models.DateTimeField(editable=False)),
                (
                    "library",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="hub.library", verbose_name="bibliotek"),
                ),
            ],
            options={
                "verbose_name": "bog på kiosken",
                "verbose_name_plural": "bøger på kiosken",
                "ordering": ("name",),
                "constraints": [models.UniqueConstraint(fields=("library", "name", "reason"), name="wanted_book_once")],
            },
        ),
    ]
