import { rmSync } from 'node:fs'
import type { Model } from '../models/model.ts'
import { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { quoted } from '../warehouse/engine.ts'
import { dictionaryTables } from './publish/dictionary.ts'
import { healthTables } from './publish/health.ts'
import { qualityTables } from './quality/all.ts'
import { judgedTables } from './quality/made_from.ts'
import { judgeQueue } from './quality.ts'
import type { Desk } from './runner/desk.ts'
import { latestBuilds } from './runner/ledger.ts'
import { moveWhole } from './runner/move_whole.ts'
import { Problem } from './runner/problems.ts'

export type PublishReport = { readonly path: string; readonly tables: number; readonly rows: number }

/**
 * Writes the published tables into a new file, reads it again, and puts it in the old one's place in one
 * move: a reader sees the old snapshot or the new one, whole.
 */
export async function publish(desk: Desk, asOf: string): Promise<PublishReport> {
  const { warehouse, places, catalog } = desk
  const models = catalog.models.map(({ model }) => model).filter(({ published }) => published)
  await demandBuilt(warehouse, [...models.map(({ name }) => name), ...judgedTables])
  await judgeQueue(warehouse, desk.settings)
  for (const model of models) demandNothingPersonal(model)

  const draft = `${places.snapshot}.draft`
  removeDraft(draft)
  try {
    const written = await writeDraft(desk, models, draft, asOf)
    await demandSameRows(draft, written)
    moveWhole(draft, places.snapshot)
    return {
      path: places.snapshot,
      tables: written.size,
      rows: [...written.values()].reduce((sum, rows) => sum + rows, 0),
    }
  } finally {
    removeDraft(draft)
  }
}

/** Removes what is left of a snapshot that did not come to be: on a full disk it would keep the room. */
function removeDraft(draft: string): void {
  for (const file of [draft, `${draft}.wal`]) rmSync(file, { force: true })
}

async function demandBuilt(warehouse: Warehouse, tables: readonly string[]): Promise<void> {
  const built = await latestBuilds(warehouse)
  const missing = [...new Set(tables)].filter((name) => !built.has(name))
  if (missing.length === 0) return
  throw new Problem(`There is nothing to publish yet: ${missing.join(', ')} were never built.`, {
    where: 'the warehouse',
    next: 'run `recoup run`, or `recoup build` and `recoup score`, and publish again.',
  })
}

function demandNothingPersonal({ name, columns }: Model): void {
  const personal = Object.entries(columns).find(([, { facts }]) => facts.personal)
  if (personal) throw new Error(`${name} is published, but its column ${personal[0]} is personal data.`)
}

/** Writes all tables; gives the rows of each. One transaction can write to one file only, so this is its own. */
async function writeDraft(
  { warehouse, settings, runId, catalog }: Desk,
  models: readonly Model[],
  draft: string,
  asOf: string,
): Promise<Map<string, number>> {
  const rows = new Map<string, number>()
  await warehouse.run(`attach '${draft.replaceAll("'", "''")}' as draft`)
  try {
    await warehouse.transaction(async () => {
      const tables = [
        ...[...models, ...qualityTables].map(({ name, columns }) => ({
          name,
          select: `select ${Object.keys(columns).map(quoted).join(', ')} from ${quoted(name)}`,
        })),
        ...healthTables({ settings, runId, asOf }),
        ...dictionaryTables(catalog),
      ]
      for (const schema of new Set(tables.map(({ name }) => name.split('.')[0] as string))) {
        await warehouse.run(`create schema if not exists draft.${quoted(schema)}`)
      }
      for (const { name, select } of tables) {
        await warehouse.run(`create table draft.${quoted(name)} as ${select}`)
        rows.set(name, await warehouse.count(`select count(*) from draft.${quoted(name)}`))
      }
    })
  } finally {
    await warehouse.run('detach draft')
  }
  return rows
}

async function demandSameRows(draft: string, written: ReadonlyMap<string, number>): Promise<void> {
  const reader = await Warehouse.open(draft, { readOnly: true })
  try {
    for (const [table, rows] of written) {
      const read = await reader.count(`select count(*) from ${quoted(table)}`)
      if (read !== rows)
        throw new Error(`The new snapshot's ${table} has ${read} rows, ${rows} were written.`)
    }
  } finally {
    reader.close()
  }
}
