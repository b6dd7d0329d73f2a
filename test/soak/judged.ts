import { existsSync } from 'node:fs'
import type { Alert } from '../../pipelines/alerts/book.ts'
import { readBook } from '../../pipelines/alerts.ts'
import type { Places } from '../../pipelines/runner/places.ts'
import { readMemory } from '../../pipelines/schedule/memory.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { brokenLaws } from '../faults/differences.ts'
import { differences } from '../laws/differing_tables.ts'

/** How often each command ended how, as the ledger tells. */
export async function runsOf({ warehouse: path }: Places): Promise<Record<string, number>> {
  const warehouse = await Warehouse.open(path, { readOnly: true })
  try {
    const rows = await warehouse.rows<{ what: string; runs: string }>(
      `select command || ' ' || outcome as what, count(*) as runs from ledger.runs group by all order by all`,
    )
    return Object.fromEntries(rows.map(({ what, runs }) => [what, Number(runs)]))
  } finally {
    warehouse.close()
  }
}

/** What is not as it should be after the month: tables, locks, what is remembered, what was told. */
export async function faultsAfter(
  found: Places,
  single: Places,
  alerts: readonly Alert[],
): Promise<string[]> {
  const book = readBook(found)
  return [
    ...(await differences(single, found)),
    ...(await brokenLaws(found)),
    ...[found.lock, found.scheduleLock, found.spill, `${found.snapshot}.draft`]
      .filter((path) => existsSync(path))
      .map((path) => `${path} is left over`),
    ...Object.entries(readMemory(found.schedule))
      .filter(([, { begun, failures }]) => begun !== null || failures > 0)
      .map(([name, { lastEnded }]) => `${name} is not done: ${JSON.stringify(lastEnded)}`),
    ...book.open.filter(({ key }) => key.startsWith('run/')).map(({ key }) => `${key} is still open`),
    ...Object.entries(book.untold)
      .filter(([, untold]) => untold.length > 0)
      .map(([channel, untold]) => `${channel} was not told ${untold.length} alerts`),
    ...outOfTurn(alerts),
  ]
}

/** Faults that were not told in turn: that they arose, that they are no more, that they arose again. */
function outOfTurn(alerts: readonly Alert[]): string[] {
  const once = [...new Map(alerts.map((alert) => [alert.id, alert])).values()]
  return [...new Set(once.map(({ fault }) => fault))]
    .filter((fault) =>
      once
        .filter((alert) => alert.fault === fault)
        .some(({ state }, nth) => state !== (nth % 2 === 0 ? 'raised' : 'cleared')),
    )
    .map((fault) => `${fault} was not told in turn`)
}
