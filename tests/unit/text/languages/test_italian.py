"""Are Italian words found in their other forms, and no others in their place?"""

from __future__ import annotations

import pytest

from tests.unit.text.matching import finds

FOUND = [
    ("ricetta", "RICETTE facili e veloci"),
    ("cucinare", "Cucino per la mia famiglia"),
    ("cucina", "Amo cucinare con la nonna"),
    ("cuoco", "Due cuochi in viaggio"),
    ("cuoca", "Cuochi per passione"),
    ("viaggio", "Viaggi low cost in Europa ✈️"),
    ("viaggiare", "Sto viaggiando da tre anni"),
    ("viaggiatrice", "Viaggiatore solitario"),
    ("viaggi", "Viaggiatori zaino in spalla"),
    ("gioco", "Giochi da tavolo e videogiochi"),
    ("amica", "Due amiche e un camper"),
    ("lago", "I laghi più belli d'Italia"),
    ("trucco", "Trucchi per occhi piccoli"),
    ("truccatrice", "Truccatori professionisti"),
    ("caffe", "Il caffè perfetto ☕"),  # without accent
    ("caffè", "Caffe' e cornetto"),  # apostrophe for the accent, as typed on other keyboards
    ("citta", "Vita in città"),
    ("uomo", "Moda per uomini"),
    ("uovo", "Uova da allevamento all'aperto"),
    ("gattino", "Adottiamo gatti abbandonati"),
    ("gatto", "Gattini e cuccioli"),
    ("bimbo", "Attività per bimbi"),
    ("vegano", "Ricette vegane"),
    ("vegan", "Sono vegano dal 2010"),
    ("vegetariana", "Menù vegetariani"),
    ("fotografa", "Fotografo di matrimoni"),
    ("fotografia", "Fotografie in bianco e nero"),
    ("creatrice", "Creatori di contenuti"),
    ("pittrice", "Pittore e illustratore"),
    ("attore", "Attrice di teatro"),
    ("sportivo", "Mamma sportiva"),
    ("musicista", "Musicisti di strada 🎸"),
    ("libri", "Un libro alla settimana"),
    ("lettrice", "Lettore accanito"),
    ("borsa", "Borse fatte a mano"),
    ("pesche", "Crostata di pesca"),
    ("corsi", "Corso di inglese online"),
    ("bellezza", "Prodotti di bellezze naturali"),
    ("dell'amore", "L'arte dell’amore"),  # elision
    ("giardiniere", "Giardinieri urbani"),
    ("parrucchiera", "Parrucchiere a Milano"),
    ("bianco", "Case bianche sul mare"),
    ("cucina italiana", "#CucinaItaliana"),
    ("cucina italiana", "adoro la #cucinaitaliana"),
    ("fai da te", "#faidate e riciclo"),
    ("make-up", "Makeup per tutti"),
    ("ｍｏｄａ", "Moda vintage"),
    ("loreal", "Collaboro con L'Oréal"),
    ("hip hop", "Ballerina di hip-hop e #hiphop"),
    ("dottoressa", "Dottore"),
    ("studentessa", "Studente"),
    ("influencer", "Influencers"),
    ("unghia", "Unghie"),
    ("gioielli", "Gioiello"),
    ("nuotatrice", "Nuoto"),
    ("pasticcera", "Pasticcere"),
    ("illustratrice", "Illustratori"),
    ("tatuatrice", "Tatuatore"),
    ("spiaggia", "Spiagge"),
    ("dolci", "un dolce al giorno"),
    ("uova", "un uovo sodo"),
    ("dita", "un dito"),
    ("faccio", "fare il pane"),
    ("fatta", "pasta fatto in casa"),
    ("psicologhe", "psicologa infantile"),
    ("unghie", "unghia perfetta"),
    ("sarta", "sarti italiani"),
    ("cucire", "cucio vestiti"),
    ("leggo", "leggere libri"),
    ("scrittrice", "scrittori di gialli"),
    ("sana", "cibo sano"),
    ("correre", "corro ogni mattina"),
    ("bambini", "un bambino"),
    ("gattini", "gattino nero"),
    ("ricettine", "ricetta veloce"),
    ("arance", "arancia di Sicilia"),
    ("lunghi", "capelli lungo"),
    ("mogli", "moglie e mamma"),
    ("incinta", "donne incinte"),
    ("spiagge", "spiaggia segreta"),
    ("professoresse", "professoressa di latino"),
    ("naturali", "trucco naturale"),
    ("pizzeria", "pizza fatta in casa"),
    ("ricamo", "ricami a mano"),
    ("uncinetto", "all'uncinetto"),
    ("gattina", "gattino"),
    ("passeggiate", "una passeggiata"),
    ("insegnanti", "insegnante di yoga"),
    ("artigiana", "artigiano"),
    ("sposi", "lista per la sposo"),
    ("runner", "runners"),
    ("torte", "torta"),
    ("ricette", "una ricetta al giorno"),
    ("amiche", "la mia amica"),
    ("città", "citta da scoprire"),
    ("cagnolini", "il mio cagnolino"),
    ("pizze", "pizza napoletana"),
    ("giochi", "gioco da tavolo"),
    ("cani", "il mio cane"),
    ("mamme", "mamma di tre"),
    ("alberghi", "albergo di lusso"),
    ("ballerina", "ballerini di tango"),
    ("fotografi", "fotografo di matrimoni"),
    ("allenarsi", "mi alleno ogni giorno"),
    ("torte", "torta al cioccolato"),
    ("arte", "l'arte di vivere"),
    ("attrice", "attori e attrici"),
]

