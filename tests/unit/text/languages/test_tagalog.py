"""Are Tagalog words found in the forms that people write and search? Examples by native usage, not by the code."""

from __future__ import annotations

import pytest

from tests.unit.text.matching import finds

FOUND = [
    ("luto", "Nagluluto ng ulam araw-araw"),
    ("magluto", "Mga lutuing bahay 🍲"),
    ("pagluluto", "Luto ni nanay"),
    ("luto", "Lutuin natin ang adobo"),  # o becomes u before an ending
    ("kain", "Kumakain ng street food"),
    ("pagkain", "Saan masarap kumain sa Maynila"),
    ("pagkain", "Pagkaing kalye tuwing gabi"),  # with the linker
    ("maganda", "Magandang umaga, ganda tips dito"),
    ("ganda", "Mga sikreto ng kagandahan 💄"),
    ("kagandahan", "Pampaganda para sa lahat"),
    ("sayaw", "Sumasayaw kahit saan"),
    ("sayaw", "Mananayaw mula Cebu"),
    ("kanta", "Kumakanta at tumutugtog ng gitara"),
    ("pagkanta", "Mga kantang OPM"),
    ("awit", "Mang-aawit sa simbahan"),
    ("laro", "Naglalaro ng ML gabi-gabi 🎮"),
    ("manlalaro", "Laro tayo"),
    ("lakbay", "Paglalakbay sa Palawan"),
    ("manlalakbay", "Lakbay Pinas"),
    ("takbo", "Tumatakbo tuwing umaga"),
    ("pagtakbo", "Takbo para sa kalusugan"),
    ("tahi", "Pananahi ng damit"),
    ("isda", "Pangingisda sa probinsya 🎣"),
    ("pasyal", "Pamamasyal kasama ang pamilya"),
    ("alaga", "Pangangalaga sa balat"),
    ("alaga", "Pag-aalaga ng aso at pusa"),
    ("tanim", "Nagtatanim ng gulay"),
    ("halaman", "Paghahalaman sa bakuran 🌿"),
    ("linis", "Paglilinis ng bahay"),
    ("turo", "Gurong nagtuturo ng wika"),
    ("aral", "Nag-aaral ng Nihongo"),
    ("pag-aaral", "Mga aralin sa Math"),
    ("sulat", "Manunulat ng tula"),
    ("tawa", "Nakakatawang skits 😂"),
    ("sarap", "Pinakamasarap na lechon"),
    ("masarap", "Masasarap na kakanin"),
    ("buntis", "Pagbubuntis at panganganak"),
    ("negosyo", "Pagnenegosyo para sa nanay"),
    ("benta", "Nagbebenta ng ukay"),
    ("kaibigan", "Mga kaibigang mahilig sa kape"),
    ("vlog", "Nagva-vlog ng buhay probinsya"),
    ("bake", "Mahilig mag-bake"),
    ("nanay", "Buhay-nanay"),
    ("pinas", "Ganda ng PINAS!"),
    ("nino", "Sto. Niño"),
    ("ｋａｐｅ", "Kape tayo ☕"),  # full width
    ("diwang", "Pagdiriwang ng pista"),  # d becomes r between vowels
    ("lutong bahay", "#LutongBahay"),
    ("lutong bahay", "#lutongbahay"),
    ("makeup", "Make up tutorial"),
    ("bili", "Mga binili ko sa Divisoria"),
    ("trabaho", "Nagtatrabaho sa bahay"),  # of two consonants one is doubled
    ("ayos", "Pag-aayos ng buhok"),
    ("pag-aaral", "Nag-aaral ng Nihongo"),
    ("mag-bake", "Baking tips para sa baguhan"),
    ("nagluto", "magluluto"),
    ("niluto", "luto"),
    ("nagbabake", "bake"),
    ("nagbake", "magbake tayo"),
    ("kinakain", "kain"),
    ("kainan", "kain tayo"),
    ("sumayaw", "sayaw"),
    ("sayawan", "sayaw"),
    ("kumanta", "kantahan"),
    ("mang-aawit", "umaawit"),
    ("naglakbay", "paglalakbay"),
    ("naglaro", "laro"),
    ("pag-ibig", "ibig"),
    ("gumanda", "ganda"),
    ("masasarap", "masarap"),
    ("pinakamasarap", "masarap"),
    ("kwento", "kuwento"),
    ("nagkukwento", "kwento"),
    ("tumakbo", "takbo"),
    ("tumatakbo", "takbo"),
    ("manunulat", "sumulat"),
    ("bumili", "bili"),
    ("bumibili", "bili"),
    ("nagtitinda", "tinda"),
    ("nagturo", "turo"),
    ("naglilinis", "linis"),
    ("paglilinis", "linis bahay"),
    ("magtanim", "nagtatanim"),
    ("tumutulong", "tulong"),
    ("pamilyang", "pamilya"),
    ("batang", "bata"),
    ("gumuguhit", "guhit"),
    ("pintor", "mga pintor"),
    ("malamig", "lamig"),
    ("nagbibyahe", "byahe"),
    ("hapunan", "hapunang simple"),
    ("mainit", "init"),
    ("mahiyain", "hiya"),
    ("kuyang", "kuya"),
    ("nakakalungkot", "malungkot"),
    ("pangarap", "mangarap"),
    ("tumatawa", "tawanan"),
    ("panadero", "panaderong"),
    ("lutuin", "lutuing bahay"),
    ("kumain", "kain tayo"),
    ("kumakain", "kain na"),
    ("biyahe", "bumibiyahe kami"),
    ("mananayaw", "sayaw"),
    ("mang-aawit", "awit ng puso"),
    ("basa", "nagbabasa ng libro"),
    ("luto bahay", "#LutoBahay"),
]

