import { setTimeout } from 'node:timers/promises'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject } from 'vitest'
import { openChromium } from './chromium.ts'
import { askSnapshot } from './snapshot.ts'

/** Where the site is served, without a slash at its end. */
export const address = inject('siteAddress')

/** Rows of the snapshot that the site was built from. */
export const ask = (sql: string) => askSnapshot(inject('snapshotPath'), sql)

let browser: Browser
beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser?.close())

/** Everything that goes wrong on a page: errors, failed requests, and requests to another host. */
function faultsOf(page: Page, origin: string): string[] {
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  page.on('requestfailed', (request) =>
    faults.push(`failed: ${request.url()} ${request.failure()?.errorText}`),
  )
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`)
  })
  page.context().on('request', (request) => {
    const url = new URL(request.url())
    const isOwn = url.origin === origin || url.protocol === 'data:' || url.protocol === 'blob:'
    if (!isOwn) faults.push(`outside host: ${request.url()}`)
  })
  return faults
}

/** Works in a browser profile of its own, and closes it. */
export async function inContext<T>(
  options: BrowserContextOptions,
  work: (context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  try {
    return await work(context)
  } finally {
    await context.close()
  }
}

/**
 * Opens a page in a browser profile of its own, looks at it, and expects nothing to have gone wrong.
 *
 * @param path its path on the site, or the whole address of a page of another one
 * @param options of the profile; and for how many milliseconds the page's engine is held back
 */
export async function visiting(
  path: string,
  look: (page: Page) => Promise<void>,
  { slowEngine, ...options }: BrowserContextOptions & { slowEngine?: number } = {},
): Promise<void> {
  await inContext(options, async (context) => {
    const page = await context.newPage()
    const url = new URL(path, address)
    const faults = faultsOf(page, url.origin)
    if (slowEngine)
      await context.route(/\.wasm/, async (route) => {
        await setTimeout(slowEngine)
        await route.continue()
      })
    await page.goto(url.href, { waitUntil: 'networkidle' })
    await page.locator('html[data-answers]').waitFor()
    await look(page)
    expect(faults).toEqual([])
  })
}
