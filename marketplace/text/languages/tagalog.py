"""Which Tagalog words is a creator's text built from? Affixes go before, behind and into a root, and double it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from marketplace.text.languages.roots import RootStemming
from marketplace.text.stemming import FOLDED, Form, Stem
from marketplace.text.words import Token

WORDS = """
aalahanin abo abogado abot abubot adobo agham ahente aklat akyat alaala alaga alahas alak alam alamat alat alay alis
almusal alok ama amoy anak ani anime apo aral araw arte artista asa asawa asim aso atleta away awit ayos babae babasahin
baboy bag bagal bagay bagoong baguhan bagyo bahagi bahay baka bakal bakasyon bake baker=bake baking=bake bakuran balak
balat balik balikat balita balot banat banda bangka bansa banyo baon baril barkada barko baro basa basketbol basura bata
bati batik bato bayabas bayad bayan beauty benta bibig biboy bidyo bigas bigat bigay bihag bihis biktima bilhin=bili
bili bilis bilog binata binyag biro bisikleta bisita biyahe biyahero=biyahe boses boto braso bugbog buhay buhok bukas
bukid bulak bulaklak bulong bundok bunga buntis buo burda buti buto buwan bwelo byahe=biyahe camping=kamping coach
coaching=coach craft cute daan dagat dahon dala dalaga dalampasigan dali daliri damdamin dami damit dance dancer=dance
dapat dasal dating daya dayo delata dibdib dilig dilim dinig disenyo disiplina diskarte diskwento diwa diwang diy doktor
drama drawing droga dulo dyaryo edukasyon ehersisyo eskwela estudyante fashion fitness food foodie gabi gala galing
galit game gamer=game gaming=game gamit gamot ganap ganda gantsilyo gastos gatas gawa gaya gising gitara
gitarista=gitara gubat guhit gulay gulo gupit guro=turo gusto gutom gwapo gym halakhak halal halaman halik halo hamon
hanap handa hapon hapunan harana hardin hatid hawak hayop higa hikaw hilig hilot himagas hina hintay hiram hirap hiya
hugas hugot huli hulog humor ibig ibon ihaw ikli ilaw ilog ilong imbento ina ingles inhinyero init inom interes intindi
inumin=inom ipon isda isip isla isports itim itlog iyak juice kabayo kahoy kaibigan kailangan kain kainan=kain kakanin
kalabaw kalakal kalikasan kalye kamay kambing kamote kamping kanal kanin kanta kapatid kape kapitbahay karera kariderya
karinderya karne karpintero karpinterya=karpintero kasal kasangkapan kasaysayan kasintahan kasuotan katawan kawali keyk
kilala kilay kilos kinis kita klase klasiko klima kolehiyo komedya komedyante=komedya komiks konsumo kotse kuko kulay
kulit kultura kumpanya kumpara kumpleto kumpuni kumusta kuryente kusina kusinera=kusinero kusinero kutis kuwento kuya
kwarto kwento=kuwento kwintas laba labada laban labi lagay lakad lakas lakbay laki lalaki lambing lamig langit langoy
larawan laro lasa lawak leche lechon leeg libro lifestyle ligaw ligo ligtas liit likha likod lilok limot linis lipad
lipat lipstick litrato litson lokal lola lolo luma lumpia lungkot lungsod lupa lusog luto maarte magulang mahal
mahilig=hilig mais makabayan makeup makina mama manga mangarap=pangarap mani manok martilyo masahe matematika merienda
mesa modelo mom motor motorsiklo mukha multo mundo mura musika musikero=musika nanay nars negosyante=negosyo negosyo
ngayon ngipin ngiti nobela nobelista=nobela nood nuod opinyon oras ospital pabango pabrika padala pagkain=kain pagod
pagsubok=subok pahinga paint painting=paint palabas palaro palengke palit pamilya pampaganda=ganda panadero panahon
pananalapi panganay pangarap pansin papa parlor pasada pasalubong pasko paso pasok pasyal pato patok payat payo pelikula
pera piano pili pinay pinoy pinsan pinta pintura pirma pista plano plantsa pogi potograpiya potograpo=potograpiya presyo
prito probinsya produkto programa prutas puhunan pulis pulong pulot pulutan punas punta pusa puso putahe ramdam recipe
regalo relasyon relihiyon relo repaso resipe restawran resto review rinig rosaryo saad sabaw sabi sabon saka sakay sakit
saksi salamat salamin salita salon sama samba sampaguita sampay sanay sanggol sapatos sarap sarili sasakyan sauce sayang
sayaw sikat siklista simba simbahan=simba simple simula singsing sinigang sining sipag sira siyensya skincare style
subok sugal suka sulat sundalo sundo sunod suot suporta surf sustansiya sweldo taba tagal taglamig tago tahanan tahi
tahimik takbo takot talino tambay tanggap tanghal tanghali tanghalian tangkad tanim tanong tapa tapos tatay tawa teatro
teknolohiya tela telebisyon teleserye timbang tinapay tinda tindahan tingin tipid tips tita tito titser tiyahin trabaho
travel traveler=travel traveling=travel tsaa tsinelas tsokolate tubig tugtog tuklas tula tulog tulong turo tuto tutok
tutor tutorial tuwa tuyo ubas ukay ulam ulan ulo umaga unan unggoy unlad upa upo usap uso utang uwi video vlog
vlogger=vlog vlogging=vlog wais walis wika yakap yaman yoga
"""
"""What creators write about, in its plainest form."""

NOT_BUILT = """
amin anim anong apat aresto bago bagong bahala bakas batas bayani bituin daga dahil dalangin dalas dalawa dito diyan
doon galang gitna hangin hindi iba ibang ikaw inasal isa iyan iyon kaba kahulugan kami kanila kapuso kasalanan kasama
kayo kuha kukunin=kuha kunin=kuha labag labas laganap lagda lahat lamang langis laruan lima malay mang manila masama
masamang=masama masasama=masama masayang=saya mata matanda matatanda maynila mga namin nangangahulugan=kahulugan natin
nila ninyo paalam palay pamangkin paminta pampanga panalo pananim=tanim panga pangalan pangasinan pangulo paningin
pareho paulo pilipinas pilipino pinakbet pinas=pilipinas pito salalay salapi sampu saya siyam tabang tao taon tapang
tatag tatlo tawag taya tayo tiwala tiyan tungkol turing una upang wala walang walo
"""
"""Words that only look as if they were built from another one, those they look like, and other common ones."""

PREFIXES = (
    *("pinaka", "pinag", "pina", "nakaka", "makaka", "naka", "maka", "nagka", "magka", "nagpa", "magpa", "pagpa"),
    *("ipinag", "ipina", "ipang", "ipag", "ipa", "ika", "taga", "tag", "nag", "mag", "pag", "mapag", "pala"),
    *(
        "mang",
        "nang",
        "pang",
        "man",
        "nan",
        "pan",
        "mam",
        "nam",
        "pam",
        "sang",
        "ka",
        "ki",
        "ma",
        "na",
        "ni",
        "pa",
        "i",
    ),
)
SUFFIXES = ("ng", "han", "hin", "nan", "nin", "an", "in", "g")
"""With the linker, -ng after a vowel and -g after n."""

INFIX = re.compile("^([bcdfghjklmnpqrstvwxyz]?|ng)(um|in)(?=[aeiou])")
DOUBLED = re.compile(r"^((?:[bcdfghjklmnpqrstvwxyz]|ng)?[aeiou])(?=\1)")
DOUBLED_CLUSTER = re.compile(r"^([bdfgkpst])([aeiou])(?=\1[lr]\2)")
"""Of two consonants the first alone: trabaho, nagtatrabaho."""

DOUBLED_WITH_GLIDE = re.compile(r"^(?:([bdgklpst])u(?=\1w[aei])|([bdgklpst])i(?=\2y[aou]))")
"""Spoken kuwento, biyahe, written kwento, byahe: nagkukwento, nagbibyahe."""

DOUBLED_D = re.compile("^d([aeiou])r(?=\\1)")
"""D becomes r between vowels: diwang, pagdiriwang."""

NASAL = (
    (re.compile("^[mnp]ang(?:ng)?(?=[aeiou])"), ("k", "")),
    (re.compile("^[mnp]a(ng[aeiou])(?=\\1)ng"), ("k", "")),
    (re.compile("^[mnp]a(n[aeiou])(?=\\1)n"), ("t", "s", "d")),
    (re.compile("^[mnp]an(?=[aeiou])"), ("t", "s", "d")),
    (re.compile("^[mnp]a(m[aeiou])(?=\\1)m"), ("p", "b")),
    (re.compile("^[mnp]am(?=[aeiou])"), ("p", "b")),
)
"""A nasal melts into the root's first letter, and the melted one is doubled: tahi, pananahi; isda, pangingisda."""

