import { describe, expect, test } from 'vitest'
import { barriersOf } from './axe.ts'
import { pages } from './pages.ts'
import { address, ask, visiting } from './visit.ts'

describe.each([
  ['a desk', { width: 1440, height: 900 }],
  ['a telephone', { width: 390, height: 844 }],
])('on %s', (_, viewport) => {
  test.each(pages)('%s renders, with its moment, and fits', async (title, path) => {
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

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.each(pages)('%s keeps nobody out', async (_, path) => {
    await visiting(
      path,
      async (page) => {
        expect(await barriersOf(page)).toEqual([])
      },
      { colorScheme },
    )
  })
})

test('the overview fits one sheet of paper', async () => {
  await visiting('/', async (page) => {
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1)
  })
})

test('every link of every page leads to a page', async () => {
  for (const [, path] of pages) {
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
