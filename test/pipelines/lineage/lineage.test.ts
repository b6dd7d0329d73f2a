import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { settingsSchema } from '../../../models/settings.ts'
import { toAddress, toFile } from '../../../pipelines/lineage/transport.ts'
import { catalog } from '../../laws/shop.ts'
import { DeskShop } from '../desk_shop.ts'
import { type RunEvent, runEvent } from './spec.ts'

const personal = ['pat@example.com', '10 Rue de Test', 'O-4711']
const order = { order_id: 'O-4711', email: 'pat@example.com', ship_line1: '10 Rue de Test' }

const eventsIn = (file: string): RunEvent[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => runEvent.parse(JSON.parse(line)))

const of = (events: readonly RunEvent[], type: string, job = /./) =>
  events
    .filter(({ eventType, job: { name } }) => eventType === type && job.test(name))
    .map(({ job: { name } }) => name)

describe('a run that ends well, and one that fails', () => {
  test('tell of themselves and of each table that they build, to a file', async () => {
    const shop = new DeskShop()
    onTestFinished(() => shop.remove())
    shop.settings({ openLineage: { file: 'lineage.ndjson', namespace: 'my shop' } })
    shop.send({ orders: [order] })
    const report = await shop.json<{ build: { built: string[] }; score: { built: string[] } }>('run')
    const events = eventsIn(shop.at('lineage.ndjson'))
    const built = [...report.build.built, ...report.score.built]
    expect(built.length).toBeGreaterThan(50)
    expect(of(events, 'START')).toEqual(['recoup run', ...built])
    expect(of(events, 'COMPLETE')).toEqual([...built, 'recoup run'])

    const first = events[0]?.run.runId
    const orders = events.filter(({ job }) => job.name === 'staging.orders')
    expect(orders).toHaveLength(2)
    for (const { run, inputs, outputs } of orders) {
      expect(run.facets.parent).toMatchObject({
        run: { runId: first },
        job: { namespace: 'my shop', name: 'recoup run' },
      })
      expect(inputs.map(({ name }) => name)).toEqual(['raw.orders'])
      expect(outputs.map(({ name }) => name)).toEqual(['staging.orders'])
      expect(outputs[0]?.facets.schema.fields).toContainEqual(
        expect.objectContaining({ name: 'items_amount', type: 'DECIMAL(18,4)' }),
      )
    }
    expect(new Set(orders.map(({ run }) => run.runId)).size).toBe(1)
    for (const { model, reads } of catalog.models) {
      const event = events.find(({ job }) => job.name === model.name)
      expect(
        event?.inputs.map(({ name }) => name),
        model.name,
      ).toEqual(reads)
    }

    // An amount in a currency without a rate stops marts.exchange_rates.
    shop.send({ orders: [{ ...order, currency: 'EUR', order_id: 'o2', ordered_at: '2026-02-01T10:00:00Z' }] })
    await expect(shop.json('run')).rejects.toThrow('ended with 1')
    const failed = eventsIn(shop.at('lineage.ndjson')).slice(events.length)
    expect(of(failed, 'FAIL')).toEqual(['marts.exchange_rates', 'recoup run'])
    expect(of(failed, 'START').length).toBe(of(failed, 'COMPLETE').length + 2)
    const text = readFileSync(shop.at('lineage.ndjson'), 'utf8')
    for (const word of [...personal, 'EUR', shop.folder]) expect(text).not.toContain(word)
  })
})

/** An address on this machine. */
async function listening(answers: RequestListener): Promise<string> {
  const server = createServer(answers).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/lineage?token=hidden`
}

describe('an address', () => {
  test('gets every event in its order, with the key', async () => {
    const taken: { body: unknown; headers: IncomingHttpHeaders }[] = []
    const url = await listening(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      taken.push({ body: JSON.parse(Buffer.concat(chunks).toString()), headers: request.headers })
      response.writeHead(201).end()
    })
    const address = toAddress(url, 'a key')
    for (let nth = 0; nth < 5; nth++) address.send({ nth })
    expect(await address.end()).toBe(null)
    expect(taken.map(({ body }) => body)).toEqual([0, 1, 2, 3, 4].map((nth) => ({ nth })))
    expect(taken[0]?.headers.authorization).toBe('Bearer a key')
  })

  test.each<[string, RequestListener, RegExp]>([
    ['that refuses', (_, response) => response.writeHead(403).end(), / answered 403\.$/],
    [
      'that leads elsewhere',
      (_, response) => response.writeHead(307, { location: '/other' }).end(),
      / answered 307\.$/,
    ],
    ['that breaks off', (request) => request.socket.destroy(), / could not be reached/],
    ['that never answers', () => undefined, / did not answer within 3 seconds\.$/],
  ])('%s is asked once, and told without its secret', async (_, answers, says) => {
    let asked = 0
    const url = await listening((request, response) => {
      asked += 1
      answers(request, response)
    })
    const address = toAddress(url, undefined)
    for (let nth = 0; nth < 200; nth++) address.send({ nth })
    const fault = await address.end()
    expect(fault).toMatch(says)
    expect(fault).not.toContain('hidden')
    expect(asked).toBe(1)
  })
})

test('a file that cannot be written to is told, and no more', async () => {
  const file = toFile(join(fileURLToPath(import.meta.url), 'lineage.ndjson'))
  for (let nth = 0; nth < 3; nth++) file.send({ nth })
  expect(await file.end()).toMatch(/^The OpenLineage file .* could not be written to \(\w+\)\.$/)
})

describe('nobody at the address', () => {
  const warned: string[] = []
  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation((text: string) => void warned.push(text))
  })
  afterEach(() => vi.restoreAllMocks())

  test('is no fault of the run, and is said once', async () => {
    const shop = new DeskShop()
    onTestFinished(() => shop.remove())
    const gone = createServer().listen(0, '127.0.0.1')
    await once(gone, 'listening')
    const { port } = gone.address() as AddressInfo
    await once(gone.close(), 'close')
    shop.settings({ openLineage: { url: `http://127.0.0.1:${port}/token-of-ours` } })
    shop.send({ orders: [order] })
    await shop.json('run')
    expect(warned).toEqual([
      `Warning: The OpenLineage endpoint at 127.0.0.1:${port} could not be reached (ECONNREFUSED). Others are not told of this run in full.`,
    ])
  })
})

test.each([{}, { file: 'a', url: 'https://example.com' }])('where to is one of two: %j', (openLineage) => {
  expect(settingsSchema.safeParse({ openLineage }).error?.issues[0]?.message).toBe(
    'needs a file or a url, and not both',
  )
})
