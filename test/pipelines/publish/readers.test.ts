import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { publish } from '../../../pipelines/publish.ts'
import { atDesk } from '../../../pipelines/runner/desk.ts'
import { runAll, shopFolder } from '../../laws/shop.ts'
import { marked } from './marked.ts'

const publications = 50

test('who reads the snapshot in a loop while fifty are published meets no error, no gap and no mixture of two', async () => {
  const shop = shopFolder()
  mkdirSync(shop.inbox)
  await runAll(shop)
  const readers: ReturnType<typeof startReader>[] = []
  await atDesk(shop, 'publish', async (desk) => {
    for (let at = 0; at < publications; at += 1) {
      const day = 1 + (at % 28)
      for (const table of marked) {
        await desk.warehouse.run(`delete from ${table}`)
        const [column] = await desk.warehouse.rows<{ name: string }>(
          `select column_name as name from duckdb_columns() where schema_name || '.' || table_name = $1 and is_nullable`,
          [table],
        )
        await desk.warehouse.run(`insert into ${table} (${column?.name}) select null from range(${day})`)
      }
      await publish(desk, `2026-01-${String(day).padStart(2, '0')}`)
      if (at === 0) for (let reader = 0; reader < 2; reader += 1) readers.push(startReader(shop.snapshot))
    }
  })
  expect(existsSync(`${shop.snapshot}.draft`)).toBe(false)
  for (const reader of readers) {
    const { reads, days, faults } = await reader.ended()
    expect(faults).toEqual([])
    expect(reads).toBeGreaterThan(days.length)
    // It saw the snapshot change under its hands.
    expect(days.length).toBeGreaterThan(3)
  }
})

type Looked = { readonly reads: number; readonly days: readonly number[]; readonly faults: readonly string[] }

function startReader(snapshot: string): { ended: () => Promise<Looked> } {
  const program = fileURLToPath(new URL('reader.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', program, snapshot], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text
  })
  return {
    ended: async () => {
      child.stdin.end()
      await once(child, 'close')
      return JSON.parse(out)
    },
  }
}
