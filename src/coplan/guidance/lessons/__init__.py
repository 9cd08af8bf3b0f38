"""The lessons of earlier partnerships, as data: one file per table of lessons. Read them with `library`."""
