import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { htmlOf } from '../../pipelines/dossier/page.ts'
import type { Dossier } from '../../pipelines/dossier.ts'
import { openChromium } from './chromium.ts'

const long = 'A-very-long-word-without-any-place-to-break-it-that-a-system-gave-as-a-name'.repeat(3)
const hostile = `"><img src=x onerror="document.title='run'"><script>document.title='run'</script>`
const scan = {
  occurred_at: '2026-01-03 12:00:00',
  status: 'delivered',
  facility: long,
  city: hostile,
  region: 'GA',
  postal_code: '30313',
  country: 'US',
  proof: 'signature',
  signed_by: hostile,
  weight_grams: 1200,
  metres_from_address: 14,
  detail: long,
}
const dossier: Dossier = {
  shop: hostile,
  case_type: 'claim',
  case_id: 'K1',
  made_at: '2026-02-01 00:00:00',
  as_of: '2026-01-31 00:00:00',
  order: {
    order_id: long,
    ordered_at: '2026-01-01 10:00:00',
    channel: 'web',
    currency: 'USD',
    items_amount: '100.0000',
    discount_amount: null,
    shipping_charged_amount: null,
    tax_amount: null,
    total_amount: '100.0000',
    payment_method: 'card',
    promised_at: null,
    cancelled_at: null,
  },
  address: {
    name: hostile,
    line1: long,
    line2: null,
    city: 'Ashby',
    region: 'GA',
    postal_code: '1',
    country: 'US',
  },
  lines: [
    {
      line_number: 1,
      sku: long,
      title: hostile,
      quantity: 1,
      unit_price_amount: '100.0000',
      discount_amount: null,
    },
  ],
  parcels: [
    {
      shipment_id: 's',
      carrier: 'ups',
      service: null,
      tracking_number: long,
      is_reship: false,
      shipped_at: null,
      promised_at: null,
      declared_weight_grams: 1200,
      contents: [{ line_number: 1, quantity: 1 }],
      scans: Array.from({ length: 30 }, () => scan),
    },
  ],
  claims: [],
  returns: [],
  payouts: [],
  messages: [],
  contacts: [],
  undisputed_before: { same_address: 3, same_payment: 0, same_both: 0 },
  timeline: [{ at: '2026-01-01 10:00:00', what: 'Order placed', detail: hostile }],
}

const folder = mkdtempSync(join(tmpdir(), 'recoup dossier '))
let browser: Browser
beforeAll(async () => {
  browser = await openChromium()
  writeFileSync(join(folder, 'dossier.html'), htmlOf(dossier))
})
afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

test.each([390, 1440])('at %i px a dossier fits, runs nothing and asks for nothing', async (width) => {
  const context = await browser.newContext({ viewport: { width, height: 900 } })
  const page = await context.newPage()
  const address = pathToFileURL(join(folder, 'dossier.html')).href
  const asked: string[] = []
  const faults: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('console', (message) => faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(address)

  expect(await page.title()).toMatch(/: record of delivery and payment$/)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
  expect(await page.evaluate(`getComputedStyle(document.querySelector('h2')).borderBottomWidth`)).toBe('2px')
  expect(await page.locator('td', { hasText: '<img src=x' }).count()).toBeGreaterThan(0)
  expect({ asked, faults }).toEqual({ asked: [address], faults: [] })
  await context.close()
})

test('printed, its table of scans goes over pages', async () => {
  const page = await browser.newPage()
  await page.goto(pathToFileURL(join(folder, 'dossier.html')).href)
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
  expect([...pdf.matchAll(/\/Type\s*\/Page\b/g)].length).toBeGreaterThan(1)
})
