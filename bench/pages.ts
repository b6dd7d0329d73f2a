import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { openChromium } from '../test/reports/chromium.ts'
import { pages } from '../test/reports/pages.ts'
import { serveSite } from '../test/reports/plain_host.ts'
import { median } from './median.ts'
import { type Opened, opened } from './opened.ts'

/** Opening each page of a data directory's site: by a browser that has been there before, and by one that has not. */
export async function benchPages(data: string, rounds: number): Promise<string> {
  const site = await serveSite(join(data, 'published', 'site'))
  const browser = await openChromium()
  const open = async (context: BrowserContext, path: string) => {
    const page = await context.newPage()
    try {
      return await opened(page, new URL(path, site.address).href)
    } finally {
      await page.close()
    }
  }
  try {
    const been = await browser.newContext()
    await open(been, '/')
    const rows: string[] = []
    for (const [title, path] of pages) {
      const [first, again]: [Opened[], Opened[]] = [[], []]
      for (let round = 0; round < rounds; round++) {
        const fresh = await browser.newContext()
        first.push(await open(fresh, path))
        await fresh.close()
        again.push(await open(been, path))
      }
      rows.push(
        `| ${title} | ${told(first, 'shown')} | ${told(first, 'answers')} | ${told(again, 'shown')} | ${told(again, 'answers')} | ${told(again, 'chosen')} |`,
      )
    }
    return [
      '| page | first visit: shown, s | answers, s | later visits: shown, s | answers, s | another choice, s |',
      '| --- | ---: | ---: | ---: | ---: | ---: |',
      ...rows,
    ].join('\n')
  } finally {
    await browser.close()
    site.end()
  }
}

function told(all: readonly Opened[], what: keyof Opened): string {
  const known = all.map((one) => one[what]).filter((value) => value !== null)
  return known.length === 0 ? '' : (median(known) / 1000).toFixed(2)
}
