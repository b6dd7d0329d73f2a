import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { htmlOf } from './dossier/page.ts'
import { type OrderRecords, orderRecords } from './dossier/records.ts'
import { type Happening, timelineOf } from './dossier/timeline.ts'
import { type Undisputed, undisputedBefore } from './dossier/undisputed.ts'
import { type CaseType, namedCase } from './explain/named_case.ts'
import { queueAsOf } from './queue.ts'
import { moveWhole } from './runner/move_whole.ts'
import { Problem } from './runner/problems.ts'

/** What a bank or payment service is shown of one case: the order's records, and nothing of how it was scored. */
export type Dossier = OrderRecords & {
  readonly shop: string
  readonly case_type: CaseType
  readonly case_id: string
  /** When the dossier was made, and the instant that the records are as of; UTC. */
  readonly made_at: string
  readonly as_of: string
  readonly undisputed_before: Undisputed
  readonly timeline: readonly Happening[]
}

/** Gathers the dossier of a case from what was loaded. */
export async function readDossier(
  warehouse: Warehouse,
  { caseId, type, shopName }: { caseId: string; type?: CaseType | undefined; shopName: string },
  now = new Date(),
): Promise<Dossier> {
  const { case_type } = await namedCase(warehouse, caseId, type)
  const [found] = await warehouse.rows<{ order_id: string }>(
    `select order_id from facts.cases where case_type = $1 and case_id = $2 limit 1`,
    [case_type, caseId],
  )
  const records = found && (await orderRecords(warehouse, found.order_id))
  if (!found || !records) throw new Error(`${caseId} was scored without its order.`)
  return {
    shop: shopName,
    case_type,
    case_id: caseId,
    made_at: now.toISOString().slice(0, 19).replace('T', ' '),
    as_of: await queueAsOf(warehouse, 'warehouse'),
    ...records,
    undisputed_before: await undisputedBefore(warehouse, found.order_id),
    timeline: timelineOf(records),
  }
}

export type DossierFiles = { readonly html: string; readonly json: string }

/**
 * Writes a dossier as a page and as JSON beside it. Under the name that it gets by itself nothing is written over;
 * a name that somebody gave is theirs.
 */
export function writeDossier(dossier: Dossier, out: string | undefined): DossierFiles {
  const html = resolve(out ?? `dossier-${dossier.case_id.replace(/[^\p{L}\p{N}._-]/gu, '_')}.html`)
  const json = html.replace(/(\.html?)?$/i, '.json')
  if (!existsSync(dirname(html)))
    throw new Problem('The folder to write to does not exist.', {
      where: dirname(html),
      next: 'make it, or name another file with --out.',
    })
  for (const file of out === undefined ? [html, json] : []) {
    if (existsSync(file))
      throw new Problem('There is a dossier of this case already.', {
        where: file,
        next: 'move it away, or name a file to write, or to write over, with --out.',
      })
  }
  writeWhole(json, `${JSON.stringify(dossier, null, 2)}\n`)
  writeWhole(html, htmlOf(dossier))
  return { html, json }
}

function writeWhole(file: string, text: string): void {
  const draft = `${file}.draft`
  try {
    writeFileSync(draft, text)
    moveWhole(draft, file)
  } finally {
    rmSync(draft, { force: true })
  }
}
