"""How do the words of German change their forms, and of which words are they put together?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from marketplace.text.compounds import Compounds, CompoundStemming
from marketplace.text.families import families
from marketplace.text.stemming import LATIN, WordStemming, snowball

TOGETHER = """
backen gebacken backt bäckt bäckerei | kochen gekocht köche | nähen genäht näherin | stricken gestrickt
häkeln gehäkelt | basteln gebastelt bastler bastelt bastle | bauen gebaut | machen gemacht | kaufen gekauft käufer
essen gegessen isst | lesen gelesen liest leser | schreiben geschrieben schrieb
singen gesungen singt sänger gesang | laufen gelaufen läuft lief | fahren gefahren fährt | trinken getrunken
schwimmen geschwommen schwamm | reiten geritten | fliegen geflogen | spielen gespielt | tanzen getanzt
tragen getragen trägt | lieben geliebt | zeichnen gezeichnet zeichnung zeichner | pflanze gepflanzt
testen getestet | turnen geturnt | klettern geklettert | färben gefärbt | schminken geschminkt | filmen gefilmt
sammeln gesammelt sammler | angeln geangelt angler | gärtnern gärtner gärtnerei
fotograf fotografie fotografieren fotografiert | schneidern schneider schneiderei | kunst künstler künstlerisch
musik musiker musikalisch | kleid kleidung | ernährung ernähren ernährt | haus häuschen | katze kätzchen
hund hündchen | blume blümchen | torte törtchen | maus mäuschen | brot brötchen | schauspiel schauspieler
flechten geflochten flicht | waschen gewaschen wäscht | schneiden geschnitten | braten gebraten brät
schlafen geschlafen schläft | wachsen gewachsen wächst | gießen gegossen | yoga yogi | fitness fit
veganer veganismus | gamer gaming gamen | bloggen blogger blog | vlog vlogger vloggen
schmink schminken | oma omas omi | opa opas opi | mama mami mutti
"""
"""What Snowball leaves apart: participles, ablaut, who does a thing, small ones in -chen."""

APART = """
papa papas papi papis vati | papier papiere papieren | kuchen kuchens | küche küchen | reis
reise reisen reist reiste reisten gereist reisende reisenden reisender reisendes | lachs lachse lachsen
lachen lacht lache lachte gelacht | wein weine weins weines | weinen weint geweint | sekt sekts | sekte sekten
burg burgen | burgers burger | bürger bürgern bürgers bürgerin bürgerinnen
wandern wandere wandert wanderst gewandert wanderung wanderungen wanderer wanderern wanderin wanderinnen
wand wände wänden
malen malt male malst malte gemalt gemalte gemaltes gemalten maler malern malers malerin malerinnen malerei malereien
mal | bild bilder bildern bildes | bilden bildet bildete gebildet | poster postern posters
post posts posten postet | sicher sichere sicheren sicherer sicheres sicherheit | sich | wolle
wollen wollt wollte will | bauer bauern bäuerin bäuerinnen | wetter | wette wetten wettet | leder | led leds
messer messern messers | messe messen | stück stücke stücken stücks | stucks stuck
gericht gerichte gerichten gerichts | preis preise preisen | roller rollern | rolle rollen | acht
achtsam achtsame achtsamkeit | boxen boxer boxerin geboxt | box
bären bär bärin bärchen | bar bars | schal schals | schale schalen schälchen | marke marken | mark
kurs kurse kursen kurses
kur kuren | kammer kammern | kamm kämme kämmen | reifen reifens | reif reife reifer reifes | lage lagen
lager lagern lagers | schrank schränke schränken schranks | schranke schranken | kosten kostet kostete | kost
falle fallen | fall fälle fällen fallen
"""
"""Words that Snowball's rules take for each other: rice and journeys, cake and kitchens, salmon and laughter."""

