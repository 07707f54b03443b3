"""Publishing: immutable versions, refused when they would change, found again by slug and words."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from dossiers.catalogue.models import DemarcheVersion
from dossiers.catalogue.published import published_definition
from dossiers.catalogue.services import VersionAlreadyPublished, VersionNotHigher, publish
from dossiers.engine import InvalidDefinition
from monespace.common.authors import SYSTEM
from monespace.common.errors import Forbidden
from monespace.journal.models import Event
from tests.engine.samples import DEFINITIONS, VALID
from tests.support.factories import AgentFactory, PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db


def version(number: int, **changes: str) -> str:
    text = VALID.replace("version: 1", f"version: {number}")
    for before, after in changes.items():
        text = text.replace(before, after)
    return text


def test_a_definition_is_published_recorded_and_read_back():
    publication = publish(actor=SYSTEM, text=VALID)
    assert publication.is_new
    assert publication.version.demarche.slug == "essai"
    assert len(publication.version.checksum) == 64
    again = DemarcheVersion.objects.get(pk=publication.version.pk)
    assert published_definition(again).title("de") == "Ein Versuch"
    assert published_definition(again) is published_definition(publication.version)
    event = Event.objects.about(publication.version).get()
    assert event.facts == {"slug": "essai", "version": 1, "checksum": again.checksum}


def test_the_same_content_again_changes_nothing():
    first = publish(actor=SYSTEM, text=VALID)
    second = publish(actor=SYSTEM, text=f"# Another comment.\n{VALID}")
    assert (second.version, second.is_new) == (first.version, False)
    assert Event.objects.about(first.version).count() == 1


def test_another_content_under_a_published_version_is_refused():
    publish(actor=SYSTEM, text=VALID)
    with pytest.raises(VersionAlreadyPublished):
        publish(actor=SYSTEM, text=version(1, **{"max: 20000": "max: 30000"}))


def test_versions_only_go_up():
    publish(actor=SYSTEM, text=version(2))
    with pytest.raises(VersionNotHigher):
        publish(actor=SYSTEM, text=version(1))
    assert publish(actor=SYSTEM, text=version(3)).is_new
    assert not publish(actor=SYSTEM, text=version(2)).is_new


def test_a_wrong_definition_publishes_nothing():
    with pytest.raises(InvalidDefinition, match=r"essai\.yaml:2: "):
        publish(actor=SYSTEM, text=version(1, **{"version: 1": "version: 0"}), source="essai.yaml")
    assert not DemarcheVersion.objects.exists()


def test_publishers_publish_and_other_people_do_not():
    publisher = AgentFactory(group="publisher")
    assert publish(actor=publisher, text=VALID).version.published_by == publisher
    for person in (
        PersonFactory(),
        AgentFactory(group="helpdesk"),
        AgentFactory(group="publisher", is_active=False),
    ):
        with pytest.raises(Forbidden):
            publish(actor=person, text=version(2))


@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET content = '{{}}'", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
def test_the_database_refuses_to_change_a_published_version(statement):
    published = publish(actor=SYSTEM, text=VALID).version
    sql = statement.format(DemarcheVersion._meta.db_table)
    connection.check_constraints()
    with (
        pytest.raises(DatabaseError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert DemarcheVersion.objects.get(pk=published.pk).checksum == published.checksum


@pytest.mark.django_db(transaction=True)
def test_two_publishers_at_once_publish_one_version():
    outcomes = race(lambda: publish(actor=SYSTEM, text=VALID), lambda: publish(actor=SYSTEM, text=VALID))
    assert sorted(outcome.is_new for outcome in outcomes) == [False, True]
    assert DemarcheVersion.objects.count() == 1


class TestFinding:
    """The catalogue's reads."""

    @pytest.fixture(autouse=True)
    def _published(self):
        for slug in ("prime-habitation", "prime-velo", "sesam"):
            publish(actor=SYSTEM, text=(DEFINITIONS / f"{slug}.yaml").read_text())
        publish(actor=SYSTEM, text=version(1))
        publish(actor=SYSTEM, text=version(2))

    def test_the_newest_version_of_each_demarche_is_current_by_title(self):
        current = DemarcheVersion.objects.current("fr")
        assert [one.slug for one in current] == ["prime-velo", "prime-habitation", "sesam", "essai"]
        assert current.get(slug="essai").version == 2
        assert current.get(slug="essai").title == "Un essai"
        assert DemarcheVersion.objects.current("nl").get(slug="prime-velo").title.startswith("Premie")
        assert DemarcheVersion.objects.current("nl").get(slug="essai").title == "Un essai"

    def test_the_versions_of_one_demarche_are_found_newest_first(self):
        assert [one.version for one in DemarcheVersion.objects.for_slug("essai")] == [2, 1]
        assert not DemarcheVersion.objects.for_slug("rien").exists()

    def test_a_space_sees_what_it_may_use(self):
        current = DemarcheVersion.objects.current("fr")
        citizens = ["prime-velo", "prime-habitation", "essai"]
        assert [one.slug for one in current.for_audience("citizen")] == citizens
        assert [one.slug for one in current.for_audience("enterprise")] == ["sesam", "essai"]

    @pytest.mark.parametrize(
        ("words", "language", "found"),
        [
            ("velo", "fr", ["prime-velo"]),
            ("VÉLO prime", "fr", ["prime-velo"]),
            ("fahrrad", "de", ["prime-velo"]),
            ("a l'emploi", "fr", ["sesam"]),
            ("velo moto", "fr", []),
            ("", "fr", ["prime-velo", "prime-habitation", "sesam", "essai"]),
            ("100%_\\'", "fr", []),
        ],
    )
    def test_a_search_finds_every_word_whatever_accents_and_capitals(self, words, language, found):
        assert [
            one.slug for one in DemarcheVersion.objects.current(language).matching(words, language)
        ] == found

    @pytest.mark.parametrize("words", ["oeuvre", "ŒUVRE", "main-d'oeuvre", "main-d’œuvre", "strasse lodz"])
    def test_a_search_finds_letters_that_are_no_letter_with_an_accent(self, words):
        title = "La main-d’œuvre, Straße Łódź"
        publish(actor=SYSTEM, text=version(3, **{"fr: Un essai": f'fr: "{title}"'}))
        assert [one.slug for one in DemarcheVersion.objects.current("fr").matching(words)] == ["essai"]
        assert not DemarcheVersion.objects.current("fr").matching(f"{words} moto").exists()


