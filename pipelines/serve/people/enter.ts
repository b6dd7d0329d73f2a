import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Person, Role } from '../api/contract.ts'
import { Refusal } from '../refusal.ts'
import { csrfCookie } from './cookies.ts'
import type { People } from './people.ts'
import { isSame } from './token.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, if that is known. */
    known: Person | null
    /** Who asks, on every route that is not for anybody. */
    readonly person: Person
  }
  interface FastifyContextConfig {
    /** Who may use the route: those of this role and of those above it. */
    role?: Role | 'anybody'
  }
}

const rank = { anybody: 0, viewer: 1, reviewer: 2, admin: 3 } as const

export const mayAs = (person: Person | null, role: Role | 'anybody'): boolean =>
  rank[person?.role ?? 'anybody'] >= rank[role]

/** Finds out who asks, before anything else is done for them. */
export async function knowPeople(app: FastifyInstance, people: People): Promise<void> {
  await app.register(cookie)
  app.decorateRequest('known', null)
  app.decorateRequest('person', {
    getter(this: FastifyRequest) {
      if (this.known) return this.known
      throw new Error('A route for anybody has no person.')
    },
  })
  app.addHook('onRequest', async (request) => {
    if (!people.mayName(request))
      throw new Refusal(421, 'This server is not known by that name.', {
        where: 'the header Host',
        next: 'open it as localhost; for others, docs/serving.md says how to put a proxy in front.',
      })
    request.known = people.whoAsks(request)
  })
}

/** Holds every route to the role that it states, and changes to come from a page of this server. */
export function demandRoles(app: FastifyInstance, https: boolean): void {
  app.addHook('onRoute', ({ url, config }) => {
    if (!config?.role) throw new Error(`The route ${url} does not state who may use it.`)
  })
  app.addHook('preParsing', async (request) => {
    const role = request.routeOptions.config.role ?? 'viewer'
    demandRole(request, role)
    if (!isChange(request) || request.headers.authorization) return
    demandOwnOrigin(request, https)
    if (role !== 'anybody') demandCsrf(request.cookies[csrfCookie], request.headers['x-csrf-token'])
  })
}

export function demandRole({ known }: FastifyRequest, role: Role | 'anybody'): void {
  if (mayAs(known, role)) return
  if (known)
    throw new Refusal(403, `This is for ${role}s, and ${known.name} is ${known.role} here.`, {
      where: 'the role',
      next: 'ask whoever runs Recoup here for another role.',
    })
  throw new Refusal(401, 'Nobody is signed in.', {
    where: 'the request',
    next: 'sign in at /sign-in; programs send `Authorization: Bearer TOKEN`.',
  })
}

const isChange = ({ method }: FastifyRequest) => !['GET', 'HEAD', 'OPTIONS'].includes(method)

/** Another site can make a browser send something here, but not in this site's name. */
function demandOwnOrigin({ headers, host }: FastifyRequest, https: boolean): void {
  const origin = URL.canParse(headers.origin ?? '') ? new URL(headers.origin ?? '') : null
  const isOwn = origin?.host === host && (!https || origin.protocol === 'https:')
  const isOfProgram = headers.origin === undefined && headers['sec-fetch-site'] === undefined
  if (isOwn || isOfProgram) return
  throw new Refusal(403, 'The request comes from a page of another site.', {
    where: 'the header Origin',
    next: 'open the page at the address of this server; behind a proxy, let it pass on the header Host.',
  })
}

export function demandCsrf(cookie: string | undefined, given: unknown): void {
  if (cookie && typeof given === 'string' && isSame(cookie, given)) return
  throw new Refusal(403, 'The request does not show that it comes from a page of this server.', {
    where: 'the header X-CSRF-Token',
    next: 'load the page again; programs send `Authorization: Bearer TOKEN` instead.',
  })
}
