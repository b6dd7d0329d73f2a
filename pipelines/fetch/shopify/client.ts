import { Problem } from '../../runner/problems.ts'
import { type Pause } from './pause.ts'
import { accessDenied, refusedBy, type Told } from './refused.ts'

/** A question that costs more than one may: it must be asked in parts. */
export class TooCostly extends Error {}

export type Reach = {
  /** Of the GraphQL endpoint. */
  readonly url: string
  readonly token: string
  readonly told: Told
  readonly pause: Pause
  readonly stop: AbortSignal
}

type GraphqlError = { readonly message?: string; readonly extensions?: { readonly code?: string } }

type Body = {
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly GraphqlError[] | string
  readonly extensions?: { readonly cost?: Cost }
}

type Cost = {
  readonly requestedQueryCost?: number
  readonly throttleStatus?: { readonly currentlyAvailable?: number; readonly restoreRate?: number }
}

/** That another try may help, after so many milliseconds where the server says when. */
type Again = { readonly why: string; readonly after?: number }

const secondsToAnswer = 60
const mostTries = 7
const longestWait = 120_000

/** Asks the Admin API. What is only busy or broken is asked again, each time after a longer wait. */
export class ShopifyClient {
  readonly reach: Reach
  /** The version that answered last, which is another one where Shopify has ended the one that was asked. */
  answeredVersion: string | null = null

  constructor(reach: Reach) {
    this.reach = reach
  }

  /** Gives the data of an answer without any error. */
  async ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { pause, stop, told } = this.reach
    for (let tries = 1; ; tries++) {
      stop.throwIfAborted()
      const answer = await this.#try(JSON.stringify({ query, variables }))
      if ('data' in answer) return answer.data as T
      if (tries === mostTries)
        throw new Problem(`Shopify could not be asked, ${mostTries} times in a row: ${answer.why}.`, {
          where: told.where,
          next: 'nothing is lost: the next fetch goes on from here. status.shopify.com tells of outages.',
          mayPass: true,
        })
      await pause(Math.min(Math.ceil(answer.after ?? 1000 * 2 ** (tries - 1)), longestWait), stop)
    }
  }

  async #try(body: string): Promise<{ data: unknown } | Again> {
    const { url, token, stop, told } = this.reach
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-shopify-access-token': token },
        body,
        // Elsewhere than to the shop the token must not go.
        redirect: 'manual',
        signal: AbortSignal.any([stop, AbortSignal.timeout(secondsToAnswer * 1000)]),
      })
      this.answeredVersion = answer.headers.get('x-shopify-api-version')
      const text = await answer.text()
      const refused = refusedBy(answer.status, told)
      if (refused) throw refused
      return answer.ok ? this.#read(text) : { why: `HTTP ${answer.status}`, ...retryAfter(answer) }
    } catch (fault) {
      stop.throwIfAborted()
      if (fault instanceof Problem || fault instanceof TooCostly) throw fault
      return { why: networkFault(fault) }
    }
  }

  #read(text: string): { data: unknown } | Again {
    const { data, errors, extensions } = asBody(text)
    if (!errors?.length) return data ? { data } : { why: 'it answered without data' }
    const all = typeof errors === 'string' ? [{ message: errors }] : errors
    const codes = all.map((error) => error.extensions?.code)
    if (codes.includes('THROTTLED')) return { why: 'it is asked too often', ...untilRestored(extensions?.cost) }
    if (codes.includes('MAX_COST_EXCEEDED')) throw new TooCostly()
    const said = this.#redacted(all[0]?.message ?? 'no reason given')
    if (codes.includes('ACCESS_DENIED')) throw accessDenied(said, this.reach.told)
    if (codes.some((code) => code === 'INTERNAL_SERVER_ERROR' || code === 'TIMEOUT'))
      return { why: 'it failed on its side' }
    throw new Problem(`Shopify does not answer the question: ${said}`, {
      where: this.reach.told.where,
      next: 'check apiVersion in recoup.config.ts: `2026-04` is known to work.',
    })
  }

  #redacted(said: string): string {
    return said.replaceAll(this.reach.token, '…').replaceAll(/\s+/g, ' ').slice(0, 300)
  }
}

function asBody(text: string): Body {
  const body: unknown = JSON.parse(text)
  if (typeof body !== 'object' || body === null) throw new SyntaxError()
  return body
}

/** `Retry-After` is in seconds. */
function retryAfter(answer: Response): { after?: number } {
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN)
  return seconds >= 0 ? { after: seconds * 1000 } : {}
}

/** How long until enough points are there for the question. */
function untilRestored(cost: Cost | undefined): { after?: number } {
  const { currentlyAvailable = 0, restoreRate = 0 } = cost?.throttleStatus ?? {}
  const lacking = (cost?.requestedQueryCost ?? 0) - currentlyAvailable
  return restoreRate > 0 && lacking > 0 ? { after: (lacking / restoreRate) * 1000 } : {}
}

export function networkFault(fault: unknown): string {
  if (fault instanceof SyntaxError) return 'it answered something else than JSON'
  if (fault instanceof DOMException) return `no answer within ${secondsToAnswer} seconds`
  const code = ((fault as Error).cause as NodeJS.ErrnoException | undefined)?.code
  return `it cannot be reached${code ? ` (${code})` : ''}`
}
