-- Words of one or two signs, as most Chinese ones are: trigrams find none of them.
CREATE FUNCTION short_words(signs TEXT[]) RETURNS TEXT[] LANGUAGE SQL IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_agg(DISTINCT word) FROM generate_subscripts(signs, 1) AS at,
  LATERAL (VALUES (signs[at]), (signs[at] || coalesce(signs[at + 1], ''))) AS found (word)
$$;
CREATE INDEX words_short ON words USING gin (short_words(string_to_array(words, NULL)));
INSERT INTO register_version (version) VALUES (2);
