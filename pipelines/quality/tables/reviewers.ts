import { integer, number, type RowOf } from '../../../warehouse/columns.ts'
import { qualityTable } from '../quality_table.ts'

/** Decisions that say what the case was, below which a reviewer’s share of abuse is single cases. */
const leastDecisions = 30

/** Reviewers below whom a quarter of them is one person. */
const leastReviewers = 5

const columns = {
  reviewers: integer('People who decided any case.').required(),
  least_decisions: integer('Decisions from which on a reviewer is compared.').required(),
  least_reviewers: integer('Reviewers below whom nothing is said of how they differ.').required(),
  compared: integer('Reviewers with so many decisions that say what the case was.').required(),
  abuse_share_low: number(
    'The share of their cases found abusive that a quarter of these reviewers stay below; missing where they are too few.',
  ),
  abuse_share_mid: number('The share that half of them stay below.'),
  abuse_share_high: number('The share that three quarters of them stay below.'),
}

export const reviewers = qualityTable({
  name: 'quality.reviewers',
  about: 'How many people decide, and how far they differ in what they find: of all together, never of one.',
  owner: 'loss prevention',
  grain: [],
  columns,
  rows: ({ warehouse }) =>
    warehouse.rows<RowOf<typeof columns>>(
      `with each as (
         select lower(trim(s.reviewer)) as reviewer, count(*) filter (finding <> 'unresolved') as said,
           count(*) filter (finding = 'abuse') / nullif(count(*) filter (finding <> 'unresolved'), 0) as abuse_share
         from marts.decisions join (select decision_id, reviewer from staging.decisions) as s using (decision_id)
         where is_by_person group by 1
       ), shares as (
         select list(abuse_share) filter (said >= $1) as compared, count(*) as reviewers from each
       ), told as (
         select *, coalesce(len(compared), 0) as few, len(compared) >= $2 as is_enough from shares
       )
       select cast(reviewers as integer) as reviewers, cast($1 as integer) as least_decisions,
         cast($2 as integer) as least_reviewers, cast(few as integer) as compared,
         if(is_enough, list_aggregate(compared, 'quantile_cont', 0.25), null) as abuse_share_low,
         if(is_enough, list_aggregate(compared, 'quantile_cont', 0.5), null) as abuse_share_mid,
         if(is_enough, list_aggregate(compared, 'quantile_cont', 0.75), null) as abuse_share_high
       from told`,
      [leastDecisions, leastReviewers],
    ),
})
