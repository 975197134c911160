"""The sample city: invented, deterministic, and complete from 2021-01-01 to 2022-06-30."""
