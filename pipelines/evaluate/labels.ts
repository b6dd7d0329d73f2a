import { existsSync } from 'node:fs'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { Problem } from '../runner/problems.ts'

/**
 * Makes the temporary table `labels` (case_type, case_id, is_abuse, weight, kind, persona, decided_at, is_settled) from the
 * latest decision of a person on each case; decisions tell no kind and no persona. What was found abusive is abuse; what
 * was found legitimate, or the carrier's or warehouse's fault, is none; the unresolved is left out. A case that was looked
 * at only because it was drawn at random stands for all those it was drawn from: its weight is 1 ÷ the probability of
 * being drawn at any of its stages. A score's own outcome is never a label: decisions under the names of
 * settings.automaticReviewers are passed over.
 */
export const labelsFromDecisions = (warehouse: Warehouse): Promise<void> =>
  warehouse.run(
    `create or replace temporary table labels as
     with audited as (
       select case_type, case_id, 1 / (1 - product(1 - propensity)) as weight
       from scores.audits join scores.case_scores using (case_type, case_id, stage)
       group by all having bool_or(is_drawn) and max(expected_value) <= 0
     ), latest as (
       from marts.decisions where is_by_person
       qualify row_number() over (partition by case_type, case_id order by decided_at desc, decision_id desc) = 1
     )
     select case_type, case_id, finding = 'abuse' as is_abuse, coalesce(a.weight, 1) as weight,
       null::varchar as kind, null::varchar as persona, decided_at,
       action not in ('ask_proof', 'escalate') as is_settled
     from latest left join audited as a using (case_type, case_id)
     where finding <> 'unresolved'`,
  )

/**
 * Makes the same table from a CSV file with the columns case_type, case_id and is_abuse, and kind and persona if it has them;
 * others are passed over.
 */
export async function labelsFromTruth(warehouse: Warehouse, file: string): Promise<void> {
  if (!existsSync(file))
    throw new Problem('The file of truth does not exist.', {
      where: file,
      next: 'name a CSV file with the columns case_type, case_id and is_abuse.',
    })
  await readTruth(warehouse, file)
  const [faults] = await warehouse.rows<Record<'types' | 'flags' | 'twice', string>>(
    `select count(*) filter (case_type not in ('claim', 'return') or case_id is null or case_type is null) as types,
       count(*) filter (try_cast(is_abuse as boolean) is null) as flags,
       count(*) - count(distinct (case_type, case_id)) as twice
     from truth`,
  )
  const said = [
    [faults?.types, 'rows name no claim or return in case_type and case_id'],
    [faults?.flags, 'rows have neither true nor false in is_abuse'],
    [faults?.twice, 'rows name a case that another row names'],
  ].filter(([rows]) => Number(rows) > 0)
  if (said.length > 0)
    throw new Problem(`The truth cannot be used: ${said.map((fault) => fault.join(' ')).join('; ')}.`, {
      where: file,
      next: 'mend these rows: each case once, case_type claim or return, is_abuse true or false.',
    })
  await warehouse.run(
    `create or replace temporary table labels as
     select case_type, case_id, cast(is_abuse as boolean) as is_abuse, 1 as weight, kind, persona from truth`,
  )
}

async function readTruth(warehouse: Warehouse, file: string): Promise<void> {
  try {
    await warehouse.run(
      `create temporary table truth as select case_type, case_id, is_abuse, kind, persona
       from (from read_csv($1, header = true, all_varchar = true, delim = ',', quote = '"')
         union all by name select null::varchar as kind, null::varchar as persona where false)`,
      [file],
    )
  } catch {
    throw new Problem(
      'The file of truth cannot be read as CSV with the columns case_type, case_id and is_abuse.',
      {
        where: file,
        next: 'give UTF-8, commas, and a header row with these names.',
      },
    )
  }
}
