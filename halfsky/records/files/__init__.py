"""Files beside a record: what is taken, what is made of a photo, where the bytes lie."""
