import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultSettings } from '../../../models/settings.ts'
import { placesOf } from '../../../pipelines/runner/places.ts'
import { Problem } from '../../../pipelines/runner/problems.ts'
import { addUser, revokeUser } from '../../../pipelines/serve/people/manage.ts'
import { serve } from '../../../pipelines/serve.ts'
import { expectProblem, recoupHere, recoupIn, recoupStartedIn } from '../command.ts'
import { publishSite } from './given.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recoup-serve-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const options = { host: '127.0.0.1', port: 0, withSchedule: false }

/** Serves within this process until told where, looks, and ends as a signal would. */
async function serving(data: string, look: (address: string) => Promise<void>, settings = defaultSettings) {
  const said: string[] = []
  let looked: Promise<void> | undefined
  await serve(placesOf({ data }, {}), settings, {
    ...options,
    tell: (sentence) => {
      said.push(sentence)
      const [address] = /http:\/\/localhost:\d+/.exec(sentence) ?? []
      if (address) looked = look(address).finally(() => process.kill(process.pid, 'SIGTERM'))
    },
  })
  await looked
  return said
}

test('a process serves until it is asked to end, and leaves nothing behind', async () => {
  const places = placesOf({ data: join(folder, 'whole') }, {})
  await recoupHere(folder, ['user', 'add', 'rita', '--role', 'reviewer', '--data', places.data])
  await publishSite(places)
  const started = recoupStartedIn(folder, ['serve', '--port', '0', '--data', places.data])
  while (!existsSync(places.serveLock)) await new Promise((resolve) => setTimeout(resolve, 20))

  // Of the one data directory no second process serves.
  expectProblem(
    await recoupIn(folder, ['serve', '--port', '0', '--data', places.data]),
    /`recoup serve` has been at work here since/,
  )
  started.end('SIGTERM')
  const { code, out, err } = await started.ended
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(
    /The pages and the API: http:\/\/localhost:\d+\/[\s\S]*rita \(reviewer\) may sign in\.[\s\S]*The server has stopped\./,
  )
  expect(existsSync(places.serveLock)).toBe(false)
})

test('says where it is and who may do what, while nobody has to sign in', async () => {
  const said = await serving(join(folder, 'open'), async (address) => {
    expect((await fetch(address)).status).toBe(503)
  })
  expect(said[1]).toMatch(/^Nobody signs in: whoever sits at this machine may do everything\./)
})

test('a taken port has its sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const places = placesOf({ data: join(folder, 'taken') }, {})
  await expect(serve(places, defaultSettings, { ...options, port, tell: () => undefined })).rejects.toThrow(
    `Something else listens there already: 127.0.0.1, port ${port}.`,
  )
  expect(existsSync(places.serveLock)).toBe(false)
  other.close()
})

test('elsewhere than on this machine it serves nobody until somebody has to sign in', async () => {
  const places = placesOf({ data: join(folder, 'elsewhere') }, {})
  const refused = await serve(places, defaultSettings, {
    ...options,
    host: '0.0.0.0',
    tell: () => undefined,
  }).catch((fault) => fault)
  expect(refused).toBeInstanceOf(Problem)
  expect(refused.message).toMatch(/^Everybody who reaches 0\.0\.0\.0 could read and decide/)
})

test('runs the schedule beside it, and ends with it', async () => {
  const data = join(folder, 'scheduled')
  writeFileSync(join(folder, 'recoup.config.ts'), 'export default {}\n')
  const said: string[] = []
  await serve(placesOf({ data }, {}), defaultSettings, {
    ...options,
    withSchedule: true,
    tell: (sentence) => {
      said.push(sentence)
      if (sentence.startsWith('nightly')) process.kill(process.pid, 'SIGTERM')
    },
  })
  expect(said.filter((one) => /^(nightly|Stopped|The server has stopped)/.test(one))).toEqual([
    expect.stringMatching(/^nightly: `recoup run --site` next at/),
    'Stopped.',
    'The server has stopped.',
  ])
})

test('users are added, listed and revoked, and a token is shown once', async () => {
  const user = async (...args: string[]) =>
    recoupHere(folder, ['user', ...args, '--data', join(folder, 'users')])
  const { out } = await user('add', 'rita', '--role', 'reviewer')
  const [token = ''] = /recoup_[\w-]{43}/.exec(out) ?? []
  expect(token).not.toBe('')
  expect(JSON.parse((await user('add', 'Änne K.', '--role', 'admin', '--json')).out)).toMatchObject({
    name: 'Änne K.',
    role: 'admin',
    token: expect.stringMatching(/^recoup_[\w-]{43}$/),
  })
  const listed = (await user('list')).out
  expect(listed).toMatch(/^rita +reviewer +added \d{4}-\d\d-\d\d\nÄnne K\. +admin /)
  expect(listed).not.toContain(token)
  expect((await user('list', '--json')).out).not.toMatch(/sha|recoup_/)
  expect((await user('revoke', 'RITA')).out).toBe('rita can no longer sign in.\n')
  expect((await user('list')).out).toMatch(/^rita .*revoked \d{4}/)
  const audited = await recoupHere(folder, ['audit', 'list', '--data', join(folder, 'users')])
  expect(audited.out.trim().split('\n')).toEqual([
    expect.stringMatching(/ revoked user \(rita\)$/),
    expect.stringMatching(/ added user \(Änne K\.\)$/),
    expect.stringMatching(/ added user \(rita\)$/),
  ])
  expect(statSync(join(folder, 'users', 'users.json')).mode & 0o777).toBe(0o600)
  expect(existsSync(join(folder, 'users', 'users.json.lock'))).toBe(false)
})

test('a name that is taken, is none, or is not known is refused in a sentence', () => {
  const { users } = placesOf({ data: join(folder, 'refused') }, {})
  addUser(users, { name: 'rita', role: 'viewer' })
  expect(() => addUser(users, { name: 'Rita', role: 'admin' })).toThrow(
    'There is a user rita already, who is viewer.',
  )
  expect(() => addUser(users, { name: 'a\nb', role: 'admin' })).toThrow(/^A user's name must begin/)
  expect(() => revokeUser(users, 'nobody')).toThrow('There is no user nobody who could sign in.')
})
