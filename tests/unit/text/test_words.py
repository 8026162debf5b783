"""Is a text divided where a reader of its language would divide it?"""

from __future__ import annotations

import pytest
from hypothesis import given

from marketplace.text.fold import fold
from marketplace.text.words import MAX_WORD_LENGTH, words
from tests.strategies import texts

WORDS = {
    "en": {
        "Vegan food & travel!": "vegan food travel",
        "tara_singh": "tara singh",
        "node.js": "node js",
        "I'm 24/7 @home #foodie": "i m 24 7 home foodie",
        "co\u00adop": "coop",
    },
    "es": {
        "¡Hola! ¿Qué tal?": "hola que tal",
        "niño—niña": "nino nina",
        "recetas fáciles, rápidas": "recetas faciles rapidas",
        "mamá(y)papá": "mama y papa",
    },
    "pt": {
        "Beleza é tudo…": "beleza e tudo",
        "maquiagem&cabelo": "maquiagem cabelo",
        "São Paulo/SP": "sao paulo sp",
        "d’água": "d agua",
    },
    "fr": {
        "l'élégance à la française": "l elegance a la francaise",
        "aujourd’hui": "aujourd hui",
        "« cœur »": "coeur",
        "peut-être": "peut etre",
    },
    "de": {
        "Grüße aus Köln!": "grusse aus koln",
        "Straßen-Café": "strassen cafe",
        "3,50 €": "3 50",
        "Do-it-yourself": "do it yourself",
        "geht’s": "geht s",
    },
    "it": {
        "È buonissimo!": "e buonissimo",
        "l’amore dell'arte": "l amore dell arte",
        "caffè/tè": "caffe te",
        "perché no?": "perche no",
    },
    "ru": {
        "Ёлка и красота": "елка и красота",
        "онлайн-курсы": "онлайн курсы",
        "№1": "no1",
        "«Москва»": "москва",
    },
    "tr": {
        "İstanbul'da": "istanbul da",
        "Güzellik & Bakım": "guzellik bakim",
        "ISPARTA ısı": "isparta isi",
        "çok şık!": "cok sik",
    },
    "ar": {
        "مطبخ، سفر": "مطبخ سفر",
        "الطَّعَامُ": "الطعام",
        "سيّارة؟": "سياره",
        "٢٠٢٦ عام": "2026 عام",
        "مـطـبـخ": "مطبخ",
    },
    "he": {
        "צה״ל": "צה ל",
        "שָׁלוֹם עוֹלָם": "שלום עולם",
        "תל־אביב": "תל אביב",
        "מטבח, נסיעות": "מטבח נסיעות",
    },
    "ja": {
        "東京カフェ": "東京 カフェ",
        "ｽｷﾝｹｱ大好き": "スキン ケア 大好き",
        "旅行・美容": "旅行 美容",
        "猫と犬": "猫 と 犬",
        "ＶＬＯＧ撮影": "vlog 撮影",
    },
    "ko": {
        "여행과 카페": "여행과 카페",
        "뷰티·패션": "뷰티 패션",
        "서울,부산": "서울 부산",
        "먹방asmr": "먹방asmr",
    },
    "zh": {
        "台北美食": "台北 美食",
        "旅遊，攝影": "旅遊 攝影",
        "我喜歡咖啡": "我 喜歡 咖啡",
        "「化妝」": "化妝",
    },
    "id": {
        "makanan-makanan enak": "makanan makanan enak",
        "Jum'at": "jum at",
        "kuliner #jakarta": "kuliner jakarta",
        "di-upload": "di upload",
    },
    "ms": {
        "Jalan-jalan cari makan": "jalan jalan cari makan",
        "Kuala Lumpur.": "kuala lumpur",
        "resipi: nasi lemak": "resipi nasi lemak",
        "RM5.00": "rm5 00",
    },
    "tl": {
        "Ang mga niño": "ang mga nino",
        "mag-aral tayo": "mag aral tayo",
        "pagkain't inumin": "pagkain t inumin",
        "iba’t ibang lasa": "iba t ibang lasa",
    },
    "th": {
        "ร้านอาหาร": "ร้าน อาหาร",
        "กาแฟดี": "กาแฟ ดี",
        "เที่ยวกรุงเทพ": "เที่ยว กรุงเทพ",
        "รักแมว ๒๕": "รัก แมว 25",
    },
    "vi": {
        "Đà Nẵng, Việt Nam": "da nang viet nam",
        "phở bò": "pho bo",
        "làm đẹp/du lịch": "lam dep du lich",
        "ẩm thực 24h": "am thuc 24h",
    },
}
CASES = [(text, expected) for examples in WORDS.values() for text, expected in examples.items()]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_text_is_divided_into_its_words(text: str, expected: str) -> None:
    assert " ".join(words(text)) == expected


def test_all_eighteen_languages_have_examples() -> None:
    assert len(WORDS) == 18


@pytest.mark.parametrize(
    "text",
    ["", " ", "😀", "❤️", "☀️ 👍🏽 👩‍👩‍👧", "\u0301", "…\u0301", "\u20e3", "ิ", "ा", "…!?—_", "\u200d\u00ad", "'\"-"],
)
def test_signs_alone_are_no_words(text: str) -> None:
    assert words(text) == ()


def test_a_word_is_cut_at_a_hundred_characters() -> None:
    assert words("x" * 300 + " y") == ("x" * MAX_WORD_LENGTH, "y")


def test_a_letter_outside_the_first_plane_does_not_shift_the_words_behind_it() -> None:
    assert words("𠮷野家と猫")[-2:] == ("と", "猫")
    assert words("😀東京😀カフェ") == ("東京", "カフェ")


def test_what_only_chooses_the_picture_of_a_character_vanishes() -> None:
    assert words("I ❤️ 1️⃣ 葛\U000e0100飾") == words("i 1 葛飾")


def test_marks_belong_to_the_letter_before_them() -> None:
    assert words("ก\u0e34… \u0e34ก") == ("ก\u0e34", "ก")


@given(texts())
def test_words_of_a_folded_text_are_the_same(text: str) -> None:
    assert words(fold(text)) == words(text)


@given(texts())
def test_every_word_begins_with_a_letter_or_digit_and_has_no_space(text: str) -> None:
    assert all(word[0].isalnum() and not any(letter.isspace() for letter in word) for word in words(text))