NOT_FOUND = [
    ("moda", "Vivo a modo mio"),  # fashion, manner
    ("casa", "Non è un caso"),  # house, chance
    ("pesce", "Crostata di pesche"),  # fish, peaches
    ("corsa", "Corsi di inglese"),  # a run, courses
    ("pasta", "Tre pasti al giorno"),  # pasta, meals
    ("porto", "Porta aperta a tutti"),  # harbour, door
    ("banca", "Il banco del mercato"),
    ("posta", "Un posto tranquillo"),
    ("salute", "Tutto sale e pepe"),  # health, salt
    ("moto", "Un motivo in più"),
    ("manga", "Mangiare sano"),
    ("viso", "Visite guidate a Roma"),
    ("riso", "Risate assicurate"),
    ("mente", "Tisana alla menta"),
    ("oro", "Due ore al giorno"),
    ("torta", "Hai torto"),
    ("capelli", "Cappelli di paglia"),
    ("libri", "Tempo libero"),
    ("pianta", "Basta pianti"),
    ("sport", "Sportello per cittadini"),
    ("anime", "Animazione per feste"),
    ("letto", "Lettere d'amore"),
    ("sole", "Solo per te"),  # the sun, only
    ("foglia", "un foglio"),
    ("punto", "con la punta"),
    ("razza", "un razzo"),
    ("cera", "un cero"),
    ("palo", "pala da neve"),
    ("pera", "però"),
    ("marca", "san Marco"),
    ("lotto", "la lotta"),
    ("pizza", "pizzo macramè"),
    ("panna", "un panno"),
    ("mosca", "moscato"),
    ("busta", "busto"),
    ("banco", "banca d'Italia"),
    ("gamba", "gambero rosso"),
    ("foglio", "foglia verde"),
    ("bagno", "bagnino"),
    ("mare", "mara venier"),
    ("casa", "cassa comune"),
    ("pala", "palla"),
    ("sale", "salone del mobile"),
    ("carta", "cartone animato"),
    ("torta", "torto marcio"),
    ("casa", "caso chiuso"),
    ("porta", "porto antico"),
    ("moda", "modo di dire"),
    ("cane", "canto lirico"),
]

KNOWN_MISSES = [
    ("l'amore", "Amore per i libri"),  # the elided article is a word that is looked for
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_an_italian_word_is_found_in_its_other_forms(query: str, text: str) -> None:
    assert finds(query, text, "it")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_an_italian_word_is_not_taken_for_another(query: str, text: str) -> None:
    assert not finds(query, text, "it")


@pytest.mark.parametrize(("query", "text"), KNOWN_MISSES)
def test_what_is_known_to_be_missed_is_missed(query: str, text: str) -> None:
    assert not finds(query, text, "it")
