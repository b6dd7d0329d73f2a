import { Cleaning } from './erase/clean.ts'
import { type NamingFile, namingFiles } from './erase/inbox_files.ts'
import { cleanOwnFiles, removeSite } from './erase/own_files.ts'
import { cleanOwnLogs } from './erase/own_logs.ts'
import { findPerson, isKnown } from './erase/person.ts'
import { type Receipt, receiptOf, recordErasure, unfinished, writeReceipt } from './erase/receipt.ts'
import { kindsOf } from './erase/theirs.ts'
import { Traces } from './erase/traces.ts'
import { takeOut } from './erase/warehouse_rows.ts'
import { whileNoneFetches } from './fetch/while_none_fetches.ts'
import { newRecordId } from './log/record.ts'
import { makeAnew } from './make_anew.ts'
import { readSources } from './runner/catalog.ts'
import { atDesk, type Desk } from './runner/desk.ts'
import { demandDeclared } from './runner/lacking.ts'
import type { Places } from './runner/places.ts'
import { Problem } from './runner/problems.ts'
import type { Progress } from './runner/progress.ts'
import { inWarehouse, reading } from './runner/reading.ts'

/** What is known of a customer before anything is erased. */
export type ErasurePlan =
  | { readonly is: 'erased already'; readonly receipt: Receipt }
  | { readonly is: 'to be finished' }
  | {
      readonly is: 'to be erased'
      readonly orders: number
      readonly cases: number
      readonly inbox_files: readonly NamingFile[]
    }

/** Looks what an erasure would find. Writes nothing. */
export async function planErasure(places: Places, customer: string): Promise<ErasurePlan> {
  const sources = await readSources()
  const kinds = kindsOf(sources)
  const traces = Traces.of(places)
  const digest = traces.digest('customer', customer)
  return reading(places, async (warehouse) => {
    await demandDeclared(
      warehouse,
      kinds.map(({ feed }) => feed.raw),
      inWarehouse(places),
    )
    if (await unfinished(warehouse, places, digest)) return { is: 'to be finished' }
    if (!(await isKnown(warehouse, kinds, customer))) {
      const receipt = receiptOf(places, digest)
      if (receipt) return { is: 'erased already', receipt }
      throw unknownCustomer(places)
    }
    const person = await findPerson(warehouse, kinds, customer, traces)
    return {
      is: 'to be erased',
      orders: traces.count('order'),
      cases: traces.count('case'),
      inbox_files: await namingFiles(places.inbox, foldersOf(sources), new Cleaning(person, traces)),
    }
  })
}

/** What nobody asked for may not be told back: the id that was asked for stands in no message. */
const unknownCustomer = (places: Places) =>
  new Problem('Nobody here has this customer id: no row that was loaded or turned away names it.', {
    where: places.warehouse,
    next: 'check how the shop’s own files write the id, capitals and zeros too; nothing was erased.',
  })

/**
 * Takes a customer out of everything under the data directory. Whatever is outside of the warehouse comes first, while
 * the rows still tell what to look for; then the rows, in one transaction; then all that rests on them is made anew,
 * and the file is swept. Cut short at any moment, the same command finishes it.
 */
export async function erase(
  places: Places,
  customer: string,
  progress: Progress,
): Promise<{ receipt: Receipt; path: string }> {
  const found = await atDesk(places, 'erase', async (desk) => {
    const traces = Traces.of(places)
    const digest = traces.digest('customer', customer)
    const receipt =
      (await unfinished(desk.warehouse, places, digest)) ??
      (await progress.stage('erase', () =>
        whileNoneFetches(places, 'erase', () => takeOutEverywhere(desk, customer, traces)),
      ))
    await makeAnew(desk, progress)
    return receipt
  })
  const receipt = { ...found, ended_at: new Date().toISOString() }
  return { receipt, path: writeReceipt(places, receipt) }
}

async function takeOutEverywhere(desk: Desk, customer: string, traces: Traces): Promise<Receipt> {
  const { warehouse, catalog, places, runId } = desk
  const now = new Date()
  const person = await findPerson(warehouse, kindsOf(catalog), customer, traces)
  // From here on no load brings the person back, even if nothing else comes to an end.
  traces.save(places)
  const cleaning = new Cleaning(person, traces)
  // What another person wrote stays whole, but for words that name this one.
  const ofWords = new Cleaning({ ...person, texts: [] }, traces)
  const logs = await cleanOwnLogs(places, catalog.logged, traces, ofWords)
  const outside = {
    erasure_id: newRecordId('ER', now),
    customer_digest: traces.digest('customer', customer),
    stands_in: person.standIn,
    begun_at: now.toISOString(),
    ended_at: null,
    log_lines: Object.fromEntries(logs),
    files: await cleanOwnFiles(places, ['decisions', ...catalog.logged.map(({ name }) => name)], cleaning),
    removed_site: removeSite(places),
    inbox_files: await namingFiles(places.inbox, foldersOf(catalog), cleaning),
  }
  return warehouse.transaction(async () => {
    const rows = await takeOut(warehouse, catalog, { traces, cleaning: ofWords, runId })
    const receipt = { ...outside, rows }
    await recordErasure(warehouse, receipt)
    return receipt
  })
}

const foldersOf = ({ feeds, senders }: Pick<Desk['catalog'], 'feeds' | 'senders'>) =>
  new Set([...feeds, ...senders].map(({ name }) => name))
