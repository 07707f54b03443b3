"""A person without JavaScript, who follows links and fills in forms and knows no address but the home."""

from tests.support.walker.browser import Browser
from tests.support.walker.pages import Form, Page
from tests.support.walker.person import Person, Stuck

__all__ = ["Browser", "Form", "Page", "Person", "Stuck"]
