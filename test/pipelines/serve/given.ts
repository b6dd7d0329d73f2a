import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { defaultSettings, type Settings } from '../../../models/settings.ts'
import type { Act } from '../../../pipelines/audit_trail/entry.ts'
import { type Places, placesOf, preparePlaces } from '../../../pipelines/runner/places.ts'
import type { Role } from '../../../pipelines/serve/api/contract.ts'
import { type Limits, limits as usual } from '../../../pipelines/serve/limits.ts'
import { addUser } from '../../../pipelines/serve/people/manage.ts'
import { People } from '../../../pipelines/serve/people/people.ts'
import { server } from '../../../pipelines/serve/server.ts'
import { replaceSite } from '../../../pipelines/site/replaced.ts'

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

/** By which the pages' client knows a query. */
export const query = { ofFinance: md5('finance'), ofQueue: md5('queue') }
/** Where the results of the queries of a page are listed. */
export const listOf = (route: string) => `api/${md5(route)}/${md5('')}/all-queries.json`

const page = (says: string) =>
  `<!doctype html><title>${says}</title><script>document.title += '!'</script><p>${`${says} `.repeat(300)}`

/** The files of a small site, laid out as a built one. */
export const siteFiles: Record<string, string> = {
  'index.html': page('overview'),
  'finance/index.html': page('finance'),
  'loss-prevention/index.html': page('loss prevention'),
  'loss-prevention/queue/index.html': page('the queue'),
  'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  '_app/immutable/chunks/first.AAAA.js': `export const first = "${'1'.repeat(2000)}"`,
  'data/manifest.json': JSON.stringify({
    renderedFiles: {
      published: [
        'static/data/published/kpi_points/aa/kpi_points.parquet',
        'static/data/published/queue/bb/queue.parquet',
        'static/data/published/unheard_of/cc/unheard_of.parquet',
      ],
    },
  }),
  'data/published/kpi_points/aa/kpi_points.parquet': 'figures',
  'data/published/queue/bb/queue.parquet': 'cases '.repeat(400),
  'data/published/queue/queue.schema.json': '[]',
  'data/published/unheard_of/cc/unheard_of.parquet': 'who knows',
  'api/pagesManifest.json': '{}',
  'api/finance/evidencemeta.json': '{"queries":[]}',
  'api/loss-prevention/queue/evidencemeta.json': '{"queries":[]}',
  [listOf('/finance')]: JSON.stringify({ figures: query.ofFinance }),
  [listOf('/loss-prevention/queue')]: JSON.stringify({ cases: query.ofQueue }),
  [`api/prerendered_queries/${query.ofFinance}.arrow`]: 'figures of finance',
  [`api/prerendered_queries/${query.ofQueue}.arrow`]: 'cases of the queue',
  'loss-prevention/queue/__data.json': '{}',
}

/** Only a reviewer may read these. */
export const filesOfCases = [
  'loss-prevention/',
  'loss-prevention/queue/',
  'loss-prevention/queue/index.html',
  'loss-prevention/queue/__data.json',
  'data/published/queue/bb/queue.parquet',
  'data/published/queue/queue.schema.json',
  'data/published/unheard_of/cc/unheard_of.parquet',
  'api/loss-prevention/queue/evidencemeta.json',
  listOf('/loss-prevention/queue'),
  `api/prerendered_queries/${query.ofQueue}.arrow`,
]

/** Places of a shop of its own, gone after the test. */
export function givenPlaces(): Places {
  const data = mkdtempSync(join(tmpdir(), 'recoup-serve-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  const places = placesOf({ data }, {})
  preparePlaces(places)
  return places
}

/** Puts a site in place, as a build does. */
export async function publishSite(places: Places, files = siteFiles): Promise<void> {
  const built = join(places.data, 'built')
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(built, file)), { recursive: true })
    writeFileSync(join(built, file), text)
  }
  await replaceSite(places, built)
  rmSync(built, { recursive: true })
}

type Given = {
  readonly settings?: Partial<Settings['serve']>
  readonly users?: Record<string, Role>
  readonly files?: Record<string, string>
  readonly host?: string
  readonly limits?: Partial<Limits>
  readonly clock?: () => Date
}

/** A server that listens, of a small site, with these users. */
export async function given({ users = {}, files = siteFiles, host = '127.0.0.1', ...options }: Given = {}) {
  const places = givenPlaces()
  if (Object.keys(files).length > 0) await publishSite(places, files)
  const tokens: Record<string, string> = {}
  for (const [name, role] of Object.entries(users)) tokens[name] = addUser(places.users, { name, role }).token
  const settings = { ...defaultSettings.serve, ...options.settings }
  const acts: Act[] = []
  const told: string[] = []
  const app = await server({
    places,
    settings,
    people: new People({
      users: places.users,
      settings,
      host,
      ...(options.clock ? { clock: options.clock } : {}),
    }),
    tell: (sentence) => void told.push(sentence),
    onAct: async (act) => void acts.push(act),
    routes,
    limits: { ...usual, ...options.limits },
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => app.close())
  const { port } = app.server.address() as AddressInfo
  return { app, places, tokens, acts, told, port, ask: asker(port) }
}

/** Routes as the API has them: who asks, a change, one for reviewers, one with a fault. */
function routes(app: FastifyInstance): void {
  app.get('/api/who', { config: { role: 'viewer' } }, ({ person }) => person)
  app.get('/api/cases', { config: { role: 'reviewer' } }, () => ({ cases: [] }))
  app.get('/api/fault', { config: { role: 'viewer' } }, () => {
    throw new Error('rita@shop.example is in this message')
  })
  app.post(
    '/api/notes',
    { config: { role: 'reviewer' }, schema: { body: z.object({ note: z.string() }) } },
    ({ body }) => body,
  )
}

export type Answer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** What of a cookie is set. */
  readonly cookie: (name: string) => string | undefined
}

export type Asked = {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly token?: string | undefined
}

/** Asks for an address to the letter: nothing of it is tidied up on the way. */
const asker =
  (port: number) =>
  (path: string, { method = 'GET', headers = {}, body, token }: Asked = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const bearer = token ? { authorization: `Bearer ${token}` } : {}
      const asking = request({
        port,
        path,
        method,
        headers: { host: `localhost:${port}`, ...bearer, ...headers },
      })
      asking.on('error', reject)
      asking.on('response', async (answer) => {
        const chunks: Buffer[] = []
        for await (const chunk of answer) chunks.push(chunk as Buffer)
        const set = answer.headers['set-cookie'] ?? []
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks).toString('utf8'),
          cookie: (name) =>
            set
              .find((one) => one.startsWith(`${name}=`))
              ?.slice(name.length + 1)
              .split(';')[0],
        })
      })
      asking.end(body)
    })

export type Served = Awaited<ReturnType<typeof given>>

/** Signs in by the API, and loads a page: what a browser then sends along. */
export async function signedIn({ ask, tokens }: Served, name: string) {
  const answer = await ask('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: tokens[name] }),
  })
  const session = answer.cookie('recoup_session')
  const csrf =
    (await ask('/', { headers: { cookie: `recoup_session=${session}` } })).cookie('recoup_csrf') ?? ''
  return { session, csrf, cookie: `recoup_session=${session}; recoup_csrf=${csrf}` }
}
