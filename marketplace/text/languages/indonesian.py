"""Which Indonesian words is a creator's text built from?"""

from __future__ import annotations

from marketplace.text.languages.malayic import peel
from marketplace.text.languages.roots import RootStemming

WORDS = """
abadi acara adat adik agama ahli air ajaib ajak ajar akrab aksesori aktif aktivitas alami alat album alis aman ambil
anak analisis angkasa angkat angklung angsur anjing antik api apoteker apresiasi arsitek artis asah asli astrologi
asuh asuransi atlet atur ayah ayam ayo baca badan badminton bagi bagus bahagia bahan bahas bahasa baik baju bakar
baking balap balon bandung bangga bangun bantu barang baru basah batik bawa bayar bayi bebas bekal bekas bela belanja
beli bengkel benih bening bentuk beranda berani berat berita bersih bibir bibit bicara bijak bikin binaraga bisik
bisnis blus bola bonsai botol buah buat budaya bugar buka bukti buku bulu bumbu bunga bungkus burung busana butuh
cabai cafe camilan campur canda cantik capai cari cat catat celana cemilan cepat cerai cerdas cerita cetak cewek cicip
cilok cinta cipta coba coffee cokelat coklat cowok cuci curhat daftar dagang daging daki dampak dana dance
dancer=dance dandan dapat dapur dasar daster daur dekor dekorasi dengar desain didik diet digital diskon diskusi doa
dongeng dongkrak dorong dosen drama dukung editjelas editor=edit edukasi ekonomi eksplor elektronik enak fashion film
filter fokus foto fotografer fotografi=foto fotografis=foto gabung gadget galeri gambar game gamer gamers=gamer
games=game gamis ganteng ganti gaul gaun gaya gemar gembira gendong gerak gereja giat gigi gila girang gitar gitaris
goreng gorengan gosip gosong gowes guna gunting gunung guru gym habis hadap hadiah hadir haji halal halus hamil handuk
harap harga hasil hemat herbal hewan hias hibur hidang hidup hijab hijaber hijabers=hijaber hijau hikmah hitung horor
hotel hubung hujan humor hutang ibadah ibu ikan iklan ilmu ilustrasi ilustrator=ilustrasi imun indah info ingat
inspirasi instan interaksi investasi investor iri isi islam istirahat istri jadi jaga jahit jajan jakarta jalan jalin
jalur jam jamu janji jawa jawab jelajah jemur jepang jepret jerawat jilbab jual juang juara jus kabar kaca kafe kain
kaki kamar kamera kampung kampus kantor karang karier kartun karya kasih kawin kaya kayu kebun kecil kejar keju kelas
keliling kelola keluar keluarga kemah kembali kembang kemeja kemudi kenal kencan kendara kendaraan=kendara kerajinan
keramik keren keripik kerja kertas khas kilau kimia kinclong kirim kolaborasi koleksi komedi komik komikus=komik
komputer komunitas konser konsultan konten kontrol kopi kosmetik kostum kota kreasi kreatif kreator kripto kucing kuda
kue kuku kukus kulak kuliah kuliner kulineran kulit kumpul kunjung kupas kurang kursus lagu lahir laku lancar langsing
langsung lanjut lari latih laut lawak layan lebaran legenda lestari lezat liar libur liburan lihat lingkung lipat
lipstik listrik lokal lucu lukis lulur lulus luncur lurik main makan malam mall mancing mandi manfaat manis marah
marketing masak masakin=masak masker masuk mata mau medis meditasi menang menikah mental menu mesin mie milik mimpi
minat minim minum minyak mobil modal model modern modifikasi motivasi motor muda mudah mudik mula murah musik musisi
muslim muslimah nasi ngabuburit ngaji ngopi=kopi nikah nikmat nilai novel nutrisi nyaman nyanyi obat obrol ojek olah
olahraga olahragawan=olahraga oleh ongkos opini organik otak otomotif padu paham pahat pajang pakaian paket panas
pancing pandang pandu panen panggang panjat pantai pantau parfum parkir pasang pasangan pasar pasta peduli pelihara
pemasaran pengantin pengaruh percaya perempuan periksa permainan=main pesan pesona pesta petani photo=foto
photographer=foto photography=foto piano piara pijat pilates pilih pinggir pinjam pintar piring podcast pola pondok
ponsel populer potong potret praktis presenter pria pribadi produk profesional program promosi properti puasa puisi
pulau putar putih racik raga ragam raih rajin rajut raket rakit ramah rambut ramu rangkai rapi rasa rawat rayu rebus
refleksi rekam rekomendasi rekreasi relaksasi renang renovasi resep resepi=resep resto restoran review rias ringan
riset rohani roti ruang rumah rumput rupa rutin sablon sadar sahabat saham sains salon salur samba sambal sambut
sampah santai sapa sarapan sastra satwa sawah sayang sayur sederhana sedia sedih segar sehat sejahtera sejarah sekolah
selam seleb selebriti semangat sembuh senam sendiri seni seniman=seni sepak sepatu sepeda serba seru servis setrika
sewa siap siar silat simpan simpel sineas sinema skincare smartphone solusi soto studio suami suka sulam sulap sunah
susu susun syair syukur tabung taman tamasya tambah tampil tanam tangan tangkis tani tanya tari tata tato tawa tawar
teater tebak teknik teknologi teladan telepon teman tembak tempat temu tenang tenis tenun terap terbang terima
terjemah tertib tes thrift thrifting=thrift tidur tiket tingkat tinju tips toko tokoh tolong tonton tradisi travel
traveler=travel traveling=travel traveller=travel travelling=travel tren tualang tubuh tugas tukang tulis tumbuh tumis
tunggu tunjuk turnamen tutorial tutup ubah ukir ulang ulas undang unggah unik untung urus usaha usahawan=usaha variasi
vegan video viral vlog vlogger voli wajah waktu wangi wanita warna warung wirausaha wirausahawan=wirausaha wisata
wisatawan=wisata wujud yoga zumba
"""
"""What creators write about, in its plainest form."""

NOT_BUILT = """
alam ampuh bangku beda belas belikan=beli benua berangkat beras beri berikan=beri berkat beruang besar bulan cerah
dialami=mengalami diam diberikan=beri durian emas gelang gorden hari hutan ibukota instansi jaman jamin kacamata kali
kalian kalis kami kamis karangan kecap kejam kelapa keliar kemasan kemenangan=menang kemudian kena kenangan kepala
keranjang keras kereta kerjasama kesehatan=sehat ketan kuningan lantik lemari madu mainan makanya mangga matahari
medan memberikan=beri menangani=tangan mengalami mengenai mengenakan=kena mentah mentari mentega merah merapi mereka
minggu miring nyaris pagi pakai pecat pejam pekan pekanbaru pelangi peluang pemuda pengacara pengalaman penyu perak
perangkat perawan pergelangan perhiasan permanen permata perut pesantren petai petir pindah ramadan ramadhan rambutan
ras sampai sapi sedan sekali sekarang sekian selai selamat semangka semesta semut senang senin seolah serah serasi
setan setia tangis tapi tarik terapi terasi terbaik terhadap terigu termasuk terong tersenyum terus topi uang
"""
"""Words that only look as if they were built from another one, those they look like, and other common ones."""

STEMMING = RootStemming(WORDS + NOT_BUILT, peel, "bulu tangkis|olah raga|sepak bola")
