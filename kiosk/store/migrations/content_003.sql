-- Every number a book can be scanned by: a work has an ISBN for each of its editions.
CREATE TABLE book_isbn (
  isbn TEXT NOT NULL,
  item INTEGER NOT NULL REFERENCES item (n) ON DELETE CASCADE,
  PRIMARY KEY (isbn, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX book_isbn_item ON book_isbn (item);
INSERT INTO book_isbn SELECT isbn, n FROM item WHERE kind = 'book' AND isbn <> '';