LAST_U = re.compile("u(?=[bcdfghjklmnpqrstvwxyz]*$)")
"""O of a last syllable is u before an ending: luto, lutuin."""

SHORTEST = 3
"""Letters that an affix leaves at least."""


def peel(word: str) -> Iterator[str]:
    """The word with one affix less, in every way that its letters allow."""
    for shorter in (*_before(word), *_inside(word), *_behind(word)):
        if len(shorter) >= SHORTEST:
            yield shorter


def _before(word: str) -> Iterator[str]:
    yield from (word.removeprefix(prefix) for prefix in PREFIXES if word.startswith(prefix))
    for nasal, firsts in NASAL:
        if found := nasal.match(word):
            yield from (first + word[found.end() :] for first in firsts)


def _inside(word: str) -> Iterator[str]:
    if found := INFIX.match(word):
        yield found[1] + word[found.end() :]
    if found := DOUBLED.match(word) or DOUBLED_CLUSTER.match(word) or DOUBLED_WITH_GLIDE.match(word):
        yield word[found.end() :]
    if DOUBLED_D.match(word):
        yield f"d{word[3:]}"


def _behind(word: str) -> Iterator[str]:
    for suffix in SUFFIXES:
        if word.endswith(suffix):
            rest = word.removesuffix(suffix)
            yield rest
            yield LAST_U.sub("o", rest)


