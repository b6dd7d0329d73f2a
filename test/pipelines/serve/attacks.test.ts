import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { given, type Served, signedIn } from './given.ts'

const users = { vera: 'viewer', rita: 'reviewer' } as const
const json = { 'content-type': 'application/json' }
const body = JSON.stringify({ note: 'seen' })

const post = ({ ask }: Served, headers: Record<string, string>, sent = body) =>
  ask('/api/notes', { method: 'POST', headers: { ...json, ...headers }, body: sent })

test('a change from a page of this server goes through, and a program needs its token alone', async () => {
  const shop = await given({ users })
  const { cookie, csrf } = await signedIn(shop, 'rita')
  const origin = `http://localhost:${shop.port}`
  expect(await post(shop, { cookie, origin, 'x-csrf-token': csrf })).toMatchObject({ status: 200, body })
  expect(await post(shop, { authorization: `Bearer ${shop.tokens.rita}` })).toMatchObject({
    status: 200,
    body,
  })
})

test('CSRF: a change without the token of the page, or with a foreign origin, is refused', async () => {
  const shop = await given({ users })
  const { cookie, csrf } = await signedIn(shop, 'rita')
  const origin = `http://localhost:${shop.port}`
  const forged: Record<string, string>[] = [
    { cookie, origin },
    { cookie, origin, 'x-csrf-token': 'B'.repeat(43) },
    { cookie: cookie.replace(/; recoup_csrf=.*/, ''), origin, 'x-csrf-token': csrf },
    { cookie, origin: 'http://evil.example', 'x-csrf-token': csrf },
    { cookie, origin: `http://localhost:${shop.port + 1}`, 'x-csrf-token': csrf },
    { cookie, origin: 'null', 'x-csrf-token': csrf },
    { cookie, 'sec-fetch-site': 'cross-site', 'x-csrf-token': csrf },
  ]
  for (const sent of forged)
    expect({ sent, ...(await post(shop, sent)) }).toMatchObject({ sent, status: 403 })
})

test('CSRF: what a form can send is not read by the API', async () => {
  const shop = await given({ users })
  const { cookie, csrf } = await signedIn(shop, 'rita')
  const own = { cookie, origin: `http://localhost:${shop.port}`, 'x-csrf-token': csrf }
  for (const kind of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])
    expect(await post(shop, { ...own, 'content-type': kind })).toMatchObject({ status: 415 })
})

test('CSRF: nobody is signed in as somebody else by a form of another site', async () => {
  const shop = await given({ users })
  const sent = {
    method: 'POST',
    body: new URLSearchParams({ token: shop.tokens.vera ?? '', csrf: 'x' }).toString(),
  }
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  for (const headers of [
    { ...form, origin: 'http://evil.example', cookie: 'recoup_csrf=x' },
    { ...form, origin: `http://localhost:${shop.port}` },
  ]) {
    const answer = await shop.ask('/sign-in', { ...sent, headers })
    expect(answer).toMatchObject({ status: 403 })
    expect(answer.cookie('recoup_session')).toBeUndefined()
  }
})

test('DNS rebinding: on loopback no other name than that of this machine is answered to', async () => {
  for (const shop of [await given(), await given({ users })]) {
    for (const host of [
      'evil.example',
      `evil.example:${shop.port}`,
      'localhost.evil.example',
      '127.0.0.1.evil.example',
    ])
      expect({ host, ...(await shop.ask('/', { headers: { host } })) }).toMatchObject({ host, status: 421 })
    for (const host of ['localhost', `LOCALHOST:${shop.port}`, '127.0.0.1', '[::1]:80'])
      expect((await shop.ask('/icon.svg', { headers: { host } })).status).toBe(200)
  }
})

test('the role is asked for before a change is read', async () => {
  const shop = await given({ users })
  expect(await post(shop, {}, '{')).toMatchObject({ status: 401 })
  expect(await post(shop, { authorization: `Bearer ${shop.tokens.vera}` }, '{')).toMatchObject({
    status: 403,
  })
})

test('a body that is too large is refused, whether it says so or not', async () => {
  const shop = await given({ users })
  const authorization = `Bearer ${shop.tokens.rita}`
  const large = JSON.stringify({ note: 'n'.repeat(70_000) })
  expect(await post(shop, { authorization }, large)).toMatchObject({ status: 413 })
  expect(await post(shop, { authorization, 'transfer-encoding': 'chunked' }, large)).toMatchObject({
    status: 413,
  })
})

test('a body that is not as it should be is told in a sentence', async () => {
  const shop = await given({ users })
  const authorization = `Bearer ${shop.tokens.rita}`
  for (const sent of ['{', '{"note": 1}', '', '{"__proto__": {"note": "x"}}'])
    expect({ sent, ...(await post(shop, { authorization }, sent)) }).toMatchObject({ sent, status: 400 })
})

