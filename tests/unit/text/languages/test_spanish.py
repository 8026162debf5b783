"""Are Spanish words found in their other forms, and only those?"""

from __future__ import annotations

import pytest

from tests.unit.text.matching import finds

FOUND = [
    ("receta", "Recetas fáciles para toda la familia"),
    ("recetas", "Cada domingo una receta de mi abuela"),
    ("cocinar", "Aprende conmigo: cocinando con lo que hay en casa"),
    ("cocina", "Cocino sin gluten desde Sevilla"),
    ("viajar", "Viajo sola por Latinoamérica con mi mochila"),
    ("viajes", "Mamá viajera, siempre con la maleta lista"),
    ("vegano", "Postres veganas y meriendas rápidas"),  # gender, and a slip of the pen all the same
    ("veganas", "100 % vegano, 0 % drama"),
    ("lápiz", "Retratos hechos con lápices de colores"),
    ("actriz", "Entrevistas a las mejores actrices de España"),
    ("feliz", "Familias felices, casas desordenadas"),
    ("camion", "Fotos de camiones americanos"),  # written camión; accents are mostly left out
    ("maquillaje", "Maquilladora de novias en Valencia"),
    ("maquilladores", "Soy maquillador profesional en CDMX"),
    ("MAQUILLAJE", "tutoriales de maquillaje natural"),
    ("bebé", "Ropa y consejos para bebés"),
    ("bebes", "Todo sobre tu bebé"),
    ("jardín", "Plantas y jardines pequeños"),
    ("jardinería", "Jardinero en Galicia: huerto y macetas"),
    ("perro", "La vida de dos perritos salchicha"),
    ("gatito", "Mis gatas mandan en casa"),
    ("niños", "Juegos en casa para niñas y bebés"),
    ("futbol", "Fútbol femenino y análisis táctico"),  # stressed otherwise in Mexico
    ("futbolista", "Aquí se habla de fútbol"),
    ("entrenar", "Entrenadora personal: entrenamientos de 20 minutos"),
    ("ilustradora", "Ilustraciones y cómics de autor"),
    ("bailarina", "Bailo salsa y bachata en Cali"),
    ("comida mexicana", "La mejor comida de los mexicanos en Madrid"),
    ("comida sana", "Ideas de #ComidaSana para el trabajo"),
    ("coche", "Coches🚗clásicos y talleres"),
    ("ｃｏｃｈｅｓ", "Pruebo un coche eléctrico cada semana"),  # full width, from an Asian keyboard
    ("mamas", "Mamá primeriza de gemelos"),
    ("peinado", "Peinados fáciles para el cole"),
    ("español", "Clases de española para extranjeros"),
    ("inglés", "Profesores ingleses nativos"),
    ("decoracion", "Decoraciones con mucho gusto"),
    ("uñas", "Una uña distinta cada día 💅"),
    ("pintor", "Pintora de murales en Bogotá"),
    ("recetas fáciles", "Nuevo vídeo #recetasfaciles"),  # hashtags are mostly written without capitals
    ("crear", "Creando contenido desde 2015"),
    ("marcar", "Marcamos tendencia"),
    ("altas", "Moda para chica alta"),
    ("blog", "Reseñas en blogs y pódcast"),
    ("comidasana", "Comida sana y rica para todos"),
    ("hago", "hacer pan en casa"),
    ("hecho", "hacer pan"),
    ("duermen", "dormir mejor"),
    ("juegos", "un juego de mesa"),
    ("juego", "jugar con amigos"),
    ("peluquera", "peluqueros de Madrid"),
    ("cejas", "ceja perfecta"),
    ("unas", "decoración de uñas"),
    ("pez", "peces tropicales"),
    ("pinto", "pintar al óleo"),
    ("crecer", "tu pelo crece sano"),
    ("tejiendo", "tejer a mano"),
    ("corredora", "corredores de montaña"),
    ("correr", "corro maratones"),
    ("entreno", "entrenar en casa"),
    ("pasteles", "un pastel de boda"),
    ("pastelería", "pastelero en Cádiz"),
    ("jóvenes", "una joven madre"),
    ("actrices", "actriz de teatro"),
    ("casita", "mi casa"),
    ("saludable", "recetas saludables"),
    ("embarazadas", "consejos para embarazada"),
    ("amiguitas", "mi amiga"),
    ("manualidades", "manualidad fácil"),
    ("cantante", "cantar en la ducha"),
    ("peludos", "mi peludo"),
    ("zapaterías", "zapatos hechos a mano"),
    ("abuelita", "recetas de la abuela"),
    ("dibujos", "dibujo a lápiz"),
    ("rizos", "pelo rizado"),
    ("senderismo", "ruta de senderismo"),
    ("entrenadores", "entrenadora"),
    ("vegetarianas", "cocina vegetariana"),
    ("viajera", "viajeros del mundo"),
    ("ninos", "ropa para niños"),
    ("perritos", "mi perro y yo"),
    ("veces", "una vez al mes"),
    ("entrenador", "entrenadora personal"),
    ("bebés", "mi bebé"),
    ("fotografia", "Fotografía de bodas"),
    ("luces", "luz natural"),
    ("bailar", "bailo salsa"),
    ("vegana", "comida vegano"),
    ("mamás", "mamá de dos"),
    ("jugadores", "jugador de fútbol"),
    ("canciones", "mi canción favorita"),
    ("ENTRENAMIENTOS", "entrenamiento en casa"),
]

