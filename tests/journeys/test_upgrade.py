"""A démarche changes while somebody fills it in: they see what becomes of their request, and go on."""

from __future__ import annotations

import pytest
import yaml
from playwright.sync_api import expect

from monespace.settings.base import BASE_DIR
from tests.journeys.keyboard import assert_focus_is_seen, press
from tests.journeys.service import follow_to
from tests.journeys.setting import Setting

pytestmark = pytest.mark.browser

MODEL = yaml.safe_load((BASE_DIR / "dossiers/definitions/prime-velo.yaml").read_text())
SETTINGS = [
    Setting("de", "citoyenne-de", has_scripts=True, width=360),
    Setting("fr", "citoyen", has_scripts=False, width=1280),
]


@pytest.fixture
def publish(portal, tmp_path):
    """Publishes the bicycle premium under another name, with one more question in its first step."""

    def publish(slug: str, version: int, asks: str) -> None:
        steps = with_question(asks)
        file = tmp_path / f"{slug}-{version}.yaml"
        file.write_text(yaml.safe_dump(MODEL | {"slug": slug, "version": version, "steps": steps}))
        assert "is published" in portal.manage("publish_demarche", str(file))

    return publish


def with_question(key: str) -> list:
    """Return the steps of the premium, with one more question in the first."""
    first, *others = MODEL["steps"]
    words = dict.fromkeys(("fr", "de", "nl", "en"), "Quartier")
    more = {"key": key, "kind": "text", "label": words, "optional": True}
    return [first | {"fields": [*first["fields"], more]}, *others]


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_a_draft_moves_to_the_new_version(setting, citizen, walker, publish, looks):
    slug = f"prime-{setting.language}"
    publish(slug, 1, "quartier")
    somebody = walker(setting.persona)
    page = somebody.fill(somebody.start(slug), {"quartier": "Salzinnes"})
    dossier = page.url.partition("etapes/")[0].removeprefix(citizen.site)
    citizen.visit(dossier)
    expect(citizen.page.locator("#newer")).to_have_count(0)

    publish(slug, 2, "voisinage")
    citizen.visit(dossier)
    expect(citizen.page.locator("#newer")).to_have_text(setting.says("Cette démarche a changé"))
    looks(citizen)
    follow_to(citizen, "nouvelle-version/")
    expect(citizen.page.locator("dl")).to_contain_text("Salzinnes")
    expect(citizen.page.locator("main ul")).to_contain_text("Quartier")
    looks(citizen)
    assert_focus_is_seen(citizen)
    press(citizen, "main form button.button")
    expect(citizen.page.locator("main")).to_contain_text(
        setting.says("Votre demande suit maintenant la nouvelle version. Vérifiez chaque étape.")
    )
    citizen.visit(dossier)
    expect(citizen.page.locator("#newer")).to_have_count(0)
    looks(citizen)
