import { spawnSync } from 'node:child_process'
import { linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MadeShop } from './made_shop.ts'
import { median } from './ratios.ts'

const recoup = fileURLToPath(new URL('../pipelines/recoup.js', import.meta.url))
const lastDay = '2026-06-30'

/** Seconds that runs took from the call of the command to its end. */
type Runs = { readonly year: number; readonly day: number; readonly nothing: number }

/** A first run over the year but its last day, then a run with that day, then one with nothing new. */
export async function benchDay(shop: MadeShop, rounds: number): Promise<string> {
  const all: Runs[] = []
  for (let round = 0; round < rounds; round++) all.push(runsOf(shop))
  const middle = (of: keyof Runs) => median(all.map((runs) => runs[of]))
  const [year, day, nothing] = [middle('year'), middle('day'), middle('nothing')]
  return [
    '| run | seconds | of the first run | aim |',
    '| --- | ---: | ---: | ---: |',
    `| the year but its last day, into nothing | ${year.toFixed(1)} | 100% | |`,
    `| one more day | ${day.toFixed(1)} | ${((day / year) * 100).toFixed(1)}% | ≤ 5% |`,
    `| nothing new | ${nothing.toFixed(1)} | ${((nothing / year) * 100).toFixed(1)}% | ≤ 2 s |`,
  ].join('\n')
}

function runsOf(shop: MadeShop): Runs {
  const data = mkdtempSync(join(dirname(shop.inbox), 'day-'))
  try {
    const files = readdirSync(shop.inbox, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('_truth'))
      .map((entry) => relative(shop.inbox, join(entry.parentPath, entry.name)))
    const send = (sent: readonly string[]) => {
      for (const file of sent) {
        mkdirSync(dirname(join(data, 'inbox', file)), { recursive: true })
        linkSync(join(shop.inbox, file), join(data, 'inbox', file))
      }
    }
    send(files.filter((file) => !file.includes(lastDay)))
    const year = secondsOfRun(data)
    send(files.filter((file) => file.includes(lastDay)))
    const day = secondsOfRun(data)
    return { year, day, nothing: secondsOfRun(data) }
  } finally {
    rmSync(data, { recursive: true })
  }
}

function secondsOfRun(data: string): number {
  const begun = performance.now()
  const { status, stderr } = spawnSync(process.execPath, [recoup, 'run', '--data', data, '--quiet'])
  if (status !== 0) throw new Error(`The run failed: ${stderr}`)
  return (performance.now() - begun) / 1000
}
