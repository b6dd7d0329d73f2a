import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { openChromium } from '../test/reports/chromium.ts'
import { pages } from '../test/reports/pages.ts'
import { serveSite } from '../test/reports/plain_host.ts'
import { median } from './ratios.ts'

/** Milliseconds from the call of a page. */
type Opened = {
  /** Until its figures are drawn. */
  readonly shown: number
  /** Until its buttons answer. */
  readonly answers: number
  /** From a click on a choice until other figures stand there; null where a page has no choice. */
  readonly chosen: number | null
}

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

async function opened(page: Page, url: string): Promise<Opened> {
  const begun = performance.now()
  await page.goto(url, { waitUntil: 'commit' })
  await page.locator('.as-of strong').first().waitFor()
  const shown = performance.now() - begun
  await page.locator('html[data-answers]').waitFor({ state: 'attached' })
  return { shown, answers: performance.now() - begun, chosen: await chosen(page) }
}

async function chosen(page: Page): Promise<number | null> {
  const another = page.locator('[data-choice] button[aria-pressed=false]').first()
  await page.waitForLoadState('networkidle')
  if ((await another.count()) === 0) return null
  const text = () => page.locator('main').innerText()
  const before = await text()
  const begun = performance.now()
  await another.click()
  while ((await text()) === before) {
    // A choice that nothing follows is none to wait for.
    if (performance.now() - begun > 2000) return null
    await page.waitForTimeout(10)
  }
  return performance.now() - begun
}

function told(all: readonly Opened[], what: keyof Opened): string {
  const known = all.map((one) => one[what]).filter((value) => value !== null)
  return known.length === 0 ? '' : (median(known) / 1000).toFixed(2)
}
