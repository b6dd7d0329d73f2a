import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { person, problem } from '../api/contract.ts'
import { type SigningParts, signIn, signingIn, signOut } from './signing.ts'

/** How programs sign in and out. */
export function sessionRoutes(app: FastifyInstance, parts: SigningParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.post(
    '/api/session',
    {
      config: signingIn(parts.limits),
      schema: {
        summary: 'Sign in.',
        body: z.strictObject({ token: z.string().max(200) }),
        response: { 200: person, 401: problem },
      },
    },
    async (request, reply) => signIn(parts, request.body.token, request, reply),
  )
  typed.delete(
    '/api/session',
    { config: { role: 'viewer' }, schema: { summary: 'Sign out.', response: { 204: z.null() } } },
    async (request, reply) => {
      await signOut(parts, request, reply)
      return reply.code(204).send(null)
    },
  )
}
