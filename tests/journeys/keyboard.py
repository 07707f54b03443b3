"""With the keyboard alone: to a control with Tab, and on from there; and whether the focus is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.person import Person

MOST_STOPS = 60
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const shown = [one, one.closest(".choice")].filter(Boolean);
  const box = shown.at(-1).getBoundingClientRect();
  const outlined = (element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  return {
    what: one.outerHTML.slice(0, 80),
    isOutlined: shown.some(outlined),
    isInView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


def press(person: Person, selector: str, key: str = "Enter") -> None:
    """Go to a link or a button with Tab, press it, and wait for what comes."""
    person.reach(selector)
    with person.page.expect_navigation():
        person.page.keyboard.press(key)


def choose(person: Person, selector: str, key: str = "Space") -> None:
    """Go to a box with Tab and tick it."""
    person.reach(selector)
    person.page.keyboard.press(key)


def type_into(person: Person, selector: str, text: str) -> None:
    """Go to a field with Tab and write ``text`` in the place of what it holds."""
    person.reach(selector)
    person.page.keyboard.press("ControlOrMeta+A")
    person.page.keyboard.type(text)


def choose_file(person: Person, selector: str, file: dict[str, object]) -> None:
    """Go to a file's field with Tab, have the chooser open with Space, and take ``file`` there."""
    person.reach(selector)
    with person.page.expect_file_chooser() as opened:
        person.page.keyboard.press("Space")
    opened.value.set_files(file)


def assert_focus_is_seen(person: Person) -> None:
    """Press Tab from the top to the end of a page: each stop is outlined and in view."""
    seen = 0
    for _ in range(MOST_STOPS):
        person.page.keyboard.press("Tab")
        focused = person.page.evaluate(FOCUSED)
        if focused is None:
            break
        seen += 1
        assert focused["isOutlined"], f"no outline: {focused['what']}"
        assert focused["isInView"], f"out of view: {focused['what']}"
    assert seen > 10, person.page.url