HYPHENED = frozenset(("ipag", "mag", "mang", "nag", "nang", "pag", "pang", "taga"))
"""Prefixes before a hyphen, words of their own to the search: a typed pag-aaral must find aralin too."""

TAKES_HYPHEN = re.compile("^(?:[aeiou]|(?:bak|blog|camp|coach|craft|diy|dance|draw|gam|gym|paint|stream|travel|vlog))")
"""What a prefix is set apart from: vowels and English words."""


@dataclass(frozen=True)
class _TagalogStemming:
    """The roots; a hyphened prefix is found with every word that could have one."""

    roots: RootStemming
    reads: ClassVar[Form] = FOLDED

    def of_word(self, word: str) -> tuple[str, ...]:
        """See `Stemming.of_word`."""
        return tuple(stem for root in self.roots.of_word(word) for stem in self._with_prefix(root))

    def of_neighbours(self, _: Sequence[Token]) -> Iterable[Stem]:
        """See `Stemming.of_neighbours`."""
        return ()

    def of_query(self, token: Token) -> tuple[tuple[str, ...], ...]:
        """See `Stemming.of_query`."""
        return (("pag",),) if token.word in HYPHENED else self.roots.of_query(token)

    def _with_prefix(self, root: str) -> tuple[str, ...]:
        return (root, "pag") if TAKES_HYPHEN.match(root) and root in self.roots.known else (root,)


STEMMING = _TagalogStemming(RootStemming(WORDS + NOT_BUILT, peel))
