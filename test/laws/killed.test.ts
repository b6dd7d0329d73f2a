import { spawn } from 'node:child_process'
import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Places } from '../../pipelines/runner/places.ts'
import { writeDemoShop } from '../../sources/demo_shop/demo_shop.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { differences, runAll, shopFolder } from './shop.ts'

const recoup = fileURLToPath(new URL('../../pipelines/recoup.js', import.meta.url))

/** Runs `recoup run` in a process of its own, which is killed after so many milliseconds. */
function runKilledAfter(
  places: Places,
  milliseconds: number,
): Promise<{ signal: NodeJS.Signals | null; took: number }> {
  const begun = performance.now()
  const child = spawn(process.execPath, [recoup, 'run', '--quiet', '--data', places.data], {
    stdio: 'ignore',
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds)
  return new Promise((resolve) =>
    child.on('close', (_, signal) => {
      clearTimeout(timer)
      resolve({ signal, took: performance.now() - begun })
    }),
  )
}

test('a run killed at any point and run again gives the tables of an uninterrupted run', async () => {
  const whole = shopFolder()
  await writeDemoShop({ orders: 200, seed: 12, out: whole.inbox })
  const { signal, took } = await runKilledAfter(whole, 600_000)
  expect(signal).toBeNull()

  for (const share of [0.3, 0.5, 0.7, 0.9]) {
    const killed = shopFolder()
    cpSync(whole.inbox, killed.inbox, { recursive: true })
    await runKilledAfter(killed, took * share)
    await runAll(killed)
    expect(await differences(whole, killed), `killed after ${share} of the run`).toEqual([])

    const warehouse = await Warehouse.open(killed.warehouse, { readOnly: true })
    const [row] = await warehouse.rows(
      `select (select count(*) from ledger.loads) as files, (select count(distinct content_hash) from ledger.loads) as contents,
         (select count(*) from ledger.runs where outcome = 'running') as running`,
    )
    warehouse.close()
    expect(row?.files).toBe(row?.contents)
    expect(row?.running).toBe('0')
  }
}, 480_000)
