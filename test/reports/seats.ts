import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { defaultSettings } from '../../models/settings.ts'
import { placesOf } from '../../pipelines/runner/places.ts'
import { addUser } from '../../pipelines/serve/people/manage.ts'
import { openServer } from '../../pipelines/serve.ts'

/** Somebody's own browser, signed in and on a page, and all that goes wrong in it. */
export type Seat = {
  readonly page: Page
  readonly faults: readonly string[]
  readonly leaves: () => Promise<void>
}

export type Seats = {
  readonly address: string
  readonly sits: (name: string, path: string, options?: BrowserContextOptions) => Promise<Seat>
  readonly remove: () => Promise<void>
}

/** A built site behind the desk's server, with reviewers who may sign in; what they write lies in a folder of its own. */
export async function seatsAt(
  built: { readonly site: string; readonly snapshot: string },
  browser: Browser,
  reviewers: readonly string[],
): Promise<Seats> {
  const own = placesOf({ data: mkdtempSync(join(tmpdir(), 'recoup-desk-')) }, {})
  const places = { ...own, ...built }
  const tokens = new Map(
    reviewers.map((name) => [name, addUser(places.users, { name, role: 'reviewer' }).token]),
  )
  const { app, address } = await openServer(places, defaultSettings, {
    host: '127.0.0.1',
    port: 0,
    tell: () => undefined,
  })
  return {
    address,
    sits: async (name, path, options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
      const page = await context.newPage()
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text())
      })
      await page.goto(`${address}/sign-in?to=${encodeURIComponent(path)}`)
      await page.getByLabel('Your token').fill(tokens.get(name) ?? '')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.locator('html[data-answers]').waitFor()
      return { page, faults, leaves: () => context.close() }
    },
    remove: async () => {
      await app.close()
      rmSync(places.data, { recursive: true, force: true })
    },
  }
}

export const casePath = ({ case_type, case_id }: Readonly<Record<string, unknown>>): string =>
  `/loss-prevention/case/?${new URLSearchParams({ type: String(case_type), id: String(case_id) })}`

/** Fills in the form of a decision, and leaves it so. */
export async function fillIn(page: Page, finding: string, action: string, note: string): Promise<void> {
  await page.locator('form[data-decide]').waitFor()
  await page.getByRole('radio', { name: finding }).check()
  await page.getByRole('radio', { name: action }).check()
  await page.getByLabel('Note, in your own words').fill(note)
}
