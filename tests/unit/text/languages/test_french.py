"""Are French words found in their other forms, and no others in their place?"""

from __future__ import annotations

import pytest

from tests.unit.text.matching import finds

FOUND = [
    ("recette", "Des RECETTES simples pour tous les jours"),
    ("cuisinière", "Cuisinier passionné à Lyon"),
    ("cuisine", "J'adore cuisiner pour mes amis"),
    ("pâtissier", "Pâtissière et maman de deux garçons"),
    ("patisserie", "La pâtisserie sans gluten 🍰"),  # without accents
    ("PÂTISSERIE", "patisserie maison"),
    ("coiffeur", "Coiffeuse à domicile, Marseille"),
    ("coiffure", "Idées de coiffures pour cheveux bouclés"),
    ("maquillage", "Maquilleuse professionnelle"),
    ("voyageuse", "Voyageur au long cours"),
    ("voyage", "Nous voyageons en van avec le chien"),
    ("créatrice", "Créateur de contenu"),
    ("danseuse", "Danseur au conservatoire"),
    ("danse", "J'ai toujours dansé"),
    ("photographe", "Photographies de mariage"),
    ("animal", "Protection des animaux"),
    ("jeu vidéo", "Jeux vidéo rétro 🎮"),
    ("bijou", "Bijoux faits main"),
    ("gâteau", "Gateaux d'anniversaire"),
    ("cheveu", "Cheveux bouclés et naturels"),
    ("travail", "Grands travaux à la ferme"),
    ("œil", "Un oeil sur la mode"),
    ("oeufs", "Un œuf par jour"),
    ("beaux", "De belles adresses à Paris"),
    ("nouveau", "Les nouvelles tendances"),
    ("vegan", "Cuisine végane et joyeuse"),
    ("végétarien", "Menus végétariennes de saison"),
    ("sportive", "Un mode de vie sportif"),
    ("musicien", "Musicienne, violon et piano"),
    ("chienne", "Mes chiens et moi"),
    ("écologique", "Astuces ecologiques"),
    ("jardinier", "Jardinage au naturel"),
    ("enfants", "Activités pour chaque enfant"),
    ("mariage", "Photographe de mariages"),
    ("marié", "Pour les futures mariées"),
    ("élégance", "L'élégance à petit prix"),  # elision
    ("l'élégance", "de l’élégance"),
    ("garçon", "Mode GARCONS 2-10 ans"),
    ("randonneur", "Randonnées dans les Pyrénées"),
    ("lecture", "Lectrice compulsive"),
    ("fait maison", "#FaitMaison"),
    ("fait maison", "Tout est #faitmaison"),
    ("bien-être", "Yoga et bienêtre"),
    ("make-up", "Makeup et soins"),
    ("ｃｕｉｓｉｎｅ", "Cuisine coréenne 한식"),
    ("photographie", "photographe📷à Nice"),
    ("loreal", "Égérie L'Oréal"),
    ("t-shirt", "Tshirts brodés à la main"),
    ("actrice", "Acteur"),
    ("boulangère", "Boulanger"),
    ("serveuse", "serveur"),
    ("lyonnaise", "Lyonnais"),
    ("tatouages", "Tatouage"),
    ("zéro déchet", "#zerodechet"),
    ("sans gluten", "#sansgluten"),
    ("vélo", "Vélos"),
    ("lire", "Je lis des romans"),
    ("gamer", "gameuse"),
]

NOT_FOUND = [
    ("mère", "La mer, les vagues, le surf"),
    ("mer", "Mère de trois enfants"),
    ("fils", "Au fil des saisons"),  # sons, thread
    ("ville", "Villa avec piscine"),
    ("pays", "Payer moins cher"),
    ("livre", "Plats livrés chez vous, livraison gratuite"),
    ("anime", "Animatrice et animation pour anniversaires"),
    ("poisson", "Sans poison ni pesticides"),
    ("cuisine", "Des cuisses musclées"),
    ("mode", "Une vie modeste et moderne"),
    ("cheval", "Cheveux longs"),
    ("chaton", "Les plus beaux châteaux"),
    ("vin", "Vingt ans de métier"),
    ("table", "Tableaux et tablettes"),
    ("fleur", "Flûte traversière"),
    ("cours", "Faire ses courses pas cher"),
    ("couple", "Coupes de cheveux"),
    ("série", "Une chaîne sérieuse"),
    ("danse", "Tout dans un sac"),
    ("portable", "La porte et les portes"),
]

KNOWN_MISSES = [
    ("l'élégance", "Élégance à petit prix"),  # the elided article is a word that is looked for
    ("courir", "Je cours dix kilomètres"),  # cours are lessons to most
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_french_word_is_found_in_its_other_forms(query: str, text: str) -> None:
    assert finds(query, text, "fr")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_a_french_word_is_not_taken_for_another(query: str, text: str) -> None:
    assert not finds(query, text, "fr")


@pytest.mark.parametrize(("query", "text"), KNOWN_MISSES)
def test_what_is_known_to_be_missed_is_missed(query: str, text: str) -> None:
    assert not finds(query, text, "fr")
