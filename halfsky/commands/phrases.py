"""What argparse says by itself, in Chinese where the terminal is not English."""

import argparse

from halfsky.commands.language import is_english

PHRASES = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这份说明",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "the following arguments are required: %s": "还缺：%s",
    "one of the arguments %s is required": "要写其中一个：%s",
    "not allowed with argument %s": "不能与 %s 同时使用",
    "unrecognized arguments: %s": "不认识：%s",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s 不明确，可能是 %(matches)s"
    ),
    "ignored explicit argument %r": "后面不应有值：%r",
    "expected one argument": "后面要有一个值",
    "expected at most one argument": "后面最多有一个值",
    "expected at least one argument": "后面至少要有一个值",
    "expected %s argument": "后面要有%s个值",
    "expected %s arguments": "后面要有%s个值",
    "invalid %(type)s value: %(value)r": "不能是 %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r，可用：%(choices)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "没有 %(parser_name)r，可用：%(choices)s"
    ),
}


def phrase(english: str) -> str:
    """A phrase of argparse in the language of the terminal."""
    return english if is_english() else PHRASES.get(english, english)


def counted_phrase(one: str, many: str, number: int) -> str:
    """The same for a phrase that depends on a number."""
    return phrase(one if number == 1 else many)


def speak_our_language() -> None:
    """argparse asks these two names of its own module for what it says (Python 3.11 to 3.13)."""
    vars(argparse).update(_=phrase, ngettext=counted_phrase)
