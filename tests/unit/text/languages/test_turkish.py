"""Are Turkish words found in their other forms, and only those?"""

from __future__ import annotations

import pytest

from tests.unit.text.matching import finds

FOUND = [
    ("tarif", "Pratik tariflerim burada"),
    ("tarifler", "Her gün yeni bir yemek tarifi"),
    ("yemek tarifi", "Anne eli yemekler, kolay tarifler"),
    ("kitap", "Okuduğum kitapları anlatıyorum"),  # p
    ("kitap", "Ayın kitabı ve yorumlar"),  # becomes b before a vowel
    ("kitabım", "Kitap kurdu, çay tiryakisi"),
    ("çocuk", "İki çocuğumla günlük hayat"),  # k becomes ğ
    ("cocuk", "Çocuklar için etkinlikler"),  # typed without Turkish letters
    ("çiçek", "Balkonda çiçekler ve fideler"),
    ("cicek", "Çiçeğim, bahçem, evim"),
    ("ev", "Evimizin mutfağından"),
    ("evde", "Ev dekorasyonu fikirleri"),
    ("araba", "Arabamla Türkiye turu"),
    ("arabalar", "Klasik araba tutkunu"),
    ("saç", "Saçlarıma neler yapıyorum"),
    ("saclarim", "Kıvırcık saç bakımı"),
    ("makyaj", "Günlük makyajım 5 dakika"),
    ("MAKYAJ", "makyajı sevenler buraya"),
    ("ışık", "Fotoğrafta ışığı kullanmak"),
    ("isik", "IŞIK ve gölge"),  # I is the capital of ı
    ("İstanbul", "İstanbul'da yaşam"),
    ("istanbul", "İSTANBUL'DAN selamlar"),
    ("istanbul", "Istanbulun en iyi kahvecileri"),  # the apostrophe is left out
    ("kedi", "Üç kedimle yaşıyorum 🐱"),
    ("köpek", "Köpeğim Paşa ile geziler"),
    ("kopekler", "Bir köpek sahiplendik"),
    ("geziyorum", "Türkiye'yi gezen çift"),
    ("gezmek", "Dünyayı geziyorum"),
    ("pişirmek", "Ekmeğini evde pişiren baba"),
    ("kadın", "Kadınların hikâyeleri"),
    ("oyun", "Yeni çıkan oyunları oynuyorum"),
    ("bebek", "Bebeğimin ilk yılı"),
    ("anne", "Annelerin dünyası: ben de anneyim"),
    ("kahve", "Kahvesiz güne başlamam, kahvemi kendim kavururum"),
    ("öğrenci", "Öğrencilere ders notları"),
    ("renk", "Renklerle oynuyorum; her rengi severim"),
    ("ağaç", "Ağacın gölgesinde kamp"),
    ("hikaye", "Hikâyemi anlatıyorum"),  # â is mostly typed a
    ("vegan tatlı", "Bugün #VeganTatlılar günü"),
    ("ｋａｈｖｅ", "kahveler ve kitaplar"),
    ("şehir", "Şehrin en iyi mekânları"),  # a vowel falls out
    ("müzik", "Türkçe müziğin en iyileri"),
    ("yemek tarifi", "Mutfaktan selam #yemektarifleri"),  # hashtags are mostly written without capitals
    ("saçbakımı", "Doğal saç bakımı önerileri"),
    ("moda", "Kadın modası ve sokak stili"),
    ("ses", "Sesi güzel kız: cover şarkılar"),  # ses-i, where moda has -sı
    ("çocuk oyunu", "Çocuklarla oyunlar"),
    ("bilgi", "Bilginiz olsun diye paylaşıyorum"),  # bilgi-niz, where ev-iniz has a vowel more
    ("kağıt", "Kağıda döktüklerim"),
    ("yüzmek", "Yüzmeyi altı yaşında öğrendim"),
    ("okumak", "Okuyorum ve anlatıyorum"),
    ("kitaplar", "kitabı okudum"),
    ("renkler", "rengi güzel"),
    ("ağaçlar", "ağacı diktim"),
    ("çiçekler", "çiçeği burnunda"),
    ("ekmek", "ekmeği fırından"),
    ("saçlar", "saçınız için"),
    ("saç bakımı", "saçlarımın bakımı"),
    ("tatil", "tatilde ne yapılır"),
    ("gezi", "gezilerimiz"),
    ("pişiriyorum", "yemek pişirmek"),
    ("yemek", "yemekleri seviyorum"),
    ("kızım", "iki kız annesi"),
    ("oğlum", "bir oğul"),
    ("şehirler", "şehri geziyorum"),
    ("öğretmen", "öğretmenim"),
    ("sporcular", "sporcuyum"),
    ("evler", "evimiz"),
    ("pastalar", "pastacı"),
    ("takı", "takılar"),
    ("Ankara", "Ankara'dan sevgiler"),
    ("İZMİR", "izmirde yaşam"),
    ("dugun", "düğünler"),
    ("güzel", "güzeller"),
    ("köpekler", "bir köpekle yaşam"),
    ("bahçe", "bahçemde"),
    ("okuyorum", "kitap okumak"),
    ("resim", "resmimi çiziyorum"),
    ("dansçı", "dansçılar"),
    ("pastacı", "pasta tarifleri"),
    ("balıkçılar", "balıkçı"),
    ("oyuncu", "oyun videoları"),
    ("sanatçı", "sanatçılar"),
    ("örgü", "örgüler"),
    ("kuaför", "kuaförüm"),
    ("bitkiler", "bitki bakımı"),
    ("mutfağım", "mutfak"),
    ("göz makyajı", "göz makyajım"),
    ("tırnaklar", "tırnak"),
    ("tarifleri", "kolay tarif"),
    ("yemekler", "ev yemeği"),
    ("gezgin", "gezginler kulübü"),
    ("İSTANBUL", "istanbul rehberi"),
    ("guzellik", "güzellik sırları"),
    ("ISPARTA", "Isparta gülleri"),
    ("çocuklar", "çocuğum ve ben"),
    ("kediler", "kedim Pamuk"),
    ("anneler", "bir anne"),
    ("fotografci", "düğün fotoğrafçısı"),
    ("seyahat", "seyahatlerim"),
    ("ev yapımı", "#EvYapımı"),
    ("tatlı", "tatlılar ve kekler"),
    ("oyunlar", "oyun videoları"),
    ("dikiş", "dikişler"),
    ("kahveci", "kahve tarifleri"),
    ("sanat", "sanatçılar"),
]

