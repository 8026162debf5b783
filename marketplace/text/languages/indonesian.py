"""Which Indonesian words is a creator's text built from?"""

from __future__ import annotations

from marketplace.text.languages.malayic import peel
from marketplace.text.languages.roots import RootStemming

WORDS = """
abadi acara adat adik aduk agama ahli air ajaib ajak ajar akar akrab aksesori aktif aktivitas aktor aktris alami alat
album alis alpukat aman ambil anak analisis aneh anggrek anggur angin angkasa angkat angklung angkut angsur anjing antar
antik anting anyam apel api aplikasi apoteker apresiasi arab arsitek artis asah asli astrologi asuh asuransi atap atlet
atur ayah ayam ayo baca badai badan badminton bagi bagus bahagia bahan bahas bahasa bahu baik baju bakar baking bakso
balap balita balon bandung bangga bangkit bangsa bangun bank bantal bantu barang baru basah basket batang batik bawa
bawang bayam bayar bayi bebas bebek bedak bekal bekas bela belanja beli benci bengkel benih bening bentuk
bepergian=pergi beranda berani berat berita bersih beternak=ternak bibi bibir bibit bicara bidan bijak bikin bimbing
binaraga bintang biola biologi bisik bisnis blender blus boba bodoh bola bolu bongkar bonsai bordir botol brownies buah
buat bubur budaya bugar buka bukit bukti buku bulu bumbu bumi bunga bungkus buru buruh burung busana butuh cabai cafe
cahaya cakap camilan campur canda cantik capai cari cat catat catur celana cemilan cepat cerai ceramah cerdas cerita
cerpen cetak cewek cicil cicip cilok cincin cinta cipta coba coffee cokelat coklat cowok cuci curhat cuti daftar dagang
daging daki dakwah dampak damping dana danau dance dancer=dance dandan dansa dapat dapur darah dasar daster datang daun
daur dayung dekor dekorasi dengar desa desain detektif dewasa didik diet digital dinding dingin direktur diskon diskusi
doa dokter domba dompet donat dongeng dongkrak dorong dosen drama drum duduk dukung dunia editjelas editor=edit edukasi
ekonomi eksplor ekspor elektronik enak fashion festival film filter fisika fokus foto fotografer fotografi=foto
fotografis=foto gabung gadget gagah gaji galeri gambar game gamer gamers=gamer games=game gamis gampang ganteng ganti
garam garpu gaul gaun gaya gelap gelas gemar gembira gemuk gendong gerak gereja giat gigi gila ginjal girang gitar
gitaris goreng gorengan gosip gosok gosong gowes gula gulai guna gunting gunung guru gym habis hadap hadiah hadir haji
hakim halal halus hamil handuk hangat hantu harap harga hasil hemat herbal hewan hias hibur hidang hidung hidup hijab
hijaber hijabers=hijaber hijau hijrah hikmah hitung horor hotel hubung hujan hukum humor hutang ibadah ibu ikan ikhlas
iklan ilmu ilustrasi ilustrator=ilustrasi impor imun indah info ingat inggris inspirasi instan interaksi internet
investasi investor iri iris isi islam istirahat istri jadi jaga jagung jahe jahit jajan jakarta jaket jalan jalin jalur
jam jambu jamu janji jantung jasa jawa jawab jeans jelajah jelas jelek jemput jemur jendela jepang jepret jerawat jeruk
jilbab jodoh jual juang juara jujur jus kabar kaca kafe kain kajian kakak kakek kaki kaktus kalah kalung kamar kambing
kamera kampung kampus kangen kangkung kantor kanvas kaos kapal karang karier kartun karya karyawan kasar kasih kasur
kaus=kaos kawal kawin kaya kayu kebaya kebun kecil kedai kejar keju kelas keliling kelola keluar keluarga kemah kembali
kembang kemeja kemudi kenal kencan kendara kendaraan=kendara kentang kerajinan keramik keren kering keripik kerja kertas
kerudung kerupuk ketua ketumbar ketupat khas kilau kimia kinclong kirim kisah klinik kocok kode kolaborasi koleksi
komedi komik komikus=komik kompor komputer komunitas konser konsol konsultan konten kontrak kontrol kopi korea kosmetik
kostum kota kotor kreasi kreatif kreator kredit kripto kriya kuas kuat kucing kuda kue kuil kuku kukus kulak kuliah
kuliner kulineran kulit kulkas kumpul kunjung kunyit kupas kurang kursi kursus kurus ladang lagu lahir laku lamar lambat
lambung lancar langit langsing langsung lanjut lansia lantai laptop lari latih laut lawak lawan layan layar lebah lebar
lebaran legenda leher lemah lembah lembur lembut lensa lestari lezat liar libur liburan=libur licin lidah lihat lindung
lingkung lipat lipstik listrik lokal lomba lompat lontong lucu luka lukis lulur lulus luncur lurik lutut mahal mahasiswa
main makan malam malas mall malu manajer mancing mandarin mandi manfaat manggis manis marah marketing masak
masakin=masak masjid maskara masker masuk mata matematika mau mawar medali medis meditasi meja melon menang
menetap=tetap menikah mental menteri menu merek merica mesin mie milik mimpi minat minim minum minyak misteri mobil
modal model modern modifikasi motivasi motor muda mudah mudik mula mulut murah murid musik musisi muslim muslimah nanas
nasi negara nelayan nenek ngabuburit ngaji ngemil=cemilan ngopi=kopi nikah nikmat nilai nongkrong novel nutrisi nyala
nyaman nyanyi obat obrol ojek olah olahraga olahragawan=olahraga oleh ombak ongkos opini organik otak otomotif otot oven
pabrik pacar padam padu paham pahat pajak pajang pakaian paket paman panah panas panci pancing pandang pandu panen
panggang panggung pangkas panjang panjat pantai pantau parfum parkir pasang pasangan pasar pasta patung pecel peduli
pegawai pelihara pemasaran pempek pendek pengantin pengaruh pengrajin=kerajinan pensil pepaya perahu perajin=kerajinan
percaya perempuan pergi periksa permainan=main pesan pesawat pesona pesta petani=tani peternak=ternak photo=foto
photographer=foto photography=foto piala piano piara pijat pilates pilih pilot pimpin pinggang pinggir pinjam pintar
pintu piring pisang planet podcast pohon pola polisi politik pondok ponsel populer potong potret prakarya praktis
presenter pria pribadi produk profesional program promo promosi properti puasa puding puisi pukul pulang pulau punggung
pupuk putar putih racik raga ragam raih rajin rajut raket rakit ramah rambut ramu rangkai rantau rapi rasa rawat rayu
rebus refleksi rekam rekomendasi rekreasi relaksasi remaja renang rendang renovasi resep resepi=resep resto restoran
review rias rindu ringan riset robot rohani roket roti ruang rugi rujak rumah rumput rupa rutin sabar sablon sabun sadar
sahabat saham sains saji sajian=saji sakit salon salur samba sambal sambut sampah sampo sandal santai sapa sapu sarapan
sarung sastra sate satwa sawah sayang sayur sederhana sedia sedih segar sehat sejahtera sejarah sejuk sekolah selam
selancar seleb selebriti selidik selimut semangat sembuh sempit senam sendiri sendok seni seniman=seni senyum sepak
sepatu sepeda sepupu serba seru servis setrika sewa siap siar sikat silat simpan simpel sinar sineas sinema singkong
siram sirup siswa situs skincare skor skripsi smartphone solusi sopan sopir soto stroberi studio suami suka sulam sulap
sulit sunah sungai supir=sopir susah susu susun sutradara syair syukur tabung takar takut taman tamasya tambah tambal
tampan tampil tanam tangan tangkap tangkis tani tanya tari tata tato tawa tawar teater tebak tebal teknik teknologi
teladan telepon telinga teliti telur teman tembak tempat tempe temu tenang tendang tenis tentara tenun terang terap
terbang terima terjemah ternak tersenyum=senyum tertib tes tetap thrift thrifting=thrift tidur tiket timbang tinggal
tinggi tingkat tinju tipis tips tiup toko tokoh tolong tomat tonton tradisi travel traveler=travel traveling=travel
traveller=travel travelling=travel tren tualang tubuh tugas tukang tulang tulis tumbuh tumis tunggu tunjuk turnamen
tutorial tutup tutur ubah ucap ujian ukir ukur ulang ulas umrah undang unggah unik untung urus usaha usahawan=usaha
vaksin variasi vegan video viral vlog vlogger voli wajah wajan waktu wangi wanita warga warna warung wirausaha
wirausahawan=wirausaha wisata wisatawan=wisata wortel wujud yoga yogurt zakat zumba
"""
"""What creators write about, in its plainest form."""

