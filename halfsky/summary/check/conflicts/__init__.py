"""Rules of what cannot both be: tellings, parts and wholes, words against numbers, dates."""
