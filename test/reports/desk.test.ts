import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { defaultSettings } from '../../models/settings.ts'
import { type Places, placesOf } from '../../pipelines/runner/places.ts'
import { addUser } from '../../pipelines/serve/people/manage.ts'
import { type OpenServer, openServer } from '../../pipelines/serve.ts'
import { barriersOf } from './axe.ts'
import { openChromium } from './chromium.ts'
import { ask } from './visit.ts'

let places: Places
let open: OpenServer
let browser: Browser
const tokens: Record<string, string> = {}
/** Cases of the queue, each worked on by one test. */
let cases: { case_type: string; case_id: string }[]

beforeAll(async () => {
  const own = placesOf({ data: mkdtempSync(join(tmpdir(), 'recoup-desk-')) }, {})
  places = { ...own, site: inject('siteFolder'), snapshot: inject('snapshotPath') }
  for (const name of ['rita', 'max']) tokens[name] = addUser(places.users, { name, role: 'reviewer' }).token
  open = await openServer(places, defaultSettings, { host: '127.0.0.1', port: 0, tell: () => undefined })
  const queue = await ask('select case_type, case_id from scores.queue order by rank')
  cases = queue.map(({ case_type, case_id }) => ({ case_type: String(case_type), case_id: String(case_id) }))
  browser = await openChromium()
})
afterAll(async () => {
  await browser?.close()
  await open?.app.close()
  rmSync(places.data, { recursive: true, force: true })
})

type Options = {
  readonly colorScheme?: 'light' | 'dark'
  readonly width?: number
  readonly bypassCSP?: boolean
}

/** Somebody's own browser, signed in and on a page, and all that goes wrong in it. */
async function sits(name: string, path: string, { width = 1440, ...options }: Options = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, ...options })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  await page.goto(`${open.address}/sign-in?to=${encodeURIComponent(path)}`)
  await page.getByLabel('Your token').fill(tokens[name] ?? '')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('html[data-answers]').waitFor()
  return { page, faults, leaves: () => context.close() }
}

const caseAt = (nth: number) => {
  const { case_type = '', case_id = '' } = cases[nth] ?? {}
  return { case_id, path: `/loss-prevention/case/?type=${case_type}&id=${encodeURIComponent(case_id)}` }
}

async function fillIn(page: Page, finding: string, action: string, note: string): Promise<void> {
  await page.locator('form[data-decide]').waitFor()
  await page.getByRole('radio', { name: finding }).check()
  await page.getByRole('radio', { name: action }).check()
  await page.getByLabel('Note, in your own words').fill(note)
}

test('two at once: one takes and decides, the other sees it as it happens and loses no word', async () => {
  const { case_id, path } = caseAt(0)
  const rita = await sits('rita', path)
  const max = await sits('max', path)
  const queue = await sits('max', '/loss-prevention/queue/')

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
  const rita = await sits('rita', path)
  const max = await sits('max', '/loss-prevention/queue/')
  await max.page.route('**/api/events', (route) => route.abort())
  await max.page.goto(`${open.address}${path}`)
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
  const rita = await sits('rita', '/loss-prevention/queue/')
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
  const { page, leaves } = await sits('max', path, { colorScheme, width, bypassCSP: true })
  await page.locator('[data-desk-case]').waitFor()
  expect(await barriersOf(page)).toEqual([])
  expect(
    await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'),
  ).toBe(true)
  await leaves()
})
