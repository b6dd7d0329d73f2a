import { createHash } from 'node:crypto'
import type { Role } from '../api/contract.ts'
import { tables } from './tables.ts'

export type Readers = Role | 'anybody'

/** What browsers fetch before, or without, telling who asks. */
const ofAnybody = /^(favicon\.ico|apple-touch-icon\.png|icon(-\d+)?\.(png|svg)|manifest\.webmanifest)$/

/** What is the same in every shop: code, letters, and the list of pages. */
const ofEverybody =
  /^(_app\/.+|fix-tprotocol-service-worker\.js|data\/manifest\.json|api\/pagesManifest\.json|api\/customFormattingSettings\.json\/GET\.json)$/

const everybodysTables = new Set<string>(tables.everybody)

/** Whether a page, by its folder, tells of single cases. */
const isOfReviewers = (page: string) => /^loss-prevention(\/|$)/.test(page)

export const pageOf = (file: string): string | undefined =>
  /^(?:(.*)\/)?index\.html$/
    .exec(file)
    ?.slice(1)
    .map((page) => page ?? '')[0]

/** By what the pages' client asks for the results of a page's queries. */
export const resultsOf = (page: string): string =>
  `api/${createHash('md5').update(`/${page}`).digest('hex')}/`

/**
 * Who may read a file of a built site. What is not known to be for everybody is for reviewers.
 * @param everybodysResults files with the results of queries of pages that are for everybody, and lists of them
 */
export function readersOf(file: string, everybodysResults: ReadonlySet<string>): Readers {
  const page = pageOf(file)
  if (page !== undefined) return isOfReviewers(page) ? 'reviewer' : 'viewer'
  if (ofAnybody.test(file)) return 'anybody'
  if (ofEverybody.test(file) || everybodysResults.has(file)) return 'viewer'
  const [, table] = /^data\/published\/([^/]+)\/.+$/.exec(file) ?? []
  if (table !== undefined) return everybodysTables.has(table) ? 'viewer' : 'reviewer'
  const [, described] = /^api\/(?:(.*)\/)?evidencemeta\.json$/.exec(file) ?? [null, null]
  if (described !== null) return isOfReviewers(described ?? '') ? 'reviewer' : 'viewer'
  return 'reviewer'
}

/** Whether a file holds what is known of cases, so that an audit asks who read it. */
export const holdsCases = (file: string, readers: Readers): boolean =>
  readers === 'reviewer' && /^(data\/published|api\/prerendered_queries)\//.test(file)
