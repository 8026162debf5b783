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
    ("penari", "menari bersama"),
    ("pengusaha", "berusaha keras"),
    ("usaha", "pengusaha muda"),
    ("penjual", "jualan online"),
    ("menjual", "jual baju"),
    ("pelukis", "melukis alam"),
    ("lukisan", "pelukis jalanan"),
    ("pendaki", "mendaki gunung"),
    ("pendakian", "mendaki gunung"),
    ("pengajar", "mengajar anak"),
    ("pembaca", "membaca buku"),
    ("bacaan", "membaca"),
    ("tulisan", "menulis puisi"),
    ("foto-foto", "foto keluarga"),
    ("kue-kue", "kue basah"),
    ("perawatan", "merawat kulit"),
    ("rawat", "perawatan wajah"),
    ("kesehatan", "hidup sehat"),
    ("kebugaran", "bugar setiap hari"),
    ("liburan", "libur panjang"),
    ("bepergian", "pergi ke Bali"),
    ("jalan-jalan", "jalan jalan"),
    ("tulis", "menulis"),
    ("kirim", "mengirim"),
    ("sewa", "menyewa"),
    ("pukul", "memukul"),
    ("nyanyian", "bernyanyi"),
    ("masakanku", "masakan"),
    ("kerajinan", "pengrajin kayu"),
    ("penjahit", "menjahit baju"),
    ("keluargaku", "keluarga bahagia"),
    ("bukunya", "buku"),
    ("pendidikan", "mendidik anak"),
    ("peternak", "beternak ayam"),
    ("pelajaran", "belajar"),
    ("memelihara", "pemelihara kucing"),
    ("nonton", "menonton film"),
    ("ngajar", "mengajar"),
    ("pelindung", "perlindungan kulit"),
    ("pemimpin", "memimpin tim"),
    ("penyajian", "sajian enak"),
    ("perantau", "merantau"),
    ("pengukuran", "mengukur"),
    ("dompetku", "dompet kulit"),
    ("pelayaran", "berlayar"),
    ("pendatang", "datang"),
    ("pemasak", "memasak"),
    ("menyulam", "sulaman"),
    ("pertanian", "petani"),
    ("hewan", "hewanku"),
    ("makanan", "suka makan"),
    ("perjalanan", "jalan jalan"),
    ("buku", "bukuku dan kopi"),
    ("penulis", "menulis novel"),
    ("belajar", "pelajar Indonesia"),
    ("permainan", "main bareng"),
    ("pelatih", "melatih renang"),
    ("kucing", "kucingku lucu"),
    ("menari", "penari tradisional"),
    ("fotografer", "para fotografer"),
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
    ("gula", "gulai ikan"),
    ("lada", "ladang"),
    ("tinggi", "tinggal"),
    ("data", "datang"),
    ("kata", "katak"),
    ("beras", "berasa manis"),
    ("merah", "rahasia"),
    ("melati", "latihan"),
    ("pena", "penanggalan"),
    ("mentega", "tega"),
    ("perut", "rutin"),
    ("bekal", "kali"),
    ("kelinci", "lincah"),
    ("menara", "tari"),
    ("terong", "rongsok"),
    ("petani", "tante"),
    ("perak", "gerak"),
    ("selai", "lain"),
    ("seni", "nia"),
    ("bulan", "bulat"),
    ("makan", "makam pahlawan"),
    ("kepala", "pala bubuk"),
    ("berita", "rita sugiarto"),
    ("sepatu", "patung kayu"),
    ("beruang", "uang saku"),
    ("pulau", "lautan luas"),
    ("malu", "wisata Maluku"),
    ("bekas", "orang Bekasi"),
    ("suka", "kuliner Sukabumi"),
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_word_is_found_in_another_form(query: str, text: str) -> None:
    assert finds(query, text, "id")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_words_that_look_alike_are_kept_apart(query: str, text: str) -> None:
    assert not finds(query, text, "id")
