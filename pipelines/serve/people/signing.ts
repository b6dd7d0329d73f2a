import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Person } from '../api/contract.ts'
import type { Limits } from '../limits.ts'
import type { OnAct } from '../on_act.ts'
import { Refusal } from '../refusal.ts'
import { type Cookies, sessionCookie } from './cookies.ts'
import type { People } from './people.ts'

export type SigningParts = {
  readonly people: People
  readonly cookies: Cookies
  readonly limits: Limits
  readonly onAct: OnAct
}

/** What a route is that signs in. */
export const signingIn = ({ toSignIn }: Limits) =>
  ({ role: 'anybody', rateLimit: { max: toSignIn, timeWindow: '1 minute' } }) as const

/** Begins a session for whoever a token is of, in place of the one that the browser has. */
export async function signIn(
  { people, cookies, onAct }: SigningParts,
  token: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Person> {
  const user = people.byToken(token)
  if (!user) {
    await onAct({ who: `somebody at ${request.ip}`, did: 'was_refused', about: 'an unknown token' })
    throw new Refusal(401, 'That token is not known here, or was revoked.', {
      where: 'the token',
      next: 'copy it whole, or ask whoever runs Recoup here for another one.',
    })
  }
  endSession(people, request)
  cookies.beginSession(reply, people.sessions.begin(user))
  const person: Person = { name: user.name, role: user.role, signed_in_by: 'token' }
  await onAct({ who: person.name, role: person.role, did: 'signed_in' })
  return person
}

export async function signOut(
  { people, cookies, onAct }: SigningParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  endSession(people, request)
  cookies.endSession(reply)
  await onAct({ who: request.person.name, role: request.person.role, did: 'signed_out' })
}

function endSession({ sessions }: People, { cookies }: FastifyRequest): void {
  const id = cookies[sessionCookie]
  if (id) sessions.end(id)
}