NOT_FOUND = [
    ("kasal", "Patawad sa kasalanan"),  # a wedding, a sin
    ("laro", "Laruan ng bata"),  # games, toys
    ("ulam", "Tag-ulan na naman"),  # a dish, rain
    ("bata", "Batas at hustisya"),  # a child, law
    ("ina", "Chicken inasal"),  # a mother, a grill
    ("saya", "Sayaw lang"),  # joy, dance
    ("dagat", "Daga at ipis"),  # the sea, a rat
    ("isa", "Isda sa palengke"),  # one, fish
    ("puso", "Pusa at aso"),  # a heart, a cat
    ("mata", "Para sa matatanda"),  # an eye, the elderly
    ("bago", "Bagoong alamang"),  # new, shrimp paste
    ("gulo", "Pangulo ng samahan"),  # trouble, a president
    ("sama", "Masama ang panahon"),  # together, bad
    ("tapa", "Matapang na kape"),  # cured beef, strong
    ("tao", "Bagong taon, bagong biyahe"),  # a person, a year
    ("hapunan", "hapon"),
    ("ilog", "ilong"),
    ("buwan", "buwaya"),
    ("lupa", "lupus"),
    ("mahal", "halaman"),
    ("tubig", "tuba"),
    ("anak", "anay"),
    ("ulan", "ulo"),
    ("gulay", "gulo"),
    ("mata", "matanda"),
    ("kamay", "kama"),
    ("asin", "asim"),
    ("balita", "bali"),
    ("ilaw", "ilog"),
    ("baka", "bakasyon"),
    ("masa", "masahe"),
    ("bata", "batas trapiko"),
    ("buhay", "buhangin"),
    ("bayan", "bayani"),
    ("isda", "isla"),
    ("kain", "kailan"),
    ("puso", "pusa"),
    ("gata", "gatas"),
    ("bala", "balat"),
    ("sulat", "sulok"),
    ("taba", "tubig tabang"),
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_word_is_found_in_another_form(query: str, text: str) -> None:
    assert finds(query, text, "tl")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_words_that_look_alike_are_kept_apart(query: str, text: str) -> None:
    assert not finds(query, text, "tl")