PARTS = """
schmink arbeit blumen strauß lehrer design nagel haar haare liebhaber rucksack machen studio laden shop salon abend
alltag baby bad balkon beauty berg bike camper camping deko diy dirndl ehe eis erfahrung essen familie familien
fahrrad ferien fest film fitness foto food frau frauen freizeit frisur garten geburtstag geschenk gesundheit gesicht
gewicht gemüse grill hand handy haus haut herbst herren damen männer hobby hochzeit holz home idee ideen kinder kind
klein land leben lebens lern liebe lieblings lifestyle low carb life style mama make mini mittel natur outdoor
outfit papa party pflanze plastik pilates plan produkt ratgeber routine saison schule schlaf schönheit
schwangerschaft selbst second skin care sommer winter spar spaß stadt städte stil street tag test tier trend
unterwegs urlaub van vanlife vegan veganer vegane veganes vegetarisch welt wellness weihnachten weihnachts wohn
wohnung wohnmobil yoga zucker frei zimmer zahn brett karten video computer konsolen wasser ball fuß sprach gebraucht
glücks kräuter gewürz obst frucht käse apfel schoko fleisch fisch nudel pizza kartoffel wolle stricken nähen häkeln
basteln backen back koch kochen strick näh häkel bastel lauf wander reit rad fahren musik kaffee tee wein bier
mutter vater freund torte team gruppe platz bart lippe lippen stift auge augen wimpern augenbrauen körper
rücken bauch stück tanz
"""
"""Which German joins freely; also in hashtags, which have no capitals: #veganerezepte, #hundeliebe."""

HEADS = """
rezept kuchen küche schmuck blog blogger tipp training trainer garten kleid möbel pflege fotografie fotograf buch
hund katze pferd spiel mode reise auto kunst brot suppe salat sport schuh tasche creme seife beratung berater
künstler ernährung kosmetik urlaub kurs lehrer jacke hose kissen kerze stuhl brille preis kreis beispiel transport
export import
"""
"""A word that ends in one is of its kind, whatever stands before: Apfelkuchen. Preis and Kreis are no Reise."""

WHOLES = """
schokolade kommode passport portier greise kindergarten methode periode episode schauspiel verbuchen stuttgart
freitag plantage backstage backup autonomie eisenstadt eisenberg konkurs exkurs diskurs
"""

_FAMILIES = families(snowball("german"), together=TOGETHER, apart=APART)

_DIGRAPH = re.compile("(?<![eq])ae|oe|(?<![aeoq])ue")
_UMLAUT = {"ae": "ä", "oe": "ö", "ue": "ü"}


@lru_cache(maxsize=16_384)
def stems(word: str) -> tuple[str, ...]:
    """The stems of a word, also as if it had umlauts, and of the man where it says the woman."""
    return tuple([stem for form in _forms(word) for stem in _FAMILIES(form)])


def _forms(word: str) -> Iterator[str]:
    """The word, and others that it may stand for: küche for kueche, fotograf for fotografin, mama for mamas."""
    yield word
    umlauts = _DIGRAPH.sub(lambda found: _UMLAUT[found[0]], word)
    if umlauts != word:
        yield umlauts
    if _ROOT_ENDS_IN_S.search(umlauts):
        yield f"{umlauts}e"
    if ending := _ENDING.search(umlauts):
        yield umlauts[: ending.start()]


_ENDING = re.compile("(?<=.{3})innen$|(?<=.{3}[^e])in$|(?<=.{2}[aopy])s$")
"""Of women, but not Verein or Wein; plurals in -s that Snowball takes for part of the word: Mamas, Tipps."""

_ROOT_ENDS_IN_S = re.compile("(?:fels|fuchs|gans|hals|keks|krebs|kurs|puls|vers)$")
"""Snowball takes an s off that is the word's own, and not off its plural: Kochkurs, Kochkurse."""

COMPOUNDS = Compounds(stems, PARTS, HEADS, WHOLES, links=("s", "n", "en", "e", "er", "es"))


def _text_stems(word: str) -> tuple[str, ...]:
    """Of many women also innen, for Fotograf*innen is typed as two words."""
    return (*COMPOUNDS.text_stems(word), *stems("innen")) if word.endswith("innen") else COMPOUNDS.text_stems(word)


STEMMING = CompoundStemming(WordStemming(LATIN, _text_stems, stems), COMPOUNDS)