NOT_FOUND = [
    ("moda", "De cualquier modo, soy de Cádiz"),  # fashion, way
    ("casas", "En todo caso, escríbeme"),  # houses, case
    ("puerto", "La puerta roja de mi taller"),  # harbour, door
    ("libros", "He perdido diez libras en un mes"),  # books, pounds
    ("pesca", "Cuánto peso levantar en el gimnasio"),  # fishing, weight
    ("carne", "Todo sobre el carnet de conducir"),  # meat, licence
    ("plata", "Un plato distinto cada noche"),  # silver, dish
    ("cine", "Cien ideas para tu salón"),  # cinema, hundred
    ("bello", "Ideas para decorar botellas"),  # beautiful, bottles
    ("manzana", "Manzanilla y otras infusiones"),  # apple, camomile
    ("boda", "Bodegas y vinos de La Rioja"),  # wedding, wineries
    ("gata", "Gastos y ahorro en pareja"),  # cat, expenses
    ("foto", "Foca monje y otros mamíferos"),  # photo, seal
    ("pelo", "Pelota vasca y frontón"),  # hair, ball
    ("cuento", "Pago a cuenta y facturas"),  # tale, account
    ("rata", "Un buen rato con amigos"),  # rat, while
    ("acera", "cuchillo de acero"),
    ("acero", "caminar por la acera"),
    ("lima", "limón"),
    ("boca", "bocadillo"),
    ("rata", "rato libre"),
    ("pata", "pato asado"),
    ("foco", "foca del ártico"),
    ("rama", "ramo de novia"),
    ("mora", "moral alta"),
    ("real", "realista"),
    ("ola", "olor a mar"),
    ("sal", "sala de estar"),
    ("mar", "marca de ropa"),
    ("sol", "soledad"),
    ("cabeza", "cabezal de ducha"),
    ("casa", "caso resuelto"),
    ("pelo", "pelota de playa"),
    ("ano", "coma pan"),
    ("carne", "carnet de conducir"),
    ("moda", "modo avión"),
    ("plata", "plato del día"),
    ("libro", "libre como el viento"),
    ("puerta", "puerto pesquero"),
    ("cuenta", "cuento infantil"),
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_spanish_word_is_found_in_its_other_forms(query: str, text: str) -> None:
    assert finds(query, text, "es")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_a_spanish_word_is_not_taken_for_another(query: str, text: str) -> None:
    assert not finds(query, text, "es")
