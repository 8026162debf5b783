"""Are German words found in their other forms, and no others in their place?"""

from __future__ import annotations

import pytest

from tests.unit.text.matching import finds

FOUND = [
    ("rezept", "Schnelle REZEPTE für Berufstätige"),
    ("vegane küche", "Veganes aus der Küche meiner Oma"),
    ("kuche", "Willkommen in meiner kleinen Küche"),  # without umlauts, from an English keyboard
    ("kueche", "Willkommen in meiner kleinen Küche"),  # umlauts written as in handles
    ("Küche", "kueche mit liebe"),
    ("möbel", "Moebel selber bauen"),
    ("bücher", "Ein Buch pro Woche"),
    ("haus", "Alte Häuser renovieren"),
    ("fussball", "Fußball ist mein Leben ⚽"),
    ("STRASSE", "Straßenfotografie, von Straße zu Straße"),
    ("fotografin", "Hochzeitsfotograf aus Köln"),
    ("fotograf", "Fotografin & Mama"),
    ("fotografen", "Für alle Fotograf*innen"),  # gender star
    ("künstler:innen", "Porträts von Künstlerinnen"),
    ("köchin", "Profikoch zeigt Tricks, Koch seit 1999"),
    ("bäckerin", "Bäcker in dritter Generation"),
    ("backen", "Selbst gebackenes Brot 🍞"),
    ("nähen", "Alles selbst genäht"),
    ("reise", "Bin durch 40 Länder gereist"),
    ("reisen", "Meine nächste Reise geht nach Japan"),
    ("wandern", "Wanderungen in den Alpen"),
    ("wanderer", "Wandern mit Hund"),
    ("laufen", "Läuferin, Marathon unter drei Stunden"),
    ("sängerin", "Sänger aus Wien"),
    ("schauspielerin", "Schauspieler am Theater"),
    ("gesund", "Gesunde Snacks für Kinder"),
    ("nachhaltigkeit", "Nachhaltige Mode"),
    ("autos", "Mein altes Auto und ich"),
    ("hündin", "Unsere Hündinnen Luna und Mia"),
    ("hund", "Leben mit zwei Hunden"),
    ("katze", "Süße Kätzchen jeden Tag"),
    ("mutter", "Tipps für junge Mütter"),
    ("rezepte", "Backrezepte ohne Zucker"),  # a compound is of the kind that its last word names
    ("kuchen", "Apfelkuchen und Käsekuchen"),
    ("hautpflege", "Haut-Pflege ab 40"),
    ("haut pflege", "Hautpflege ab 40"),
    ("reiseblog", "Reise Blog aus Hamburg"),
    ("hochzeit torte", "Hochzeitstorten aus Bremen"),
    ("reise", "Reisetipps für Familien"),
    ("hund", "Hundetraining ohne Stress"),
    ("Spielplatz", "Die besten Spielplätze in Berlin"),
    ("vegane rezepte", "#VeganeRezepte"),
    ("vegane rezepte", "alles zu #veganerezepte"),
    ("ernährung", "Ernährungsberaterin"),
    ("gärtner", "Gärtnern auf dem Balkon"),
    ("schön", "Schoenes Wohnen"),
    ("ＤＩＹ ideen", "DIY-Ideen für zu Hause"),
    ("ebike", "E-Bike Touren"),
    ("e-bikes", "Ebike Touren"),
    ("loreal", "Werbung für L'Oréal"),
    ("bastelideen", "Bastel Ideen für Kinder"),
    ("tattoos", "Tattoo Künstler"),
    ("schminken", "Schminktipps"),
    ("kleider", "Kleid der Woche"),
    ("yoga", "Yogalehrerin"),
    ("brot backen", "Brotbacken mit Sauerteig"),
    ("rucksack", "Rucksackreisen"),
    ("selbstgemacht", "Selbst gemacht"),
    ("kaffee", "Kaffeeliebhaber"),
    ("aerztin", "Ärztin"),
    ("kosmetikerin", "Kosmetiker"),
    ("Zöpfe", "ein Zopf"),
    ("geflochten", "flechten lernen"),
    ("gekocht", "ich koche gern"),
    ("Köchin", "Koch aus Leidenschaft"),
    ("Ärztin", "Arzt und Vater"),
    ("Nägel", "Nagel Design"),
    ("Torten", "eine Torte"),
    ("Hautpflege", "meine Hautpflegeroutine"),
    ("Rezepte", "Lieblingsrezept"),
    ("Rezepte", "Backrezepte für alle"),
    ("Gewürze", "ein Gewürz"),
    ("gesunde", "gesund leben"),
    ("Städte", "eine Stadt im Norden"),
    ("Wohnungen", "meine Wohnung"),
    ("Möbel", "Möbelstück restauriert"),
    ("gereist", "reisen mit Kindern"),
    ("Sängerin", "Sänger und Gitarrist"),
    ("singt", "singen macht froh"),
    ("Pferde", "mein Pferd"),
    ("Katzen", "Katze Mia"),
    ("Kätzchen", "ein Kätzchen"),
    ("basteln", "ich bastle gern"),
    ("Bücher", "ein Buch pro Woche"),
    ("Übungen", "eine Uebung"),
    ("Strassen", "eine Straße"),
    ("Yogalehrerin", "Yogalehrer in Ulm"),
    ("veganes", "vegane Küche"),
    ("Schuhe", "Laufschuhe im Test"),
    ("Bart", "Bartpflege"),
    ("Garten", "Gemüsegarten"),
    ("gelesen", "ich lese Krimis"),
    ("Gesichtspflege", "Gesichtspflegeprodukte"),
    ("Tanzlehrerin", "Tanzlehrer"),
    ("Kochkurs", "Kochkurse in Bonn"),
    ("Kurs", "Malkurs"),
    ("Augen", "Augenpflege"),
    ("Häkeln", "gehäkelt"),
    ("Hochzeitskleid", "Hochzeitskleider"),
    ("Kinderzimmer", "Kinderzimmerdeko"),
    ("Läufer", "Laufen"),
    ("Zähne", "Zahnpflege"),
    ("Kuchen", "Apfelkuchen und mehr"),
    ("Rezept", "Rezepte aus Omas Küche"),
    ("Bäcker", "Bäckerei in Köln"),
    ("Bäckerin", "ein Bäcker aus Leidenschaft"),
    ("Mütter", "eine Mutter aus Berlin"),
    ("Kuechen", "kleine Küche"),
    ("Reisen", "eine Reise nach Japan"),
    ("Hunde", "mein Hund Bello"),
    ("Hündchen", "Mein Hündchen und ich"),
    ("Fussball", "Fußball ist mein Leben"),
    ("Häuser", "ein altes Haus"),
    ("Fotografin", "Fotografen aus Wien"),
    ("Gärten", "mein Garten"),
    ("Brötchen", "brötchen backen"),
    ("Kinder", "ein Kind"),
    ("Haarpflege", "Pflege für Haar und Haut Haarpflegetipps"),
]

