import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filesOfCases, given, listOf, publishSite, query, signedIn, siteFiles } from './given.ts'

const users = { vera: 'viewer', rita: 'reviewer' } as const

test('without a token nothing is read but what the sign-in page shows', async () => {
  const { ask } = await given({ users })
  for (const file of Object.keys(siteFiles).filter((file) => file !== 'icon.svg'))
    expect({ file, ...(await ask(`/${file}`)) }).toMatchObject({ status: 401, file })
  expect(await ask('/icon.svg')).toMatchObject({ status: 200 })
  expect(await ask('/finance/?days=30', { headers: { accept: 'text/html' } })).toMatchObject({
    status: 302,
    headers: { location: '/sign-in?to=%2Ffinance%2F%3Fdays%3D30' },
  })
})

test('a viewer reads the pages and their figures, and nothing of cases', async () => {
  const { ask, tokens, acts } = await given({ users })
  const token = tokens.vera
  for (const file of ['', 'finance/', 'data/published/kpi_points/aa/kpi_points.parquet', listOf('/finance')])
    expect({ file, ...(await ask(`/${file}`, { token })) }).toMatchObject({ status: 200, file })
  expect(await ask(`/api/prerendered_queries/${query.ofFinance}.arrow`, { token })).toMatchObject({
    status: 200,
    body: 'figures of finance',
  })
  for (const file of filesOfCases)
    for (const method of ['GET', 'HEAD'])
      expect({
        file,
        ...(await ask(`/${file}`, { token, method, headers: { range: 'bytes=0-3' } })),
      }).toMatchObject({
        status: 403,
        file,
      })
  expect(acts).toEqual([])
})

test('a reviewer reads all of it, and it is told once which file of cases they read', async () => {
  const { ask, tokens, acts } = await given({ users })
  for (const file of [...filesOfCases, ...filesOfCases])
    expect({ file, ...(await ask(`/${file}`, { token: tokens.rita })) }).toMatchObject({ status: 200, file })
  expect(acts.every(({ who, did }) => who === 'rita' && did === 'read_case_files')).toBe(true)
  expect(acts.map(({ about }) => about)).toEqual([
    'data/published/queue/bb/queue.parquet',
    'data/published/queue/queue.schema.json',
    'data/published/unheard_of/cc/unheard_of.parquet',
    `api/prerendered_queries/${query.ofQueue}.arrow`,
  ])
})

test('the list of tables names to a viewer none that they may not read', async () => {
  const { ask, tokens } = await given({ users })
  const listed = async (token = '') => {
    const { body } = await ask('/data/manifest.json', { token, headers: { 'accept-encoding': 'br' } })
    return JSON.parse(body).renderedFiles.published
  }
  expect(await listed(tokens.vera)).toEqual(['static/data/published/kpi_points/aa/kpi_points.parquet'])
  const whole = await ask('/data/manifest.json', { token: tokens.rita })
  expect(JSON.parse(whole.body).renderedFiles.published).toHaveLength(3)
})

test('no other way of writing an address leads to a file of cases', async () => {
  const { ask, tokens } = await given({ users })
  const file = 'data/published/queue/bb/queue.parquet'
  const tricks = [
    `/${file}.br`,
    `/${file}.gz`,
    `/${file}/`,
    `/${file}.`,
    `/${file}%00`,
    `//${file}`,
    `/./${file}`,
    `/data//published/queue/bb/queue.parquet`,
    `/data/published/kpi_points/../queue/bb/queue.parquet`,
    `/data/published/kpi_points/%2e%2e/queue/bb/queue.parquet`,
    `/data/published/kpi_points/..%2fqueue/bb/queue.parquet`,
    `/data/published/kpi_points/%252e%252e/queue/bb/queue.parquet`,
    `/data\\published\\queue\\bb\\queue.parquet`,
    `/data/published/QUEUE/bb/queue.parquet`,
    `/data/published/queue%2fbb%2fqueue.parquet`,
    `/%64ata/published/queue/bb/queue.parquet`,
    `/data/published/queue/bb/queue.parquet?/kpi_points/`,
    `/data/published/queue/bb/queue.parquet;kpi_points`,
    '/loss-prevention/queue',
    '/loss-prevention//queue/',
    '/Loss-Prevention/queue/',
    '/%6coss-prevention/queue/',
    '/finance/../loss-prevention/queue/',
    '/../../users.json',
    '/..%2f..%2fusers.json',
    '/%2e%2e/%2e%2e/%2e%2e/users.json',
    '/index.html.br',
    '/%',
    '/%ff',
  ]
  for (const path of tricks) {
    const { status, body } = await ask(path, { token: tokens.vera })
    expect({ path, isRefused: status >= 300 }).toEqual({ path, isRefused: true })
    expect(body).not.toMatch(/cases|queue |token/)
  }
})

test('law: an address gives a viewer a file of its own, or no file', async () => {
  const { ask, tokens } = await given({ users })
  const pieces = fc.constantFrom(
    ...['/', '//', '.', '..', '%2e', '%2F', '%5c', 'data', 'published', 'queue', 'kpi_points', 'bb', 'aa'],
    ...[
      'queue.parquet',
      'kpi_points.parquet',
      'loss-prevention',
      'finance',
      '.br',
      '.gz',
      '%00',
      ';',
      '?',
      'index.html',
    ],
  )
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 14 }), async (parts) => {
      const { body } = await ask(`/${parts.join('')}`, { token: tokens.vera })
      expect(body).not.toMatch(/cases |the queue|loss prevention /)
    }),
    { numRuns: 400 },
  )
})

test('of the former site too a viewer reads nothing of cases', async () => {
  const shop = await given({ users })
  const page = await shop.ask('/', { token: shop.tokens.vera })
  const { 'data/published/queue/bb/queue.parquet': _, ...rest } = siteFiles
  await publishSite(shop.places, rest)
  for (const cookie of ['', `recoup_site=${page.cookie('recoup_site')}`])
    expect(
      await shop.ask('/data/published/queue/bb/queue.parquet', {
        token: shop.tokens.vera,
        headers: { cookie },
      }),
    ).toMatchObject({ status: 403 })
  expect(await shop.ask('/data/published/queue/bb/queue.parquet', { token: shop.tokens.rita })).toMatchObject(
    {
      status: 200,
    },
  )
})

test('somebody whose role is not enough is told so: as a page in a browser, as JSON elsewhere', async () => {
  const shop = await given({ users })
  const { cookie } = await signedIn(shop, 'vera')
  const seen = await shop.ask('/loss-prevention/queue/', { headers: { cookie, accept: 'text/html' } })
  expect(seen).toMatchObject({ status: 403, headers: { 'content-type': 'text/html; charset=utf-8' } })
  expect(seen.body).toContain('This is for reviewers, and vera is viewer here.')
  expect(JSON.parse((await shop.ask('/api/cases', { headers: { cookie } })).body)).toEqual({
    what: 'This is for reviewers, and vera is viewer here.',
    where: 'the role',
    next: 'ask whoever runs Recoup here for another role.',
  })
})
