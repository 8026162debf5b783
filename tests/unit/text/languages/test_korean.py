"""Are Korean words found with their particles and endings, and within compounds?"""

from __future__ import annotations

import pytest

from tests.unit.text.matching import finds

FOUND = [
    ("캠핑", "주말마다 캠핑을 떠나요"),
    ("캠핑을", "캠핑 초보의 브이로그"),
    ("여행", "여행에서 만난 사람들"),
    ("여행", "혼자 여행하는 직장인"),
    ("요리", "집에서 요리해요"),
    ("요리", "매일 요리합니다"),
    ("강아지", "강아지와 함께 사는 집"),
    ("강아지", "강아지들의 하루"),
    ("고양이", "고양이가 세 마리"),
    ("서울", "서울에서만 갈 수 있는 카페"),
    ("책", "책을 읽어요"),
    ("옷", "예쁜 옷을 소개합니다"),
    ("빵", "빵과 커피를 좋아해요"),
    ("먹다", "많이 먹는 여자"),
    ("먹는", "맛있게 먹어요"),
    ("만들기", "직접 만드는 가구"),
    ("만들다", "인형을 만들어요"),
    ("그리다", "그림을 그려요"),
    ("그리는", "매일 그린 그림일기"),
    ("예쁜", "예쁘고 저렴한 옷"),
    ("예쁜", "색감이 정말 예뻐요"),
    ("귀여운", "우리 아기 너무 귀여워요"),
    ("매운", "매워도 맛있는 떡볶이"),
    ("맛있는", "맛있게 만드는 집밥"),
    ("춤추는", "매일 춤춰요"),
    ("달리기", "새벽마다 달려요"),
    ("걷기", "매일 만 보 걸어요"),
    ("굽다", "직접 구운 쿠키"),
    ("찍다", "필름 사진을 찍고 있어요"),
    ("부르는", "노래를 불러요"),
    ("배우다", "기타를 배워요"),
    ("즐거운", "즐겁게 사는 가족"),
    ("여행하다", "여행했던 도시"),
    ("비건", "비건요리 연구가"),  # compounds, written together or not
    ("비건요리", "비건 요리를 나눠요"),
    ("비건 요리", "비건요리 레시피"),
    ("캠핑장비", "캠핑 장비를 리뷰합니다"),
    ("화장", "화장품 리뷰"),
    ("수영", "수영장 추천"),
    ("메이크업", "데일리메이크업 튜토리얼"),
    ("육아", "육아맘의 하루"),
    ("레시피", "#자취요리레시피"),
    ("카페", "성수동☕카페☕투어"),
    ("K뷰티", "k뷰티를 알려요"),
    ("ＤＩＹ", "셀프 DIY로 꾸민 방"),
    ("콘텐츠", "여행 컨텐츠를 만듭니다"),  # a usual misspelling
    ("액세서리", "악세사리 공방"),
    ("케이크", "수제 케익 주문"),
    ("한식", "\u1112\u1161\u11ab\u1109\u1175\u11a8 요리"),  # decomposed, as from a Mac
]

NOT_FOUND = [
    ("고양", "고양이가 좋아요"),  # the town, cats
    ("화장", "화장실 청소 꿀팁"),  # make-up, toilet
    ("스키", "스키니진 코디"),  # ski, skinny
    ("카페", "카페인 없는 차"),  # café, caffeine
    ("아이", "아이돌 댄스 커버"),  # child, idol
    ("아이", "아이폰 꿀팁"),
    ("파티", "파티시에가 만든 빵"),  # party, patissier
    ("모자", "모자이크 타일 공예"),  # hat, mosaic
    ("배우", "기타를 배워요"),  # actor, to learn
    ("나이", "나이키 운동화 수집"),  # age, Nike
    ("네일", "내일도 만나요"),  # nails, tomorrow
    ("대만", "대전 맛집"),
    ("오리", "오리지널 사운드"),  # duck, original
    ("사이", "사이다 리뷰"),
    ("그림", "그림자놀이"),  # picture, shadow
    ("이사", "고양이사료 추천"),  # moving house; cat food cut amiss
    ("사과", "사진과 영상"),
    ("사과", "사고는 예고 없이"),  # apple, accident
    ("바지", "제주 바다가 좋아요"),  # trousers, sea
    ("가게", "산에 가는 길"),  # shop, going
    ("아기", "아는 언니"),  # baby, knowing
    ("오늘", "집에 오는 길"),  # today, coming
    ("하늘", "요리를 하는 하루"),  # sky, doing
    ("피자", "꽃이 피는 정원"),  # pizza, to bloom
    ("딸기", "딸은 네 살"),  # strawberry, daughter
    ("문", "광고 문의는 메일로"),  # door, inquiry
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_korean_word_is_found_in_its_other_forms(query: str, text: str) -> None:
    assert finds(query, text, "ko")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_a_korean_word_is_not_taken_for_another(query: str, text: str) -> None:
    assert not finds(query, text, "ko")