@pytest.fixture
def right(tmp_path):
    path = tmp_path / "essai.yaml"
    path.write_text(VALID)
    return path


@pytest.fixture
def wrong(tmp_path):
    path = tmp_path / "faux.yaml"
    path.write_text(version(1, **{"kind: money": "kind: argent"}))
    return path


def run(command, *arguments):
    """Return the exit code, what was printed, and what was printed as errors."""
    out, err = StringIO(), StringIO()
    try:
        call_command(command, *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_checking_says_what_is_right_and_publishes_nothing(right):
    code, out, _ = run("check_demarche", right)
    assert (code, out) == (0, f"{right}: essai, version 1, is right.\n")
    assert not DemarcheVersion.objects.exists()


@pytest.mark.parametrize("command", ["check_demarche", "publish_demarche"])
def test_a_wrong_file_is_named_with_its_line_and_exits_two(command, right, wrong):
    code, out, err = run(command, wrong, right)
    assert code == 2
    assert err.startswith(f"{wrong}:22: unknown kind “argent”")
    assert str(right) in out


def test_publishing_says_what_was_published_or_already_was(right):
    assert run("publish_demarche", right)[:2] == (0, f"{right}: essai, version 1, is published.\n")
    assert run("publish_demarche", right)[:2] == (0, f"{right}: essai, version 1, was already published.\n")
    right.write_text(version(1, **{"max: 20000": "max: 30000"}))
    code, _, err = run("publish_demarche", right)
    assert code == 2
    assert "déjà publiée avec un autre contenu" in err


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, ":1: the file cannot be read"),
        (b"a: b\ntitle: \xe9t\xe9\n", ":2: this line is not UTF-8 text; save the file as UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path, content, reason):
    path = tmp_path / "absent.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=reason) as refusal:
        run("check_demarche", path)
    assert refusal.value.returncode == 2


def test_a_file_is_read_with_the_mark_that_windows_puts_before_it(right):
    right.write_bytes(b"\xef\xbb\xbf" + right.read_bytes())
    assert run("check_demarche", right)[0] == 0


def test_of_an_endless_file_only_the_beginning_is_read(right):
    assert "the file is too large" in run("check_demarche", "/dev/zero")[2]
