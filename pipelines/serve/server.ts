import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Settings } from '../../models/settings.ts'
import type { Places } from '../runner/places.ts'
import { contentPolicy } from './content_policy.ts'
import { answerFault, answerRefusal } from './faults.ts'
import type { Limits } from './limits.ts'
import { limits as usual } from './limits.ts'
import type { OnAct } from './on_act.ts'
import { pageRoutes } from './pages/page_routes.ts'
import { Sites } from './pages/sites.ts'
import { Cookies } from './people/cookies.ts'
import { demandRoles, knowPeople } from './people/enter.ts'
import type { People } from './people/people.ts'
import { sessionRoutes } from './people/session_routes.ts'
import { signInForm } from './people/sign_in_form.ts'
import { Refusal } from './refusal.ts'
import { unread } from './unread.ts'

export type ServerParts = {
  readonly places: Pick<Places, 'site' | 'sites'>
  readonly settings: Settings['serve']
  readonly people: People
  /** Told what goes wrong, in sentences that hold nothing that was sent. */
  readonly tell: (sentence: string) => void
  readonly onAct: OnAct
  /** Further routes. Each states who may use it: `config: { role: 'reviewer' }`. */
  readonly routes?: (app: FastifyInstance) => Promise<void> | void
  readonly limits?: Limits
}

/** How much is left is nobody's business but the server's; that one has to wait, and how long, is said. */
const untold = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false }

/** The server, not yet listening: what holds for each request, in the order in which it holds. */
export async function server(parts: ServerParts): Promise<FastifyInstance> {
  const { settings, people, tell, onAct, limits = usual } = parts
  const app = fastify({
    logger: false,
    trustProxy: (address) => people.isProxy(address),
    bodyLimit: limits.body,
    requestTimeout: limits.request,
    http: { headersTimeout: limits.headers, connectionsCheckingInterval: Math.min(1000, limits.headers) },
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: true,
    clientErrorHandler: unread,
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  // Other sites' forms can send text, and no JSON.
  app.removeContentTypeParser('text/plain')
  app.setErrorHandler(answerFault(tell))

  await app.register(helmet, {
    contentSecurityPolicy: false,
    frameguard: { action: 'deny' },
    // With none at all, browsers would not say either from which site a form is sent.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: settings.https && { maxAge: 31_536_000, includeSubDomains: false },
  })
  app.addHook('onRequest', async (_, reply) => {
    reply.headers({ 'content-security-policy': contentPolicy(), 'cache-control': 'no-store' })
  })
  await knowPeople(app, people)
  await app.register(rateLimit, {
    max: ({ known }) => (known ? limits.ofPerson : limits.ofAddress),
    timeWindow: '1 minute',
    addHeaders: untold,
    addHeadersOnExceeding: untold,
    keyGenerator: ({ known, ip }) =>
      known ? `person ${known.name}` : `address ${rateLimit.normalizeIP(ip, 64)}`,
    errorResponseBuilder: (_, { after }) =>
      new Refusal(429, 'That was too often in too short a time.', {
        where: 'the minute',
        next: `try again in ${after}.`,
      }),
  })
  demandRoles(app, settings.https)
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) =>
    answerRefusal(
      new Refusal(404, `Nothing here answers to ${request.method}.`, {
        where: 'the address',
        next: 'see /api/openapi.json for what does.',
      }),
      request,
      reply,
    ),
  )

  const cookies = new Cookies(settings)
  const signing = { people, cookies, limits, onAct }
  await app.register(async (scope) => parts.routes?.(scope))
  sessionRoutes(app, signing)
  await app.register(async (scope) => signInForm(scope, signing))
  pageRoutes(app, { sites: new Sites(parts.places), cookies, onAct })
  return app
}
