"""Versions that are planned, closed, tried and compared; what is begun on one is finished on it."""

from __future__ import annotations

import pytest
from django.core.management import CommandError

from dossiers.catalogue.published import definition_of
from dossiers.catalogue.selectors import find_title, newest_definition, published_demarches
from dossiers.catalogue.services import publish
from dossiers.engine import InvalidDefinition, load
from dossiers.filling.saves import Save
from dossiers.filling.services import create_draft, save_step
from dossiers.models import DemarcheVersion
from dossiers.submission.services import submit
from monespace.common.authors import SYSTEM
from monespace.common.errors import NotVisible
from monespace.journal.models import Event
from tests.engine.samples import VALID
from tests.engine.test_publishing import run
from tests.submission.factories import actor_of
from tests.support.factories import PersonFactory

PLANNED = "opens: 2026-01-01\ntakes_effect: 2026-12-01 08:00"
BEFORE, AFTER = "2026-12-01 07:59+01:00", "2026-12-01 08:00+01:00"


def version(number: int, *more: str, **replaced: str) -> str:
    text = VALID.replace("version: 1", f"version: {number}")
    for words in more:
        text = text.replace("opens: 2026-01-01", words)
    for before, after in replaced.items():
        text = text.replace(before, after)
    return text


@pytest.fixture
def file(tmp_path):
    """Return what writes a version as a file."""

    def write(*words, **replaced):
        path = tmp_path / "essai.yaml"
        path.write_text(version(*words, **replaced))
        return path

    return write


@pytest.mark.django_db
class TestPlanned:
    """A version with ``takes_effect``."""

    def test_it_becomes_the_current_one_at_its_moment(self, time_machine):
        time_machine.move_to(BEFORE, tick=False)
        publish(actor=SYSTEM, text=version(1))
        publish(actor=SYSTEM, text=version(2, PLANNED))
        assert newest_definition("essai").version == 1
        assert find_title("essai", "fr") == newest_definition("essai").title.fr
        assert [one.version for one in published_demarches()] == [1]
        time_machine.move_to(AFTER, tick=False)
        assert newest_definition("essai").version == 2
        assert [one.version for one in published_demarches()] == [2]

    def test_a_demarche_whose_only_version_is_planned_is_not_there_yet(self, client, time_machine):
        time_machine.move_to(BEFORE, tick=False)
        publish(actor=SYSTEM, text=version(1, PLANNED))
        with pytest.raises(NotVisible):
            newest_definition("essai")
        assert find_title("essai", "fr") == ""
        assert client.get("/demarches/essai/").status_code == 404
        time_machine.move_to(AFTER, tick=False)
        assert client.get("/demarches/essai/").status_code == 200

    def test_a_draft_begun_before_is_finished_and_sent_on_its_version(self, time_machine):
        time_machine.move_to(BEFORE, tick=False)
        actor = actor_of(PersonFactory())
        first = publish(actor=SYSTEM, text=version(1)).version
        publish(actor=SYSTEM, text=version(2, PLANNED, Prix="Montant"))
        draft = create_draft(actor=actor, version=first, token="a" * 32, language="fr")
        time_machine.move_to(AFTER, tick=False)
        answers = {"type": "cargo", "prix": "900"}
        save_step(actor=actor, dossier=draft, step="velo", values=answers, save=Save.of_nothing())
        sent = submit(actor=actor, dossier_id=draft.pk, declarations=["exactitude"], language="fr")
        definition = definition_of(sent.submissions.get().demarche_version_id)
        assert (definition.version, definition.question("velo.prix").label.fr) == (1, "Prix")
        assert newest_definition("essai").question("velo.prix").label.fr == "Montant"

    def test_publishing_says_when_and_which_planned_version_it_overtakes(self, file, time_machine):
        time_machine.move_to(BEFORE, tick=False)
        assert run("publish_demarche", file(1))[0] == 0
        assert (
            "becomes the current one on 2026-12-01 at 08:00" in run("publish_demarche", file(2, PLANNED))[1]
        )
        assert "Version 2 was planned, and will never" in run("publish_demarche", file(3))[1]
        later = file(4, PLANNED.replace("12-01", "12-02"))
        assert "will never" not in run("publish_demarche", later)[1]

    @pytest.mark.parametrize("written", ["2026-12-01", "demain", "2026-13-01 08:00", "5"])
    def test_a_moment_is_written_as_a_day_and_a_time(self, written):
        assert load(version(2, PLANNED)).takes_effect.isoformat() == "2026-12-01T07:00:00+00:00"
        with pytest.raises(InvalidDefinition, match="moment"):
            load(version(2, PLANNED.replace("2026-12-01 08:00", written)))

    def test_it_takes_effect_before_it_closes(self):
        with pytest.raises(InvalidDefinition, match="takes effect after it closes"):
            load(version(2, PLANNED.replace("2026-12-01", "2027-01-01")))


@pytest.mark.django_db
class TestTried:
    """``publish_demarche --dry-run``, and comparing two versions."""

    def test_a_trial_says_what_would_change_and_changes_nothing(self, file):
        publish(actor=SYSTEM, text=version(1))
        path, change = file(2, **{"max: 20000": "max: 30000"}), "max: 30000 instead of 20000"
        code, said, _err = run("publish_demarche", "--dry-run", path)
        assert (code, said) == (
            0,
            f"{path}: essai, version 2, would be published.\n  - question “velo.prix”, {change}\n",
        )
        assert DemarcheVersion.objects.count() == Event.objects.filter(tag="demarche.published").count() == 1
        assert run("publish_demarche", path)[1] == said.replace("would be", "is")
        assert DemarcheVersion.objects.count() == 2

    def test_a_trial_refuses_what_publishing_would_refuse(self, file):
        publish(actor=SYSTEM, text=version(2))
        assert run("publish_demarche", "--dry-run", file(2))[0] == 0
        assert run("publish_demarche", "--dry-run", file(1))[0] == 2

    def test_two_published_versions_are_compared(self):
        publish(actor=SYSTEM, text=version(1))
        publish(actor=SYSTEM, text=version(2, **{"max: 7": "max: 5"}))
        assert run("compare_demarche", "essai", 1, 2)[1] == "question “usage.jours”, max: 5 instead of 7\n"
        assert "the same" in run("compare_demarche", "essai", 2, 2)[1]
        with pytest.raises(CommandError, match="no published version 3"):
            run("compare_demarche", "essai", 1, 3)


@pytest.mark.django_db
class TestClosed:
    """A version with ``closes`` and perhaps ``closed_because``."""

    CLOSED = (
        "opens: 2026-01-01\nclosed_because: {fr: Le budget est épuisé., de: Das Budget ist aufgebraucht.}"
    )

    def test_its_page_says_why_once_it_is_closed(self, client, time_machine):
        publish(actor=SYSTEM, text=version(1, self.CLOSED))
        time_machine.move_to("2026-12-31 12:00+01:00")
        assert "Le budget est épuisé." not in client.get("/demarches/essai/").content.decode()
        time_machine.move_to("2027-01-01 12:00+01:00")
        page = client.get("/demarches/essai/").content.decode()
        assert "Le budget est épuisé." in page
        assert "/commencer/" not in page

    def test_a_reason_needs_a_last_day(self):
        with pytest.raises(InvalidDefinition, match="add “closes”"):
            load(version(1, self.CLOSED, **{"closes: 2026-12-31\n": ""}))
