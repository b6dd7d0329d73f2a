import { linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { MadeShop } from './made_shop.ts'
import { median } from './median.ts'
import { type Command, recoupTimed } from './recoup.ts'
import { type Line, limitLine, seconds, timesLine } from './table.ts'

const lastDay = '2026-06-30'

type Runs = Readonly<Record<'year' | 'day' | 'nothing', Command>>

/**
 * A first run over the year but its last day, then a run with that day, then one with nothing new; and a first run
 * over a shop a tenth as large.
 */
export async function benchRuns(shop: MadeShop, tenth: MadeShop, rounds: number): Promise<Line[]> {
  const all: Runs[] = []
  const small: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    small.push(runsOf(tenth).year.seconds)
    all.push(runsOf(shop))
  }
  const middle = (of: keyof Runs) => median(all.map((runs) => runs[of].seconds))
  const year = middle('year')
  return [
    dayLine(year, middle('day')),
    timesLine('ten times the data', { reference: median(small), ours: year, aim: 11 }),
    limitLine('nothing to do', { ours: middle('nothing'), aim: 2, unit: 's' }),
    limitLine('peak memory of the first run', {
      ours: median(all.map((runs) => runs.year.peak)),
      aim: 4,
      unit: 'GiB',
    }),
  ]
}

function dayLine(year: number, day: number): Line {
  const share = day / year
  return {
    what: 'one more day after a year',
    reference: seconds(year),
    ours: seconds(day),
    result: `${(share * 100).toFixed(1)}%`,
    aim: '≤ 5%',
    isMet: share <= 0.05,
  }
}

function runsOf(shop: MadeShop): Runs {
  const data = mkdtempSync(join(dirname(shop.inbox), 'runs-'))
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
    const run = () => recoupTimed(['run', '--data', data, '--quiet'])
    send(files.filter((file) => !file.includes(lastDay)))
    const year = run()
    send(files.filter((file) => file.includes(lastDay)))
    const day = run()
    return { year, day, nothing: run() }
  } finally {
    rmSync(data, { recursive: true })
  }
}
