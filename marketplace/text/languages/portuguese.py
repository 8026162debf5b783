"""How do the words of Portuguese, as in Brazil, change their forms?"""

from __future__ import annotations

import re

from marketplace.text.compounds import Compounds, CompoundStemming
from marketplace.text.families import families
from marketplace.text.fold import fold
from marketplace.text.languages.iberian import IberianStems
from marketplace.text.stemming import LATIN, WordStemming

TOGETHER = """
viajar viagem viajante viajei | maquiagem maquiar maquiadora make | jardim jardinagem jardineiro
cozinha cozinhar cozinheiro | treino treinar treinador | dança dançar dançarino
jogo jogar jogando jogador joga jogamos | pintura pintar pintor | fotografia fotógrafo fotografar
costura costurar costureira | café cafezinho cafeteria | bebê bebezinho | bolo bolinho | pão pãozinho padeiro padaria
receita receitinha | confeitaria confeiteiro | futebol futebolista | correr corrida corredor | nadar natação nadador
ler leitura leitor lendo | mãe mamãe mãezinha | pai papai | avó vovó | avô vovô | vegano veganismo | frio fria
cachorro doguinho | surfe surf surfista surfar | tênis tenista | arte artista | crochê crocheteira | casamento casar
decoração decorar decoradora | fazer faço faz fazem feito feita feitos feitas fazendo
 ilustração ilustrar ilustrador | japonês japonesa | irmão irmã | alemão alemã
campeão campeã | cidadão cidadã | cristão cristã | anfitrião anfitriã | anão anã | órfão órfã
inglês inglesa | francês francesa | português portuguesa | chinês chinesa
"""
"""Verbs of a noun, who does it, irregular and small forms."""

APART = """
anim banc band barr best bols calc camp carg cert cont cort cost cust form fund golf grav lanc lent list livr marc
memor ment metr mort part pass pedr pont port post prat prim princip quart quint salv cerc bich sent seri trat univers
vest volt
"""
"""Stems of several words that a reader of bios would not take for one: porta (door), porto (harbour)."""

GENDERED = "alt bel diari dur fin gat lent nov pur rar ric sec viv"
"""Animate beings and adjectives whose stem is short: gata, gato."""

SMALL = "amig cachorr cas coelh filh flor gat livr passar plant"
"""What is called small out of love; cozinha, vizinha, carinho end in the same letters."""

PARTS = """
achados amo amor arte artes barato bebê beleza bem bolo brasil cabelo cacheado café carro casa caseiro casamento
comida cozinha cachorro cultura dança de decoração dia dicas dieta do da em estar estilo família fácil fashion feito
mão festa filhos fitness flores foto futebol gamer gatos gente humor ideias jardim jogos leitura life livros look mãe
mamãe maquiagem marido moda mulher mulheres mundo música natural nail noiva pai para pele pelo plantas praia receita
receitas rotina saúde saudável skin care sem glúten lactose style treino unhas vegana viagem viagens viajar vida yoga
rio são paulo
"""
"""Written together without capitals in hashtags: #receitafacil."""

UNCHANGED = """
mais demais jamais cais dois depois pois seis lapis tenis gratis paris bis quis oasis iris tres mes ingles frances
japones portugues chines holandes pires simples virus onibus campus bonus deus jesus caos
"""
"""Ends in -s in the singular."""

IRREGULAR = {
    "maes": "mae",
    "pais": "pai",
    "leis": "lei",
    "reis": "rei",
    "herois": "heroi",
    "faceis": "facil",
    "dificeis": "dificil",
    "uteis": "util",
    "frageis": "fragil",
    "portateis": "portatil",
    "texteis": "textil",
    "repteis": "reptil",
}
"""Plurals and singulars. País, typed without its accent, is taken for pais, parents; its plural is países."""

PLURALS = (
    (re.compile("(?:oes|aes|aos)$"), "ao"),  # ações, pães, mãos
    (re.compile("([aeou])is$"), r"\1l"),  # animais, hotéis, lençóis, azuis
    (re.compile("(?<=[^aeiou])is$"), "il"),  # infantis
    (re.compile("ns$"), "m"),  # jardins
    (re.compile("(?<=[aeiou][rz])es$|(?<=[ei]s)es$"), ""),  # mulheres, luzes, ingleses
    (re.compile("(?<=[aeioubcdgkptw])s$"), ""),  # also of English words: looks, shows
)

_DIMINUTIVE = re.compile("z?inh$")
_VERBAL = re.compile("(?<=..)(?:[aei]r|[aei]ndo|[ai]d[oa]s?|[aei]mos|[aei]ram|avam?|[eo]u|iu)$")
_WITHOUT_PLURAL = frozenset(UNCHANGED.split())


def _singular(word: str) -> str:
    """Of the folded word, as ações are typed acoes; país alone is another word without its accent."""
    plain = fold(word)
    if word == "país" or len(plain) < 3 or not plain.endswith("s") or plain in _WITHOUT_PLURAL:
        return plain
    if plain in IRREGULAR:
        return IRREGULAR[plain]
    return next((ending.sub(singular, plain) for ending, singular in PLURALS if ending.search(plain)), plain)


_FAMILIES = families(
    IberianStems("portuguese", _singular, APART, GENDERED, _DIMINUTIVE, SMALL, _VERBAL), together=TOGETHER
)


COMPOUNDS = Compounds(_FAMILIES, PARTS)
STEMMING = CompoundStemming(WordStemming(LATIN, COMPOUNDS.text_stems, _FAMILIES), COMPOUNDS)
