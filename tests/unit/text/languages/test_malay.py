"""Are Malay words found in the forms that people write and search? Examples by native usage, not by the code."""

from __future__ import annotations

import pytest

from tests.unit.text.matching import finds

FOUND = [
    ("masak", "Suka memasak untuk keluarga"),
    ("masakan", "Jom masak bersama"),
    ("resipi", "Resipinya mudah sangat"),
    ("resipi", "Resipi2 kampung"),
    ("kanak-kanak", "Aktiviti kanak2 di rumah"),
    ("solek", "Tutorial solekan pengantin"),
    ("bersolek", "Jurusolek KL, solekan natural"),
    ("cantik", "Rahsia kecantikan"),
    ("penjagaan kulit", "Cara menjaga kulit sensitif"),
    ("pelancongan", "Melancong seluruh dunia ✈️"),
    ("melancong", "Pelancong bajet"),
    ("cuti", "Percutian keluarga di Langkawi"),
    ("kembara", "Mengembara dengan kereta"),
    ("pengembara", "Kembara solo"),
    ("niaga", "Peniaga kecil dari Kedah"),
    ("perniagaan", "Tip berniaga dari rumah"),
    ("wang", "Pengurusan kewangan peribadi"),
    ("pelaburan", "Belajar melabur saham"),
    ("sihat", "Kesihatan keluarga"),
    ("senaman", "Bersenam 10 minit sehari 💪"),
    ("larian", "Pelari maraton, berlari setiap pagi"),
    ("basikal", "Berbasikal ke pejabat"),
    ("mendaki", "Pendaki gunung"),
    ("memancing", "Kaki pancing Perak 🎣"),
    ("khemah", "Perkhemahan tepi sungai"),
    ("tarian", "Penari zapin"),
    ("nyanyian", "Penyanyi jalanan"),
    ("melukis", "Lukisan cat air"),
    ("jahit", "Kelas menjahit baju kurung"),
    ("kahwin", "Majlis perkahwinan"),
    ("tudung", "Gaya bertudung"),
    ("ajar", "Cikgu yang mengajar matematik"),
    ("belajar", "Tip untuk pelajar SPM"),
    ("permainan", "Pemain PUBG Mobile"),
    ("memandu", "Tip pandu uji kereta"),
    ("bola sepak", "Peminat bolasepak"),
    ("bolasepak", "Berita bola sepak tempatan"),
    ("makeup", "Make up artist Johor"),
    ("resipi mudah", "#ResipiMudah"),
    ("resipi mudah", "#resipimudah"),
    ("RESIPI", "resipi turun-temurun"),
    ("ｋｏｐｉ", "Kopi kampung"),  # full width
    ("kebun", "Berkebun di bandar 🌱"),
    ("haiwan", "Haiwan-haiwan comel"),
]

NOT_FOUND = [
    ("wang", "Ulasan minyak wangi"),  # money, fragrant
    ("rambut", "Musim rambutan"),  # hair, a fruit
    ("alam", "Kongsi pengalaman hidup"),  # nature, experience
    ("hias", "Kedai perhiasan emas"),  # to decorate, jewellery
    ("mainan", "Pemain badminton"),  # toys, a player
    ("pakai", "Pakaian bayi"),  # to use, clothes
    ("emas", "Perkemasan pejabat"),  # gold, tidying
    ("ruang", "Beruang madu"),  # room, a bear
    ("rata", "Kereta lama"),  # flat, a car
    ("reka", "Mereka sekeluarga"),  # to design, they
    ("ikan", "Memberikan tip percuma"),  # fish, to give
    ("jalan", "Kedai makanan berjaya"),  # road, successful
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_word_is_found_in_another_form(query: str, text: str) -> None:
    assert finds(query, text, "ms")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_words_that_look_alike_are_kept_apart(query: str, text: str) -> None:
    assert not finds(query, text, "ms")
