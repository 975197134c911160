"""Activities of the sample city: advanced methods that skilled women went to see."""

from halfsky.registers.activities.method_observations import MethodObservation
from halfsky.sample.context import City, save, stamp
from halfsky.sample.dealing import day_between
from halfsky.sample.names import woman
from halfsky.sample.targets import HalfYear

METHODS = ("精密绕线操作法", "细纱接头操作法", "高效质检操作法")


def make_activities(city: City) -> None:
    """One demonstration in a half-year that has any."""
    for half in city.half_years:
        if half.flows.method_observers:
            save_observation(city, half)


def save_observation(city: City, half: HalfYear) -> None:
    """The women whom the city sent to a demonstration."""
    rng = city.rng(f"activities/{half.key}")
    last = half.period.last_day
    row = MethodObservation(
        organisation=city.root,
        date=day_between(rng, last.replace(month=last.month - 2, day=6), last.replace(day=20)),
        method=rng.choice(METHODS),
        named_after=woman(rng),
        women=half.flows.method_observers,
    )
    save(list(stamp(rng, city, [row])))
