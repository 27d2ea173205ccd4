"""Hints narrowed by a text's grams: no hint that the text holds is ever left out."""

from hypothesis import given
from hypothesis import strategies as st

from jobskills.text import cues, unannounced
from jobskills.text.hints import Grams, Hints

HINTS = (
    cues._LEGAL_HINTS,
    cues._BENEFIT_HINTS,
    cues._ABOUT_HINTS,
    cues._ABOUT.keys,
    unannounced._HAVE_HINTS,
    unannounced._HAVE.keys,
    unannounced._WORK.keys,
    unannounced._APPLICATION.keys,
)
PARTS = sorted({part for hints in HINTS for part in (*hints.parts, *hints.short)})


@given(
    part=st.sampled_from(PARTS),
    around=st.tuples(st.text(), st.text()),
    gap=st.sampled_from([" ", "  ", "\n", "\t "]),
)
def test_a_hint_that_a_text_holds_stays(part: str, around: tuple[str, str], gap: str) -> None:
    text = (around[0] + part + around[1]).lower()
    grams = Grams(text.replace(" ", gap))
    for hints in HINTS:
        held = [one for one in (*hints.parts, *hints.short) if one in text]
        assert set(held) <= set(hints.within(grams))


def test_most_hints_of_other_texts_go() -> None:
    hints = Hints(("insurance", "dental", "pension", "pay"))
    assert hints.within(Grams("we offer dental care")) == ("dental", "pay")
    assert hints.within(Grams("")) == ("pay",)
