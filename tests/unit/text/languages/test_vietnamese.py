"""Are Vietnamese words, which don't change their forms, found however they are typed?"""

from __future__ import annotations

import pytest

from tests.unit.text.matching import finds

FOUND = [
    ("du lịch", "Blog du lịch bụi khắp Việt Nam"),
    ("du lich", "Du lịch một mình vẫn vui"),  # typed without marks
    ("DU LỊCH", "chia sẻ kinh nghiệm du lịch"),
    ("đà nẵng", "Ăn gì ở Da Nang?"),  # the text is the one without marks
    ("da nang", "Đà Nẵng quê mình"),  # đ is a letter, and typed d
    ("nấu ăn", "Mẹ bỉm nấu ăn mỗi ngày"),
    ("nau an", "Kênh nấu ăn của Hương"),
    ("hòa", "Mình là Hoà, sống ở Huế"),  # the tone over either vowel: old and new spelling
    ("thuỷ", "Thủy review mỹ phẩm"),
    ("làm đẹp", "Bí quyết la\u0300m đe\u0323p tại nhà"),  # decomposed, as from a Mac
    ("mỹ phẩm", "Review my\u0303 phâ\u0309m nội địa"),  # half composed
    ("cà phê", "☕cà phê sáng☕ Sài Gòn"),
    ("ca phe", "Quán Cà-phê yêu thích"),
    ("cà phê", "#CàPhê sữa đá mỗi sáng"),  # capitals divide a hashtag
    ("ẩm thực", "#ẨmThực đường phố"),
    ("cafe", "Đi café cuối tuần"),
    ("thời trang nữ", "Shop thời trang công sở nữ"),
    ("ｇａｍｅ", "Streamer game mobile"),
    ("review phim", "Phim hay mỗi tuần, review có tâm"),
    ("mẹ và bé", "Mẹ kể chuyện và bé nghe"),
    ("me va be", "Đồ dùng cho mẹ và bé"),
    ('"làm vườn"', "Làm vườn trên sân thượng 🌱"),
    ("ƯỚC MƠ", "ước mơ của tôi"),
    ("bún bò", "Bún bò Huế gia truyền"),
    ("skincare", "Skincare cho da dầu"),
    ("du lịch", "Đi khắp nơi #dulichvietnam"),  # hashtags are written without spaces and marks
    ("lamdep", "Chia sẻ cách làm đẹp mỗi ngày"),
    ("ẩm thực", "#amthucduongpho Sài Gòn"),
    ("Việt Nam", "Made in Vietnam"),
    ("thời trang", "thời trang nữ"),
    ("thoi trang", "yêu thời trang"),
    ("trẻ em", "quần áo trẻ em"),
    ("đánh giá", "đánh giá xe"),
    ("danh gia", "đánh giá xe"),
    ("xe hơi", "xe hơi và xe máy"),
    ("chó mèo", "yêu chó mèo"),
    ("ca nhạc", "ca nhạc Việt"),
    ("trang điểm", "Trang Điểm Cô Dâu"),
    ("giảm cân", "giảm cân hiệu quả"),
    ("giam can", "giảm cân"),
    ("Hà Nội", "ha noi"),
    ("tiếng anh", "dạy Tiếng Anh"),
    ("bánh ngọt", "bánh ngọt"),
    ("lý", "vật lí"),
    ("mì", "mỳ quảng"),
    ("công nghệ", "công nghệ"),
    ("chăm sóc da", "chăm sóc da"),
    ("NẤU ĂN", "nấu ăn"),
    ("thú cưng", "thú cưng"),
    ("mĩ phẩm", "mỹ phẩm"),
    ("bác sỹ", "bác sĩ"),
    ("kĩ năng", "kỹ năng"),
    ("ca sỹ", "ca sĩ"),
    ("nhiếp ảnh", "nhiếp ảnh gia"),
    ("nhiep anh", "nhiếp ảnh gia"),
    ("gia đình", "gia đình nhỏ"),
    ("tập gym", "tập gym"),
    ("lam dep", "làm đẹp mỗi ngày"),
    ("me bim sua", "mẹ bỉm sữa"),
    ("đồ ăn", "review đồ ăn"),
    ("do an", "review đồ ăn"),
    ("da lat", "Đà Lạt mộng mơ"),
    ("hoà bình", "hòa bình"),
    ("dulich", "#DuLịch"),
    ("thể thao", "thể thao và sức khoẻ"),
    ("sức khỏe", "sức khoẻ"),
    ("cho", "chó mèo"),
    ("âm nhạc", "âm nhạc"),
    ("tre em", "trẻ em"),
]

NOT_FOUND = [
    ("bò", "Bốn mùa hoa"),  # beef, four
    ("cà phê", "Cả nhà mê phở"),  # coffee; whole, pho
    ("game", "Gamela là tên mèo của tôi"),
    ('"du lịch"', "Lịch du học năm nay"),  # travel; timetable, study abroad
    ("phở", "Phòng ngủ và ánh sáng"),  # noodle soup, room
    ("ăn", "Anh Tuấn, thợ ảnh"),  # eat, a pronoun
    ("mèo", "Mềm mại, êm ái"),  # cat, soft
    ("chó", "Chôm chôm và chuối"),  # dog, fruit
    ("du lịch -tây bắc", "Du lịch tây nguyên"),
    ("bánh", "bóng"),
    ("ô tô", "tôi"),
    ("bún", "bưởi"),
    ("xe", "xem phim"),
    ("nhạc", "nhà"),
    ("thể thao", "thời trang"),
    ("tin", "tình yêu"),
    ("con", "công"),
    ("bánh", "bạn thân"),
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_vietnamese_word_is_found_however_it_is_typed(query: str, text: str) -> None:
    assert finds(query, text, "vi")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_a_vietnamese_word_is_not_taken_for_another(query: str, text: str) -> None:
    assert not finds(query, text, "vi")
