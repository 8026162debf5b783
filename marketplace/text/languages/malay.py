"""Which Malay words is a creator's text built from?"""

from __future__ import annotations

from marketplace.text.languages.malayic import peel
from marketplace.text.languages.roots import RootStemming

WORDS = """
abah abang acara adat adik agama air ajak ajar akaun aksesori aktif aktiviti alami album amal aman ambil anak analisis
angkasa angkat anjing antik anyam artis asas asli asuh atuk atur ayah ayam baca badan badminton bagus bahagia bahan
bahas bahasa baik bajet baju baking bandar bangga bangun bantu bapa barang baru basikal basuh batik bawa bawang bayar
bayi bebas beg bekal beli benih bentuk berat berita bersih bijak biji bina bisik bisikan bisnes blog blogger bola
botol buah buat budaya budi bugar buka bukti buku bulan bunga bungkus burung busana cabar cadang cakap camilan campur
cantik capai cari cat catan catat cenderahati cepat ceramah cerdas cergas cerita cetak cikgu cinta cipta coklat comel
cuba cuci cucu cuti daftar daging daki dakwah dance dancer=dance dandan dandang dapat dapur datuk deko dekorasi dengar
derma desa didik diet digital diri diskaun doa drama dunia durian edit ekonomi eksplor elektrik elektronik emak enak
erti faham fardu fesyen fikir filem foto fotografi=foto gabung gadai gaduh gajet gambar gamer ganti gaya gemar gembira
gerai gerak gitar gosok guna gunting gunung guru hadap hadiah hafaz haiwan haji halal hamil hantar hantaran harap
harga harta hartanah hasil haus hebat herba hias hibur hidang hidup hijab hijau hitung hobi hotel hubung hujan humor
hutan hutang ibadah ibu ibubapa ikan iklan ilham ilmu indah info ingat inspirasi insurans islam isteri jadi jaga jahit
jajan jalan jam jamu janji jawab jelajah jemput jemur jenama jenayah jimat jual juara jumpa jurufoto=foto jurugambar
jurulatih jurusolek jus kad kahwin kain kait kaki kamera kampung kanak kandung kanvas kasih kasut kata kawan kaya kayu
kebun kecil kedai keibubapaan kejar kek kelas keluar keluarga kemah kemas kembara kempen kenal kenduri kereta kerja
kerjaya kesan khas khemah khidmat kicap kilang kirim kita kolej komedi komik komputer kongsi konten kopi kosmetik kraf
kreatif kucing kuda kuih kuku kukus kuliah kulit kumpul kunjung kurang kursus labuh labur lagu lahir lakon laku lama
laman lancong langsing lapor lari latih laut lawa lawak lawat layan lebaran lelong lemak lepak lestari lezat lipat
lucu lukis lulus lumba luncur maggi mahal main majlis makan makcik malam mama mandi manis masak masjid masker masuk
mata mengandung mentua mesra mewah milik minat minum minyak mobil modal model moden modifikasi motivasi motor
motosikal muda mudah mula murah muslimah muzik nasi nenek niaga nikah nikmat nilai novel nyanyi ole opah padang pakcik
pancing pandang pandu panjat pantai pantun papa pasang pasangan pasar pasta peduli pejabat pelihara pelukis=lukis
pemasaran pengantin pengaruh percaya percuma periksa permainan=main permata petani petik photo=foto pilih pinggir
pintar podcast pokok pondok popular potong praktikal produk program promosi puasa puisi puji pulau pusat putar putih
rai raih rajin rakan raket ramah rambut rancang rasa rawat raya rebus rehat reka remaja renang resepi=resipi resipi
restoran review rias ringkas rohani romantik roti ruang rumah rumput sahabat saham sains sajak salun sambal sambut
sampah santai sarapan sastera sawah sayang sayur sedap sedar sederhana sedia segar sejahtera sejarah sejuk sekolah
seksyen selam selebriti selekeh semangat sembah sembuh semula senam seni senibina seniman=seni sepak servis sewa sihat
sijil silat simpan skuter snek sokong solat solek sopan studio suai suami suka sukan sulam sunnah surirumah susu susun
tabung taman tampil tanam tangan tani tanya tari tawa tayar tazkirah teknik teknologi telefon tembak tempah temu
temurun tenang tengok tenis tenun terap terbang terima terjun ternak tidur tingkat tinju tip tokoh tolong tonton
topeng tradisi travel traveler=travel traveller=travel trek tudung tukar tulis tumbuh tumis tunggu tunjuk turnamen
turun tutorial tutup ubah ukir ulas unik untung urus urut usaha usahawan ustaz ustazah vegan video vlog vlogger wajah
wang wanita warna warung wau yoga zapin zumba
"""
"""What creators write about, in its plainest form."""

NOT_BUILT = """
alam atas bali bangku begini belacan belas belikan=beli belum benua berangkat beras beri berikan=beri berkat bermula
beruang cerah dialami=mengalami diam diberikan=beri emas hari jamin jaya kacamata kakitangan kali kalian kalis kami
karangan kecap kejam kelapa kemasan kemenangan=menang kemudian kena kenangan kenderaan kepala keranjang keras kertas
kuali lali langkawi lantik madu mainan maki makin makkah mangga manggis mari masing matahari medan memberikan=beri
menangani=tangan mengalami mengenakan=kena mentari mentega merapi mereka miring nipis nyaris pagi pakai pakaian pecat
pejam peluang pengalaman penghantaran=hantar penyu perak perangkat perempuan perhiasan perjalanan=jalan perkemasan
permanen petai pindah ramadan rambutan ras sampai sapi sebelum sekali sekarang selamat semak semesta semut senang
serah serai serasi setia setiausaha tangis tangkai tapi tarik teman tepi terapi terhadap termasuk terung terus tipis
topi wangi
"""
"""Words that only look as if they were built from another one, those they look like, and other common ones."""

STEMMING = RootStemming(WORDS + NOT_BUILT, peel, "bola sepak|jimat cermat|juru latih|ole ole")
