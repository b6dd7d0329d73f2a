import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { asProblem } from '../runner/machine_faults.ts'
import { Problem } from '../runner/problems.ts'
import { saidPage } from './own_pages/said_page.ts'
import { Refusal, toldOf } from './refusal.ts'

/** Faults of the framework's own that a caller can mend, by their code. */
const ofCallers: Record<string, (fault: FastifyError) => Refusal> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    new Refusal(413, 'The request is too large.', {
      where: 'the body',
      next: 'send less than 64 KiB; notes hold up to 10,000 characters.',
    }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new Refusal(415, 'The body of the request is of a kind that is not read here.', {
      where: 'the header Content-Type',
      next: 'send JSON as application/json.',
    }),
}

/** Answers a request that failed: in a sentence, as JSON or as a page, and with nothing of the code in it. */
export function answerFault(tell: (sentence: string) => void) {
  return (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const refusal = asRefusal(thrown, request)
    if (!(thrown instanceof Refusal) && refusal.status >= 500) tell(toldToOperator(thrown, request))
    return answerRefusal(refusal, request, reply)
  }
}

export function answerRefusal(refusal: Refusal, request: FastifyRequest, reply: FastifyReply) {
  reply.code(refusal.status).header('cache-control', 'no-store')
  return wantsPage(request)
    ? reply.type('text/html; charset=utf-8').send(saidPage(refusal))
    : reply.type('application/json; charset=utf-8').send(toldOf(refusal))
}

/** Whether somebody looks at the answer in a browser. */
export const wantsPage = ({ method, headers, url }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD' || url.startsWith('/sign-in')) &&
  /\btext\/html\b/.test(headers.accept ?? '') &&
  !url.startsWith('/api/')

function asRefusal(thrown: unknown, request: FastifyRequest): Refusal {
  if (thrown instanceof Refusal) return thrown
  if (hasZodFastifySchemaValidationErrors(thrown)) {
    const faults = thrown.validation.map(
      ({ instancePath, message }) => `${instancePath.slice(1) || 'it'}: ${message}`,
    )
    return new Refusal(400, `The request is not as it should be: ${faults.join('; ')}.`, {
      where: thrown.validationContext ?? 'the request',
      next: 'mend it as /api/openapi.json says.',
    })
  }
  const { code = '', statusCode = 500 } = thrown as FastifyError
  const ofCaller = ofCallers[code]?.(thrown as FastifyError)
  if (ofCaller) return ofCaller
  if (statusCode >= 400 && statusCode < 500)
    return new Refusal(statusCode, 'The request cannot be read.', {
      where: request.method,
      next: 'mend it as /api/openapi.json says.',
    })
  const problem = asProblem(thrown)
  if (problem instanceof Problem) return new Refusal(problem.mayPass ? 503 : 500, problem.message, problem)
  return new Refusal(500, 'Something went wrong here that should not.', {
    where: 'the server',
    next: 'try again; if it stays so, tell whoever runs Recoup, whose log says what it was.',
  })
}

/** Where and of what kind, never its words: they may hold what somebody sent. */
function toldToOperator(thrown: unknown, { method, routeOptions }: FastifyRequest): string {
  const problem = asProblem(thrown)
  const what =
    problem instanceof Problem
      ? `${problem.message} (${problem.where})`
      : `an unexpected fault: ${thrown instanceof Error ? thrown.name : typeof thrown}${frameOf(thrown)}`
  return `${method} ${routeOptions.url ?? 'of no route'} met ${what}`
}

/** The line of this program's code at which it arose. */
function frameOf(thrown: unknown): string {
  const [, place] =
    /\(?((?:file:\/\/)?\/[^\s()]*\/(?:pipelines|models|warehouse|sources)\/[^\s()]+)\)?/.exec(
      thrown instanceof Error ? (thrown.stack?.split('\n    at ').slice(1).join('\n') ?? '') : '',
    ) ?? []
  return place ? ` at ${place.replace(/^.*\/(?=(?:pipelines|models|warehouse|sources)\/)/, '')}` : ''
}
