import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { signInPage } from '../own_pages/sign_in_page.ts'
import { Refusal } from '../refusal.ts'
import { csrfCookie } from './cookies.ts'
import { demandCsrf } from './enter.ts'
import { type SigningParts, signIn, signingIn } from './signing.ts'

const form = z.object({
  token: z.string().max(200),
  csrf: z.string().max(200),
  to: z.string().max(2000).default('/'),
})
const style = readFileSync(new URL('../own_pages/style.css', import.meta.url), 'utf8')
const anybody = { config: { role: 'anybody' } } as const

/** The page at which people sign in. Its form alone is sent as forms are; no other route reads one. */
export async function signInForm(app: FastifyInstance, parts: SigningParts): Promise<void> {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  app.get('/sign-in/style.css', anybody, (_, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(style),
  )
  app.get<{ Querystring: { to?: unknown } }>('/sign-in', anybody, (request, reply) => {
    const to = ownPath(request.query.to)
    return request.known
      ? reply.redirect(to)
      : show(reply, signInPage({ to, csrf: parts.cookies.csrf(reply) }))
  })
  app.post('/sign-in', { config: signingIn(parts.limits) }, async (request, reply) => {
    const { token, csrf, to } = read(request.body)
    demandCsrf(request.cookies[csrfCookie], csrf)
    try {
      await signIn(parts, token, request, reply)
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault
      const said = `${fault.message} Next: ${fault.next}`
      return show(reply.code(fault.status), signInPage({ to: ownPath(to), csrf, fault: said }))
    }
    return reply.redirect(ownPath(to), 303)
  })
}

const show = (reply: FastifyReply, page: string) => reply.type('text/html; charset=utf-8').send(page)

function read(body: unknown): z.infer<typeof form> {
  const found = form.safeParse(body)
  if (found.success) return found.data
  throw new Refusal(400, 'The form was not sent whole.', { where: 'the form', next: 'load the page again.' })
}

/** A path of this server, whatever was asked for: nobody is led elsewhere by signing in. */
function ownPath(to: unknown): string {
  const here = 'http://here.invalid'
  if (typeof to !== 'string' || !to.startsWith('/') || !URL.canParse(to, here)) return '/'
  const { origin, pathname, search } = new URL(to, here)
  return origin === here ? `${pathname.replace(/^\/+/, '/')}${search}` : '/'
}
