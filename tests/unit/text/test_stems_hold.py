"""Do all languages take any word, and give stems that can be indexed?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.text.stems import STEMMINGS, query_stems, text_stems
from marketplace.text.words import tokens

LETTERS = {
    "ar": "اأإآبتثجحخدذرزسشصضطظعغفقكلمنهوؤيئىةء\u064b\u0651ـ",
    "he": "אבגדהוזחטיכךלמםנןסעפףצץקרשת״'\u05b8",
    "ja": "ーっゃゅょんあいうえおかがさたなはまらわをでのッャュョンアイウカスケアラメー食飲作美家東京",
    "ko": "가나다라마바사아자차카타파하은는이을를에의로와과도만해했었요다고서봐워왔러라니습ㄹㅆ",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "th": "กขคงจชซดตทนบปพมยรลวสหอเแโใไะาิีุู่้๊๋็์ัำๆฯ",
    "zh": "的是我美妝妆護护膚肤開箱一二三個小大家客族控店臺台灣湾",
}
LATIN = "abcdefghijklmnopqrstuvwxyzäöüßéèêàçñãõáíóúâîôûëïğışİIœæøđơưạảấầẩ'-"


@pytest.mark.parametrize("language", STEMMINGS)
def test_any_short_run_of_a_languages_letters_has_stems_that_can_be_indexed(language: str) -> None:
    @given(st.text(LETTERS.get(language, LATIN), min_size=1, max_size=9))
    def holds(text: str) -> None:
        found = tokens(text)
        stems = [stem for stem, _, _ in text_stems(found, (language,))]
        asked = [stem for token in found for way in query_stems(token, (language,)) for stem in way]
        for stem in (*stems, *asked):
            tag, _, plain = stem.partition("~")
            assert tag == language
            assert plain
            assert not any(sign.isspace() for sign in plain)

    holds()
