import type { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import type { FilledBatch } from './fills.ts'

/** The files before a file that make its feed's habits: four weeks where one comes each day. */
const recentFiles = 28
/** With fewer files before it, nothing is known of a feed's habits. */
const fewestFiles = 8
/** Files back to where the habits of the same day of the week show, where a file comes each day. */
const weeksBack = [7, 14]
/** After so many files without drift a feed has recovered, and a new drift is told again. */
export const recoveredAfter = 3
/** Rows below which a file tells nothing of shares, and below which volumes are not compared. */
const fewestRows = { nulls: 20, volume: 50 }
/** The least difference that is told, however steady the habit: of shares, and of logarithms of rows (fourfold). */
const least = { nulls: 0.1, volume: Math.log(4) }
/**
 * Six standard deviations, estimated by the median absolute deviation, which a few odd files do not move:
 * σ ≈ 1.4826 · MAD (Rousseeuw and Croux, Alternatives to the Median Absolute Deviation, 1993).
 */
const far = (deviation: string): string => `6 * 1.4826 * ${deviation}`

/** Six standard deviations of a share of so many rows, were each of them missing by chance alone. */
const byChance = (share: string): string => `6 * sqrt(${share} * (1 - ${share}) / rows)`

/** Whether a figure is far from a single earlier one, which may not be there. */
const isFarFrom = (earlier: string): string =>
  `coalesce(abs(scaled - ${earlier})
    > if(kind = 'volume', ${least.volume}, greatest(${least.nulls}, ${byChance(earlier)})), true)`

/**
 * Keeps in `ledger.drift` which of the batch's files are far from the habits of their feed: in the share of
 * missing values of a column, or in rows. A drift is new where the files just before had none like it.
 */
export async function recordDrift(
  warehouse: Warehouse,
  { feed, runId, outcomes }: FilledBatch,
): Promise<void> {
  await warehouse.run(
    `insert into ledger.drift
     with numbered as (
       select *, row_number() over (order by file_number) as nth from ledger.fills where feed = $1
     ), fresh as (
       select nth from numbered where file_number in (select file_number from ${outcomes})
     ), files as (
       select * from numbered where nth >= (select min(nth) from fresh) - ${recentFiles}
     ), figures as (
       select file_number, nth, rows, 'nulls' as kind, entry.key as column_name,
         entry.value / rows as found, entry.value / rows as scaled
       from (select *, unnest(map_entries(missing)) as entry from files where rows >= ${fewestRows.nulls})
       union all
       select file_number, nth, rows, 'volume', null, rows, ln(rows + 1) from files
     ), compared as (
       select *, median(scaled) over before as usual, mad(scaled) over before as deviation,
         count(*) over before as files_before, ${weeksBack.map((back) => `lag(scaled, ${back}) over files as back_${back}`).join(', ')}
       from figures
       window files as (partition by kind, column_name order by nth),
         before as (files rows between ${recentFiles} preceding and 1 preceding)
     ), far as (
       select *, case kind when 'volume' then round(exp(usual) - 1) else usual end as usually from compared
       where nth in (select nth from fresh) and files_before >= ${fewestFiles}
         and abs(scaled - usual) > case kind
           when 'volume' then greatest(${least.volume}, ${far('deviation')})
           else greatest(${least.nulls}, ${far('deviation')}, ${byChance('usual')}) end
         ${weeksBack.map((back) => `and ${isFarFrom(`back_${back}`)}`).join(' ')}
         and (kind = 'nulls' or greatest(rows, exp(usual) - 1) >= ${fewestRows.volume})
     ), known as (
       select kind, column_name, nth, true as is_fresh from far
       union all
       select kind, column_name, nth, false from ledger.drift join numbered using (file_number, feed)
     ), told as (
       select *, coalesce(nth - lag(nth) over (partition by kind, column_name order by nth) > ${recoveredAfter}, true) as is_new
       from known
     )
     select file_number, $1 as feed, far.kind, far.column_name, found, usually as usual, files_before, is_new, $2 as run_id
     from far join told on told.is_fresh and told.kind = far.kind and told.nth = far.nth
       and told.column_name is not distinct from far.column_name
     order by file_number, far.column_name`,
    [feed, runId],
  )
}
