"""How do the words of Turkish change their forms?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from marketplace.text.compounds import Compounds, CompoundStemming
from marketplace.text.fold import fold
from marketplace.text.stemming import LATIN, WordStemming

ROOTS = """
ada adam adana adet aile alev alti altin angela anne araba arama aslan ayna baba bahce bakim bale balina banka basin
baska baskan baski beden bela belge besin beste bilgi bilim bira birim boya boyun cadde cadi cami care cekim cevre cilt
cola cumle dana dava davet deneme denetim deneyim denge dere deri derin deve dilim dizi doga dogan dogu dogum drama
dugum dugun dunya fare fena forma gece gelin hali hanim hasta hastane hata hatira hava ilim ilke imam ince inci insan
kadin kahve kale kalem kalin kapi kaptan kara kare karin kasa kasim kaza kazan kelime kilim kira kisi koku kombin konu
konum kore koru koruma kose kostum koyun kule kura kuru kurum leon lise liste maden magaza magazin mali marka masa masum
metin moda muze nese oda ogle olcu organ para parti pasa pasta perde peri plaka politika posta roma roman saha sahin
saka sakin salata sari sarki saygi secim seri serin seviye sira soru sorun sure sutun tahmin taki takim taksi tane tarim
tasima tema terim toplum turkiye ulke vali veri yabanci yaka yangin yara yarin yasa yasam yayin yazi yazilim yemek yemin
yeni yoga zara zeki
"""
"""Words that end like a suffix and stay whole; without, another word would be left: araba (car), Arap (Arab)."""

SHORT_ROOTS = "ad at av ay el es et ev ic il is iz ot su"
"""Words of two letters that take suffixes; of others at least three letters must be left."""

SUFFIXES = (
    re.compile("(?<=m[ae])k$"),  # to do, doing: yüzmek, yüzme
    re.compile("(?<=[aeiou])y[iu][mz]$"),  # to be: anneyim
    re.compile("(?<=[dt][ae])ki$"),  # what is there: evdeki
    re.compile(
        "(?<=[iu])n(?:d[ae]n?|[aeiu])$|(?<=[aeiou])n[iu]n$|(?<=[fstkchp])t[ae]n?$|(?<=[aeioubcdgjlmnrvyz])d[ae]n?$"
        "|(?<=[aeiou])y(?:l?[ae]|[iu])$|(?<=[^aeiou])(?:l?[ae]|[iu]n|(?<![aeiou]s)[iu])$"
    ),  # case
    re.compile("[iu](?:m[iu]z|n[iu]z|m|n)$|(?<=[aeiou])(?:s[iu]|m[iu]z|n[iu]z|m|n)$|(?<=[^aeiou])[iu]$"),  # whose
    re.compile("l[ae]r$"),
)
"""From the end of a word to its beginning, each at most once, folded: the vowels of harmony are a, e and i, u."""

_EITHER = re.compile("[aeiou]s[iu]$|[iu]n[aeiu]$|[aeiou]d[ae]$")
"""The last consonant is of the suffix, moda-sı and evi-ni, or of the root, ses-i and oyun-u: both are tried."""

_EITHER_VOWEL = re.compile("[iu][mn]")
"""The vowel before it likewise: ev-iniz, bilgi-niz."""

HARDENED = {"b": "p", "d": "t", "g": "k"}
"""Before a vowel the last consonant softens: kitap, kitabı; renk, rengi; çocuk, çocuğu."""

FULL = {
    "agz": "agiz",
    "akl": "akil",
    "beyn": "beyin",
    "boyn": "boyun",
    "burn": "burun",
    "karn": "karin",
    "fikr": "fikir",
    "hakk": "hak",
    "ism": "isim",
    "keyf": "keyif",
    "kism": "kisim",
    "metn": "metin",
    "nehr": "nehir",
    "ogl": "ogul",
    "omr": "omur",
    "omz": "omuz",
    "resm": "resim",
    "sehr": "sehir",
    "sekl": "sekil",
    "vakt": "vakit",
    "zihn": "zihin",
}
"""Before a vowel the last vowel falls out: şehir, şehri."""

VERBS = """
anlat arastir basla bekle belirle bil birak bitir boya bul calis cek cik ciz degistir dene dik dinle don dus duy
duzenle eglen emzir gec getir gez giy giyin gonder gor goster hatirla hazirla hisset iste izle kal kes kesfet kos
kullan kur ogren ogret oku oner oyna paylas pisir sec sev sor soyle tamamla tani tanit tasarla tasi temizle topla uret
uyan uygula ver yap yasa yaz yetistir yika yuru
"""
"""What creators say they do; of other verbs only the form typed is found, their endings are too much like nouns."""

_WHO_DOES = re.compile("(?<=.{4})(?<![iu]n)c[iu]$")
"""Who makes or likes a thing: pasta, pastacı; behind -in it is a number, ikinci."""

_IN_C = frozenset(
    ["surec", "sonuc", "kazanc", "utanc", "yamac", "kirbac", "sevinc", "odunc", "bilinc", "basinc", "guvenc", "inanc"]
)
"""Words in -ç, which is c before a vowel: süreci is a süreç and nobody who deals with süre (time)."""

NOUNS = {
    "cizim": "ciz-",
    "gezgin": "gez-",
    "gezi": "gez-",
    "kosu": "kos-",
    "kosucu": "kos-",
    "oyun": "oyn-",
    "oyuncu": "oyn-",
}
"""What is done, and who does it, with the root of the verb."""

PARTS = """
adım ailem alışveriş anne annelik araba aşk bahçe bakımı bakım bebek beslenme blog blogger canlı cilt çiçek çocuk
dekor dekorasyon diyet doğal doğa düğün eğitim el emeği ev evim eğlence fit fotoğraf gezi gelin giyim gurme güzellik
hayat hayvan hobi içerik işi istanbul izmir ankara kadın kahve kahvaltı kamp karavan kedi keyfi kitap kolay kombin
komik köpek kuaför kültür lezzet lezzetleri makyaj mekan moda motor mutfak mutfağı müzik nail oyun önerisi önerileri
örgü pasta pratik saç sağlık sağlıklı sanat seyahat sofra sohbet sokak spor stil style tarif tarifi tarifleri tasarım
tatlı tatil tesettür türk türkiye vegan video vlog yaşam yemek yemekleri yeni yoga zamanı
"""
"""Written together without capitals in hashtags: #yemektarifleri."""

