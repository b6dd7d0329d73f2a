import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { addUser, revokeUser } from '../../../pipelines/serve/people/manage.ts'
import { given, type Served, signedIn } from './given.ts'

const users = { vera: 'viewer', rita: 'reviewer' } as const
const who = async ({ ask }: Served, headers: Record<string, string>) => {
  const { status, body } = await ask('/api/who', { headers })
  return status === 200 ? JSON.parse(body) : status
}
const bearer = (token = '') => ({ authorization: `Bearer ${token}` })

/** Sends the form of the sign-in page, as a browser does. */
async function sendForm(
  { ask, port }: Served,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const csrf = (await ask('/sign-in')).cookie('recoup_csrf') ?? ''
  return ask('/sign-in', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: `http://localhost:${port}`,
      accept: 'text/html',
      cookie: `recoup_csrf=${csrf}`,
      ...headers,
    },
    body: new URLSearchParams({ csrf, to: '/', ...fields }).toString(),
  })
}

test('a token lets its owner in, in their role, and no other one does', async () => {
  const shop = await given({ users })
  expect(await who(shop, bearer(shop.tokens.rita))).toEqual({
    name: 'rita',
    role: 'reviewer',
    signed_in_by: 'token',
  })
  for (const token of ['', 'x', shop.tokens.rita?.slice(0, -1), `${shop.tokens.rita}x`, 'recoup_'])
    expect(await who(shop, bearer(token))).toBe(401)
})

test('a token is kept as what it can be known by, in a file for its owner alone', async () => {
  const { places, tokens } = await given({ users })
  const kept = readFileSync(places.users, 'utf8')
  for (const token of Object.values(tokens)) expect(kept).not.toContain(token.slice('recoup_'.length))
  expect(statSync(places.users).mode & 0o777).toBe(0o600)
  expect(Buffer.from(tokens.rita?.slice('recoup_'.length) ?? '', 'base64url')).toHaveLength(32)
})

test('by the page: the form leads on to where one was going', async () => {
  const shop = await given({ users })
  const signed = await sendForm(shop, { token: shop.tokens.vera ?? '', to: '/finance/?days=30' })
  expect(signed).toMatchObject({ status: 303, headers: { location: '/finance/?days=30' } })
  const session = `recoup_session=${signed.cookie('recoup_session')}`
  expect(await who(shop, { cookie: session })).toMatchObject({ name: 'vera' })
  expect(signed.headers['set-cookie']?.find((one) => one.startsWith('recoup_session'))).toMatch(
    /; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
  )
  expect(shop.acts).toEqual([{ who: 'vera', role: 'viewer', did: 'signed_in' }])
})

test('by the page: a wrong token says so on the page, and is told of without it', async () => {
  const shop = await given({ users })
  const refused = await sendForm(shop, { token: 'recoup_guessed' })
  expect(refused.status).toBe(401)
  expect(refused.body).toContain('That token is not known here, or was revoked.')
  expect(refused.body).not.toContain('guessed')
  expect(refused.cookie('recoup_session')).toBeUndefined()
  expect(shop.acts).toEqual([{ who: 'somebody at 127.0.0.1', did: 'was_refused', about: 'an unknown token' }])
})

test('signing in leads nowhere but on this server, and what is asked for stays text', async () => {
  const shop = await given({ users })
  for (const to of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/.//evil.example',
    'javascript:1',
    '/\t/evil.example',
  ]) {
    const { headers } = await sendForm(shop, { token: shop.tokens.vera ?? '', to })
    expect(headers.location).toMatch(/^\/(?![/\\])/)
  }
  const { body } = await shop.ask(`/sign-in?to=${encodeURIComponent('/"><script>alert(1)</script>')}`)
  expect(body).not.toContain('<script')
})

test('behind https cookies go over nothing else', async () => {
  const shop = await given({ users, settings: { https: true } })
  const signed = await sendForm(
    shop,
    { token: shop.tokens.vera ?? '' },
    { origin: `https://localhost:${shop.port}` },
  )
  for (const cookie of signed.headers['set-cookie'] ?? []) expect(cookie).toMatch(/; Secure;/)
  expect(signed.headers['strict-transport-security']).toBe('max-age=31536000')
})

