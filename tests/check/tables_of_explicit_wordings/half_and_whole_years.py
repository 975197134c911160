"""The half of the year told, the rest planned, and the whole year."""

from __future__ import annotations

from halfsky.summary.check.sums import whole_year

SOUND = [
    (whole_year, "上半年只放电影3场，到场410人次。下半年计划放电影5场，全年8场。"),
    (whole_year, "上半年放电影3场、办书展2场。下半年放电影5场，全年13场。"),
    (whole_year, "上半年义诊3场。下半年计划放电影5场，全年9场。"),
    (whole_year, "上半年放电影3场。下半年每月放电影1场，全年9场。"),
    (whole_year, "上半年放电影3场。下半年计划放电影约5场，全年9场。"),
]
FAULTY = [
    (
        whole_year,
        "上半年只放电影3场，到场410人次。下半年计划放电影5场，全年9场。",
        "3场＋5场＝8场，文中全年9场，对不上。",
    ),
    (
        whole_year,
        "上半年慰问职工160户，下半年拟慰问210户，全年将达到330户。",
        "160户＋210户＝370户，文中全年330户，对不上。",
    ),
]
