-- Which papers have a word of one or two signs the index tells at once, but the planner would rather cut up all
-- words again: so it is asked in a function that knows no other way.
CREATE FUNCTION papers_with(word TEXT) RETURNS SETOF BIGINT LANGUAGE SQL STABLE ROWS 1000
  SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off
  SET max_parallel_workers_per_gather = 0 SET work_mem = '64MB'
AS $$
  SELECT id FROM words WHERE short_words(string_to_array(words, NULL)) @> ARRAY[word]
$$;
INSERT INTO register_version (version) VALUES (3);
