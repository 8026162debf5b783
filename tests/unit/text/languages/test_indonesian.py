"""Are Indonesian words found in the forms that people write and search? Examples by native usage, not by the code."""

from __future__ import annotations

import pytest

from tests.unit.text.matching import finds

FOUND = [
    ("masak", "Hobi memasak di dapur kecil"),
    ("memasak", "Resep masakan rumahan 🍳"),
    ("masakan", "Yuk masak bareng"),
    ("resep", "Resepnya gampang banget"),
    ("resep", "Resep2 simpel anak kos"),  # 2 for a doubled word
    ("anak", "Aktivitas anak-anak di rumah"),
    ("anak-anak", "Ibu dari dua anak"),
    ("dapur", "Cerita dari dapurku"),
    ("kopi", "Ngopi tiap sore ☕"),  # colloquial
    ("vlog", "Suka ngevlog keliling Jawa"),
    ("tonton", "Nonton film horor"),
    ("cantik", "Tips kecantikan alami"),
    ("kecantikan", "Cantik tanpa mahal"),
    ("perawatan kulit", "Cara merawat kulit berjerawat"),
    ("rias", "Perias pengantin Bandung"),
    ("lari", "Pelari maraton"),
    ("berlari", "Komunitas lari pagi"),
    ("renang", "Belajar berenang untuk pemula"),
    ("sepeda", "Bersepeda ke kantor"),
    ("mendaki", "Pendaki gunung, 12 puncak"),
    ("memancing", "Spot mancing terbaik"),
    ("menyelam", "Penyelam bersertifikat"),
    ("selam", "Menyelam di Raja Ampat"),
    ("kemah", "Perkemahan keluarga"),
    ("berkebun", "Kebun di balkon 🌿"),
    ("tanaman", "Menanam cabai sendiri"),
    ("penyanyi", "Bernyanyi dan bermain gitar"),
    ("tari", "Penari tradisional Bali"),
    ("menulis", "Penulis novel"),
    ("jahit", "Kelas menjahit online"),
    ("nikah", "Inspirasi pernikahan adat"),
    ("sehat", "Makanan penyehat, hidup menyehatkan"),
    ("wisata", "Berwisata bareng keluarga"),
    ("mobil", "Review mobil-mobil klasik"),
    ("olahraga", "Olah raga di rumah"),  # joined and apart
    ("olah raga", "Tips olahraga"),
    ("sepak bola", "Fans sepakbola Indonesia"),
    ("makeup", "Make up natural"),
    ("resep masakan", "#ResepMasakan"),
    ("resep masakan", "#resepmasakan"),
    ("RESEP", "resep ibu"),
    ("ｋｏｐｉ", "Kopi susu"),  # full width
    ("hijab", "Tutorial berhijab"),
    ("hijabers", "Komunitas hijaber Jakarta"),
    ("bermain", "Pemain game profesional"),
    ("inspirasi", "Cerita yang menginspirasi"),
    ("ulas", "Mengulas gadget terbaru 📱"),
]

NOT_FOUND = [
    ("rambut", "Jus rambutan segar"),  # hair, a fruit
    ("uang", "Boneka beruang lucu"),  # money, a bear
    ("ruang", "Boneka beruang lucu"),  # room, a bear
    ("ras", "Petani beras organik"),  # breed, rice
    ("alam", "Berbagi pengalaman kerja"),  # nature, experience
    ("emas", "Desain kemasan produk"),  # gold, packaging
    ("hias", "Toko perhiasan perak"),  # ornamental, jewellery
    ("mainan", "Pemain bulu tangkis"),  # toys, a player
    ("pakai", "Toko pakaian anak"),  # to use, clothes
    ("ibu", "Kuliner ibukota"),  # a mother, the capital
    ("bang", "Bangku taman"),  # brother, a bench
    ("karang", "Lagi di Bali sekarang"),  # coral, now
    ("ikan", "Memberikan tips gratis"),  # fish, to give
    ("mata", "Kacamata vintage"),  # eyes, glasses
    ("tahu", "Berbagi pengetahuan umum"),  # tofu, knowledge
    ("kemudi", "Makan dulu, kemudian tidur"),  # a wheel, then
    ("duri", "Kebun durian"),  # a thorn, a fruit
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_word_is_found_in_another_form(query: str, text: str) -> None:
    assert finds(query, text, "id")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_words_that_look_alike_are_kept_apart(query: str, text: str) -> None:
    assert not finds(query, text, "id")
