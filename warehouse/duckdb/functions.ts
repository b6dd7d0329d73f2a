import type { FunctionName } from '../functions.ts'

/** Each function's SQL in DuckDB. `$over` is where a window goes, for those that may be seen through one. */
export const duckDbFunctions: Readonly<Record<FunctionName, string>> = {
  to_money: 'cast($1 as decimal(18,4))',
  add_money: 'cast($1 + $2 as decimal(18,4))',
  subtract_money: 'cast($1 - $2 as decimal(18,4))',
  multiply_money: 'cast($1 * cast($2 as decimal(18,0)) as decimal(18,4))',
  // Within 64 bits where product and factors fit, because decimals of 128 bits are a hundred times slower.
  convert_money:
    '(case when $2 = 1 then $1 when $1 between -9000 and 9000 and $2 < 100 then cast($1 * $2 as decimal(18,4)) else cast(round(cast($1 as decimal(38,4)) * cast($2 as decimal(38,8)), 4) as decimal(18,4)) end)',
  share_of_money: 'cast(cast($1 as double) * $2 as decimal(18,4))',
  round_to_cents: 'cast(round($1, 2) as decimal(18,4))',
  cents_down: 'cast(floor($1 * 100) / 100 as decimal(18,4))',
  // Whole units of the fourth decimal in 128 bits, because decimals divide to floating point.
  pro_rata:
    'cast(case when $2 = $3 then $1 else cast((cast(cast($1 as decimal(38,4)) * 10000 as hugeint) * $2 * 2 + sign($1) * cast($3 * 100 as hugeint)) // cast($3 * 200 as hugeint) as decimal(30,0)) * 0.01 end as decimal(18,4))',
  share_down:
    'cast(cast(cast(floor(cast($1 as decimal(38,4)) * 100) as hugeint) * cast(cast($2 as decimal(38,4)) * 10000 as hugeint) // cast(cast($3 as decimal(38,4)) * 10000 as hugeint) as decimal(30,0)) * 0.01 as decimal(18,4))',
  share_cut:
    '(cast(floor(cast($1 as decimal(38,4)) * 100) as hugeint) * cast(cast($2 as decimal(38,4)) * 10000 as hugeint) % cast(cast($3 as decimal(38,4)) * 10000 as hugeint))',
  to_rate: 'cast($1 as decimal(18,8))',

  to_number: 'cast($1 as double)',
  to_integer: 'cast(round($1) as bigint)',
  ratio: '(cast($1 as double) / nullif(cast($2 as double), 0))',
  add: '($1 + $2)',
  subtract: '($1 - $2)',
  multiply: '($1 * $2)',
  bits_of: 'log2(cast($1 as double) / cast($2 as double))',
  exponential: 'exp($1)',
  logistic: '(1e0 / (1e0 + exp(-($1))))',
  square_root: 'sqrt($1)',
  absolute: 'abs($1)',
  bounded: '(case when $1 < $2 then $2 when $1 > $3 then $3 else $1 end)',
  rounded: 'round($1, cast($2 as integer))',
  // Its `least` passes over nulls, which would make an unknown place one on the other side of the earth.
  metres_between:
    '(case when $1 + $2 + $3 + $4 is not null then 2e0 * 6371008.8e0 * asin(sqrt(least(1e0, pow(sin(radians($3 - $1) / 2e0), 2) + cos(radians($1)) * cos(radians($3)) * pow(sin(radians($4 - $2) / 2e0), 2)))) end)',

  as_of: "getvariable('as_of')",
  as_of_before: "getvariable('as_of_before')",
  whole_days_between: "date_sub('day', $1, $2)",
  hours_between: "(date_sub('millisecond', $1, $2) / 3600000e0)",
  days_between: "date_diff('day', $1, $2)",
  utc_day: 'cast($1 as date)',
  calendar_day: "cast(timezone($2, timezone('UTC', $1)) as date)",
  month_of: "cast(date_trunc('month', $1) as date)",
  weekday: 'isodow($1)',
  plus_days: '($1 + to_hours(24 * $2))',
  plus_hours: '($1 + to_hours($2))',
  day_plus_days: '($1 + cast($2 as integer))',

  to_text: 'cast($1 as varchar)',
  lower_case: 'lower($1)',
  trimmed: 'trim($1)',
  concat_texts: '($1 || $2)',
  part_of_text: 'substr($1, $2, $3)',
  text_starts_with: 'starts_with($1, $2)',
  text_matches: 'regexp_matches($1, $2)',
  replace_matches: "regexp_replace($1, $2, $3, 'g')",
  replace_text: 'replace($1, $2, $3)',
  // A `nullif` around `regexp_extract` would have it worked out twice, for it becomes a `case`.
  matched_part: 'regexp_extract_all($1, $2, 1)[1]',
  joined_between: "regexp_replace($1, '(' || $2 || ') +(' || $3 || ')', '\\1\\2', 'g')",
  words_in: "len(string_split($1, ' '))",
  words_from: "array_to_string(list_slice(string_split($1, ' '), $2, $2 + $3 - 1), ' ')",
  without_accents: 'strip_accents($1)',
  fixed_text: "printf('%.' || $2 || 'f', cast($1 as double))",
  day_text: "strftime($1, '%Y-%m-%d')",
  md5_text: 'md5($1)',
  // A macro of the connection, so that neither the keys nor how many there were are in any text.
  pseudonym: "pseudonym_of($2 || ':' || $1)",

  is_true: 'coalesce($1, false)',
  truth: '($1)',
  only_if: '(case when $1 then $2 end)',
  or_else: 'coalesce($1, $2)',
  smaller_of: 'coalesce(least($1, $2), $1, $2)',
  larger_of: 'coalesce(greatest($1, $2), $1, $2)',

  count_rows: 'count(*)$over',
  count_distinct: 'count(distinct $1)',
  count_if: 'count(case when $1 then 1 end)$over',
  sum_money: 'cast(sum($1)$over as decimal(18,4))',
  sum_integer: 'cast(sum($1)$over as bigint)',
  sum_number: 'sum($1)$over',
  minimum: 'min($1)$over',
  maximum: 'max($1)$over',
  any_true: 'bool_or($1)$over',
  every_true: 'bool_and($1)$over',
  quantile: 'quantile_disc($1, $2)$over',
  join_texts: 'string_agg(distinct $1, $2 order by $1)',
  row_number: 'row_number()$over',
}
