"""How do the words of English change their forms?"""

from __future__ import annotations

from functools import lru_cache

from marketplace.text.compounds import Compounds, CompoundStemming
from marketplace.text.families import families
from marketplace.text.stemming import LATIN, WordStemming, snowball

TOGETHER = """
woman women | man men | child children | person people | foot feet | tooth teeth | mouse mice | goose geese
knife knives | wolf wolves | wife wives | shelf shelves | scarf scarves | loaf loaves | half halves | thief thieves
calf calves

run ran runner | swim swam swum swimmer | sing sang sung singer | write wrote written writer | draw drew drawn
teach taught teacher | buy bought buyer | sell sold seller | wear wore worn | ride rode ridden rider
fly flew flown | drive drove driven driver | eat ate eaten eater | drink drank drunk | make made maker
grow grew grown grower | build built builder | speak spoke spoken speaker | win won winner | sew sewn sewer sewist
knit knitter | tell told teller | think thought thinker | sleep slept sleeper | lose lost loser | break broke broken
dye dyed dyeing dyer

bake baker bakery | cook cookery | paint painter | dance dancer | garden gardener | game gamer | hike hiker
travel traveler | camp camper | climb climber | surf surfer | skate skater | ski skier | sail sailor | dive diver
blog blogger | vlog vlogger | stream streamer | photograph photographer photography photo | film filmmaker
design designer | read reader | play player | train trainer | farm farmer | fish fisher fisherman
craft crafter crafty | quilt quilter | crochet crocheter | decorate decorator | organize organizer | clean cleaner
review reviewer | entertain entertainer | perform performer | rap rapper | act actor actress | model modeler
invest investor | sculpt sculptor | explore explorer | adventure adventurer adventurous | parent parenthood
program programmer programme | develop developer | educate educator education educational | learn learner
lift lifter | wrestle wrestler | cycle cyclist | race racer | collect collector

art artist artistic artsy | music musician | guitar guitarist | piano pianist | violin violinist | drum drummer
comedy comedian comedic | science scientist scientific | style stylist stylish | nutrition nutritionist nutritious
astrology astrologer | therapy therapist | minimalism minimalist | journalism journalist | theater theatre
health healthy | luxury luxurious luxe | pregnancy pregnant | food foodie | tech technology | vegetable veggie
mother motherhood | father fatherhood | magic magician magical | florist floristry | barber barbershop
beauty beautician | curl curly | mum mom mam mommy mummy mama mumma momma mumsy | dad daddy | dog doggo doggy
grandma granny grandmother

color colour colourful colorful | favorite favourite | flavor flavour | humor humour | neighbor neighbour
center centre | fiber fibre | gray grey | jewelry jewellery jeweller jeweler | cozy cosy | pajama pyjama
yogurt yoghurt | donut doughnut | mustache moustache | catalog catalogue | whisky whiskey | license licence
organize organise | organization organisation | organizer organiser | customize customise | specialize specialise
personalize personalise | moisturize moisturise | moisturizer moisturiser | practice practise | analyze analyse
"""
"""Irregular forms, who does a thing beside the thing, the same word in both spellings of the Atlantic.

Agents stand here one by one, for no rule tells a baker from a flower or a corner.
"""

APART = """
leaf leafs leaves | tyre tyres tire tires | wellness | well wells | business businesses | busy busier busiest
engine engines | organ organs | market markets marketplace marketplaces | marketing marketer marketers | bowl bowls
bowling bowler bowlers | box boxes boxed | boxing boxer boxers box | train trains
training train trainings trained trainer trainers | anime animes | animal animals
animation animations animated animate animator animators | vegetation | celebrity celebrities celeb celebs
celebrate celebrates celebrated celebrating celebration celebrations | experience experiences experienced
experiment experiments experimental experimenting | author authors | authority authorities
university universities uni | universe universal | apartment apartments | apart | miner miners | mineral minerals
indie indies | polite | politics political politician | evening evenings | even | earring earrings | past
paste pastes | news | new newer newest | personal personally | personality personalities
personalized personalised personalize personalise personalizing personalising personalization personalisation
customer customers | positive positively positivity | productive productively productivity | hospitality
important importantly importance | department departments | several | rational rationally
informal informally
"""
"""Words that Snowball's rules take for each other. In two families: a train on rails, and what trainers do."""

PARTS = """
shoot smart phone phones board cook story telling teller bike bikes skin care hair make home made food travel vegan
vegetarian life road trip street wear style fashion beauty blog blogger vlog vlogger fitness health healthy wellness
mom mum dad dog puppy cat plant plants based cruelty free gluten sugar dairy diy book books tiktok girl boy baby day
house garden gardening kitchen coffee lover recipe recipes tips daily motivation inspiration workout training
lifestyle makeup skincare photo photography wedding slow fast zero waste second hand thrift plus size real estate
stay work remote music video game games gaming gamer streetwear interior design decor lash nail nails art artist
eco friendly pet kid budget tutorial tutorials routine review reviews haul ootd family parenting mama toddler hacks van
film
"""
"""Written together or apart, and together without capitals in hashtags."""

_STEMS = lru_cache(maxsize=16_384)(families(snowball("english"), together=TOGETHER, apart=APART))

COMPOUNDS = Compounds(_STEMS, PARTS, wholes="bookmaker roadhouse workhouse")


def _text_stems(word: str) -> tuple[str, ...]:
    return (*COMPOUNDS.text_stems(word), "s") if word in _POSSESSIVE else COMPOUNDS.text_stems(word)


_POSSESSIVE = frozenset(
    {"womens", "mens", "kids", "childrens", "girls", "boys", "ladies", "teens"}
    | {"moms", "mums", "dads", "mothers", "fathers", "valentines"}
)
"""Typed with an apostrophe they are two words, women and s."""

STEMMING = CompoundStemming(WordStemming(LATIN, _text_stems, _STEMS), COMPOUNDS)
