"""Which Malay words is a creator's text built from?"""

from __future__ import annotations

from marketplace.text.languages.malayic import peel
from marketplace.text.languages.roots import RootStemming

WORDS = """
abah abang acara adat adik aduk agama air ajak ajar akar akaun akhbar aksesori aktif aktiviti aktor alami album amal
aman ambil anak analisis anggur angin angkasa angkat angkut anjing antar antik anyam aplikasi arab arah arnab artis asas
asli asuh atap atuk atur ayah ayam baca badan badminton bagus bahagia bahan bahas bahasa bahu baik baiki baja bajet baju
bakar baking bandar bangga bangkit bangsa bangun bank bantal bantu bapa barang baru basah basikal basuh batang batik
bawa bawang bayam bayar bayi bebas bedak beg bekal beli belia benci benih bentuk berani berat berita bersih berus betik
bidan bijak biji bilik bimbing bina bintang biologi bisik bisikan biskut bisnes blog blogger bola bongkar botol buah
buat bubur budak budaya budi bugar buka bukit bukti buku bulan bumi bunga bungkus buru burung busana cabar cadang cahaya
cakap camilan campur cantik capai cari cat catan catat catur cenderahati cepat ceramah cerdas cergas cerita cetak cikgu
cincin cinta cipta coklat comel cuba cuci cucu cukai cuti daftar daging daki dakwah dance dancer=dance dandan dandang
dapat dapur darah datang datuk daun dayung deko dekorasi dengar derma desa dewasa didik diet digital dinding dingin diri
diskaun doa doktor dompet donat dorong drama duduk dunia durian edit ekonomi eksplor elektrik elektronik emak enak epal
erti faham fardu festival fesyen fikir filem fizik foto fotografi=foto gabung gadai gaduh gajet gaji gambar gamer ganti
garam garpu gaya gelap gelas gemar gembira gemuk gerai gerak gereja gitar goreng gosok gula gulai guna gunting gunung
guru hadap hadiah hafaz haiwan haji hakim halal halia halus hamil hangat hantar hantaran hantu harap harga harta
hartanah hasil haus hebat herba hias hibur hidang hidung hidup hijab hijau hijrah hiris hitung hobi hotel hubung hujan
humor hutan hutang ibadah ibu ibubapa ikan ikhlas iklan ilham ilmu indah info ingat inggeris inspirasi insurans internet
islam isteri itik jadi jaga jagung jahit jajan jaket jalan jam jambu jamu janji jantung jawab jeans jelajah jelas jemput
jemur jenama jenayah jepun jimat jodoh jual juara jujur jumpa jurufoto=foto jurugambar jurulatih jururawat jurusolek
juruterbang jus kacak kad kahwin kain kait kaji kakak kaki kaktus kalah kalung kambing kamera kampung kanak kandung
kangkung kanvas kapal kasar kasih kasut kata katil kawal kawan kaya kayu kebaya kebun kecil kedai keibubapaan kejar keju
kek kelas keluar keluarga kemah kemas kembara kempen kenal kenduri kentang kerepek kereta kering kerja kerjaya kerusi
kesan ketua ketupat khas khemah khidmat kicap kilang kimia kirim kisah kita klinik kod kolej komedi komik komputer
kongsi konsert konten kopi korea kosmetik kota kotor kraf kreatif kredit kuali kuat kucing kuda kuih kuil kuku kukus
kuliah kulit kumpul kunjung kunyit kurang kursus kurus labuh labur ladang lagu lahir lakon laksa laku lama laman lamar
lambat lancong langit langsing lantai lapor laptop lari latih laut lawa lawak lawan lawat layan layar lebah lebar
lebaran leher lelong lemah lemak lembah lembu lembut lensa lepak lestari lezat licin lidah lindung lipat lobak lompat
lucu luka lukis lulus lumba luncur lutut maggi mahal main majalah majlis makan makcik malam malas malu mama mandarin
mandi manggis manis marah masak masjid maskara masker masuk mata matematik mawar meja mengandung menteri mentua mesra
mewah milik minat minum minyak misteri mobil modal model moden modifikasi motivasi motor motosikal muda mudah mula mulut
murah murid muslimah muzik nanas nasi negara nelayan nenek niaga nikah nikmat nilai novel nyala nyanyi ole ombak opah
oren orkid otot padam padang pakcik panah panas pancing pandang pandu panggang pangkas panjang panjat pantai pantun papa
pasang pasangan pasar pasta patung peduli peguam pejabat pekerja=kerja pelabur=labur pelaburan=labur pelakon=lakon
pelihara pelik pelukis=lukis pemasaran pendek pengantin pengarah=arah pengaruh pengurus=urus pensil pentas perahu
percaya percuma pergi periksa periuk permainan=main permata perut pesawat petani petik photo=foto piala pilih pimpin
pingat pinggan pinggang pinggir pintar pintu pisang planet podcast pokok polis politik pondok popular potong praktikal
produk program promosi puasa puding puisi puji pukul pulang pulau pusat putar putih rai raih rajin rakam rakan raket
rakit ramah rambut rancang rantau rasa rawat raya rebus rehat reka remaja renang rendang resepi=resipi resipi restoran
review rias ribut rindu ringan ringkas robot rohani roket romantik roti ruang rugi rujak rumah rumput sabar sabun
sahabat saham sains sajak saji sajian=saji sakit salun sambal sambut sampah sandal santai santan sapu sarapan sarung
sastera satay sawah sayang sayur sedap sedar sederhana sedia sedih segar sejahtera sejarah sejuk sekolah seksyen selam
selebriti selekeh selimut semai semangat sembah sembuh sempit semula senam seni senibina seniman=seni senyum sepak
sepupu seram servis sewa siasat sihat sijil sikat silat simpan sinar siram skor skuter snek sokong solat solek sopan
studio suai suami sudu suka sukan sulam sulit sungai sunnah sunting surirumah susah susu susun syampu syukur tabung
takut taman tambal tampil tanam tangan tangkap tani tanya tari tasik tawa tayar tazkirah tebal teknik teknologi telefon
telinga teliti telur tembak tembikai tempah tempe temu temurun tenang tendang tengok tenis tentera tenun terang terap
terbang terima terjemah terjun ternak tersenyum=senyum tetap tidur timbang tinggal tinggi tingkap tingkat tinju tip
tokoh tolong tomato tonton topeng tradisi travel traveler=travel traveller=travel trek tuai tudung tukar tulang tulis
tumbuh tumis tunggu tunjuk turnamen turun tutorial tutup tutur ubah ubat ucap ukir ukur ulas umrah unik untung urus urut
usaha usahawan=usaha ustaz ustazah vegan video vlog vlogger wajah wang wanita warga warna warung wau yoga zakat
zapin zumba
"""
"""What creators write about, in its plainest form."""