_ROOTS = frozenset(ROOTS.split())
_SHORT_ROOTS = frozenset(SHORT_ROOTS.split())
_VERBS = VERBS.split()
_VERB = re.compile(
    f"(?:({'|'.join(_VERBS)})(?:m[ae])?(?:"
    "(?:m[ae][kgy]|y?[iu]p|y?[ae]r[ae]k|[iu]?yor|y?[ae]c[ae][kg]|[dt][iu][kg]|m[iu]s)\\w{0,7}"
    "|(?:m[ae]|y?[ae]n|[dt][iu]|[aeiu]?r)(?:[aeiu]?[mnz]|s[iu]n?|l[ae]r\\w{0,5})?)"
    f"|({'|'.join(verb[:-1] for verb in _VERBS if verb[-1] in 'ae')})[iu]yor\\w{{0,7}})$"
)
"""A root, its tense and the person; a last vowel goes before -iyor: oyna, oynuyor."""


def _stems(word: str) -> tuple[str, ...]:
    """The word, and what is left of it after each suffix; of a verb its root, marked: yaz is summer, yaz- to write.

    Snowball knows no verbs, and no suffix without the dots that tell its vowels: saclarim for saçlarım.
    """
    plain = fold(word)
    verb = None if plain in _ROOTS else _VERB.match(plain)
    root = ((verb[1] or verb[2]).rstrip("ae") + "-",) if verb else ()
    nouns = tuple(_without_suffixes(plain))
    return (*nouns, *(_root(noun[:-2]) for noun in nouns if _is_agent(noun)), *root)


def _is_agent(noun: str) -> bool:
    return noun not in _ROOTS and noun[:-1] not in _IN_C and _WHO_DOES.search(noun) is not None


def _without_suffixes(word: str) -> Iterator[str]:
    yield _root(word)
    for suffix in SUFFIXES:
        found = None if word in _ROOTS else suffix.search(word)
        if found:
            left = [word[:cut] for cut in _cuts(word, found) if _may_be_root(word[:cut])]
            left = next(([root] for root in left if root in _ROOTS), left)
            yield from map(_root, left)
            word = left[-1] if left else word


def _cuts(word: str, found: re.Match[str]) -> Iterator[int]:
    """Where the root may end; the shortest comes last."""
    if _EITHER.search(word):
        yield len(word) - 1
    if _EITHER_VOWEL.match(found[0]):
        yield found.start() + 1
    yield found.start()


def _may_be_root(word: str) -> bool:
    return len(word) > 2 or word in _SHORT_ROOTS


def _root(word: str) -> str:
    hard = word[:-1] + HARDENED[word[-1]] if len(word) > 3 and word[-1] in HARDENED else word
    return NOUNS.get(hard) or FULL.get(hard, hard)


COMPOUNDS = Compounds(_stems, PARTS)
STEMMING = CompoundStemming(WordStemming(LATIN, COMPOUNDS.text_stems, _stems), COMPOUNDS)
