import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openChromium } from '../test/reports/chromium.ts'
import { serveSite } from '../test/reports/plain_host.ts'
import { emptyProjectBuilt } from './empty_project.ts'
import { inTurn, median } from './median.ts'
import { opened } from './opened.ts'
import { recoupTimed } from './recoup.ts'
import type { RunShop } from './run_shop.ts'
import { type Line, limitLine, timesLine } from './table.ts'

/** Building the pages of the shop, their size, and how soon the review queue answers who has been there before. */
export async function benchSite({ data }: RunShop, rounds: number): Promise<Line[]> {
  const built = await inTurn(rounds, {
    reference: async () => emptyProjectBuilt(),
    ours: async () => recoupTimed(['site', '--quiet', '--data', data]).seconds,
  })
  const site = join(data, 'published', 'site')
  return [
    timesLine('pages build, against an empty Evidence project', { ...built, aim: 1.5 }),
    limitLine('size of the site besides the engine', { ours: sizeOf(site), aim: 40, unit: 'MB' }),
    limitLine('review queue answers, engine cached', {
      ours: await queueAnswers(site, rounds),
      aim: 2,
      unit: 's',
    }),
  ]
}

/** In MB, without the engine's files and without what is packed beside a file: only one of them is sent. */
function sizeOf(site: string): number {
  const bytes = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/[.](wasm|br|gz)$/.test(entry.name))
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size)
  return bytes.reduce((sum, size) => sum + size, 0) / 1e6
}

async function queueAnswers(site: string, rounds: number): Promise<number> {
  const host = await serveSite(site)
  const browser = await openChromium()
  try {
    const been = await browser.newContext()
    const queue = new URL('/loss-prevention/queue', host.address).href
    const all: number[] = []
    for (let visit = 0; visit <= rounds; visit += 1) {
      const page = await been.newPage()
      const { answers } = await opened(page, queue)
      if (visit > 0) all.push(answers / 1000)
      await page.close()
    }
    return median(all)
  } finally {
    await browser.close()
    host.end()
  }
}
