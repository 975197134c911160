"""The parts of a Word document in the layout of GB/T 9704-2012."""
