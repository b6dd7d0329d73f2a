import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { barriersOf } from './axe.ts'
import { openChromium } from './chromium.ts'
import { casePath, fillIn, type Seats, seatsAt } from './seats.ts'
import { ask } from './visit.ts'

let seats: Seats
let browser: Browser
/** Cases of the queue, each worked on by one test. */
let cases: { readonly path: string; readonly case_id: string }[]

beforeAll(async () => {
  browser = await openChromium()
  seats = await seatsAt({ site: inject('siteFolder'), snapshot: inject('snapshotPath') }, browser, [
    'rita',
    'max',
  ])
  const queue = await ask('select case_type, case_id from scores.queue order by rank')
  cases = queue.map((one) => ({ path: casePath(one), case_id: String(one.case_id) }))
})
afterAll(async () => {
  await browser?.close()
  await seats?.remove()
})

const caseAt = (nth: number) => cases[nth] ?? { path: '', case_id: '' }

test('two at once: one takes and decides, the other sees it as it happens and loses no word', async () => {
  const { case_id, path } = caseAt(0)
  const rita = await seats.sits('rita', path)
  const max = await seats.sits('max', path)
  const queue = await seats.sits('max', '/loss-prevention/queue/')

  await rita.page.getByRole('button', { name: /^Take/ }).click()
  const row = queue.page.locator(`li[data-case="${case_id}"]`)
  await expect.poll(() => row.innerText()).toContain('rita')
  await expect.poll(() => max.page.locator('[data-holder]').innerText()).toContain('rita')

  await fillIn(rita.page, 'Abuse', 'Deny', '<img src=x onerror="document.title=1"> seal whole')
  await max.page.getByLabel('Note, in your own words').fill('the driver says otherwise')
  await rita.page.getByRole('button', { name: 'Decide', exact: true }).click()
  await rita.page.getByRole('button', { name: 'Undo' }).waitFor()
  expect(await rita.page.locator('[data-decision] blockquote').innerText()).toContain('<img src=x')
  expect(await rita.page.locator('[data-decision] img').count()).toBe(0)

  const conflict = max.page.locator('[data-conflict]')
  await expect.poll(() => conflict.innerText()).toMatch(/rita decided/)
  expect(await max.page.getByLabel('Note, in your own words').inputValue()).toBe('the driver says otherwise')
  await max.page.reload()
  await expect
    .poll(() => max.page.getByLabel('Note, in your own words').inputValue())
    .toBe('the driver says otherwise')
  await expect.poll(() => row.innerText()).toMatch(/rita/)

  await rita.page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => max.page.locator('[data-decision]').innerText()).toContain('Taken back')
  await expect
    .poll(() => rita.page.getByLabel('Note, in your own words').inputValue())
    .toContain('seal whole')
  for (const { faults, leaves } of [rita, max, queue]) {
    expect(faults).toEqual([])
    await leaves()
  }
})

test('who writes while the events do not come is refused by the desk, and appeals with the same words', async () => {
  const { path } = caseAt(1)
  const rita = await seats.sits('rita', path)
  const max = await seats.sits('max', '/loss-prevention/queue/')
  await max.page.route('**/api/events', (route) => route.abort())
  await max.page.goto(`${seats.address}${path}`)
  await fillIn(max.page, 'Legitimate', 'Approve', 'the photo shows it')
  await fillIn(rita.page, 'Abuse', 'Deny', '')
  await rita.page.getByRole('button', { name: 'Decide', exact: true }).click()
  await rita.page.getByRole('button', { name: 'Undo' }).waitFor()

  await max.page.getByRole('button', { name: 'Decide', exact: true }).click()
  await expect.poll(() => max.page.locator('[data-conflict]').innerText()).toMatch(/rita decided/)
  await max.page.getByRole('button', { name: /Decide all the same/ }).click()
  await expect.poll(() => rita.page.locator('[data-decision]').count()).toBe(2)
  expect(await rita.page.locator('[data-decision]').last().innerText()).toContain('the photo shows it')
  for (const { leaves } of [rita, max]) await leaves()
})

test('a case is worked by keys alone', async () => {
  const rita = await seats.sits('rita', '/loss-prevention/queue/')
  const { page } = rita
  await page.locator('li[data-case]').first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/case\//)
  await page.locator('[data-desk-case]').waitFor()
  expect(new URL(page.url()).searchParams.get('id')).toBe(cases[1]?.case_id)
  await page.keyboard.press('j')
  await expect.poll(() => new URL(page.url()).searchParams.get('id')).toBe(cases[2]?.case_id)
  await page.locator(`form[data-decide="${cases[2]?.case_id}"]`).waitFor()
  await page.keyboard.press('t')
  await expect.poll(() => page.locator('[data-holder]').innerText()).toMatch(/you/i)
  await page.keyboard.press('n')
  await page.keyboard.type('jkt are letters here')
  expect(await page.getByLabel('Note, in your own words').inputValue()).toBe('jkt are letters here')
  expect(rita.faults).toEqual([])
  await rita.leaves()
})

test.each([
  ['light', 390],
  ['light', 1440],
  ['dark', 390],
  ['dark', 1440],
] as const)('the form can be used by everybody, %s at %i', async (colorScheme, width) => {
  const { path } = caseAt(2)
  const { page, leaves } = await seats.sits('max', path, {
    colorScheme,
    viewport: { width, height: 900 },
    bypassCSP: true,
  })
  await page.locator('[data-desk-case]').waitFor()
  expect(await barriersOf(page)).toEqual([])
  expect(
    await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'),
  ).toBe(true)
  await leaves()
})
