from datetime import timedelta

import httpx
import pytest

from tests.unit.web.fakes import Rooms

BIRTH = "1.001193"
LETTERS = "cap-tai-khoan-dinh-danh-dien-tu-muc-2"


@pytest.mark.parametrize("path", [f"/P/VI/{BIRTH}", f"/p/vi/{BIRTH}", f"/P/vi/{BIRTH}"])
async def test_the_leaflet_has_everything_that_is_known_with_boxes_its_source_and_its_day(
    browser: httpx.AsyncClient, path: str
) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    for words in (
        "<h1>Đăng ký khai sinh</h1>",
        "Giấy chứng sinh",
        "5.000đ/việc",
        "Thời hạn giải quyết",
        "Nộp trực tuyến toàn trình",
        "Nơi nộp hồ sơ",
        "Nguồn: Thủ tục rút gọn (Hà Nội), ghi ngày 8/10/2026.",
        "Thông tin đến ngày 8/10/2026",
        "Cổng Dịch vụ công quốc gia",
        "Hộ tịch làm tại Quầy 1, Quầy 2.",
    ):
        assert words in answer.text
    assert answer.text.count('type="checkbox"') == 3


async def test_nobody_is_sent_to_a_counter_for_what_is_done_elsewhere(browser: httpx.AsyncClient) -> None:
    page = (await browser.get(f"/P/VI/{LETTERS}")).text
    assert "Công an cấp xã" in page and "làm tại Quầy" not in page


async def test_each_language_leads_to_the_other(browser: httpx.AsyncClient) -> None:
    english = (await browser.get(f"/P/EN/{BIRTH}")).text
    assert 'lang="en"' in english and "Birth registration" in english and f'href="/P/VI/{BIRTH}"' in english
    assert f'href="/P/EN/{BIRTH}"' in (await browser.get(f"/P/VI/{BIRTH}")).text


@pytest.mark.parametrize("procedure", [LETTERS, LETTERS.upper()])
async def test_ids_of_letters_may_be_typed_in_any_case(browser: httpx.AsyncClient, procedure: str) -> None:
    assert (await browser.get(f"/P/VI/{procedure}")).status_code == 200


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_there_is_a_leaflet_for_every_procedure(
    rooms: Rooms, browser: httpx.AsyncClient, language: str
) -> None:
    for id_, procedure in rooms.dialogs.now.knowledge.book.procedures.items():
        answer = await browser.get(f"/P/{language.upper()}/{id_}")
        assert answer.status_code == 200 and ("checkbox" in answer.text) is bool(procedure.documents)


@pytest.mark.parametrize(
    "path", ["VI/NOPE", "XX/1.001193", "vi/<script>", "VI/" + "a" * 300, "VI/a%00b", "VI/%2e%2e"]
)
async def test_what_is_not_known_gets_a_friendly_page(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(f"/P/{path}")
    assert answer.status_code == 404 and "<h1>" in answer.text and "<script>" not in answer.text


async def test_a_fee_that_has_expired_is_not_on_it(rooms: Rooms, browser: httpx.AsyncClient) -> None:
    book = rooms.dialogs.now.knowledge.book.procedures
    timed = next(p for p in book.values() if any(fact.valid_to for fact in p.fee))
    last = next(fact for fact in timed.fee if fact.valid_to)
    assert last.text["vi"] in (await browser.get(f"/P/VI/{timed.id}")).text
    assert last.valid_to is not None
    rooms.clock.at += timedelta(days=(last.valid_to - rooms.clock.now().date()).days + 1)
    assert last.text["vi"] not in (await browser.get(f"/P/VI/{timed.id}")).text
