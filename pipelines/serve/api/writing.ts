import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Act } from '../../audit_trail/entry.ts'
import { Problem } from '../../runner/problems.ts'
import { Refusal } from '../refusal.ts'
import {
  caseName,
  conflict,
  type DeskState,
  decisionAsked,
  deskState,
  type Person,
  problem,
  suppressionAsked,
  takeAsked,
} from './contract.ts'
import { type Api, demandCase } from './routes.ts'

const config = { role: 'reviewer' } as const
const response = {
  200: deskState,
  400: problem,
  401: problem,
  403: problem,
  404: problem,
  409: conflict,
  422: problem,
  429: problem,
  503: problem,
}
const once = z.object({
  'idempotency-key': z
    .uuid()
    .describe('One for each submission, the same when it is sent again: it is then written once.'),
})

/** What keeps a signal from being silenced lies in what was asked for, unless it may pass. */
function asTheirs(fault: unknown): never {
  const isTheirs = fault?.constructor === Problem && !(fault as Problem).mayPass
  throw isTheirs ? new Refusal(422, (fault as Problem).message, fault as Problem) : fault
}

/** What can be written of a case. Each entry is on the disk before it is answered. */
export function writingRoutes(plain: FastifyInstance, api: Api): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const { casework, trail } = api

  const told = async (by: Person, did: Act['did'], state: DeskState, about?: string): Promise<DeskState> => {
    const { case_type, case_id } = state
    await trail.write({ who: by.name, role: by.role, did, case_type, case_id, ...(about ? { about } : {}) })
    return state
  }

  for (const [does, did, summary] of [
    [
      'take',
      'took',
      'Take a case, so that nobody else works on it. It is let go when you decide, and after 8 hours.',
    ],
    ['release', 'released', 'Let a case go; an admin may let anybody’s go.'],
  ] as const)
    app.post(
      `/api/cases/:case_type/:case_id/${does}`,
      { config, schema: { summary, params: caseName, body: takeAsked, response } },
      async ({ person, params, body }) => {
        demandCase(api, params)
        return told(person, did, await casework[does](person, params, body))
      },
    )

  app.post(
    '/api/cases/:case_type/:case_id/decisions',
    {
      config,
      schema: {
        summary: 'Decide on a case. The next run takes it in.',
        params: caseName,
        headers: once,
        body: decisionAsked,
        response,
      },
    },
    async ({ person, params, body, headers }) => {
      const state = await casework.decide(person, params, body, headers['idempotency-key'])
      return told(person, 'decided', state, state.decisions.at(-1)?.decision_id)
    },
  )

  app.post(
    '/api/cases/:case_type/:case_id/suppressions',
    {
      config,
      schema: {
        summary: 'Silence a signal for the identity or the lane of a case that was decided, until a day.',
        params: caseName,
        headers: once,
        body: suppressionAsked,
        response,
      },
    },
    async ({ person, params, body, headers }) => {
      const state = await casework.suppress(person, params, body, headers['idempotency-key']).catch(asTheirs)
      return told(person, 'suppressed', state, body.signal)
    },
  )

  app.post(
    '/api/decisions/:decision_id/undo',
    {
      config,
      schema: {
        summary: 'Take back a decision of your own, within a minute.',
        params: z.object({ decision_id: z.string().min(1).max(200) }),
        headers: once,
        response,
      },
    },
    async ({ person, params, headers }) =>
      told(
        person,
        'undid',
        await casework.undo(person, params.decision_id, headers['idempotency-key']),
        params.decision_id,
      ),
  )
}
