"""Lists of dossiers: in the order in which they changed, page by page, only what is wanted and reached."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from dossiers.models import Dossier
from dossiers.states import State
from monespace.journal.models import Event
from tests.api.caller import Caller, problem
from tests.api.factories import ClientFactory, token_of
from tests.submission.definition import content
from tests.submission.factories import DemarcheVersionFactory, SentDossierFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller(db):
    return Caller(token_of(ClientFactory()))


def changed(minutes_ago, **dossier):
    """Return a sent dossier that changed so long ago."""
    made = SentDossierFactory(**dossier)
    Dossier.objects.filter(pk=made.pk).update(updated_at=timezone.now() - timedelta(minutes=minutes_ago))
    return made


def ids(answer):
    return [one["id"] for one in answer.json()["items"]]


def walked(caller, path):
    """Yield every page from a path on."""
    while path:
        answer = caller.get(path)
        assert answer.status_code == 200, answer.content
        yield answer
        path = answer.json().get("next", "").partition("/api/v1/")[2]


def test_dossiers_come_in_the_order_in_which_they_changed_page_by_page(caller):
    made = [changed(minutes) for minutes in (5, 4, 4, 3, 2)]
    pages = list(walked(caller, "dossiers?pageSize=2"))
    assert [len(ids(page)) for page in pages] == [2, 2, 1]
    told = [one["changedAt"] for page in pages for one in page.json()["items"]]
    assert all(first <= second for first, second in pairwise(told))
    assert {one for page in pages for one in ids(page)} == {str(one.pk) for one in made}
    assert {page.json()["pageSize"] for page in pages} == {2}
    assert "next" not in pages[-1].json()


def test_a_list_tells_nothing_of_anybody_and_is_no_look(caller):
    dossier = changed(1)
    answer = caller.get("dossiers")
    assert ids(answer) == [str(dossier.pk)]
    assert dossier.owner_user.last_name not in answer.content.decode()
    assert not Event.objects.about(dossier).exists()


def test_a_walk_misses_nothing_while_rows_change(caller):
    made = [changed(minutes) for minutes in range(10, 0, -1)]
    walk = walked(caller, "dossiers?pageSize=3")
    seen = ids(next(walk))
    Dossier.objects.filter(pk=made[0].pk).update(updated_at=timezone.now())  # seen: comes again at the end
    Dossier.objects.filter(pk=made[5].pk).update(updated_at=timezone.now())  # not seen yet: moves on
    new = changed(0)
    for page in walk:
        seen += ids(page)
    assert set(seen) == {str(one.pk) for one in (*made, new)}
    assert seen.count(str(made[0].pk)) == 2
    assert len(seen) == len(made) + 2


def test_several_versions_are_merged_in_one_order(caller):
    versions = [DemarcheVersionFactory(), DemarcheVersionFactory(version=3)]
    made = [changed(10 - at, demarche_version=versions[at % 2]) for at in range(6)]
    pages = walked(caller, "dossiers?pageSize=4")
    assert [one for page in pages for one in ids(page)] == [str(one.pk) for one in made]


def test_filters_narrow_together(caller):
    first, second = changed(30), changed(20, state=State.RECEIVED)
    third = changed(10, state=State.RECEIVED, demarche_version=second.demarche_version)
    assert ids(caller.get("dossiers?state=received")) == [str(second.pk), str(third.pk)]
    assert len(ids(caller.get("dossiers?state=received&state=submitted"))) == 3
    slug = second.demarche_version.demarche.slug
    assert ids(caller.get(f"dossiers?demarche={slug}")) == [str(second.pk), str(third.pk)]
    since = (timezone.now() - timedelta(minutes=15)).isoformat().replace("+", "%2B")
    assert ids(caller.get(f"dossiers?changedSince={since}&demarche={slug}")) == [str(third.pk)]
    assert ids(caller.get("dossiers?demarche=inconnue")) == []
    assert str(first.pk) in ids(caller.get("dossiers"))


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("state=draft", "state"),
        ("state=nowhere", "state"),
        ("pageSize=0", "pageSize"),
        ("pageSize=201", "pageSize"),
        ("pageSize=many", "pageSize"),
        ("changedSince=2026-01-01T10:00:00", "changedSince"),
        ("changedSince=yesterday", "changedSince"),
        ("cursor=forged", "cursor"),
        ("page_size=2", "page_size"),
        ("sort=id", "sort"),
    ],
)
def test_what_is_wrong_with_the_question_is_named(caller, asked, name):
    answer = caller.get(f"dossiers?{asked}")
    assert problem(answer) == (400, "badRequest")
    assert any(one["name"].startswith(name) and one["in"] == "query" for one in answer.json()["issues"])


def test_a_cursor_is_good_for_its_system_and_its_question_only(caller):
    version = DemarcheVersionFactory(
        content=content(delivery=[{"gateway": "https", "service": "autre-service"}])
    )
    hidden = changed(1, demarche_version=version)
    for minutes in (5, 4):
        changed(minutes)
    following = caller.get("dossiers?pageSize=1").json()["next"].partition("/api/v1/")[2]
    assert len(ids(caller.get(following))) == 1
    assert caller.get(following.replace("pageSize=1", "pageSize=2")).status_code == 200
    other = Caller(token_of(ClientFactory(services=["autre-service"])))
    assert ids(other.get("dossiers")) == [str(hidden.pk)]
    assert problem(other.get(following)) == (400, "badRequest")
    assert problem(caller.get(f"{following}&state=received")) == (400, "badRequest")
    assert problem(caller.get(f"{following}x")) == (400, "badRequest")


def test_a_page_takes_few_statements(caller, django_assert_max_num_queries):
    for minutes in range(5):
        changed(minutes)
    caller.get("dossiers")
    with django_assert_max_num_queries(5):
        assert len(ids(caller.get("dossiers"))) == 5
