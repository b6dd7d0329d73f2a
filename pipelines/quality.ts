import type { Settings } from '../models/settings.ts'
import type { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { evaluationOf } from './evaluate.ts'
import { qualityTables } from './quality/all.ts'
import { presentInputs, storedInputs, storeInputs } from './quality/made_from.ts'
import { writeTable } from './quality/quality_table.ts'

/**
 * Judges the queue by what people decided, as `recoup evaluate` does, and stores the figures that are published. Where
 * nothing that they are made from has changed, what is stored stays.
 */
export async function judgeQueue(
  warehouse: Warehouse,
  settings: Settings,
): Promise<'judged' | 'nothing new'> {
  const inputs = await presentInputs(warehouse, settings)
  if (inputs === (await storedInputs(warehouse))) return 'nothing new'
  const evaluation = await evaluationOf(warehouse, settings, {})
  const judged = { evaluation, warehouse, settings }
  await warehouse.transaction(async () => {
    await warehouse.run('create schema if not exists quality')
    for (const table of qualityTables) await writeTable(warehouse, table, await table.rows(judged))
    await storeInputs(warehouse, inputs)
  })
  return 'judged'
}
