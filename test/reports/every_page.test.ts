import { describe, expect, test } from 'vitest'
import { address, ask, visiting } from './visit.ts'

const PAGES = {
  Overview: '/',
  'Margin recovery': '/finance/margin-recovery/',
  'Review queue': '/loss-prevention/queue/',
  Case: '/loss-prevention/case/',
  Carriers: '/operations/carriers/',
  Exceptions: '/operations/exceptions/',
  'Returns flow': '/operations/returns-flow/',
  'Data health': '/data/health/',
  Dictionary: '/data/dictionary/',
}

describe.each([
  ['a desk', { width: 1440, height: 900 }],
  ['a telephone', { width: 390, height: 844 }],
])('on %s', (_, viewport) => {
  test.each(Object.entries(PAGES))('%s renders, with its moment, and fits', async (title, path) => {
    await visiting(
      path,
      async (page) => {
        expect(await page.locator('article h1').allTextContents()).toEqual([title])
        const [snapshot] = await ask(
          `select strftime(timezone(time_zone, timezone('UTC', as_of)), '%-d %B %Y, %H:%M') as as_of from health.snapshot`,
        )
        expect(await page.locator('.as-of').textContent()).toContain(snapshot?.as_of)
        const overflow = await page.evaluate(
          'Math.max(document.documentElement.scrollWidth, document.body.scrollWidth, ...[...document.querySelectorAll("main")].map((main) => main.scrollWidth - main.clientWidth + innerWidth)) - innerWidth',
        )
        expect(overflow, 'pixels wider than the screen').toBeLessThanOrEqual(0)
      },
      { viewport },
    )
  })
})

test('every link of every page leads to a page', async () => {
  for (const path of Object.values(PAGES)) {
    await visiting(path, async (page) => {
      const links = await page
        .locator('a[href]')
        .evaluateAll((all) => all.map((link) => (link as unknown as { href: string }).href))
      for (const link of new Set(links.map((href) => href.split('#')[0] as string))) {
        expect(new URL(link).origin, link).toBe(address)
        expect((await page.request.get(link)).status(), link).toBe(200)
      }
    })
  }
})
