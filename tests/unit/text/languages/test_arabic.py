"""Are Arabic words found in the forms that people write and search? Examples by native usage, not by the code."""

from __future__ import annotations

import pytest

from tests.unit.text.matching import finds

FOUND = [
    ("وصفة", "أشارككم وصفات سهلة كل يوم"),
    ("وصفات", "وصفة جديدة كل جمعة 🍰"),
    ("مطعم", "تقييم مطاعم القاهرة"),  # broken plural
    ("مطاعم", "أفضل مطعم في دبي"),
    ("طفل", "أنشطة للأطفال"),  # broken plural behind "for the"
    ("اطفال", "ملابس طفل عمره سنة"),  # typed without its hamza
    ("ألعاب", "مراجعة لعبة كل أسبوع"),
    ("العاب", "بث مباشر ألعاب 🎮"),
    ("فيلم", "مراجعات أفلام ومسلسلات"),
    ("مسلسل", "مراجعات أفلام ومسلسلات"),
    ("عطر", "كل شيء عن العطور"),
    ("كتب", "كتاب كل أسبوع"),
    ("فستان", "فساتين زفاف"),
    ("تمارين", "تمرين منزلي بدون معدات"),
    ("شاطئ", "شواطئ وجزر"),
    ("هاتف", "مراجعة الهواتف الذكية"),
    ("قطة", "تربية القطط"),
    ("قصة", "قصص قبل النوم"),
    ("بشرة", "روتين العناية بالبشرة"),
    ("البشرة", "منتجات للبشرة الدهنية"),
    ("بشرة", "نصائح لبشرتك ✨"),  # for your skin
    ("مطبخ", "أهلا بكم في مطبخي"),  # my kitchen
    ("رحلة", "يوميات رحلاتي حول العالم"),  # my trips
    ("رحلات", "رحلتي إلى اليابان"),  # my trip
    ("متجر", "تسوقوا من متجرنا"),  # our shop
    ("سيارات كهربائية", "تجارب السيارات الكهربائية"),
    ("كهربائي", "السيارات الكهربائية"),
    ("إلكترونية", "بطل الرياضات الإلكترونية"),  # begins like an article, and has one before it
    ("مصورة", "مصور أعراس في جدة"),
    ("مصورين", "مصور أعراس في جدة"),
    ("محجبات", "تنسيقات محجبة"),
    ("نباتية", "نباتي منذ ٢٠١٥"),
    ("2015", "نباتي منذ ٢٠١٥"),
    ("سهله", "وصفات سهلة"),  # ه for ة, as Egyptians type
    ("مستشفي", "طبيبة في مستشفى"),  # ي for ى
    ("مدونة سفر", "مُدَوِّنَةُ سَفَرٍ"),
    ("قهوة", "قـــهـــوة مختصة"),  # stretched
    ("مؤثرة", "موثره من جدة"),
    ("أزياء", "ازيا وموضة"),  # without its last hamza
    ("رائعة", "اماكن رايعة"),
    ("السفر", "أحب سفر البر"),
    ("طعام", "عن السفر والطعام"),
    ("وصفات سهلة وسريعة", "سريعة وسهلة: وصفات من مطبخي"),
    ("طبخ", "أطبخ لعائلتي كل يوم"),
    ("طبخ", "بطبخ أكل بيتي"),  # Egyptian "I cook"
    ("سفر", "نسافر حول العالم"),
    ("رسم", "أرسم شخصيات أنمي"),
    ("مكياج", "ميكاب ارتست | عرايس"),
    ("جيمر", "قيمر سعودي 🎮"),  # g is ج in Egypt, ق in the Gulf
    ("بلوقر", "بلوجر موضة"),
    ("پيتزا", "بيتزا إيطالية في البيت"),  # Persian letters for p and v
    ("ڤيديو", "صانع فيديوهات"),
    ("أكل صحي", "#أكل_صحي كل يوم"),
    ("vegan", "مطبخ Vegan عربي 🌱"),
    ("كلاب", "ﻛﻼﺏ ﻭﻗﻄﻂ"),  # presentation forms
    ("مصر", "طباخ مصري في دبي"),
    ("سعودي", "أم سعودية لثلاثة"),
]

NOT_FOUND = [
    ("رياضة", "يوميات من الرياض"),  # sport, the city of Riyadh
    ("الرياض", "مدربة رياضة ولياقة"),
    ("سلطة", "سلطان العتيبي"),  # salad, a man's name
    ("تمر", "تمرين كل صباح"),  # dates, exercise
    ("كحل", "عطور بدون كحول"),  # kohl, alcohol
    ("رسم", "الحساب الرسمي للفنان"),  # drawing, official
    ("نبات", "وصفات نباتية"),  # a plant, vegan
    ("نباتي", "نباتات الظل"),
    ("كتاب", "كتابة محتوى"),  # a book, writing
    ("مكتب", "مكتبة الأطفال"),  # an office, a library
    ("وردة", "رد سريع على الخاص"),  # a rose, a reply
    ("بيض", "قميص أبيض"),  # eggs, white
    ("جمل", "أجمل الأماكن"),  # a camel, the most beautiful
    ("لاب", "كلاب وقطط"),  # a laptop, dogs
    ("قطر", "قطرات للعين"),  # Qatar, drops
    ("بشرة", "خير البشر"),  # skin, mankind
    ("دينا", "لدينا منتجات طبيعية"),  # Dina, we have
    ("طريق", "طريقة عمل الكيك"),  # a road, a way
    ("بحر", "شيف من البحرين"),  # the sea, Bahrain
    ("رياضة", "مدرس رياضيات"),  # sport, mathematics
]

KNOWN_MISSES = [
    ("أكل صحي", "#أكلصحي"),  # no capitals divide a joined hashtag
    ("جميل", "جمييييل"),  # letters repeated for emphasis
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_word_is_found_in_another_form(query: str, text: str) -> None:
    assert finds(query, text, "ar")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_words_that_look_alike_are_kept_apart(query: str, text: str) -> None:
    assert not finds(query, text, "ar")


@pytest.mark.parametrize(("query", "text"), KNOWN_MISSES)
def test_what_is_known_to_be_missed_is_still_missed(query: str, text: str) -> None:
    assert not finds(query, text, "ar")
