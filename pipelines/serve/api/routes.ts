import type { FastifyInstance } from 'fastify'
import type { AuditTrail } from '../../audit_trail.ts'
import { Problem } from '../../runner/problems.ts'
import type { CaseBook } from '../case_book.ts'
import { unknownCase } from '../casework/refusals.ts'
import type { Casework } from '../casework.ts'
import type { NewestBook } from '../newest_book.ts'
import { answerCaseFault } from './case_faults.ts'
import { type CaseName, type Person, type QueueRow, queueRow, type ToldCase } from './contract.ts'
import { Events } from './events.ts'
import { openApi } from './openapi.ts'
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

/** The API of the desk, with its description. */
export async function apiRoutes(app: FastifyInstance, parts: Omit<Api, 'events'>): Promise<void> {
  const events = new Events()
  const api = { ...parts, events }
  app.setErrorHandler(answerCaseFault)
  api.books.onPublish((book, opened) => {
    events.send('published', { as_of: book.asOf, published_at: book.publishedAt })
    for (const one of opened) events.send('opened', rowOf(one))
  })
  api.casework.onChange((state) => events.send('case', state))
  app.addHook('preClose', async () => events.close())
  await openApi(app)
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

export function demandCase(api: Pick<Api, 'books'>, name: CaseName): ToldCase {
  const found = demandBook(api).told(name)
  if (!found) throw unknownCase(name)
  return found
}

/** A case as the queue lists it: what the schema of a row names of it. */
export const rowOf = (told: ToldCase): QueueRow => queueRow.parse(told)
