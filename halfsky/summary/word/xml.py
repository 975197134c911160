"""WordprocessingML elements in one line of Python each."""

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element

from halfsky.summary.document import printable

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
Attribute = str | int

# The type of every element; python-docx gives only some of them a class of their own.
Element = _Element


def element(tag: str, *children: Element, **attributes: Attribute) -> Element:
    """An element such as `element("w:jc", val="center")`; attributes get the w: prefix."""
    made: Element = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def child(parent: Element, tag: str) -> Element:
    """The first child with a tag; it must be there."""
    found = parent.find(qn(tag))
    if found is None:
        raise LookupError(f"no {tag} in {parent.tag}")
    return found


def text_run(text: str, character_style: str | None = None) -> Element:
    """A run; tabs and line breaks inside become blanks, for they would upset the layout."""
    # The hint gives “ ” — … to the Chinese font: by themselves they take the Western one.
    properties = element("w:rPr", element("w:rFonts", hint="eastAsia"))
    if character_style:
        properties.insert(0, element("w:rStyle", val=character_style))
    content = element("w:t")
    content.text = " ".join(printable(text).splitlines()).replace("\t", " ")
    content.set(SPACE, "preserve")
    return element("w:r", properties, content)


def paragraph(style: str, *content: Element) -> Element:
    """A paragraph in a style, given by its id."""
    return element("w:p", element("w:pPr", element("w:pStyle", val=style)), *content)


def bookmark(number: int, name: str, *content: Element) -> tuple[Element, ...]:
    """The content between the two ends of a bookmark."""
    return (
        element("w:bookmarkStart", id=number, name=name),
        *content,
        element("w:bookmarkEnd", id=number),
    )


def link(anchor: str, tooltip: str, *content: Element) -> Element:
    """A link to a bookmark; the text in it stays as editable as any other."""
    # Word refuses tooltips longer than 260 characters.
    return element(
        "w:hyperlink", *content, anchor=anchor, history=1, tooltip=printable(tooltip)[:255]
    )
