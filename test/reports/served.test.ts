import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { defaultSettings } from '../../models/settings.ts'
import { type Places, placesOf, preparePlaces } from '../../pipelines/runner/places.ts'
import type { Role } from '../../pipelines/serve/api/contract.ts'
import { addUser } from '../../pipelines/serve/people/manage.ts'
import { type OpenServer, openServer } from '../../pipelines/serve.ts'
import { replaceSite } from '../../pipelines/site/replaced.ts'
import { barriersOf } from './axe.ts'
import { pages } from './pages.ts'
import { inContext, visiting } from './visit.ts'

const isOfReviewers = (path: string) => path.startsWith('/loss-prevention/')

let places: Places
let open: OpenServer
const signedIn: Partial<Record<Role, BrowserContextOptions>> = {}

beforeAll(async () => {
  places = placesOf({ data: mkdtempSync(join(tmpdir(), 'recoup-served-')) }, {})
  preparePlaces(places)
  cpSync(inject('snapshotPath'), places.snapshot)
  await replaceSite(places, inject('siteFolder'))
  for (const role of ['viewer', 'reviewer'] as const) {
    const { token } = addUser(places.users, { name: role, role })
    open ??= await openServer(places, defaultSettings, { host: '127.0.0.1', port: 0, tell: () => undefined })
    signedIn[role] = { storageState: await signInByPage(token) }
  }
})
afterAll(async () => {
  await open?.app.close()
  rmSync(places.data, { recursive: true, force: true })
})

/** Signs in as people do, and gives what their browser then knows. */
const signInByPage = (token: string) =>
  inContext({}, async (context) => {
    const page = await context.newPage()
    await page.goto(`${open.address}/finance/?days=30`)
    expect(await page.title()).toBe('Sign in · Recoup')
    await page.getByLabel('Your token').fill(token)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(`${open.address}/finance/?days=30`)
    return context.storageState()
  })

test.each(pages.filter(([, path]) => isOfReviewers(path)))(
  '%s works for a reviewer, under the policy of the server',
  async (title, path) => {
    await visiting(
      `${open.address}${path}`,
      async (page) => expect(await page.title()).toContain(title),
      signedIn.reviewer,
    )
  },
)

test.each(pages.filter(([, path]) => !isOfReviewers(path)))(
  '%s works for a viewer, under the policy of the server, without the tables of cases and without a way to them',
  async (title, path) => {
    await visiting(
      `${open.address}${path}`,
      async (page) => {
        expect(await page.title()).toContain(title)
        expect(await page.locator('a[href*="/loss-prevention"]:visible').count()).toBe(0)
      },
      signedIn.viewer,
    )
  },
)

test('a viewer who opens the queue is told that it is for reviewers', async () => {
  await inContext({ ...signedIn.viewer, bypassCSP: true }, async (context) => {
    const page = await context.newPage()
    const answer = await page.goto(`${open.address}/loss-prevention/queue/`)
    expect(answer?.status()).toBe(403)
    expect(await page.locator('main').innerText()).toContain(
      'This is for reviewers, and viewer is viewer here.',
    )
    expect(await barriersOf(page)).toEqual([])
  })
})

test.each(['light', 'dark'] as const)(
  'the sign-in page can be used by everybody, in %s',
  async (colorScheme) => {
    await inContext({ colorScheme, bypassCSP: true }, async (context) => {
      const page = await context.newPage()
      await page.goto(`${open.address}/sign-in`)
      expect(await barriersOf(page)).toEqual([])
    })
  },
)

test('a page that is open while another site takes the place goes on working', async () => {
  await visiting(
    `${open.address}/`,
    async (page) => {
      await replaceSite(places, anotherSite())
      await page.locator('aside a[href="/finance/payouts"]').click()
      await page.getByRole('heading', { level: 1, name: 'Payouts' }).waitFor()
      await page.waitForLoadState('networkidle')
      expect(await page.locator('#evidence-main-article').innerText()).not.toMatch(/error/i)
    },
    signedIn.reviewer,
  )
})

/** The built site as the next build may leave it: what the open page has not asked for yet has another name. */
function anotherSite(): string {
  const folder = join(places.data, 'another')
  cpSync(inject('siteFolder'), folder, { recursive: true, dereference: true })
  const nodes = join(folder, '_app', 'immutable', 'nodes')
  for (const node of readdirSync(nodes)) rmSync(join(nodes, node))
  writeFileSync(
    join(folder, 'index.html'),
    readFileSync(join(folder, 'index.html'), 'utf8').replace('<title>', '<title>New '),
  )
  return folder
}
