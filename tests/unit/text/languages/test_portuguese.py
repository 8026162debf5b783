"""Are Portuguese words, as in Brazil, found in their other forms, and only those?"""

from __future__ import annotations

import pytest

from tests.unit.text.matching import finds

FOUND = [
    ("viagem", "Dicas de viagens baratas pelo Brasil"),
    ("viajar", "Viajo de moto com minha esposa"),
    ("viagens", "Apaixonada por viajar sozinha"),  # the noun is written with g, the verb with j
    ("maquiagem", "Resenhas de maquiagens nacionais"),
    ("maquiadora", "Maquiador de noivas em Recife"),
    ("receita", "Receitas da vovó sem lactose"),
    ("pão", "Pães artesanais de fermentação natural"),
    ("pao", "Aprenda a fazer pães em casa"),  # accents are mostly left out
    ("promoções", "Uma promoção por dia no meu perfil"),
    ("promocoes", "Achadinhos em promoção"),
    ("animal", "Resgate de animais em Curitiba"),
    ("hotel", "Os melhores hotéis do Nordeste"),
    ("hoteis", "Um hotel diferente por semana"),
    ("papel", "Artesanato com papéis e tecidos"),
    ("fácil", "Penteados fáceis para a escola"),
    ("facil", "Almoços fáceis e baratos"),
    ("caracol", "Criação de caracóis no quintal"),
    ("jardim", "Plantas e jardins verticais"),
    ("JARDINS", "Meu jardim na varanda"),
    ("homem", "Moda para homens acima dos 40"),
    ("mulher", "Mulheres que empreendem"),
    ("mãe", "Dicas para mães de primeira viagem"),
    ("mae", "Rede de apoio entre mães"),
    ("cachorro", "Meus cachorrinhos vira-lata 🐶"),
    ("gatinhos", "Gatas resgatadas em Belo Horizonte"),
    ("jogador", "Jogadoras de vôlei do Brasil"),
    ("jogar", "Jogando tudo que sai para PC"),
    ("jogos", "Todo dia um jogo novo no canal"),
    ("vegano", "Doces e salgados veganas"),
    ("cozinhar", "Cozinho com minha filha aos domingos"),
    ("unha", "Unhas decoradas passo a passo 💅"),
    ("cílios", "Extensão de cílio em São Paulo"),
    ("comida vegana", "Ideias de #ComidaVegana para a semana"),
    ("ｍｏｄａ", "moda plus size"),  # full width
    ("treino", "Treinando em casa sem equipamento"),
    ("treinadora", "Treinadores de corrida em Brasília"),
    ("coração", "Corações de crochê"),
    ("azul", "Looks em tons azuis"),
    ("bom", "Bons vinhos até 50 reais"),
    ("irmã", "Canal das irmãs gêmeas"),
    ("alemão", "Aprenda com professores alemães"),
    ("cabelo cacheado", "Cuidados para cabelos cacheados"),
    ("bebê", "Quarto e enxoval de bebês"),
    ("receita fácil", "Todo dia uma #receitafacil"),  # hashtags are mostly written without capitals
    ("usar", "Usando a criatividade em casa"),
    ("look", "Looks do dia"),
    ("japonês", "Culinária japonesa em Londrina"),
    ("diário", "Vlogs diárias da família"),  # a slip of gender
    ("vidasaudavel", "Vida saudável sem neura"),
    ("faço", "fazer pão"),
    ("feito", "fazer bolo"),
    ("irmãs", "minha irmã"),
    ("irmãos", "meu irmão"),
    ("alemães", "curso de alemão"),
    ("fáceis", "receita fácil"),
    ("saudáveis", "vida saudável"),
    ("saudavel", "comida saudável"),
    ("unhas", "unha de gel"),
    ("bolos", "bolo de cenoura"),
    ("confeiteira", "confeiteiro profissional"),
    ("costurar", "eu costuro"),
    ("pintora", "pintores"),
    ("corredores", "corredora de rua"),
    ("gravidas", "dicas para grávida"),
    ("papéis", "papel de parede"),
    ("cabelos", "cabelo cacheado"),
    ("cabeleireira", "cabeleireiro"),
    ("atrizes", "atriz de novela"),
    ("gatinha", "gatinhos fofos"),
    ("leões", "um leão"),
    ("aprendendo", "aprender inglês"),
    ("receitinhas", "receita da vovó"),
    ("jardins", "meu jardim"),
    ("homens", "moda para homem"),
    ("artesanatos", "artesanato em feltro"),
    ("cozinheira", "cozinheiro"),
    ("trilhas", "trilha na serra"),
    ("cachos", "cacho perfeito"),
    ("vovós", "receita da vovó"),
    ("pincéis", "pincel de maquiagem"),
    ("tatuagens", "tatuagem"),
    ("viajando", "viajar barato"),
    ("dançarina", "dançarinos"),
    ("corridas", "corrida de rua"),
    ("receitas", "uma receita por dia"),
    ("viajante", "viajantes do mundo"),
    ("maquiagens", "maquiagem para festas"),
    ("cao", "meu cão e eu"),
    ("cães", "meu cão e eu"),
    ("pães", "pão caseiro"),
    ("cachorrinhos", "meu cachorro"),
    ("mulheres", "a mulher moderna"),
    ("animais", "um animal por dia"),
    ("corações", "de coração"),
    ("bebe", "bebês e mamães"),
    ("professora", "professor de inglês"),
    ("treinos", "treino em casa"),
    ("cantora", "cantores do Brasil"),
    ("automóveis", "automóvel clássico"),
    ("dancar", "danço samba"),
    ("jogadores", "jogador de futebol"),
    ("beleza natural", "#BelezaNatural"),
    ("flores", "uma flor"),
    ("salões", "salão de beleza"),
    ("irmã", "meu irmão e eu"),
    ("campeões", "campeã de judô"),
    ("cartoes", "cartão feito à mão"),
]

