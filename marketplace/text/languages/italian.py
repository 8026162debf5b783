"""How do the words of Italian change their forms?"""

from __future__ import annotations

import re

from marketplace.text.compounds import Compounds, CompoundStemming
from marketplace.text.families import families, related
from marketplace.text.stemming import LATIN, WordStemming, snowball

TOGETHER = """
uomo uomini | uovo uova | dio dei | bello bei begli bel | buono buon | dito dita | braccio braccia
ginocchio ginocchia | gatto gattino | cane cagnolino cagnolina | ricetta ricettina | borsa borsetta
biscotto biscottino | vestito vestitino | bimbo bambino | orecchino orecchini | mamma mammina | nonna nonno
fratello fratellino | sorella sorellina

viaggiare viaggio viaggiatore | giocare gioco giocatore videogiocatore | trucco truccare truccatore
scrivere scritto scrittore scrittura | leggere lettore lettura | dipingere dipinto pittore pittura
ballare ballo ballerino | cantare canto cantante canzone | correre corre corridore | vendere vendita venditore
nuotare nuoto nuotatore | giardino giardinaggio giardiniere | pasticceria pasticcere pasticciere pasticcino
panetteria panettiere | parrucchiere parrucca | fotografo fotografia fotografare fotografico
disegno disegnare disegnatore | musica musicista musicale | arte artista artistico | sport sportivo | cucito cucire
magia mago magico | commedia comico comicità | giornale giornalista giornalismo
creare creativo creatore creazione creatività | allenare allenamento allenatore | arredare arredamento arredatore
insegnare insegnante insegnamento | vegano veganismo | vegetariano vegetarianismo | natura naturale
ecologia ecologico | bellezza bellezze | barba barbiere | salutare salutista | nutrire nutrizione nutrizionista
moda modaiolo | fare faccio fatto fatta fatti fatte facendo
"""
"""Irregular forms, small ones, and who does a thing beside the thing."""

APART = """
moda mode | modo modi | casa case casetta casette | caso casi | pesca pesche
pescare pescatore pescatori pesca pescatrice | pesce pesci pesciolino | corsa corse | corso corsi | pasta paste
pasto pasti | porta porte | porto porti | banca banche | banco banchi | posta poste | posto posti | salute
sala sale | sale sali salato salata | saluto saluti | salire salita | moto motocicletta motociclette | motivo motivi
manga | mangiare mangio mangia mangiamo mangiano mangiando mangiato mangi | viso visi
visita visite visitare visitato visito | riso risi | risata risate | mente menti | menta | oro ori | ora ore
torta torte tortina tortine | torto torti | pianta piante piantina piantine | pianto pianti | anime | anima
animazione animazioni animare animato animata animatore animatrice animatori animatrici | animale animali
letto letti | lettera lettere | testa teste | testo testi | test | capo capi | capire capito capisco capisce
luce luci | forno forni | fornire fornito fornitore fornitori | marito mariti | mare mari | palla palle
costa coste | costo costi costa | libro libri libretto libricino | libero libera liberi libere | fila file
filo fili | colla colle | collo colli | popolo popoli | disco dischi | discutere discute discussione | minuto minuti
mini | coppia coppie | coppa coppe | mela mele | melo meli | velo veli | vela vele | vino vini
vincere vinto vinta vince | taglio tagli tagliare tagliato | mostra mostre | mostro mostri | serie
serio seria seri | sole | solo sola soli | cappello cappelli | capello capelli | camera camere | cameriere
vita vite | vite viti | gamba gambe | mondo mondi | matto matta matti | maglia maglie maglione | colpa colpe
colpo colpi | foglia foglie | foglio fogli | punto punti | punta punte | panno panni | panna panne
pizza pizze pizzetta pizzette pizzaiolo pizzaioli pizzaiola pizzeria pizzerie | pizzo pizzi | cera cere | cero ceri
razza razze | razzo razzi | busta buste bustina bustine | busto busti | manica maniche | manico manici
soffitto soffitti | soffitta soffitte | banda bande | bando bandi | lotta lotte lottare lottatore | lotto lotti
pezzo pezzi | pezza pezze | scopo scopi | scopa scope | tappa tappe | tappo tappi | tonno tonni | mosca | mosche
tratto tratti | tratta tratte | marca marche | marco | botte botti | botto | ramo rami | rame | seta | sete
palo pali | pala pale | pena pene | però pero | pera pere
"""
"""Words that Snowball's rules, which drop the last vowel, take for each other: a house and a case, health and salt."""

PARTS = """
cucina italiana italiano vegana vegan ricetta ricette facile facili veloce veloci fai da te make fatto mano casa
mamma bimbo bimbi viaggio viaggi viaggiare moda donna uomo bellezza cura pelle capelli low cost life style van
beauty food blogger blog travel skin care fitness sport yoga corsa libri libro amore gatti gatto cani cane giardino
orto dolci dolce torte pane pasta pizza fotografia foto natura montagna mare trekking idee outfit look usato riciclo
zero rifiuti sostenibile famiglia milano roma napoli torino italia sicilia sardegna toscana puglia street wear
second hand week end home decor nail art lifestyle
"""
"""Written together or apart, and together without capitals in hashtags."""

_FAMILIES = families(snowball("italian"), together=TOGETHER, apart=APART)

_FORMS = tuple(
    (re.compile(ending), instead)
    for ending, instead in (
        (r"(?<=.{4})ess[ae]$", "e"),  # studentessa
        (r"(?<=.{4}[^aeious])s$", ""),  # influencers: Italian knows no such plural
        (r"(?<=[cg])h[ie]$", "o"),  # laghi, amiche
        (r"(?<=.{2})tric[ei]$", "tore"),
        (r"(?<=.{3})at(?:or[ei]|ric[ei])$", "are"),  # viaggiatore, viaggiatrice: viaggiare
        (r"(?<=.{3})ier[aei]$", "iero"),  # parrucchiere, parrucchiera: -ere is a verb's ending to Snowball
        (r"(?<=.{3})ano$", "ani"),  # vegano: so is -ano
    )
)
"""Endings, and of which word the stem is wanted too."""


stems = related(_FAMILIES, _FORMS)
COMPOUNDS = Compounds(stems, PARTS, wholes="date davano update curate casate vanda dada tete")
STEMMING = CompoundStemming(WordStemming(LATIN, COMPOUNDS.text_stems, stems), COMPOUNDS)
