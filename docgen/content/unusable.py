"""What keeps a file from being printed as a picture, whether it is made of dots or drawn."""

from collections.abc import Iterable

TAKEN = "png、jpg、gif、webp、bmp、tiff、svg"
"""What is taken instead, as sentences say it."""

PARTS = {
    "mask": "蒙版",
    "filter": "滤镜（阴影、模糊等）",
    "style": "样式表里的效果",
    "foreignObject": "嵌入的网页文字",
    "switch": "按条件显示的部分",
    "font": "自带的字体",
    "font-size": "字号",
    "fill": "填充颜色",
    "stroke": "线条颜色",
    "stroke-miterlimit": "线条的尖角",
    "color": "颜色",
    "stop-color": "渐变颜色",
    **dict.fromkeys(("animate", "animateTransform", "animateMotion", "animateColor", "set"), "动画"),
    **dict.fromkeys(("video", "audio", "canvas", "iframe"), "嵌入的音像和网页"),
    **dict.fromkeys(("meshgradient", "hatch", "solidcolor"), "特殊填充"),
}
"""What a clerk's drawing program calls the parts of a drawing, by their names in SVG."""


def named_parts(parts: Iterable[str]) -> str:
    """Return parts of a drawing as a sentence names them, each by its common name and its own."""
    return "、".join(dict.fromkeys(f"{PARTS.get(part, '其他效果')}（{part}）" for part in parts))


class UnusablePicture(ValueError):  # noqa: N818 - what it is, not that it is an error
    """A file that cannot be printed as a picture: the code of its problem, what its sentence names."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
