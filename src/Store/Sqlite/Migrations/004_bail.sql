-- Who imports a source, until when unless it says again that it is alive: two runs of one source never overlap.
CREATE TABLE bail (
  source   TEXT NOT NULL PRIMARY KEY,
  porteur  TEXT NOT NULL,
  nom      TEXT NOT NULL,
  depuis   TEXT NOT NULL,
  jusqu_a  TEXT NOT NULL
);
