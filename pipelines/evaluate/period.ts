/** Days, as `2026-01-31`, both included; null leaves that end open. */
export type Period = { readonly from: string | null; readonly to: string | null }

/** SQL for scores `s` of the days bound to `$1` and `$2`. */
export const inPeriod = `s.scored_as_of >= coalesce(cast($1 as date), date '0001-01-01')
       and s.scored_as_of < coalesce(cast($2 as date), date '9999-12-30') + 1`
