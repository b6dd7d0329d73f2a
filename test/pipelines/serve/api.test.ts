import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultSettings } from '../../../models/settings.ts'
import { newestEntries } from '../../../pipelines/audit_trail/newest_entries.ts'
import { verifyTrail } from '../../../pipelines/audit_trail/verify.ts'
import { trailFolder } from '../../../pipelines/audit_trail.ts'
import type { Queue } from '../../../pipelines/queue.ts'
import { placesOf } from '../../../pipelines/runner/places.ts'
import type { DeskState, QueueRow, ToldCase } from '../../../pipelines/serve/api/contract.ts'
import { addUser, revokeUser } from '../../../pipelines/serve/people/manage.ts'
import { type OpenServer, openServer } from '../../../pipelines/serve.ts'
import { DeskShop } from '../desk_shop.ts'

const shop = new DeskShop()
const places = placesOf({ data: shop.at('.') })
const ids = ['A', 'B', 'C', 'D', 'E', 'F']

const sendClaims = (claims: readonly string[]) =>
  shop.sendNotReceived(claims.map((id) => ({ id, account: id, day: '2026-01-10' })))

const told: string[] = []
const tokens: Record<string, string> = {}
let desk: OpenServer

beforeAll(async () => {
  shop.settings({ priors: { claim: 0.5, return: 0.5 } })
  sendClaims(ids)
  await shop.json('run')
  for (const [name, role] of [
    ['rita', 'reviewer'],
    ['max', 'reviewer'],
    ['vera', 'viewer'],
    ['ada', 'admin'],
  ] as const)
    tokens[name] = addUser(places.users, { name, role }).token
  desk = await openServer(places, defaultSettings, {
    host: '127.0.0.1',
    port: 0,
    tell: (sentence) => told.push(sentence),
  })
})

afterAll(async () => {
  await desk.app.close()
  shop.remove()
})

type Answer<Body> = { readonly status: number; readonly body: Body }

