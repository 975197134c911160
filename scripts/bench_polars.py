"""The same aggregates by polars over Parquet: what this machine can do at most."""

import datetime
import time
from pathlib import Path
from statistics import median
from typing import Any

import polars as pl
from django.db import connection

FIRST, LAST = datetime.date(2018, 1, 1), datetime.date(2022, 6, 30)
COLUMNS = {
    "education_training": ("organisation_id", "date", "kind", "women_attending"),
    "rights_enterprisevisit": ("organisation_id", "date", "employer_id"),
    "rights_specialcontract": ("organisation_id", "since", "until"),
    "rights_screening": ("organisation_id", "date", "women"),
    "assistance_insuranceenrolment": ("organisation_id", "date", "product", "persons"),
    "rights_complaint": ("organisation_id", "date", "closed_on", "is_woman_worker", "recovered"),
}
DATES = ("date", "since", "until", "closed_on")


def export(folder: Path) -> None:
    """The columns that the figures read, a Parquet file a table."""
    for table, columns in COLUMNS.items():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(columns)} FROM {table}")
            frame = pl.DataFrame(cursor.fetchall(), schema=list(columns), orient="row")
        days = [pl.col(name).cast(pl.Date) for name in columns if name in DATES]
        frame.with_columns(days).write_parquet(folder / f"{table}.parquet")


def aggregates(folder: Path) -> list[Any]:
    """Every figure of those tables by organisation."""
    scan = {table: pl.scan_parquet(folder / f"{table}.parquet") for table in COLUMNS}
    during = pl.col("date").is_between(FIRST, LAST)
    closed = pl.col("closed_on").is_between(FIRST, LAST)
    woman = pl.col("is_woman_worker").cast(pl.Boolean)
    in_force = (pl.col("since") <= LAST) & (pl.col("until").is_null() | (pl.col("until") > LAST))
    by = "organisation_id"
    queries = [
        scan["education_training"]
        .filter(during)
        .group_by(by)
        .agg(
            pl.len().alias("sessions"),
            (pl.col("kind") == "technical").sum().alias("skills"),
            pl.col("women_attending").sum(),
        ),
        scan["rights_enterprisevisit"].filter(during).select(by, "employer_id").unique(),
        scan["rights_specialcontract"].filter(in_force).group_by(by).agg(pl.len()),
        scan["rights_screening"].filter(during).group_by(by).agg(pl.col("women").sum()),
        scan["assistance_insuranceenrolment"]
        .filter(during)
        .group_by(by, "product")
        .agg(pl.len().alias("records"), pl.col("persons").sum()),
        scan["rights_complaint"]
        .group_by(by)
        .agg(
            (during & woman).sum().alias("women"),
            during.sum().alias("all"),
            (closed & woman).sum().alias("closed"),
            pl.col("recovered").filter(closed & woman).sum(),
        ),
    ]
    return [query.collect() for query in queries]


def measure(folder: Path) -> float:
    """Seconds for all aggregates: the median of seven rounds after one."""
    export(folder)
    taken = []
    for _round in range(8):
        start = time.perf_counter()
        aggregates(folder)
        taken.append(time.perf_counter() - start)
    return median(taken[1:])
