import { choice, integer, type RowOf, text } from '../../../warehouse/columns.ts'
import { qualityTable } from '../quality_table.ts'

const columns = {
  month: text('The business month in which they were made, as `2026-03`.').required(),
  case_type: choice(['claim', 'return'], 'Whether the cases are claims or returns.').required(),
  finding: choice(
    ['abuse', 'legitimate', 'carrier_fault', 'warehouse_fault', 'unresolved'],
    'What was found.',
  ).required(),
  decisions: integer('Decisions that people made, appeals too.').required(),
  banded: integer('Those that say what the case was, on cases that had been scored.').required(),
  let_through: integer(
    'Of these, found abusive though the recommended step was to settle (fast track, standard).',
  ).required(),
  looked_in_vain: integer(
    'Of these, found to be no abuse though the recommended step was to look or to ask for proof.',
  ).required(),
  first_decisions: integer('First decisions on cases that had been scored.').required(),
  within_a_day: integer(
    'First decisions made within 24 hours of what the case was last scored at.',
  ).required(),
  within_three_days: integer('Within 72 hours.').required(),
  within_a_week: integer('Within 168 hours.').required(),
}

export const decisions = qualityTable({
  name: 'quality.decisions',
  about: 'What people decided month by month, how often against the recommended step, and how soon.',
  owner: 'loss prevention',
  grain: ['month', 'case_type', 'finding'],
  columns,
  rows: ({ warehouse }) =>
    warehouse.rows<RowOf<typeof columns>>(
      `with decided as (
         select d.case_type, d.decided_on, d.finding, s.band, epoch(d.decided_at - s.scored_as_of) / 3600 as hours,
           s.band in ('fast_track', 'standard') as is_to_settle,
           row_number() over (partition by d.case_type, d.case_id order by d.decided_at, d.decision_id) = 1 as is_first
         from (from marts.decisions where is_by_person) as d
         asof left join scores.case_scores as s
           on d.case_type = s.case_type and d.case_id = s.case_id and d.decided_at >= s.scored_as_of
       )
       select strftime(decided_on, '%Y-%m') as month, case_type, finding,
         cast(count(*) as integer) as decisions,
         cast(count(*) filter (finding <> 'unresolved' and band is not null) as integer) as banded,
         cast(count(*) filter (finding = 'abuse' and is_to_settle) as integer) as let_through,
         cast(count(*) filter (finding not in ('abuse', 'unresolved') and not is_to_settle) as integer) as looked_in_vain,
         cast(count(*) filter (is_first and hours is not null) as integer) as first_decisions,
         cast(count(*) filter (is_first and hours <= 24) as integer) as within_a_day,
         cast(count(*) filter (is_first and hours <= 72) as integer) as within_three_days,
         cast(count(*) filter (is_first and hours <= 168) as integer) as within_a_week
       from decided group by all order by all`,
    ),
})