async function call<Body = DeskState>(
  who: string,
  path: string,
  { body, key }: { body?: object; key?: string } = {},
): Promise<Answer<Body>> {
  const response = await fetch(`${desk.address}/api/${path}`, {
    method: body || key ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${tokens[who]}`,
      ...(key ? { 'idempotency-key': key } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return { status: response.status, body: (await response.json()) as Body }
}

const versionOf = async (id: string) =>
  (await call<{ desk: DeskState }>('ada', `cases/claim/${id}`)).body.desk.version

const abuse = { finding: 'abuse', action: 'deny' }

test('the queue and a case are told as the published snapshot has them, and who looked stands in the trail', async () => {
  const { body: queue } = await call<{ as_of: string; cases: (QueueRow & { desk: DeskState })[] }>(
    'rita',
    'queue',
  )
  const printed = await shop.json<Queue>('queue')
  expect(queue.as_of).toBe(printed.as_of)
  expect(queue.cases.map(({ rank, case_id, value }) => [rank, case_id, value])).toEqual(
    printed.cases.map(({ rank, case_id, value }) => [rank, case_id, value]),
  )
  const { body: one } = await call<ToldCase & { desk: DeskState }>('max', 'cases/claim/A')
  const explained = await shop.json<{ signals: { signal: string; outcome: string }[] }>('explain', 'A')
  const bySignal = (signals: readonly { signal: string; outcome: string }[]) =>
    signals.map(({ signal, outcome }) => `${signal} ${outcome}`).sort()
  expect(bySignal(one.signals)).toEqual(bySignal(explained.signals))
  expect(one.desk).toMatchObject({ version: 'claimed.0', taken: null, decisions: [] })
  const [look, list] = await newestEntries(trailFolder(places), { limit: 2 })
  expect(look).toMatchObject({
    who: 'max',
    role: 'reviewer',
    did: 'looked_at',
    case_type: 'claim',
    case_id: 'A',
  })
  expect(list).toMatchObject({ who: 'rita', did: 'listed_queue' })
})

test('who may not see cases is told so, and nothing of a case', async () => {
  for (const path of ['queue', 'desk', 'decisions', 'events', 'cases/claim/A'])
    expect(await call('vera', path)).toMatchObject({ status: 403, body: { next: expect.any(String) } })
  expect((await call('vera', 'me')).body).toMatchObject({ name: 'vera', role: 'viewer' })
  expect((await call('rita', 'cases/claim/none')).status).toBe(404)
})

test('a decision that is sent again is written once; its key is for no other', async () => {
  const key = randomUUID()
  const asked = { version: await versionOf('A'), ...abuse, note: 'the seal was whole' }
  const both = await Promise.all(
    [1, 2].map(() => call('rita', 'cases/claim/A/decisions', { body: asked, key })),
  )
  for (const { status, body } of both) {
    expect(status).toBe(200)
    expect(body.decisions).toHaveLength(1)
  }
  expect(both[0]?.body.decisions[0]).toMatchObject({ ...abuse, reviewer: 'rita', note: 'the seal was whole' })
  const other = await call('rita', 'cases/claim/A/decisions', {
    body: { ...asked, finding: 'legitimate' },
    key,
  })
  expect(other.status).toBe(422)
  const log = join(places.data, 'decisions')
  const days = readdirSync(log).filter((name) => /^\d/.test(name))
  const lines = days.flatMap((name) => readFileSync(join(log, name), 'utf8').trim().split('\n'))
  expect(lines).toHaveLength(1)
})

test('who comes second is told of the first, and nothing of theirs is written', async () => {
  const version = await versionOf('B')
  const taken = await call('rita', 'cases/claim/B/take', { body: { version } })
  expect(taken.body.taken).toMatchObject({ reviewer: 'rita' })
  const late = await call<{ what: string; desk: DeskState }>('max', 'cases/claim/B/decisions', {
    body: { version, ...abuse },
    key: randomUUID(),
  })
  expect(late).toMatchObject({ status: 409, body: { desk: { version: taken.body.version, decisions: [] } } })
  expect((await call('max', 'cases/claim/B/release', { body: { version: taken.body.version } })).status).toBe(
    409,
  )
  const free = await call('ada', 'cases/claim/B/release', { body: { version: taken.body.version } })
  expect(free.body.taken).toBeNull()
})

test('a decision is taken back within a minute by who made it, and another may be made', async () => {
  const made = await call('rita', 'cases/claim/C/decisions', {
    body: { version: await versionOf('C'), ...abuse },
    key: randomUUID(),
  })
  const [decision] = made.body.decisions
  expect(decision?.undo_until).not.toBeNull()
  const path = `decisions/${decision?.decision_id}/undo`
  expect((await call('max', path, { key: randomUUID() })).status).toBe(403)
  const undone = await call('rita', path, { key: randomUUID() })
  expect(undone.body.decisions[0]?.undone_at).not.toBeNull()
  const again = await call('max', 'cases/claim/C/decisions', {
    body: { version: undone.body.version, finding: 'legitimate', action: 'approve' },
    key: randomUUID(),
  })
  expect(again.status).toBe(200)
})

test('a signal that misled is silenced on account of a decided case; a day that will not do is refused', async () => {
  const asked = {
    version: await versionOf('A'),
    signal: 'delivered_scan',
    silenced_for: 'identity',
    silenced_until: '2026-02-01',
    reason: 'a hostel’s front desk',
  }
  const path = 'cases/claim/A/suppressions'
  const late = await call<{ what: string }>('rita', path, {
    body: { ...asked, silenced_until: '2026-12-31' },
    key: randomUUID(),
  })
  expect(late).toMatchObject({ status: 422, body: { what: expect.stringContaining('180 days') } })
  const silenced = await call('rita', path, { body: asked, key: randomUUID() })
  expect(silenced.body.suppressions).toMatchObject([{ signal: asked.signal, reviewer: 'rita' }])
})

test('what is sent amiss is refused with what to do, and never reaches a log', async () => {
  const version = await versionOf('D')
  for (const [body, key] of [
    [{ version, finding: 'guilty', action: 'deny' }, randomUUID()],
    [{ version, ...abuse, note: 'x'.repeat(10_001) }, randomUUID()],
    [{ version, ...abuse }, 'no uuid'],
    [{ ...abuse }, randomUUID()],
  ] as const) {
    const refused = await call<{ what: string; next: string }>('rita', 'cases/claim/D/decisions', {
      body,
      key,
    })
    expect(refused).toMatchObject({
      status: 400,
      body: { what: expect.any(String), next: expect.any(String) },
    })
  }
  expect((await call('rita', 'cases/claim/D')).body).toMatchObject({ desk: { decisions: [] } })
})

test('who listens hears of entries, of commands’ too, and of what is published; not once they are revoked', async () => {
  const heard = await listening(addUser(places.users, { name: 'lee', role: 'reviewer' }).token)
  await call('rita', 'cases/claim/E/take', { body: { version: await versionOf('E') } })
  await expect.poll(() => heard.of('case')).toContainEqual(expect.objectContaining({ case_id: 'E' }))
  await shop.json('decide', 'F', '--finding', 'legitimate', '--action', 'approve', '--reviewer', 'terry')
  await expect
    .poll(() => heard.of('case'), { timeout: 5000 })
    .toContainEqual(expect.objectContaining({ case_id: 'F' }))
  sendClaims(['G'])
  await shop.json('run')
  await expect.poll(() => heard.of('published'), { timeout: 5000 }).toHaveLength(1)
  expect(heard.of('opened')).toMatchObject([{ case_id: 'G', stage: 'claimed' }])
  const { body } = await call<{ cases: QueueRow[] }>('rita', 'queue')
  expect(body.cases.map(({ case_id }) => case_id).sort()).toEqual(['B', 'D', 'E', 'G'])
  revokeUser(places.users, 'lee')
  const before = heard.of('case').length
  await call('rita', 'cases/claim/G/take', { body: { version: await versionOf('G') } })
  await expect.poll(heard.isOver).toBe(true)
  expect(heard.of('case')).toHaveLength(before)
})

test('the description tells of every call, from the schemas that check it', async () => {
  const { body } = await call<{ paths: Record<string, Record<string, { requestBody?: object }>> }>(
    'vera',
    'openapi.json',
  )
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining([
      '/api/queue',
      '/api/cases/{case_type}/{case_id}/decisions',
      '/api/events',
      '/api/me',
    ]),
  )
  const decision = JSON.stringify(body.paths['/api/cases/{case_type}/{case_id}/decisions']?.post?.requestBody)
  for (const word of ['carrier_fault', 'ask_proof', 'appeal_of', 'version']) expect(decision).toContain(word)
})

test('the trail of all this is whole, and holds no note', async () => {
  expect((await verifyTrail(trailFolder(places))).last).toBeGreaterThan(10)
  const entries = await newestEntries(trailFolder(places), { limit: 1000 })
  const done = entries.map(({ who, did, case_id }) => `${who} ${did} ${case_id}`)
  for (const act of [
    'rita took B',
    'ada released B',
    'rita decided C',
    'rita undid C',
    'max decided C',
    'rita suppressed A',
  ])
    expect(done.filter((one) => one === act)).toHaveLength(1)
  expect(JSON.stringify(entries)).not.toContain('the seal was whole')
  expect(told).toEqual([])
})

type Heard = { readonly of: (event: string) => unknown[]; readonly isOver: () => boolean }

async function listening(token: string): Promise<Heard> {
  const response = await fetch(`${desk.address}/api/events`, {
    headers: { authorization: `Bearer ${token}` },
  })
  let text = ''
  let isOver = false
  void (async () => {
    for await (const part of response.body ?? []) text += Buffer.from(part).toString()
    isOver = true
  })()
  return {
    of: (event) =>
      [...text.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)]
        .filter(([, name]) => name === event)
        .map(([, , data]) => JSON.parse(data ?? '') as unknown),
    isOver: () => isOver,
  }
}
