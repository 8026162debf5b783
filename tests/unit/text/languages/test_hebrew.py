"""Are Hebrew words found in the forms that people write and search? Examples by native usage, not by the code."""

from __future__ import annotations

import pytest

from tests.unit.text.matching import finds

FOUND = [
    ("מתכון", "מתכונים קלים לכל המשפחה"),
    ("מתכונים", "מתכון חדש כל שבת"),
    ("משפחה", "מתכונים לכל המשפחה"),  # the family
    ("המשפחה", "טיפים למשפחה צעירה"),
    ("טבעוני", "בלוגרית טבעונית"),
    ("טבעוני", "מתכונים טבעוניים"),
    ("טבעונות", "טבעונית מתל אביב 🌱"),
    ("ילד", "פעילויות לילדים"),
    ("ילדים", "אמא לילד מקסים"),
    ("בישול", "אוהבת לבשל לחברים"),
    ("מבשלת", "בישול ביתי"),
    ("אפייה", "אופה עוגות מדהימות"),
    ("טיול", "מטיילת בעולם עם תרמיל"),
    ("טיולים", "הטיול הגדול לדרום אמריקה"),
    ("איפור", "מאפרת מקצועית"),
    ("מאפרת", "איפור כלות"),
    ("צלם", "צלמת חתונות"),
    ("חתונה", "צלמת חתונות"),
    ("בית", "עיצוב הבית"),
    ("בית", "בתים יפים בישראל"),  # irregular plural
    ("שמלה", "שמלות ערב"),
    ("נעליים", "אוסף נעלים"),  # one yod or two
    ("תוכנית", "תכנית אימונים"),  # with and without its vowel letter
    ("אומנות", "אמנות רחוב"),
    ("כלב", "כלבים וחתולים"),
    ("חתול", "כלבים וחתולים"),  # and cats
    ("ספר", "המלצות על ספרים"),
    ("סדרה", "סרטים וסדרות"),
    ("מסעדה", "ביקורות מסעדות בתל אביב"),
    ("עוגה", "עוגות יום הולדת 🎂"),
    ("יופי", "טיפים לאופנה וליופי"),  # and for beauty
    ("אופנה", "טיפים לאופנה וליופי"),
    ("שף", "שפית קונדיטורית"),  # the last letter's form, and gender
    ("אמן", "אמנית קעקועים"),
    ("שבת", "מתכונים לְשַׁבָּת"),  # vowel points
    ("נדלן", "משקיע נדל״ן"),  # an acronym typed without its sign
    ('נדל"ן', "משקיע נדל״ן"),
    ("tech", "סקירות Tech בעברית"),
    ("וולוג", "ולוג יומי"),  # one vav or two
    ("משחק", "גיימר ומשחקים 🎮"),
    ("מכונית", "סקירת מכוניות"),
    ("רכב", "מבחני רכבים"),
    ("חיות מחמד", "טיפים לכל חיית מחמד"),  # construct state
    ("שיער", "תסרוקות לשיער ארוך"),
    ("חנות", "חנויות יד שנייה"),
    ("אמא", "קהילת אימהות"),
    ("אימא", "אמא לשלושה"),
    ("ישראלי", "ישראלית בברלין"),
    ("ריקוד", "רוקדת בכל מקום 💃"),
    ("מתכונים קלים", "#מתכונים_קלים"),
    ("חג", "מתכונים לחגים"),
]

NOT_FOUND = [
    ("מכון", "מכוניות יוקרה"),  # a salon, cars
    ("רכב", "ברכבת לירושלים"),  # a car, by train
    ("תור", "שיעורי תורה"),  # an appointment, Torah
    ("יער", "טיפוח שיער"),  # a forest, hair
    ("טבע", "מתכונים טבעוניים"),  # nature, vegan
    ("לב", "כלב קטן"),  # a heart, a dog
    ("ספר", "ספורט אתגרי"),  # a book, sport
    ("ספר", "סיפור לילדים"),  # a book, a story
    ("שמים", "בשמים יוקרתיים"),  # the sky, perfumes
    ("פן", "עיצוב פנים"),  # a blow-dry, interior
    ("שמן", "שמנת חמוצה"),  # oil, cream
    ("מסך", "מסכות פנים"),  # a screen, masks
    ("משחק", "שחקנית תיאטרון"),  # a game, an actress
    ("רון", "שרון לוי, מאפרת"),  # two names
    ("סיבה", "הפקת מסיבות"),  # a reason, parties
    ("חברים", "חברות הייטק"),  # friends, companies
    ("חנה", "חנות בגדים"),  # Hannah, a shop
    ("בספרים", "לספרים"),  # two prefixed words are found by the bare word, not by each other
]

KNOWN_MISSES = [
    ("נדל״ן", "משקיע נדלן"),  # an acronym typed with its sign, written without
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_word_is_found_in_another_form(query: str, text: str) -> None:
    assert finds(query, text, "he")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_words_that_look_alike_are_kept_apart(query: str, text: str) -> None:
    assert not finds(query, text, "he")


@pytest.mark.parametrize(("query", "text"), KNOWN_MISSES)
def test_what_is_known_to_be_missed_is_still_missed(query: str, text: str) -> None:
    assert not finds(query, text, "he")
