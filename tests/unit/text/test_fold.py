"""Are spellings the same that people of a language take for the same, and only those?"""

from __future__ import annotations

import pytest
from hypothesis import given

from marketplace.text.fold import fold
from tests.strategies import texts

SAME = {
    "en": [("VEGAN", "vegan"), ("Café", "cafe"), ("naïve", "naive"), ("ﬁtness", "fitness"), ("co\u00adop", "coop")],
    "es": [("España", "espana"), ("corazón", "CORAZON"), ("pingüino", "pinguino"), ("ÁREA", "area")],
    "pt": [("São João", "sao joao"), ("AÇÃO", "acao"), ("você", "voce"), ("avó", "avô")],
    "fr": [("cœur", "COEUR"), ("Élégance", "elegance"), ("ça", "CA"), ("Noël", "noel"), ("où", "ou")],
    "de": [("Straße", "STRASSE"), ("Küche", "kuche"), ("Mädchen", "madchen"), ("GROẞ", "gross"), ("Öl", "ol")],
    "it": [("perché", "perche"), ("CITTÀ", "citta"), ("più", "piu"), ("È", "e")],
    "ru": [("ёлка", "елка"), ("ЁЛКА", "ёлка"), ("МОСКВА", "москва"), ("за\u0301мок", "замок")],
    "tr": [
        ("İstanbul", "istanbul"),
        ("ISI", "ısı"),
        ("ısı", "isi"),
        ("GÜZEL", "guzel"),
        ("Çağ", "cag"),
        ("şık", "sik"),
    ],
    "ar": [
        ("مُحَمَّد", "محمد"),
        ("أحمد", "احمد"),
        ("مدرسة", "مدرسه"),
        ("ذكرى", "ذكري"),
        ("مـــطبخ", "مطبخ"),
        ("٢٠٢٦", "2026"),
    ],
    "he": [("שָׁלוֹם", "שלום"), ("מִטְבָּח", "מטבח"), ("תֵּל אָבִיב", "תל אביב"), ("שׁ", "ש")],
    "ja": [("ｽｷﾝｹｱ", "スキンケア"), ("ＶＬＯＧ", "vlog"), ("か\u3099", "が"), ("㌔", "キロ"), ("２０２６", "2026")],
    "ko": [("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"), ("ＡＢＣ", "abc"), ("뷰티\u200b", "뷰티"), ("ﾊﾞ", "バ")],
    "zh": [("ＴＡＩＷＡＮ", "taiwan"), ("台北１０１", "台北101"), ("\uf900", "豈"), ("①", "1")],
    "id": [("JAKARTA", "jakarta"), ("Résto", "resto"), ("é", "e"), ("Jum’at".replace("’", "\u200d"), "jumat")],
    "ms": [("Kuala Lumpur", "KUALA LUMPUR"), ("é", "E"), ("ＭＡＫＡＮ", "makan"), ("Café", "cafe")],
    "tl": [("niño", "NINO"), ("Biñan", "binan"), ("báon", "baon"), ("kâ", "ka")],
    "th": [("น้ำ", "น\u0e49\u0e4d\u0e32"), ("๒๕๖๙", "2569"), ("ＴＨＡＩ", "thai"), ("กาแฟ\u200b", "กาแฟ")],
    "vi": [("Đà Nẵng", "da nang"), ("ĐƯỜNG", "duong"), ("phở", "pho"), ("Việt", "Vie\u0323\u0302t"), ("ơ", "o")],
}
DIFFERENT = {
    "en": [("vegan", "vegans"), ("cafe", "cafes")],
    "de": [("Küche", "kueche"), ("Maß", "mas")],
    "ru": [("дом", "дым"), ("с", "c")],
    "tr": [("şık", "sok")],
    "ar": [("سفر", "صفر"), ("ب", "ت")],
    "he": [("כ", "ך"), ("מ", "ם")],
    "ja": [("か", "が"), ("ハ", "パ"), ("すし", "スシ"), ("ビール", "ビル")],
    "ko": [("가", "까"), ("한", "하"), ("여행", "여행과")],
    "zh": [("台", "臺"), ("美妆", "美妝")],
    "th": [("กา", "กำ"), ("ข้าว", "ขาว"), ("มา", "ม้า"), ("กิน", "กน")],
    "vi": [("pho", "phu")],
    "hi": [("की", "क"), ("मेकअप", "मकअप")],
}


@pytest.mark.parametrize(("one", "other"), [pair for pairs in SAME.values() for pair in pairs])
def test_spellings_that_mean_the_same_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [pair for pairs in DIFFERENT.values() for pair in pairs])
def test_spellings_of_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_hangul_stays_composed() -> None:
    assert fold("\u1112\u1161\u11ab") == "한"


def test_all_eighteen_languages_have_examples() -> None:
    assert len(SAME) == 18


def test_every_character_with_and_without_an_accent_is_folded_once_for_all() -> None:
    letters = [chr(code) for code in (*range(0xD800), *range(0xE000, 0x1_1000), *range(0x1_D000, 0x2_0000))]
    text = " ".join((*letters, *(f"{letter}\u0301" for letter in letters)))
    assert fold(fold(text)) == fold(text)


def test_a_mark_on_a_digit_of_any_script_goes() -> None:
    assert (fold("१ँ"), fold("1ँ"), fold("٣\u064b")) == ("1", "1", "3")


@given(texts())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts())
def test_case_and_normal_form_make_no_difference_to_ascii(text: str) -> None:
    ascii_text = text.encode("ascii", "ignore").decode()
    assert fold(ascii_text.upper()) == fold(ascii_text.lower()) == ascii_text.lower()