/** Sends raw bytes, and waits for the connection to be ended from there. */
async function raw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', (text) => {
    answer += text
  })
  socket.write(bytes)
  await once(socket, 'close')
  return answer
}

test('a body, or a head, that does not come is not waited for', async () => {
  const { port, tokens } = await given({ users, limits: { request: 300, headers: 200 } })
  const head = `POST /api/notes HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\nAuthorization: Bearer ${tokens.rita}\r\n`
  expect(await raw(port, `${head}Content-Length: 100\r\n\r\n{`)).toMatch(/^HTTP\/1\.1 408 /)
  expect(await raw(port, head)).toMatch(/^HTTP\/1\.1 408 [\s\S]*The request took too long to come\./)
})

test('a flood of headers is refused, and so is what is no HTTP', async () => {
  const { port } = await given()
  const flood = Array.from({ length: 2000 }, (_, nth) => `X-${nth}: ${'y'.repeat(20)}\r\n`).join('')
  expect(await raw(port, `GET / HTTP/1.1\r\nHost: localhost\r\n${flood}\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
  expect(await raw(port, 'hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
  expect(
    await raw(
      port,
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ),
  ).toMatch(/^HTTP\/1\.1 400 /)
})

test('whoever tries tokens is soon told to wait', async () => {
  const shop = await given({ users, limits: { toSignIn: 3, ofAddress: 5 } })
  const tries = async () =>
    (await shop.ask('/api/session', { method: 'POST', headers: json, body: '{"token":"recoup_guessed"}' }))
      .status
  expect([await tries(), await tries(), await tries(), await tries()]).toEqual([401, 401, 401, 429])
  const guesses = []
  for (let nth = 0; nth < 6; nth++)
    guesses.push((await shop.ask('/api/who', { headers: { authorization: 'Bearer recoup_guessed' } })).status)
  expect(guesses).toEqual([401, 401, 401, 401, 401, 429])
  expect(await shop.ask('/api/who', { token: shop.tokens.rita })).toMatchObject({ status: 200 })
})

test('somebody who asks too often waits, and nobody else does', async () => {
  const shop = await given({ users, limits: { ofPerson: 2 } })
  const asks = async (token: string | undefined) => (await shop.ask('/api/who', { token })).status
  expect([await asks(shop.tokens.rita), await asks(shop.tokens.rita), await asks(shop.tokens.rita)]).toEqual([
    200, 200, 429,
  ])
  expect(await asks(shop.tokens.vera)).toBe(200)
})

test('an unexpected fault says nothing of itself, to whoever asked or in the log', async () => {
  const shop = await given({ users })
  const answer = await shop.ask('/api/fault', { token: shop.tokens.rita })
  expect(answer.status).toBe(500)
  expect(JSON.parse(answer.body)).toEqual({
    what: 'Something went wrong here that should not.',
    where: 'the server',
    next: 'try again; if it stays so, tell whoever runs Recoup, whose log says what it was.',
  })
  expect(shop.told).toHaveLength(1)
  expect(shop.told[0]).toMatch(/^GET \/api\/fault met an unexpected fault: Error/)
  expect(shop.told[0]).not.toMatch(/rita/)
})

test('script in a name or an address stays text on the pages that the server draws', async () => {
  const shop = await given({ users })
  const hostile = '/<script>alert(1)</script>'
  const { cookie } = await signedIn(shop, 'vera')
  for (const path of [encodeURI(hostile), `/sign-in?to=${encodeURIComponent(hostile)}`]) {
    const { body, headers } = await shop.ask(path, { headers: { accept: 'text/html', cookie } })
    expect(body).not.toMatch(/<script/i)
    expect(headers['content-security-policy']).not.toContain("script-src 'self' 'unsafe-inline'")
  }
})

test('every answer tells browsers what it may do, and none what the server is made of', async () => {
  const shop = await given({ users })
  for (const path of ['/sign-in', '/icon.svg', '/api/who', '/', '/nothing']) {
    const { headers } = await shop.ask(path, { token: shop.tokens.vera })
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'content-security-policy': expect.stringMatching(/default-src 'self'.*frame-ancestors 'none'/),
    })
    expect(Object.keys(headers).filter((name) => name.startsWith('x-ratelimit'))).toEqual([])
    expect(headers).not.toHaveProperty('server')
    expect(headers).not.toHaveProperty('x-powered-by')
  }
})

test('a route that does not state who may use it is refused at the start', async () => {
  const { app } = await given()
  expect(() => app.get('/api/forgotten', () => 'all of it')).toThrow()
})