test('session fixation: an id that was put into the browser before is never the one that is signed in', async () => {
  const shop = await given({ users })
  const planted = 'A'.repeat(43)
  const signed = await shop.ask('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: `recoup_session=${planted}` },
    body: JSON.stringify({ token: shop.tokens.rita }),
  })
  expect(signed.cookie('recoup_session')).not.toBe(planted)
  expect(await who(shop, { cookie: `recoup_session=${planted}` })).toBe(401)
})

test('who signs in anew ends the session that the browser had', async () => {
  const shop = await given({ users })
  const before = await signedIn(shop, 'rita')
  await shop.ask('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: before.cookie },
    body: JSON.stringify({ token: shop.tokens.vera }),
  })
  expect(await who(shop, { cookie: before.cookie })).toBe(401)
})

test('a session ends when its owner signs out, and after twelve hours', async () => {
  const clock = { now: new Date('2026-03-01T08:00:00Z') }
  const shop = await given({ users, clock: () => clock.now })
  const [one, other] = [await signedIn(shop, 'rita'), await signedIn(shop, 'rita')]
  const origin = `http://localhost:${shop.port}`
  const headers = { cookie: one.cookie, origin, 'x-csrf-token': one.csrf }
  expect(await shop.ask('/api/session', { method: 'DELETE', headers })).toMatchObject({ status: 204 })
  expect(await who(shop, { cookie: one.cookie })).toBe(401)
  clock.now = new Date('2026-03-01T19:59:59Z')
  expect(await who(shop, { cookie: other.cookie })).toMatchObject({ name: 'rita' })
  clock.now = new Date('2026-03-01T20:00:00Z')
  expect(await who(shop, { cookie: other.cookie })).toBe(401)
})

test('a revoked token and its sessions count no longer at the next request, and no new token revives them', async () => {
  const shop = await given({ users })
  const session = await signedIn(shop, 'rita')
  expect(await who(shop, { cookie: session.cookie })).toMatchObject({ name: 'rita' })
  revokeUser(shop.places.users, 'rita')
  expect(await who(shop, { cookie: session.cookie })).toBe(401)
  expect(await who(shop, bearer(shop.tokens.rita))).toBe(401)
  const { token } = addUser(shop.places.users, { name: 'rita', role: 'viewer' })
  expect(await who(shop, bearer(token))).toMatchObject({ name: 'rita', role: 'viewer' })
  expect(await who(shop, bearer(shop.tokens.rita))).toBe(401)
  expect(await who(shop, { cookie: session.cookie })).toBe(401)
})

test('whoever sits at this machine needs no token until there is a user, and from then on always', async () => {
  const shop = await given()
  expect(await who(shop, {})).toMatchObject({ role: 'admin', signed_in_by: 'this_machine' })
  addUser(shop.places.users, { name: 'rita', role: 'reviewer' })
  expect(await who(shop, {})).toBe(401)
  revokeUser(shop.places.users, 'rita')
  expect(await who(shop, {})).toBe(401)
})

test('a file of users that cannot be read lets nobody in, and says what to do to whoever runs it', async () => {
  const shop = await given({ users })
  writeFileSync(shop.places.users, '{"users": [')
  expect(await who(shop, bearer(shop.tokens.rita))).toBe(500)
  expect(await who(shop, {})).toBe(500)
  expect(shop.told[0]).toContain('The file of users cannot be read, so nobody can sign in.')
})

test('a proxy says who asks, from its own address and of users alone', async () => {
  const proxy = { addresses: ['127.0.0.0/8'], nameHeader: 'x-forwarded-user' }
  const shop = await given({ users, settings: { proxy } })
  expect(await who(shop, { 'x-forwarded-user': 'rita' })).toEqual({
    name: 'rita',
    role: 'reviewer',
    signed_in_by: 'proxy',
  })
  expect(await who(shop, { 'x-forwarded-user': 'mallory' })).toBe(401)
  expect(await who(shop, {})).toBe(401)
})

test('a forged header of a proxy counts for nothing from another address', async () => {
  const proxy = {
    addresses: ['10.0.0.0/8', '::ffff:10.0.0.1', '2001:db8::/32'],
    nameHeader: 'x-forwarded-user',
  }
  const shop = await given({ users, settings: { proxy } })
  const forged = { 'x-forwarded-user': 'rita', 'x-forwarded-for': '10.0.0.1', forwarded: 'for=10.0.0.1' }
  expect(await who(shop, forged)).toBe(401)
})
