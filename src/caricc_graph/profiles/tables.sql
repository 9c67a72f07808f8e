CREATE TABLE entity (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, event_kind TEXT NOT NULL, mentions INTEGER NOT NULL, statements INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE member (id TEXT PRIMARY KEY, entity TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE identifier (entity TEXT NOT NULL, scheme TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (entity, scheme, value)) WITHOUT ROWID;
CREATE TABLE name (entity TEXT NOT NULL, text TEXT NOT NULL, mentions INTEGER NOT NULL, bulletin TEXT NOT NULL, PRIMARY KEY (entity, text)) WITHOUT ROWID;
CREATE TABLE merge (entity TEXT NOT NULL, reason TEXT NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (entity, reason)) WITHOUT ROWID;
CREATE TABLE bulletin (id TEXT PRIMARY KEY, title TEXT NOT NULL, published TEXT NOT NULL, day TEXT NOT NULL, basis TEXT NOT NULL, text TEXT NOT NULL, statements INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE appearance (
  bulletin TEXT NOT NULL, number INTEGER NOT NULL, publisher TEXT NOT NULL, address TEXT NOT NULL, file TEXT NOT NULL, ordinal INTEGER NOT NULL,
  accessed TEXT NOT NULL, licence TEXT NOT NULL, PRIMARY KEY (bulletin, number)
) WITHOUT ROWID;
CREATE TABLE mention (bulletin TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, entity TEXT NOT NULL, PRIMARY KEY (bulletin, start, end, entity)) WITHOUT ROWID;
CREATE TABLE statement (
  id TEXT PRIMARY KEY, subject TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT NOT NULL, modality TEXT NOT NULL, confidence REAL NOT NULL,
  inferred INTEGER NOT NULL, rules TEXT NOT NULL, corroboration INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, held INTEGER NOT NULL,
  amount TEXT NOT NULL, details TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE said (
  entity TEXT NOT NULL, settled INTEGER NOT NULL, predicate TEXT NOT NULL, outgoing INTEGER NOT NULL, first TEXT NOT NULL, statement TEXT NOT NULL,
  PRIMARY KEY (entity, settled, predicate, outgoing, first, statement)
) WITHOUT ROWID;
CREATE TABLE evidence (
  statement TEXT NOT NULL, bulletin TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL,
  PRIMARY KEY (statement, bulletin, start, end)
) WITHOUT ROWID;
CREATE TABLE held (entity TEXT NOT NULL, person TEXT NOT NULL, body TEXT NOT NULL, title TEXT NOT NULL, day TEXT NOT NULL, sort TEXT NOT NULL, statement TEXT NOT NULL);
