"""What a text says: its characters, sentences, numbers and units, and what each number is of."""
