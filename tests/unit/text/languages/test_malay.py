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
    ("penjual", "jualan murah"),
    ("menjual", "jual tudung"),
    ("pelukis", "melukis"),
    ("lukisan", "melukis alam"),
    ("pengajar", "mengajar"),
    ("pembaca", "membaca buku"),
    ("tulisan", "menulis"),
    ("penjagaan", "menjaga kulit"),
    ("jaga", "penjagaan kulit"),
    ("kecergasan", "hidup cergas"),
    ("percutian", "bercuti"),
    ("pelancong", "melancong"),
    ("kereta-kereta", "kereta lama"),
    ("tanaman", "menanam pokok"),
    ("pendaki", "mendaki gunung"),
    ("penternak", "menternak ayam"),
    ("keluargaku", "keluarga"),
    ("bukunya", "buku"),
    ("usahawan", "usaha sendiri"),
    ("jahitan", "menjahit"),
    ("kuih-muih", "kuih muih"),
    ("berlari", "pelari"),
    ("pemain", "bermain"),
    ("lakonan", "pelakon"),
    ("penari", "tarian"),
    ("pendidik", "mendidik"),
    ("hiasan", "menghias rumah"),
    ("rumahku", "rumah"),
    ("kek", "kekku"),
    ("pelindung", "melindungi"),
    ("pemimpin", "memimpin"),
    ("hidangan", "menghidang"),
    ("pelabur", "pelaburan"),
    ("perantau", "merantau"),
    ("dompetku", "dompet"),
    ("pelayaran", "belayar"),
    ("sajian", "menyajikan"),
    ("usahawan", "berusaha"),
    ("kasutku", "kasut"),
    ("resepi", "resepinya mudah"),
    ("memasak", "masak ringkas"),
    ("makanan", "makan sedap"),
    ("perjalanan", "jalan jalan"),
    ("penulis", "menulis buku"),
    ("kecantikan", "cantik semula jadi"),
    ("penyanyi", "menyanyi lagu"),
    ("pelajar", "belajar di rumah"),
    ("kucing", "kucingku comel"),
    ("menjahit", "jahit baju"),
    ("tukang jahit", "#TukangJahit"),
    ("kesihatan", "hidup sihat"),
    ("berkebun", "kebun sendiri"),
    ("pengasuh", "mengasuh anak"),
    ("solekan", "solek pengantin"),
    ("kereta", "keretaku"),
    ("pemakanan", "makan sihat"),
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
    ("gula", "gulai"),
    ("lada", "ladang"),
    ("tinggi", "tinggal"),
    ("kota", "kotak"),
    ("beras", "berasa"),
    ("merah", "rahsia"),
    ("melati", "latihan"),
    ("mentega", "tega"),
    ("perut", "rutin"),
    ("bekal", "kali"),
    ("sekolah", "kolar"),
    ("bulan", "bulat"),
    ("terung", "rung"),
    ("penyu", "yuran"),
    ("semut", "mutiara"),
    ("makan", "makmal sains"),
    ("kepala", "pala segar"),
    ("berita", "rita rudaini"),
    ("beruang", "uang syiling"),
    ("kereta", "reta"),
    ("mata", "matang"),
    ("kuku", "kukus"),
    ("ikan", "iklan baru"),
    ("pasar", "pasir putih"),
    ("malu", "rempah Maluku"),
    ("kait", "isu terkait"),
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_word_is_found_in_another_form(query: str, text: str) -> None:
    assert finds(query, text, "ms")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_words_that_look_alike_are_kept_apart(query: str, text: str) -> None:
    assert not finds(query, text, "ms")