NOT_FOUND = [
    ("araba", "Arap mutfağından lezzetler"),  # car, Arab
    ("güzellik", "Güzel günler dilerim"),  # beauty, nice
    ("balık", "Bal ve polen satışı"),  # fish, honey
    ("kadın", "Kadir, 23, İzmir"),  # woman, a name
    ("saç", "Saat koleksiyonu"),  # hair, clock
    ("at", "Atatürk'ün izinde"),  # horse, a name
    ("altın", "Altı yaşında ikiz annesi"),  # gold, six
    ("altı", "Altını biriktiren kadın"),  # six, gold
    ("moda", "Mod yükleme rehberi"),  # fashion, mod
    ("para", "Paris sokakları"),  # money, Paris
    ("gelin", "Gelecek nesil teknoloji"),  # bride, future
    ("kaş", "Kasap, mangal, sucuk"),  # brow, butcher
    ("oda", "Odun ateşinde kahve"),  # room, firewood
    ("ayak", "Ayakkabı ve çanta"),  # foot, shoe
    ("gün", "Güneş kremleri"),  # day, sun
    ("deniz", "Denemeler, denedim oldu"),  # sea, tried
    ("el", "Elma ve armut ağaçları"),  # hand, apple
    ("kara", "Karaoke geceleri"),  # black, karaoke
    ("yaban", "yabancı dil"),
    ("yem", "yemek"),
    ("kar", "karın"),
    ("iki", "ikinci el"),
    ("yaz", "yazar ve şair"),
    ("para", "paraşüt"),
    ("sal", "salata tarifi"),
    ("kol", "kolay işler"),
    ("el", "elma"),
    ("kitap", "kit modelleme"),
    ("dans", "danışman"),
    ("kan", "kanal"),
    ("ara", "araba"),
    ("taş", "taşıma"),
    ("pas", "pasta"),
    ("kal", "kalem"),
    ("kadın", "kadı"),
    ("balık", "bal kaymak"),
    ("kar", "karın kası"),
    ("ay", "ayna"),
    ("oda", "odun"),
    ("gelin", "gelir vergisi"),
    ("dil", "dilim pizza"),
    ("masa", "masal kitabı"),
    ("bas", "baston"),
    ("kış", "iki kişi bir karavan"),
    ("süre", "öğrenme süreci"),  # time, process
    ("kazan", "günlük kazancı"),  # boiler, earnings
    ("süt", "mermer sütun"),
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_turkish_word_is_found_in_its_other_forms(query: str, text: str) -> None:
    assert finds(query, text, "tr")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_a_turkish_word_is_not_taken_for_another(query: str, text: str) -> None:
    assert not finds(query, text, "tr")
