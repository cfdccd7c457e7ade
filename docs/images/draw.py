"""Draw the pictures of the docs: `python docs/images/draw.py` writes `*.svg` here.

Boxes bring their own background, and what is outside of them is a grey that is read
on white and on black, so that one file serves both.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent

BLUE, GREEN, RED, GREY = "#1f5fbf", "#1a7a45", "#b3382c", "#5d6672"
#: Lines and text outside of boxes.
INK = "#7b8490"


class Picture:
    """An SVG, drawn shape by shape."""

    def __init__(self, width: int, height: int, title: str) -> None:
        tip = (
            '<marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8"'
            f' markerHeight="8" orient="auto"><path d="M0 0L10 5L0 10z" fill="{INK}"/>'
            "</marker>"
        )
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
            f' width="{width}" height="{height}" role="img"'
            ' font-family="system-ui, sans-serif" font-size="15">'
        )
        self.parts = [head, f"<title>{escape(title)}</title>", f"<defs>{tip}</defs>"]

    def box(
        self, x: int, y: int, width: int, text: str, color: str = BLUE, height: int = 34
    ) -> None:
        """A box with centred text, a line of it for each line of `text`."""
        self.parts.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6"'
            f' fill="{color}"/>'
        )
        lines = text.split("\n")
        top = y + height / 2 + 5 - 9.5 * (len(lines) - 1)
        for index, line in enumerate(lines):
            self.text(x + width // 2, int(top + 19 * index), line, "#fff", "middle")

    def text(
        self, x: int, y: int, text: str, color: str = INK, anchor: str = "start"
    ) -> None:
        """A line of text."""
        self.parts.append(
            f'<text x="{x}" y="{y}" fill="{color}" text-anchor="{anchor}">'
            f"{escape(text)}</text>"
        )

    def arrow(self, *points: tuple[int, int], label: str = "") -> None:
        """A line through points, with a tip; the label is above its first part."""
        path = "L".join(f"{x} {y}" for x, y in points)
        self.parts.append(
            f'<path d="M{path}" fill="none" stroke="{INK}" stroke-width="2"'
            ' marker-end="url(#tip)"/>'
        )
        if label:
            (x, y), (to_x, to_y) = points[:2]
            if y == to_y:
                self.text((x + to_x) // 2, y - 8, label, anchor="middle")
            else:
                self.text(x + 8, (y + to_y) // 2 + 5, label)

    def svg(self) -> str:
        """The picture as text."""
        return "\n".join([*self.parts, "</svg>\n"])


def contents() -> Picture:
    """What can be attached, and as what it is read."""
    rows = [
        ("Contact", "ContactContent", ""),
        ("CommentContent", "CommentContent", "CommentUpdateContent"),
        ("FileContent", "FileContent", ""),
        ("SlaInputConfiguration", "SlaContent", "SlaUpdateConfiguration"),
        ("ConnectCaseInputContent", "ConnectCaseContent", ""),
        ("CustomInputContent", "CustomContent", "CustomUpdateContent"),
    ]
    it = Picture(760, 372, "The classes of a related item's content")
    for x, said in (
        (10, "create_related_item"),
        (270, "search_related_items"),
        (530, "update_related_item"),
    ):
        it.text(x + 110, 24, said, anchor="middle")
    for index, (attached, read, edited) in enumerate(rows):
        y = 40 + 46 * index
        it.box(10, y, 220, attached)
        it.arrow((230, y + 17), (268, y + 17))
        it.box(270, y, 220, read, GREEN)
        if edited:
            it.box(530, y, 220, edited)
            it.arrow((530, y + 17), (492, y + 17))
        else:
            it.text(640, y + 22, "cannot be edited", anchor="middle")
    it.box(270, 316, 220, "UnknownMember", GREY)
    it.text(506, 338, "what the service adds later")
    return it


def page_walk() -> Picture:
    """Pages, an error, and where to resume."""
    it = Picture(760, 250, "A walk over pages that fails and is resumed")
    pages = [("page 1", GREEN), ("page 2", GREEN), ("page 3", RED)]
    for index, (name, color) in enumerate(pages):
        x = 10 + 190 * index
        it.box(x, 40, 110, name, color)
        if index:
            it.arrow((x - 80, 57), (x - 2, 57), label="token")
    it.text(510, 62, "ThrottlingException, say")
    it.text(10, 24, "first run")
    it.arrow((445, 74), (445, 118), label="resume_token(error)")
    it.box(340, 120, 210, "the token of page 3", GREY)
    it.text(10, 184, "second run: next_token=that token")
    for index, name in enumerate(["page 3", "page 4", "last page"]):
        x = 10 + 190 * index
        it.box(x, 200, 110, name, GREEN)
        if index:
            it.arrow((x - 80, 217), (x - 2, 217), label="token")
    it.text(510, 222, "no token: the end")
    return it


def retries() -> Picture:
    """What happens after an attempt that failed."""
    it = Picture(760, 400, "What is sent again")
    it.box(270, 10, 220, "an attempt failed", GREY)
    it.arrow((270, 27), (130, 27), (130, 78))
    it.arrow((380, 44), (380, 78))
    it.arrow((490, 27), (640, 27), (640, 78))
    it.box(20, 80, 220, "the service refused it:\na rule, a permission", height=54)
    it.box(270, 80, 220, "throttled:\nnothing was done", height=54)
    it.box(
        520, 80, 230, "lost connection, error 5xx:\nit may have been done", height=54
    )
    it.arrow((130, 134), (130, 338))
    it.box(20, 340, 220, "the error is raised", RED)
    it.arrow((380, 134), (380, 338))
    it.box(270, 340, 220, "boto3 sends it again", GREEN)
    it.arrow((640, 134), (640, 178))
    it.box(520, 180, 230, "a read, or a write\nwith a client_token?", GREY, height=54)
    it.arrow((520, 207), (430, 207), (430, 338))
    it.text(475, 199, "yes", anchor="middle")
    it.arrow((640, 234), (640, 268), label="no")
    it.box(520, 270, 230, "Client(repeat_writes=…)", GREY)
    it.arrow((520, 287), (460, 287), (460, 338))
    it.text(500, 279, "True", anchor="end")
    it.arrow((640, 304), (640, 338), label="False")
    it.box(520, 340, 230, "the error is raised", RED)
    it.text(635, 392, "may_have_been_done(error)", anchor="middle")
    return it


def request() -> Picture:
    """The way of a request and its response."""
    it = Picture(760, 330, "The way of a request")
    down = [
        ("cases.create_related_item(…)", BLUE),
        ("CreateRelatedItemRequest", BLUE),
        ("checks: all violations at once", BLUE),
        ("botocore's dict", BLUE),
    ]
    up = [
        ("CreateRelatedItemResponse", GREEN),
        ("attrs classes, or ResponseError", GREEN),
        ("the body, read by this library", GREEN),
    ]
    for index, (text, color) in enumerate(down):
        it.box(20, 10 + 62 * index, 300, text, color)
        it.arrow((170, 44 + 62 * index), (170, 70 + 62 * index))
    it.box(20, 258, 300, "boto3: rate limit, sign, send, retry", GREY, height=50)
    it.arrow((320, 275), (438, 275), label="HTTPS")
    it.box(
        440, 258, 300, "Amazon Connect Cases,\nor the embedded service", GREY, height=50
    )
    for index, (text, color) in enumerate(up):
        y = 72 + 62 * index
        it.box(440, y, 300, text, color)
        it.arrow((590, y + 62), (590, y + 36))
    it.arrow((438, 89), (360, 89), (360, 27), (322, 27))
    return it


def audit() -> Picture:
    """The history of a case along its time."""
    it = Picture(760, 232, "The audit history of a case")
    it.arrow((20, 116), (744, 116))
    events: Sequence[tuple[str, str, str]] = [
        ("Case.Created", "09:00", "title, customer_id"),
        ("RelatedItem.Created", "09:01", "an SLA"),
        ("Case.Updated", "09:30", "Nights: 2 → 3"),
        ("RelatedItem.Created", "11:15", "a comment"),
        ("Case.Updated", "16:40", "status → closed"),
    ]
    for index, (kind, time, what) in enumerate(events):
        x = 20 + 140 * index
        above = index % 2 == 0
        y = 30 if above else 150
        color = GREEN if kind.startswith("Case") else BLUE
        it.box(x, y, 160, f"{kind}\n{what}", color, height=52)
        it.arrow((x + 40, 82 if above else 150), (x + 40, 112 if above else 120))
        it.text(x + 46, 134 if above else 106, time)
    it.text(20, 224, "values_as_of(events, moment): what each field held then")
    return it


#: The pictures, by the names of their files.
PICTURES: dict[str, Callable[[], Picture]] = {
    "contents": contents,
    "page-walk": page_walk,
    "retries": retries,
    "request": request,
    "audit-history": audit,
}

if __name__ == "__main__":
    for name, draw in PICTURES.items():
        (HERE / f"{name}.svg").write_text(draw().svg(), encoding="utf-8")
