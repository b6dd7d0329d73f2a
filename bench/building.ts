import { defaultSettings } from '../models/settings.ts'
import { runPass } from '../pipelines/build/pass.ts'
import { Scratch } from '../pipelines/build/scratch.ts'
import { build } from '../pipelines/build.ts'
import { untold } from '../pipelines/lineage.ts'
import type { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { quoted } from '../warehouse/engine.ts'
import { catalog, everyStep, withLoadedShop } from './loaded_shop.ts'
import type { MadeShop } from './made_shop.ts'
import { inTurn, took } from './median.ts'
import { type Line, timesLine } from './table.ts'

/**
 * Builds every table from nothing, against the same compiled SQL sent to the engine as one script: no checks, no ledger,
 * no transaction for each table. The passes that no SQL can do stand between parts of the script, alike in both.
 */
export const benchBuilding = (shop: MadeShop, rounds: number): Promise<Line[]> =>
  withLoadedShop(shop, async ({ inCopy }) => {
    const times = await inTurn(rounds, {
      reference: () => inCopy((warehouse) => took(() => runScript(warehouse))),
      ours: () => inCopy((warehouse, asOf) => took(() => buildAll(warehouse, asOf))),
    })
    return [timesLine('build all models from nothing', { ...times, aim: 1.15 })]
  })

async function buildAll(warehouse: Warehouse, asOf: string): Promise<void> {
  const options = { catalog, settings: defaultSettings, runId: 'bench', asOf, lineage: untold }
  for (const stage of ['build', 'score'] as const) await build(warehouse, { ...options, stage })
}

async function runScript(warehouse: Warehouse): Promise<void> {
  let script: string[] = []
  const send = async () => {
    await warehouse.run(script.join(';\n'))
    script = []
  }
  for (const step of everyStep) {
    const { name, columns, pass } = step.model
    const create = `create table ${quoted(name)} as select ${Object.keys(columns).map(quoted).join(', ')} from (${step.select})`
    if (!pass) {
      script.push(create)
      continue
    }
    await send()
    const scratch = new Scratch(warehouse)
    await runPass(warehouse, scratch, step, defaultSettings)
    await warehouse.run(create)
    await scratch.remove()
  }
  await send()
}
