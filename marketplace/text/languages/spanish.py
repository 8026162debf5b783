"""How do the words of Spanish change their forms?"""

from __future__ import annotations

import re

from marketplace.text.compounds import Compounds, CompoundStemming
from marketplace.text.families import families
from marketplace.text.languages.iberian import IberianStems
from marketplace.text.stemming import LATIN, WordStemming

TOGETHER = """
viajar viaje viajero viajera | cocina cocinar cocinero cocinera | jardín jardinero jardinería | receta recetario
maquillaje maquillar maquilladora | pan panadero panadería | repostería repostero | peluquería peluquero
carpintería carpintero | fútbol futbolista futbolero | bailar bailarín bailarina bailarines | pintar pintura pintor
ilustración ilustrar ilustracion | decoración decorar decoracion | fotografía fotógrafo fotografia
juego jugar jugando jugador jugadora jugamos | tejer tejido tejiendo tejedora | correr corredor corredora
nadar nadador natación | leer lectura lector lectora leyendo | café cafecito cafetería | huevo huevito
surf surfista surfear | tenis tenista | arte artista | florista floristería | bebé bebito | mamá mami mamita
papá papi | dormir duermo duermes duerme duermen durmiendo | hacer hago hace hacen hecho hecha hechos hechas haciendo
pastel pastelería pastelero | helado heladería heladero | zapato zapatería zapatero | joya joyería joyero
carne carnicería carnicero | queso quesería quesero | pizza pizzería pizzero | barba barbería barbero
cantar cantante | rizo rizado
vegano veganismo | costura costurera coser
"""
"""Verbs of a noun, who does it, irregular and small forms."""

APART = """
anim autor band banc barr bord carg cart clav cobr comic castill cert cint cond cort cost cuadr cubiert cuent derech
dich firm fond golf hombr lent libr list lun madr mang mant manzan marc mart medi ment mont oper pais part past
pesc plan plat play plaz poll port post prim puert puest punt quint salud secret sent suel torn tort tram trat univers
vall verd vers acer
"""
"""Stems of several words that a reader of bios would not take for one: puerta (door), puerto (harbour)."""

GENDERED = "alt bell buen chic dur fin gat guap hij lent mal mon nin nov pur rar ric roj san sec sol tont viv"
"""Animate beings and adjectives whose stem is short: gata, gato."""

SMALL = "abuel amig cas conej flor gat herman libr nin pajar perr plant"
"""What is called small out of love; bonito, favorito, mosquito end in the same letters."""

PARTS = """
amor arte artista auto baile barato bebé belleza bienestar bodas book bueno cabello café cara carne casa casero chef
cine cocina cocinar coche comida comer como consejos consejo corazón cuidado de deporte dieta diy diseño dulce en
entrenamiento estilo fácil familia fashion feliz fiesta fitness foto gamer gatos gym hogar humor ideas jardín joven
juegos libros lectura life look makeup mamá maquillaje mascotas méxico mexicana moda mundo mujer música nails natural
niños novia outfit para perros piel plantas playa postre postres rápida rápidas receta recetas rico salud saludable
sana sin gluten skin care sol solo street style tips uñas vegana viaje viajes viajar vida vida y yoga españa madrid
barcelona
"""
"""Written together without capitals in hashtags: #recetasfaciles."""

UNCHANGED = """
ingles frances japones portugues holandes irlandes danes escoces interes despues estres mes tres lunes martes
miercoles jueves viernes gratis crisis analisis tesis tenis paris virus campus bonus
"""
"""Ends in -s in the singular."""

WITH_C = "enlaces indices índices complices cómplices"
"""Has c in the singular too; elsewhere after a vowel it is z: lápices, luces."""

_DIMINUTIVE = re.compile("(?:c|ec)?it$")
_VERBAL = re.compile("(?<=..)(?:[aei]r|ando|iendo|[ai]d[oa]s?|[aei]mos|aron|ieron|aban?)$")
_Z_TO_C = re.compile("([aeiouáéíóú])ces$")
_AFTER_CONSONANT = re.compile("(?<=[aeiou][lnrdy])es$|(?<=[eé]s)es$")
_BEFORE_S = "aeiouáéíóúbcdgkptw"
"""Also of English words: blogs, tips."""

_WITHOUT_PLURAL = frozenset(UNCHANGED.split())
_KEEPS_C = frozenset(WITH_C.split())


def _singular(word: str) -> str:
    if len(word) < 4 or word[-1] != "s" or word.replace("é", "e") in _WITHOUT_PLURAL:
        return word
    if _Z_TO_C.search(word) and word not in _KEEPS_C:
        return _Z_TO_C.sub(r"\1z", word)
    if _AFTER_CONSONANT.search(word):
        return word[:-2]
    return word[:-1] if word[-2] in _BEFORE_S else word


_FAMILIES = families(
    IberianStems("spanish", _singular, APART, GENDERED, _DIMINUTIVE, SMALL, _VERBAL), together=TOGETHER
)


COMPOUNDS = Compounds(_FAMILIES, PARTS)
STEMMING = CompoundStemming(WordStemming(LATIN, COMPOUNDS.text_stems, _FAMILIES), COMPOUNDS)
