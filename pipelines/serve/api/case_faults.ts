import type { FastifyReply, FastifyRequest } from 'fastify'
import { Conflict, KeyTaken, NotTheirs, Unknown } from '../casework/refusals.ts'
import { Refusal, toldOf } from '../refusal.ts'

const statuses = [
  [Unknown, 404],
  [NotTheirs, 403],
  [KeyTaken, 422],
] as const

/** Answers an entry that is refused for the sake of its case; every other fault is answered as everywhere. */
export function answerCaseFault(fault: unknown, _: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (fault instanceof Conflict) return reply.code(409).send({ ...toldOf(fault), desk: fault.desk })
  for (const [kind, status] of statuses)
    if (fault instanceof kind) throw new Refusal(status, fault.message, fault)
  throw fault
}
