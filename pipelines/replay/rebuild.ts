import type { Model } from '../../models/model.ts'
import type { Settings } from '../../models/settings.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { buildAnew } from '../build/step.ts'
import type { CaseType } from '../explain/named_case.ts'
import type { Catalog } from '../runner/catalog.ts'
import { engineMemory } from '../runner/engine_memory.ts'
import { prepareLedger } from '../runner/ledger.ts'
import type { Step } from '../runner/plan.ts'
import type { PseudonymKeys } from '../runner/pseudonym_keys.ts'
import { showAsKnown } from './as_known.ts'
import { type CaseRows, rowsOfCase } from './rows.ts'

export type RebuildOptions = {
  readonly catalog: Catalog
  readonly settings: Settings
  /** The warehouse's file, of which only the raw tables are read. */
  readonly from: string
  /** The keys that accounts were linked with. */
  readonly keys: PseudonymKeys
  /** The tables that scores rest on, and scores themselves, parents first. */
  readonly steps: readonly Step[]
  readonly onProgress: (done: number, total: number, what: string) => void
}

/**
 * Makes a case's facts and score at a stage anew, in memory, from the raw records that count at the moment of the
 * stage and no others. Takes as long as scoring the shop up to then.
 */
export async function rebuild(
  named: { readonly case_type: CaseType; readonly case_id: string },
  facts: Model,
  { stage, moment }: Pick<CaseRows, 'stage' | 'moment'>,
  options: RebuildOptions,
): Promise<CaseRows | undefined> {
  const { catalog, settings, from, keys, steps, onProgress } = options
  const warehouse = await Warehouse.open(':memory:', { memory: engineMemory(), reach: [from] })
  try {
    await warehouse.run(`attach '${from.replaceAll("'", "''")}' as stored (read_only)`)
    await showAsKnown(warehouse, catalog, 'stored', moment)
    await prepareLedger(warehouse)
    await warehouse.setAsOf(moment)
    await warehouse.setPseudonymKeys(keys)
    const lastOfRaw = steps.findLastIndex(({ reads }) => reads.some((table) => table.startsWith('raw.')))
    for (const [nth, step] of steps.entries()) {
      onProgress(nth, steps.length, `${stage}: ${step.model.name}`)
      await buildAnew(warehouse, step, settings, 'replay')
      // Let go of early, so that no run is kept waiting.
      if (nth === lastOfRaw) await warehouse.run('detach stored')
    }
    onProgress(steps.length, steps.length, stage)
    return (await rowsOfCase(warehouse, named, facts, stage))[0]
  } finally {
    warehouse.close()
  }
}

/** The steps that a table rests on, and its own, parents first; those of staging, which read raw tables, at the start. */
export function stepsUpTo(table: string, all: readonly Step[]): Step[] {
  const needed = new Set([table])
  for (const { model, reads } of all.toReversed())
    if (needed.has(model.name)) for (const parent of reads) needed.add(parent)
  const steps = all.filter(({ model }) => needed.has(model.name))
  const isStaging = ({ model }: Step) => model.name.startsWith('staging.')
  return [...steps.filter(isStaging), ...steps.filter((step) => !isStaging(step))]
}
