-- Words of one or two signs, as most Chinese ones are: trigrams find none of them.
CREATE FUNCTION short_words(signs TEXT[]) RETURNS TEXT[] LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 100000 AS $$
  SELECT array_agg(DISTINCT word) FROM (
    SELECT sign, sign || coalesce(lead(sign) OVER (ORDER BY at), '') AS pair
    FROM unnest(signs) WITH ORDINALITY AS each (sign, at)
  ) AS pairs, LATERAL (VALUES (sign), (pair)) AS found (word)
$$;
CREATE INDEX words_short ON words USING gin (short_words(string_to_array(words, NULL)));
INSERT INTO register_version (version) VALUES (2);
