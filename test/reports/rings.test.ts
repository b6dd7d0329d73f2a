import { expect, test } from 'vitest'
import { barriersOf } from './axe.ts'
import { expectShown } from './figures.ts'
import { ask, visiting } from './visit.ts'

const href = (ringId: unknown) => `/loss-prevention/rings/?ring=${encodeURIComponent(String(ringId))}`

/** The ring with the most accounts, which has the most to draw. */
const largest = async () => {
  const [ring] = await ask('select * from scores.rings order by accounts desc, ring_id limit 1')
  if (!ring) throw new Error('The shop has no ring, so this test would look at nothing.')
  return ring
}

test('rings stand by what is at risk, and lead to one and back', async () => {
  const rings = await ask(
    'select ring_id, value_at_risk::double as value_at_risk from scores.rings order by rank limit 20',
  )
  expect(rings.length).toBeGreaterThan(0)
  await visiting('/loss-prevention/rings/', async (page) => {
    const rows = page.getByRole('region', { name: 'Rings by value at risk' }).locator('tbody tr')
    await rows.first().waitFor()
    expect((await rows.locator('td:first-child').allTextContents()).map((text) => text.trim())).toEqual(
      rings.map(({ ring_id }) => ring_id),
    )
    const amounts = await rows.locator('td:nth-child(2)').allTextContents()
    for (const [index, ring] of rings.entries())
      expectShown(amounts[index] ?? '', ring.value_at_risk as number, `at risk in ${ring.ring_id}`)
    const [first] = rings
    await rows.first().getByRole('link').click()
    await page.locator(`section[data-ring="${first?.ring_id}"]`).waitFor()
    await page.goBack()
    await rows.first().waitFor()
    expect(await page.locator('section[data-ring]').count()).toBe(0)
  })
})

test('a ring’s drawing has each account, each identifier and each link, and the table says the same', async () => {
  const { ring_id } = await largest()
  const links = await ask(
    `select account::integer as account, kind, identifier::integer as identifier from scores.ring_links where ring_id = '${ring_id}'`,
  )
  const accounts = await ask(
    `select account::integer as account from scores.ring_accounts where ring_id = '${ring_id}'`,
  )
  const identifiers = new Set(links.map(({ kind, identifier }) => `${kind} ${identifier}`))
  expect(identifiers.size).toBeGreaterThan(0)
  await visiting(href(ring_id), async (page) => {
    const graph = page.locator('figure.graph')
    await graph.waitFor()
    expect(await graph.locator('[data-link]').count()).toBe(links.length)
    expect(await graph.locator('[data-node]').count()).toBe(accounts.length + identifiers.size)
    const table = page.getByRole('region', { name: 'What the accounts share' }).locator('tbody tr')
    expect(await table.count()).toBe(identifiers.size)

    const [link] = links
    const node = graph.locator(`[data-node="account ${link?.account}"]`)
    const own = links.filter(({ account }) => account === link?.account).length
    await node.focus()
    await expect.poll(() => graph.locator('.link:not(.faint)').count()).toBe(own)
    await page.keyboard.press('Enter')
    expect(await node.getAttribute('aria-pressed')).toBe('true')
  })
})

test('a ring’s figures and cases are the snapshot’s, and its cases lead on', async () => {
  const [ring] = await ask(`
    select ring_id, value_at_risk::double as value_at_risk, open_cases::integer as open_cases,
      accounts::integer as accounts, claims::integer as claims, returns::integer as returns
    from scores.rings where ring_id in (select ring_id from scores.ring_cases where is_in_queue) order by rank limit 1`)
  expect(ring, 'a ring with a case in the queue').toBeDefined()
  const cases = await ask(
    `select case_id, is_in_queue from scores.ring_cases where ring_id = '${ring?.ring_id}' order by is_in_queue desc`,
  )
  await visiting(href(ring?.ring_id), async (page) => {
    const head = page.locator('section[data-ring]')
    await head.waitFor()
    const figures = await head.locator('dd').allTextContents()
    expectShown(figures[0] ?? '', ring?.value_at_risk as number, 'value at risk')
    expectShown(figures[1] ?? '', ring?.open_cases as number, 'open cases')
    expectShown(figures[2] ?? '', ring?.accounts as number, 'accounts')
    expect(figures[6]).toBe(`${ring?.claims}, ${ring?.returns}`)
    const [queued] = cases
    await page.getByRole('link', { name: String(queued?.case_id), exact: true }).click()
    await page.locator(`section[data-case="${queued?.case_id}"]`).waitFor()
    // And the case leads back to the ring.
    await page.locator('[data-ring] a').click()
    await page.locator(`section[data-ring="${ring?.ring_id}"]`).waitFor()
  })
})

test('a ring that is none is said to be none, and what could be more than an id never reaches a query', async () => {
  await visiting(href('NO-SUCH-RING'), async (page) => {
    await page.getByText('NO-SUCH-RING is not a ring that is listed').waitFor()
  })
  await visiting(href("x' or '1'='1"), async (page) => {
    await page.getByText("This is not a ring's id").waitFor()
    expect(await page.locator('section[data-ring]').count()).toBe(0)
  })
})

test('no account is named, and an identifier only by its number', async () => {
  const { ring_id } = await largest()
  await visiting(href(ring_id), async (page) => {
    await page.locator('figure.graph').waitFor()
    const names = await page.locator('.graph .label').allTextContents()
    expect(names.length).toBeGreaterThan(2)
    for (const name of names) expect(name).toMatch(/^(Account|E-mail|Phone|Payment|Device|Address) \d+$/)
  })
})

test.each([
  ['light', 1440],
  ['dark', 390],
] as const)('a ring keeps nobody out, in %s colours on a screen of %i pixels', async (colorScheme, width) => {
  const { ring_id } = await largest()
  await visiting(
    href(ring_id),
    async (page) => {
      await page.locator('figure.graph').waitFor()
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      expect(await barriersOf(page)).toEqual([])
    },
    { colorScheme, viewport: { width, height: 900 } },
  )
})
