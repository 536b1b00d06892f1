"""The number formats that a workbook names by number alone (ECMA-376 18.8.30), as in Chinese Excel."""

MONTH, DAY, DATE = 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"'
HOURS, SECONDS = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
HALVES, HALF_SECONDS = f"上午/下午{HOURS}", f"上午/下午{SECONDS}"

FORMATS = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: "¥#,##0;¥-#,##0", 6: "¥#,##0;[Red]¥-#,##0", 7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;[Red]¥-#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    23: "$#,##0_);($#,##0)", 24: "$#,##0_);[Red]($#,##0)",
    25: "$#,##0.00_);($#,##0.00)", 26: "$#,##0.00_);[Red]($#,##0.00)",
    27: MONTH, 28: DAY, 29: DAY, 30: "m-d-yy", 31: DATE, 32: HOURS, 33: SECONDS,
    34: HALVES, 35: HALF_SECONDS, 36: MONTH,
    37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: MONTH, 51: DAY, 52: MONTH, 53: DAY, 54: DAY, 55: HALVES, 56: HALF_SECONDS, 57: MONTH, 58: DAY,
    59: "0", 60: "0.00", 61: "#,##0", 62: "#,##0.00", 67: "0%", 68: "0.00%", 69: "# ?/?", 70: "# ??/??",
    71: "d/m/yyyy", 72: "d-mmm-yy", 73: "d-mmm", 74: "mmm-yy", 75: "h:mm", 76: "h:mm:ss", 77: "d/m/yyyy h:mm",
    78: "mm:ss", 79: "[h]:mm:ss", 80: "mm:ss.0", 81: "d/m/yyyy",
}  # fmt: skip


def builtin(number: int) -> str:
    """Return the code of a format that has none of its own; General where no rule names it."""
    return FORMATS.get(number, "General")