NOT_BUILT = """
alam ampuh bangku beda bekasi belas belikan=beli benua berangkat beras beri berikan=beri berkat beruang besar
bukittinggi bulan cerah dialami=mengalami diam diberikan=beri durian emas gelang gorden hari hutan ibukota instansi
jaman jamin kacamata kali kalian kalis kami kamis karangan kecap kejam kelapa keliar kemasan kemenangan=menang kemudian
kena kenangan kenari kepala keranjang keras kereta kerjasama kesehatan=sehat ketan kuningan lantik lemari madu mainan
makanya maluku mangga masakini matahari medan memberikan=beri menangani=tangan mengalami mengenai mengenakan=kena mentah
mentari mentega merah merapi mereka merupakan minggu miring nyaris pagi pakai pecat pejam pekan pekanbaru pelangi
peluang pemuda pengacara pengalaman penyu perak perangkat perawan perdana pergelangan perhiasan permanen permata perut
pesantren petai petir pindah ramadan ramadhan rambutan ras sampai sapi sedan sekali sekarang sekian selai selamat
semangka semesta semut senang senin seolah serah serasi setan setia sukabumi tangis tapi tarik terapi terasi terbaik
terhadap terigu termasuk terong terus topi uang
"""
"""Words that only look as if they were built from another one, those they look like, and other common ones."""

STEMMING = RootStemming(WORDS + NOT_BUILT, peel, "bulu tangkis|olah raga|sepak bola")
