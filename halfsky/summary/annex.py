"""The annex: every figure that a summary prints, with what it stands on."""

from collections.abc import Mapping

from halfsky.figures.comparison import Comparison
from halfsky.figures.declaration import SEMANTICS_LABELS, Distinct, Measure
from halfsky.figures.facts import MONEY, Fact, Part
from halfsky.figures.periods import chinese_date
from halfsky.figures.rounding import yuan
from halfsky.summary import document


def annex_rows(used: Mapping[str, Fact]) -> tuple[document.AnnexRow, ...]:
    """A row a fact, in the order in which the text prints them."""
    return tuple(
        annex_row(key, number, fact, used.get(fact.figure.code, fact))
        for number, (key, fact) in enumerate(used.items(), start=1)
    )


def annex_row(key: str, number: int, fact: Fact, now: Fact) -> document.AnnexRow:
    """One figure; one of another period is labelled with it and set beside this one."""
    is_other = "@" in key
    label = str(fact.figure.name)
    is_ratio = fact.denominator is not None
    return document.AnnexRow(
        key=key,
        number=number,
        label=f"{label}（{fact.period.label}）" if is_other else label,
        shown=fact.shown,
        value=fact.value,
        unit=fact.figure.unit,
        semantics_label=semantics_label(fact),
        definition=str(fact.figure.reference),
        records=fact.records,
        numerator=fact.amount if is_ratio else None,
        denominator=fact.denominator,
        adjustment=adjustment_label(fact),
        note=note(fact, now),
    )


def semantics_label(fact: Fact) -> str:
    """期内, 期末, or 累计 with its start."""
    label = str(SEMANTICS_LABELS[fact.semantics])
    since = fact.figure.since if isinstance(fact.figure, Measure) else None
    return f"{label}（{chinese_date(since)}起）" if since else label


def adjustment_label(fact: Fact) -> str:
    """What adjustments add to the records; of a rate to each of its parts."""
    named = zip(part_names(fact), fact.parts, strict=True)
    return "，".join(name + adjustment_of(part) for name, part in named if part.adjustment)


def part_names(fact: Fact) -> tuple[str, ...]:
    """What its parts are called before a note; a figure that is no rate is its own part."""
    return ("",) if fact.denominator is None else ("分子", "分母")


def adjustment_of(part: Part) -> str:
    """What adjustments add; to different things only after they were told apart."""
    unit = part.measure.unit
    amount = str(yuan(part.adjustment)) if unit == MONEY else str(part.adjustment)
    after = "（去重后另加）" if isinstance(part.measure, Distinct) else ""
    return f"含调整{plain_signed(amount)}{unit}{after}"


def plain_signed(number: str) -> str:
    """With its sign."""
    return number if number.startswith("-") else f"+{number}"


def note(fact: Fact, now: Fact) -> str:
    """What a reader must know: head-counts, another definition, silence."""
    notes = [
        f"{name or '其'}中人数登记{part.head_count}{part.measure.unit}"
        for name, part in zip(part_names(fact), fact.parts, strict=True)
        if part.head_count
    ]
    if fact is not now and not Comparison(now, fact).same_definition:
        notes.append("按当时的定义和标准计算")
    if fact.coverage.silent:
        notes.append(f"应报{fact.coverage.due}家，{fact.coverage.silent}家未报")
    return "；".join(notes)


def document_facts(used: Mapping[str, Fact]) -> dict[str, document.Fact]:
    """What the page says of a figure beyond its row."""
    return {
        key: document.Fact(
            period=fact.period.label,
            scope=f"{fact.organisation.name}（{'本级' if fact.own else '含下级'}）",
            coverage=document.Coverage(
                fact.coverage.due, fact.coverage.reported, fact.coverage.silent
            ),
        )
        for key, fact in used.items()
    }
