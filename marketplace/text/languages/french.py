"""How do the words of French change their forms?"""

from __future__ import annotations

import re

from marketplace.text.compounds import Compounds, CompoundStemming
from marketplace.text.families import families, related
from marketplace.text.stemming import LATIN, WordStemming, snowball

TOGETHER = """
beau bel belle | nouveau nouvelle | vieux vieille vieil | fou folle | doux douce douceur | blanc blanche | sec sèche
frais fraîche | long longue | roux rousse | bon bonne | gros grosse | faux fausse | sportif sport | roi reine
jeu jeux jouer joueur joueuse jouet | cheveu cheveux | bijou bijoux bijoutier bijouterie
travail travaux travailler | oeil yeux | genou genoux | chou choux | feu feux | neveu neveux | voeu voeux
lieu lieux | bateau batelier | ciel cieux | hibou hiboux | festival festivals festivaux
journal journaux journaliste journalisme

coiffer coiffure | maquiller maquillage | créer création créatif créateur créativité | lire lecteur lecture lu lis
écrire écrit écrivain écrivaine écriture | peindre peintre peinture peint peins | cuisiner cuisine cuisinier
cuistot cuisto
danse danser danseur | chanter chant chanteur chanson | courir coureur couru | nager nageur natation
skier skieur ski | rire rires ri | vendre vendeur vente vendu | acheter achat acheteur
conduire conducteur conduite | boire boisson | marier mariage | masser massage masseur | dessin dessiner dessinateur
photo photographe photographie photographier | musique musicien musical | magie magicien magique
comédie comédien comique | art artiste artistique artisan | bricoler bricolage bricoleur
coudre couture couturier cousu | broder broderie brodeur brodé | tricot tricoter tricoteur | jardin jardiner jardinage
naturel nature
écologie écologique écolo | végan végane vegan vegane veganisme véganisme | végétarien végétarisme végé
randonnée randonner randonneur rando | vidéo vidéaste | blog bloguer blogueur blogueuse
gamer gameur gameuse gaming | maman mamans | ado adolescent | élégance élégant | beauté beautés
forme formation formateur | enseigner enseignant enseignement
"""
"""Irregular forms, and who does a thing beside the thing."""

APART = """
mère mères maman | mer mers | ville villes | villa villas | village villages | fils | fil | file files filer
livre livres | livrer livré livrés livrée livrées livraison livraisons | anime animes animé animés
animer animé animée animation animations animateur animateurs animatrice animatrices | manga mangas | série séries
sérieux sérieuse sérieuses | tennis | opéra opéras | prof profs | taxi taxis | verre verres | terrasse terrasses
galerie galeries | mini | mars | mois | moi | jus | note notes noter noté notée | cours | cour cours
courses course | courage | coupe coupes couper coupé coupée | coup coups | couple couples | pays
payer payé payée paie paye payez | paysage paysages | boucher bouchers bouchère boucherie boucheries
organe organes | organique organiques | chat chats chatte chattes chaton chatons | cheval chevaux
danse danses danser dansé danseur danseurs danseuse danseuses dansant dansante | dans | vent vents
avantage avantages | avant | portable portables | porte portes | porter porté portée portez | personne personnes
personnage personnages | heureux heureuse heureuses | quartier quartiers | escalier escaliers
mari maris | mare mares | cuir cuirs | cuire cuis cuit cuite cuits cuites cuisson cuissons | train trains
poster posters | poste postes | pot pots | pote potes | rat rats | base bases | bas basse basses
planche planches | sel sels | selle selles | plancher planchers
patin patins patiner patinage patineur patineurs patineuse patineuses
patine patiné patinée
"""
"""Words that the rules take for each other: mothers and the sea, comics and eating, series and what would be."""

PARTS = """
sans gluten sucre lactose fait maison bien être make cuisine française facile rapide vegan végane healthy food
recette recettes maman bébé mode femme homme enfant vie van life style street wear beauté beauty soin soins peau
cheveux naturel naturels éco responsable zéro déchet seconde main voyage voyages voyager photo blog blogueuse lyon
paris france travel lifestyle green déco diy idée idées jardin potager fitness sport running yoga bio anti gaspi
petit petits prix bon plan plans made in chien chat week end jeux vidéo
"""
"""Written together or apart, and together without capitals in hashtags."""

_FAMILIES = families(snowball("french"), together=TOGETHER, apart=APART)

_FORMS = tuple(
    (re.compile(ending), instead)
    for ending, instead in (
        (r"(?<=.{4})eu(?:r|se)s?$", "er"),  # voyageur, voyageuse: voyager
        (r"(?<=.{2})trices?$", "teur"),
        (r"(?<=.{3})at(?:eur|rice)s?$", "er"),
        (r"(?<=.{5})(?:age|[iï]er|i?[èe]re|erie)s?$", "er"),  # jardinage, jardinier, pâtissière, pâtisserie
        (r"(?<=.{3})ives?$", "if"),
        (r"(?<=.{2}[aiou])s$", ""),  # vélos: no plural to Snowball
        (r"(?<=g)e(?:ons|ait|ais|aient|ant)$", "er"),  # nous voyageons
    )
)
"""Endings, and what the word then belongs to: Snowball keeps who does a thing from the thing."""


stems = related(_FAMILIES, _FORMS)
COMPOUNDS = Compounds(stems, PARTS, wholes="bonbon bonhomme bonbonne bienfait bienfaiteur enfantin")
STEMMING = CompoundStemming(WordStemming(LATIN, COMPOUNDS.text_stems, stems), COMPOUNDS)
