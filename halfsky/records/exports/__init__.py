"""Large exports of confidential lists: asked for by one person, let through by another."""
