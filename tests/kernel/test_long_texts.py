"""A text of a form that is too long is said to be, with what was typed; the browser is told not to cut it."""

from __future__ import annotations

import pytest
from django import forms

from monespace.common.forms import PortalForm
from monespace.common.long_texts import LongTextField
from monespace.mail.words import MailedText


class Letter(PortalForm):
    """Two texts of several lines."""

    text = LongTextField(label="Texte", max_length=5)
    cited = MailedText(label="Cité", max_length=5, widget=forms.Textarea)


@pytest.mark.parametrize("name", ["text", "cited"])
def test_what_is_too_long_is_said_and_not_cut(name):
    fitting = {"text": "abcde", "cited": "abcde"}
    assert Letter(fitting).is_valid()
    form = Letter(fitting | {name: "abcdef"})
    assert list(form.errors) == [name]
    assert "abcdef" in str(form[name])
    assert "maxlength" not in str(form)


def test_it_says_by_how_much_and_counts_what_is_left():
    form = Letter({"text": "abcdef", "cited": "a"})
    assert form.errors["text"] == ["Ce texte compte 6 caractères. Raccourcissez-le à 5 au plus."]
    assert 'data-most="5"' in str(form["text"])
