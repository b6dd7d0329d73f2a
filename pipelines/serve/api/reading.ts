import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../runner/problems.ts'
import { caseName, deskDecision, deskState, person, problem, queueRow, toldCase } from './contract.ts'
import { mostStreams } from './events.ts'
import { type Api, demandBook, demandCase, rowOf } from './routes.ts'

const reviewer = { role: 'reviewer' } as const
const refusals = { 401: problem, 403: problem, 429: problem, 503: problem }
const published = { as_of: z.string().describe('UTC.'), published_at: z.string() }

/** What can be read of the queue and its cases. */
export function readingRoutes(plain: FastifyInstance, api: Api): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()

  app.get(
    '/api/me',
    {
      schema: { summary: 'Who is signed in.', response: { 200: person, 401: problem } },
      config: { role: 'viewer' },
    },
    async ({ person: me }) => me,
  )

  app.get(
    '/api/queue',
    {
      config: reviewer,
      schema: {
        summary: 'The queue in its order, each case with what happened to it since.',
        response: {
          200: z.object({
            ...published,
            currency: z.string(),
            cases: z.array(queueRow.extend({ desk: deskState })),
          }),
          ...refusals,
        },
      },
    },
    async ({ person: me }) => {
      const book = demandBook(api)
      await api.trail.write({ who: me.name, role: me.role, did: 'listed_queue' })
      return {
        as_of: book.asOf,
        published_at: book.publishedAt,
        currency: book.currency,
        cases: book.cases.map((one) => ({ ...rowOf(one), desk: api.casework.state(one) })),
      }
    },
  )

  app.get(
    '/api/desk',
    {
      config: reviewer,
      schema: {
        summary: 'The cases to which anything happened since the snapshot.',
        response: { 200: z.object({ ...published, cases: z.array(deskState) }), ...refusals },
      },
    },
    async () => {
      const book = demandBook(api)
      return {
        as_of: book.asOf,
        published_at: book.publishedAt,
        cases: api.casework.touched(),
      }
    },
  )

  app.get(
    '/api/cases/:case_type/:case_id',
    {
      config: reviewer,
      schema: {
        summary: 'All that is told of a case, and what happened to it since. The audit trail says who asked.',
        params: caseName,
        response: { 200: toldCase.extend({ desk: deskState }), 404: problem, ...refusals },
      },
    },
    async ({ person: me, params }) => {
      const found = demandCase(api, params)
      await api.trail.write({ who: me.name, role: me.role, did: 'looked_at', ...params })
      return { ...found, desk: api.casework.state(found) }
    },
  )

  app.get(
    '/api/decisions',
    {
      config: reviewer,
      schema: {
        summary: 'The newest decisions that were written here, newest first, at most 200.',
        response: { 200: z.object({ decisions: z.array(caseName.extend(deskDecision.shape)) }), ...refusals },
      },
    },
    async ({ person: me }) => {
      await api.trail.write({ who: me.name, role: me.role, did: 'listed_decisions' })
      return { decisions: api.casework.written() }
    },
  )

  app.get(
    '/api/events',
    {
      config: reviewer,
      schema: {
        summary:
          'Server-sent events: `published` when a snapshot came, `opened` for each case new in its queue, `case` for each entry on a case.',
        response: { ...refusals },
      },
    },
    async ({ person: me }, reply) => {
      const isOpen = api.events.add(me.name, reply.raw, () => api.isStillKnown(me))
      if (!isOpen)
        throw new Problem(`You listen ${mostStreams} times already.`, {
          where: '/api/events',
          next: 'close some of your pages.',
        })
      reply.hijack()
    },
  )
}