NOT_FOUND = [
    ("kuchen", "Vegane Küche aus Leipzig"),  # cake, kitchen
    ("küche", "Bester Kuchen der Stadt"),
    ("reis", "Reisen mit dem Rucksack"),  # rice, to travel
    ("reise", "Reis und Bohnen"),
    ("preis", "Auf Reise durch Europa"),
    ("lachs", "Hier gibt es viel zu lachen"),  # salmon, to laugh
    ("wein", "Bitte nicht weinen"),  # wine, to cry
    ("sekt", "Aussteiger einer Sekte"),  # sparkling wine, sect
    ("reise", "Kleine Preise, große Wirkung"),
    ("spiele", "Viele Beispiele aus der Praxis"),
    ("mode", "Kommoden neu gestrichen"),
    ("sport", "Transport und Logistik"),
    ("kunst", "Auskunft nur per Mail"),
    ("zeit", "Zeitungen lesen"),
    ("hase", "Ich hasse Montage"),
    ("hund", "Hunderte von Ideen"),
    ("gift", "Giftbox with love"),
    ("bau", "Bauch, Beine, Po"),
    ("tier", "Aus dem Quartier"),
    ("auto", "Autorin von Krimis"),
    ("burger", "Bürgerinnen und ihre Stadt"),
    ("Schal", "eine Schale Obst"),
    ("Lager", "die Lage"),
    ("Schrank", "eine Schranke"),
    ("Reifen", "reife Früchte"),
    ("Kosten", "feine Kost"),
    ("Falle", "auf keinen Fall"),
    ("Bären", "in der Bar"),
    ("Marke", "Mark"),
    ("Kammer", "Kamm"),
    ("Kurs", "zur Kur"),
    ("Ton", "Tonne"),
    ("Rad", "Radio hören"),
    ("Pferd", "Pfand"),
    ("Tor", "Torte"),
    ("Kosten", "Kostüme nähen"),
    ("Wein", "weinen erlaubt"),
    ("Land", "Landung auf dem Mond"),
    ("Bett", "betteln"),
    ("Bund", "bunt gemischt"),
    ("Ohr", "Uhr am Handgelenk"),
    ("Hut", "Haut und Haar"),
    ("Kuchen", "Küche und Bad"),
    ("Reis", "Reise nach Rom"),
    ("Bar", "Bären im Wald"),
    ("Wand", "wandern im Harz"),
    ("Brot", "rote Rosen"),
]

KNOWN_MISSES = [
    ("schwanger", "Alles zur Schwangerschaft"),  # -schaft is left on: Wirtschaft is no Wirt
    ("familienleben", "Familie und Leben"),  # only neighbours are tried as one word
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_german_word_is_found_in_its_other_forms(query: str, text: str) -> None:
    assert finds(query, text, "de")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_a_german_word_is_not_taken_for_another(query: str, text: str) -> None:
    assert not finds(query, text, "de")


@pytest.mark.parametrize(("query", "text"), KNOWN_MISSES)
def test_what_is_known_to_be_missed_is_missed(query: str, text: str) -> None:
    assert not finds(query, text, "de")