NOT_BUILT = """
alam atas bali balik balikan=balik bangku begini belacan belas belikan=beli belum benua berangkat beras beri
berikan=beri berkat bermula beruang cerah dialami=mengalami diam diberikan=beri emas hari jamin jaya kacamata kakitangan
kali kalian kalis kami karangan kecap kejam kelapa kemasan kemenangan=menang kemudian kena kenangan kenari kenderaan
kepala keranjang keras kertas kuali lali langkawi lantik madu mainan maki makin makkah maluku mangga manggis mari
masakini masing matahari medan memberikan=beri menangani=tangan mengalami mengenakan=kena mentari mentega merapi mereka
miring nipis nyaris pagi pakai pakaian pecat pejam peluang pengalaman penghantaran=hantar penyu perak perangkat
perempuan perhiasan perjalanan=jalan perkemasan permanen petai pindah ramadan rambutan ras sampai sapi sebelum sekali
sekarang selamat semak semesta semut senang serah serai serasi setia setiausaha tangis tangkai tapi tarik teman tepi
terapi terhadap terkait termasuk terung terus tipis topi wangi
"""
"""Words that only look as if they were built from another one, those they look like, and other common ones."""

STEMMING = RootStemming(WORDS + NOT_BUILT, peel, "bola sepak|jimat cermat|juru latih|ole ole")