NOT_FOUND = [
    ("bolo", "Bola na rede: futebol de várzea"),  # cake, ball
    ("pele", "Passeios pelo Brasil"),  # skin, through
    ("moda", "O modo difícil de jogar"),  # fashion, way
    ("casas", "Em caso de dúvida, me chama"),  # houses, case
    ("prato", "Joias de prata feitas à mão"),  # dish, silver
    ("porta", "Guia do Porto e de Lisboa"),  # door, Porto
    ("conto", "Como controlar a conta do cartão"),  # tale, bill
    ("mal", "Mais um canal de humor"),  # bad, more
    ("pato", "Patas e focinhos: adote um cão"),  # duck, paws
    ("marca", "Um marco na história"),  # brand, milestone
    ("avião", "Minha avó me ensinou"),  # plane, grandmother
    ("mesa", "Um livro por mês"),  # table, month
    ("carro", "Carreira e currículo"),  # car, career
    ("leite", "Livros para ler na cama: leituras do mês"),  # milk, reading
    ("foca", "Mantenha o foco nos estudos"),  # seal, focus
    ("sal", "Cadeiras e sofás para a sala"),  # salt, living room
    ("parto", "Primeira parte da série"),  # birth, part
    ("cerca", "um cerco"),
    ("bicho", "bicha"),
    ("cera", "cerol"),
    ("boca", "bocado"),
    ("rata", "rato"),
    ("pata", "pato no tucupi"),
    ("mar", "marca própria"),
    ("sal", "sala de estar"),
    ("sol", "solteira"),
    ("bolo", "bola de futebol"),
    ("pão", "pau de selfie"),
    ("avô", "avestruz"),
    ("foco", "foca bebê"),
    ("rama", "ramo imobiliário"),
    ("casa", "caso de amor"),
    ("porta", "porto seguro"),
    ("moda", "modo avião"),
    ("livro", "livre e feliz"),
    ("prata", "prato do dia"),
    ("conta", "conto de fadas"),
    ("cara", "caro demais"),
    ("sala", "salão de beleza"),
    ("mama", "suco de mamão"),
    ("bota", "botão de camisa"),
    ("porta", "portão azul"),
    ("bala", "balão de festa"),
    ("lima", "torta de limão"),
    ("calça", "calção de banho"),
    ("verão", "Vera e amigas"),
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_portuguese_word_is_found_in_its_other_forms(query: str, text: str) -> None:
    assert finds(query, text, "pt")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_a_portuguese_word_is_not_taken_for_another(query: str, text: str) -> None:
    assert not finds(query, text, "pt")
