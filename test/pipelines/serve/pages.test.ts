import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { removeSite } from '../../../pipelines/erase/own_files.ts'
import { given, publishSite, query, siteFiles } from './given.ts'

const chunk = '/_app/immutable/chunks/first.AAAA.js'
const encoded = (encoding: string) => ({ headers: { 'accept-encoding': encoding } })

test('what is named by its content is kept for good, all else is asked for again', async () => {
  const { ask } = await given()
  expect((await ask(chunk)).headers['cache-control']).toBe('private, max-age=31536000, immutable')
  for (const path of ['/', '/data/manifest.json', '/data/published/kpi_points/aa/kpi_points.parquet']) {
    const { headers } = await ask(path)
    expect(headers['cache-control']).toBe('private, no-cache')
    const again = await ask(path, { headers: { 'if-none-match': headers.etag ?? '' } })
    expect(again).toMatchObject({ status: 304, body: '' })
  }
})

test('files go over the line packed, as far as the browser can undo it', async () => {
  const { app, ask } = await given()
  const plain = siteFiles[chunk.slice(1)] ?? ''
  expect((await ask(chunk)).headers).not.toHaveProperty('content-encoding')
  for (const [accepted, encoding] of [
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, br;q=0', 'gzip'],
    ['identity', undefined],
  ]) {
    const { headers } = await ask(chunk, encoded(accepted ?? ''))
    expect(headers['content-encoding']).toBe(encoding)
    expect(headers).toMatchObject({
      'content-type': expect.stringContaining('javascript'),
      vary: 'accept-encoding',
    })
  }
  const sent = async (encoding: string) =>
    (await app.inject({ url: chunk, headers: { 'accept-encoding': encoding, host: 'localhost' } })).rawPayload
  expect(brotliDecompressSync(await sent('br')).toString()).toBe(plain)
  expect(gunzipSync(await sent('gzip')).toString()).toBe(plain)
})

test('a part of a file can be asked for, and its head', async () => {
  const { ask } = await given()
  expect(await ask(chunk, { headers: { range: 'bytes=0-5', 'accept-encoding': 'br' } })).toMatchObject({
    status: 206,
    body: 'export',
    headers: { 'content-range': `bytes 0-5/${siteFiles[chunk.slice(1)]?.length}` },
  })
  expect(await ask(chunk, { headers: { range: 'bytes=9999999-' } })).toMatchObject({ status: 416 })
  expect(await ask(chunk, { method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
})

test('a page is found with and without the slash at its end', async () => {
  const { ask } = await given()
  expect(await ask('/finance?days=30')).toMatchObject({
    status: 302,
    headers: { location: '/finance/?days=30' },
  })
  expect((await ask('/finance/?days=30')).body).toContain('finance')
  expect(await ask('/nothing/')).toMatchObject({ status: 404 })
})

test('a page may run its own scripts, known by what they are', async () => {
  const { ask } = await given()
  const { headers } = await ask('/')
  // sha256 of: document.title += '!'
  expect(headers['content-security-policy']).toContain(
    `'sha256-Guf8KDgxHoBpUdIvwCGfhmAj2r/Yqm0ZFu14QVauECs='`,
  )
})

test('until there is a site a page says what to run, and the first one is taken up by itself', async () => {
  const { ask, places } = await given({ files: {} })
  const { status, body } = await ask('/')
  expect(status).toBe(503)
  expect(body).toContain('recoup run --site')
  await publishSite(places)
  expect((await ask('/')).body).toContain('overview')
})

test('a new site is there at once, and what an open page of the one before asks for still is', async () => {
  const { ask, places } = await given()
  const opened = await ask('/')
  const ofOpened = { headers: { cookie: `recoup_site=${opened.cookie('recoup_site')}` } }
  const results = `/api/prerendered_queries/${query.ofFinance}.arrow`
  const { [chunk.slice(1)]: _, ...rest } = siteFiles
  const newer = {
    ...rest,
    'index.html': 'overview of today',
    '_app/immutable/chunks/second.BBBB.js': 'export const second = 2',
    [results.slice(1)]: 'figures of today',
  }
  await publishSite(places, newer)

  const page = await ask('/', ofOpened)
  expect(page.body).toBe('overview of today')
  expect(page.cookie('recoup_site')).not.toBe(opened.cookie('recoup_site'))
  expect(await ask(chunk, ofOpened)).toMatchObject({ status: 200, body: siteFiles[chunk.slice(1)] })
  // What is in both is of the site that the page is of: no page shows figures of two.
  expect((await ask(results, ofOpened)).body).toBe('figures of finance')
  expect((await ask(results)).body).toBe('figures of today')

  await publishSite(places, newer)
  expect((await ask(chunk, ofOpened)).status).toBe(404)
  expect((await ask(results, ofOpened)).body).toBe('figures of today')
})

test('while one site after another takes the place, no request finds none', async () => {
  const { ask, places } = await given()
  let isDone = false
  const seen = new Set<number>()
  const asking = (async () => {
    while (!isDone) {
      seen.add((await ask('/')).status)
      seen.add((await ask(chunk)).status)
    }
  })()
  for (let nth = 0; nth < 15; nth++) {
    await publishSite(places)
    await setImmediate()
  }
  isDone = true
  await asking
  expect([...seen]).toEqual([200])
})

test('one site before the newest is kept, and a folder of earlier versions counts as one', async () => {
  const { ask, places } = await given({ files: {} })
  mkdirSync(places.site)
  writeFileSync(join(places.site, 'index.html'), 'as it was')
  writeFileSync(join(places.site, 'old.js'), 'old')
  expect((await ask('/')).body).toBe('as it was')
  await publishSite(places)
  expect(lstatSync(places.site).isSymbolicLink()).toBe(true)
  expect((await ask('/')).body).toContain('overview')
  expect((await ask('/old.js')).body).toBe('old')
  for (let nth = 0; nth < 3; nth++) await publishSite(places)
  expect(readdirSync(places.sites)).toHaveLength(2)
})

test('an erasure removes the site and the one before it, and the server shows neither', async () => {
  const { ask, places } = await given()
  await publishSite(places)
  await ask('/')
  expect(removeSite(places)).toBe(true)
  expect([existsSync(places.site), existsSync(places.sites)]).toEqual([false, false])
  for (const path of [chunk, '/data/manifest.json']) expect((await ask(path)).status).toBe(404)
  expect((await ask('/')).status).toBe(503)
})

test('a file that goes while it is asked for fails alone', async () => {
  const { ask, places } = await given()
  await ask('/')
  rmSync(join(places.site, chunk))
  expect((await ask(chunk)).status).toBe(404)
  expect((await ask('/')).status).toBe(200)
})
