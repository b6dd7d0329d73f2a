import type { FastifyInstance } from 'fastify'
import type { AuditTrail } from '../../audit_trail.ts'
import { Problem } from '../../runner/problems.ts'
import type { CaseBook } from '../case_book.ts'
import type { Casework } from '../casework.ts'
import type { NewestBook } from '../newest_book.ts'
import type { CaseName, Person, ToldCase } from './contract.ts'
import { Events } from './events.ts'
import { readingRoutes } from './reading.ts'
import { writingRoutes } from './writing.ts'

/** What the routes answer from. */
export type Api = {
  readonly books: NewestBook
  readonly casework: Casework
  readonly trail: AuditTrail
  readonly events: Events
  /** Whether a person who listens for long may still do so. */
  readonly isStillKnown: (person: Person) => boolean
}

/** The API of the desk. */
export function apiRoutes(app: FastifyInstance, parts: Omit<Api, 'events'>): void {
  const events = new Events()
  const api = { ...parts, events }
  api.books.onPublish((book, opened) => {
    events.send('published', { as_of: book.asOf, published_at: book.publishedAt })
    for (const one of opened) events.send('opened', rowOf(one))
  })
  api.casework.onChange((state) => events.send('case', state))
  app.addHook('preClose', async () => events.close())
  readingRoutes(app, api)
  writingRoutes(app, api)
}

/** The published book; before anything was published there is nothing to work on. */
export function demandBook({ books }: Pick<Api, 'books'>): CaseBook {
  if (books.book) return books.book
  throw new Problem('Nothing is published here yet.', {
    where: 'the published snapshot',
    next: 'run `recoup run`, which loads, scores and publishes; the desk takes it up by itself.',
    mayPass: true,
  })
}

export class UnknownCase extends Problem {
  constructor({ case_type, case_id }: CaseName) {
    super(`There is no ${case_type} with this id in the queue.`, {
      where: `${case_type} ${case_id}`,
      next: 'look for it in the queue; what left the queue, `recoup explain` tells of.',
    })
  }
}

export function demandCase(api: Pick<Api, 'books'>, name: CaseName): ToldCase {
  const found = demandBook(api).find(name)
  if (!found) throw new UnknownCase(name)
  return found
}

/** A case as the queue lists it. */
export function rowOf({
  signals: _s,
  timeline: _t,
  facts: _f,
  earlier_decisions: _d,
  log_odds: _l,
  prior_log_odds: _p,
  ...row
}: ToldCase) {
  return row
}
