import type { Settings } from '../../models/settings.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { codeDigest } from '../runner/catalog.ts'
import { latestBuilds } from '../runner/ledger.ts'

/** The tables that judging the queue reads. */
export const judgedTables: readonly string[] = [
  'facts.claim_facts',
  'facts.return_facts',
  'marts.decisions',
  'scores.audits',
  'scores.case_scores',
  'scores.case_signals',
  'scores.challenger_scores',
  'staging.decisions',
  'staging.orders',
]

/** What the judgement is made from, as one text: the version of each table, the settings and the code. */
export async function presentInputs(
  warehouse: Warehouse,
  { queueCapacity, fairnessMargin, priors }: Settings,
): Promise<string> {
  const built = await latestBuilds(warehouse)
  return JSON.stringify({
    tables: judgedTables.map((table) => `${table}@${built.get(table)?.version}`),
    settings: { queueCapacity, fairnessMargin, priors },
    code: ['pipelines/evaluate.ts', 'pipelines/quality.ts'].map(codeDigest),
  })
}

/** What the stored judgement was made from; null where there is none. */
export async function storedInputs(warehouse: Warehouse): Promise<string | null> {
  const isThere = await warehouse.count(
    `select count(*) from duckdb_tables() where schema_name = 'quality' and table_name = 'made_from'
     and database_name = current_database()`,
  )
  if (isThere === 0) return null
  const [row] = await warehouse.rows<{ inputs: string }>('from quality.made_from')
  return row?.inputs ?? null
}

/** Writes down what the judgement is made from. */
export const storeInputs = (warehouse: Warehouse, inputs: string): Promise<void> =>
  warehouse.run('create or replace table quality.made_from as select $1 as inputs', [inputs])
