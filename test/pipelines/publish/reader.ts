/**
 * Somebody who opens a snapshot again and again until its input ends. Then it says, as JSON, how often it read one,
 * which days they told of, and what was wrong with any. Argument: the snapshot.
 */
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import { marked } from './marked.ts'

const [, , snapshot = ''] = process.argv
const faults = new Set<string>()
const days = new Set<number>()
let reads = 0
let tables: number | undefined
let isAsked = true
process.stdin.on('end', () => {
  isAsked = false
})
process.stdin.resume()

while (isAsked) {
  try {
    await look()
  } catch (fault) {
    faults.add(String(fault))
  }
  reads += 1
}
console.log(JSON.stringify({ reads, days: [...days], faults: [...faults] }))

/** A snapshot of day n has n rows in each marked table, and the tables that every other has. */
async function look(): Promise<void> {
  const reader = await Warehouse.open(snapshot, { readOnly: true })
  try {
    const there = await reader.count('select count(*) from duckdb_tables()')
    tables ??= there
    if (there !== tables) faults.add(`${there} tables, and ${tables} before`)
    const day = await reader.count('select day(as_of) from health.snapshot')
    days.add(day)
    for (const table of marked) {
      const rows = await reader.count(`select count(*) from ${table}`)
      if (rows !== day) faults.add(`${table} has ${rows} rows on day ${day}`)
    }
  } finally {
    reader.close()
  }
}
