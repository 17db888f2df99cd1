"""A calendar file is read by other programs as it was meant."""

from datetime import date, datetime

from campaign.exports.calendar import CalendarEvent, as_calendar

AT = datetime(2026, 11, 24, 9, 5)  # noqa: DTZ001 - UTC, as everywhere
SESSION = CalendarEvent(
    "hrc 64", "64th session; Geneva, “Палата”", date(2027, 2, 22), date(2027, 4, 2), "a\\b\nü" * 40
)


def test_lines_are_folded_between_letters_and_their_text_comes_back() -> None:
    text = as_calendar("Sessions", [SESSION], at=AT)

    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert max(len(line.encode()) for line in lines) == 75
    assert "\n" not in text.replace("\r\n", "")
    whole = text.replace("\r\n ", "").split("\r\n")
    assert "SUMMARY:64th session\\; Geneva\\, “Палата”" in whole
    assert "DESCRIPTION:" + "a\\\\b\\nü" * 40 in whole


def test_days_are_whole_the_end_is_the_day_after_and_the_stamp_is_of_utc() -> None:
    lines = as_calendar("Sessions", [SESSION], at=AT).split("\r\n")

    assert "DTSTART;VALUE=DATE:20270222" in lines
    assert "DTEND;VALUE=DATE:20270403" in lines
    assert "DTSTAMP:20261124T090500Z" in lines
    (identity,) = [line for line in lines if line.startswith("UID:")]
    assert identity in as_calendar("Later", [SESSION], at=datetime(2027, 1, 1)).split("\r\n")  # noqa: DTZ001
