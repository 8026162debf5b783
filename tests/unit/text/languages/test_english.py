"""Are English words found in their other forms, and no others in their place?"""

from __future__ import annotations

import pytest

from tests.unit.text.matching import finds

FOUND = [
    ("recipe", "Easy weeknight RECIPES for busy families"),
    ("babies", "First-time mum, all about baby sleep"),
    ("women", "A running club for every woman in Leeds"),
    ("women's fashion", "Womens fashion on a budget"),
    ("mens grooming", "Men's grooming, beards and barbers"),
    ("child", "Fun science for curious children"),
    ("foot", "Happy feet: shoes for wide toes"),
    ("knife", "Hand-forged knives and cast iron"),
    ("leaf", "Rare house plants with variegated leaves"),
    ("hiking", "I hiked the whole Appalachian Trail"),
    ("run", "Marathon runner from Boston 🏃"),
    ("running", "I ran 100 miles so you don't have to"),
    ("baking", "Home baker of sourdough"),
    ("swim", "Open-water swimming, also in winter"),
    ("teaching", "Kindergarten teacher sharing classroom ideas"),
    ("gamer", "Cozy games and honest reviews"),
    ("photography", "Wedding photographer in Dublin"),
    ("gardening", "Allotment gardener, no-dig beds"),
    ("written", "I write letters to strangers"),
    ("comedian", "Stand-up comedy from Glasgow"),
    ("guitar", "Left-handed guitarist"),
    ("colourful", "Color palettes for small flats"),  # British and American spelling
    ("jewelry", "Handmade silver jewellery"),
    ("organized", "Home organisation for messy people"),
    ("traveller", "Solo traveler, 54 countries"),
    ("cafe", "Hidden cafés of Melbourne ☕"),
    ("naïve", "naive art from Cornwall"),
    ("ＶＥＧＡＮ", "vegan comfort food"),  # full width, from an Asian keyboard
    ("vegan food", "#VeganFood every day"),
    ("vegan food", "all the #veganfood in Leeds"),
    ("skincare", "Honest skin care for sensitive faces"),
    ("skin care", "Skincare for sensitive faces"),
    ("make-up", "Makeup for women over 50"),
    ("makeup", "Bridal make-up artist"),
    ("homemade", "Home-made candles"),
    ("food blogger", "Foodblogger in NYC🍕"),
    ("van life", "#vanlife with two dogs"),
    ("healthy", "Gut health explained simply"),
    ("mum", "Mom of three, Texas"),
    ("tyres", "I test winter tires"),
    ("trains", "Steam train videos every Sunday"),
    ("train", "Train with me at home, personal trainer"),
    ("tshirt", "I print T-shirts in Austin"),
    ("t-shirts", "Tshirt designs"),
    ("loreal", "L'Oréal ambassador"),
    ("kpop", "K-pop covers"),
    ("moisturizer", "Moisturiser reviews"),
    ("road trip", "roadtrips through Utah"),
    ("astrologer", "Astrology for beginners"),
    ("photoshoot", "photo shoot ideas"),
    ("smart phones", "Smartphone reviews"),
    ("board games", "Boardgame nights"),
    ("gluten free", "Gluten-free"),
    ("story", "storytelling"),
    ("cookbook", "cook book author"),
]

NOT_FOUND = [
    ("flow", "Flowers for your balcony"),
    ("moth", "Mother of four"),
    ("num", "Numbers explained"),
    ("show", "Bathroom and shower makeovers"),
    ("corn", "A quiet corner for readers"),
    ("car", "Vintage carpets and rugs"),
    ("car", "Home care for elderly parents"),
    ("wellness", "I paint as well as I cook"),
    ("business", "Life is busy with twins"),
    ("marketing", "The best farmers markets of France"),
    ("bowls", "Bowling with friends"),
    ("boxes", "Boxing and Muay Thai"),
    ("trains", "Strength training for beginners"),
    ("anime", "Rescue animals and their stories"),
    ("university", "Marvel universe explained"),
    ("organs", "Organic farming in Devon"),
    ("engine", "Engineer at NASA"),
    ("new", "Local news, every morning"),
    ("sea", "Every season a new look"),
    ("win", "Natural wine and cheese"),
]

KNOWN_MISSES = [
    ("storyteller", "I tell stories"),  # a compound and its parts turned round
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_an_english_word_is_found_in_its_other_forms(query: str, text: str) -> None:
    assert finds(query, text, "en")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_an_english_word_is_not_taken_for_another(query: str, text: str) -> None:
    assert not finds(query, text, "en")


@pytest.mark.parametrize(("query", "text"), KNOWN_MISSES)
def test_what_is_known_to_be_missed_is_missed(query: str, text: str) -> None:
    assert not finds(query, text, "en")
