"""Numbers, dates and amounts as official Chinese writes them: plain values in, text out.

GB/T 9704-2012 wants dates and document numbers in Arabic digits; Chinese numerals are for headings, for
dates in 〇-style on certificates, and 大写 for money, where no digit may be altered by a stroke.
"""

from datetime import date
from decimal import Decimal

DIGITS, TENS = "〇一二三四五六七八九", ("", "十", "百", "千")
CAPITALS, CAPITAL_TENS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")
GROUPS = {10**12: "万亿", 10**8: "亿", 10**4: "万", 1: ""}

LIMIT = 10**16
"""Numbers below ten thousand 万亿 can be spelt; nothing an office counts is larger."""


def official_date(day: date) -> str:
    """Return a date as GB/T 9704-2012 7.3.5.4 prints it, without leading zeros: 2024年6月20日."""
    return f"{day.year}年{day.month}月{day.day}日"


def official_month(day: date) -> str:
    """Return `2024年6月`, as a book's imprint has it."""
    return f"{day.year}年{day.month}月"


def chinese_date(day: date) -> str:
    """Return a date in Chinese numerals: 二〇二四年六月二十日."""
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{chinese(day.month)}月{chinese(day.day)}日"


def reference(code: str, year: int, serial: int) -> str:
    """Return a 发文字号 (GB/T 9704-2012 7.2.5) from its 机关代字: 拉食安办函〔2024〕12号."""
    return f"{code}〔{year}〕{serial}号"


def chinese(number: int) -> str:
    """Return a whole number in Chinese numerals: 十一, 一百零五. Raises ValueError below 0 and from 10^16."""
    text = spelt(number, "零" + DIGITS[1:], TENS)
    return text.removeprefix("一") if text.startswith("一十") else text


def capital_amount(yuan: Decimal) -> str:
    """Return an amount of money in 大写, to the 分: 壹仟陆佰捌拾元零叁角贰分, 壹拾元整.

    After the rules for filling in bills in 支付结算办法, annex 1. Raises ValueError for a negative amount,
    for one with parts of a 分 and for one of 10^16 yuan or more.
    """
    cents = yuan * 100
    if cents != int(cents):
        raise ValueError(f"{yuan} has parts of a 分")
    whole, (jiao, fen) = int(cents) // 100, divmod(int(cents) % 100, 10)
    text = f"{spelt(whole, CAPITALS, CAPITAL_TENS)}元" if whole or not cents else ""
    # 零 stands for every empty place between two written ones.
    gap = "零" if whole and (not jiao or whole % 10 == 0) else ""
    if jiao:
        text += f"{gap}{CAPITALS[jiao]}角"
    elif fen:
        text += gap
    return text + (f"{CAPITALS[fen]}分" if fen else "整")


def amount_of(words: str) -> Decimal | None:
    """Return the yuan of an amount in 大写, also with 圆 for 元 and 正 for 整; None for what is no amount."""
    yuan, group, digit, cents = 0, 0, 0, Decimal(0)
    for sign in words.strip("整正"):
        if sign in CAPITALS:
            digit = CAPITALS.index(sign)
        elif sign in CAPITAL_TENS[1:]:
            group, digit = group + (digit or 1) * 10 ** CAPITAL_TENS.index(sign), 0
        elif sign in "万亿":
            # 亿 counts all that was said before it (一万亿), 万 only what was said since 亿.
            above, below = divmod(yuan, 10**8) if sign == "万" else (0, yuan)
            yuan = above * 10**8 + (below + group + digit) * (10**4 if sign == "万" else 10**8)
            group = digit = 0
        elif sign in "元圆":
            yuan, group, digit = yuan + group + digit, 0, 0
        elif sign in "角分":
            cents, digit = cents + digit * (Decimal("0.1") if sign == "角" else Decimal("0.01")), 0
        else:
            return None
    return yuan + group + digit + cents


def spelt(number: int, digits: str, tens: tuple[str, ...]) -> str:
    """Return a whole number spelt with these digits and tens, in groups of four places."""
    if not 0 <= number < LIMIT:
        raise ValueError(f"{number} cannot be spelt")
    text = ""
    for size in GROUPS:
        group = number // size % 10000
        if not group:
            continue
        gap = digits[0] if text and has_gap(number, size) else ""
        text += gap + spelt_group(group, digits, tens) + group_name(number, size)
    return text or digits[0]


def has_gap(number: int, size: int) -> bool:
    """Say whether zeros stand between the group of this size and the digits written before it."""
    return number // size % 10000 < 1000 or number // size // 10000 % 10000 == 0


def group_name(number: int, size: int) -> str:
    """Return 万, 亿 or 万亿; 亿 is said once where both its groups are written: 一万零二亿."""
    return "万" if size == 10**12 and number // 10**8 % 10000 else GROUPS[size]


def spelt_group(group: int, digits: str, tens: tuple[str, ...]) -> str:
    """Return a number from 1 to 9999; zeros between its digits are said once, at its end never."""
    text, gap = "", ""
    for place, digit in enumerate(f"{group:04d}"):
        if digit == "0":
            gap = digits[0] if text else ""
        else:
            text += gap + digits[int(digit)] + tens[3 - place]
            gap = ""
    return text
