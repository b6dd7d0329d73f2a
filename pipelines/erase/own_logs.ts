import type { Feed } from '../../sources/feed.ts'
import { decisions } from '../../sources/feeds/decisions.ts'
import { RecordLog } from '../log/record_log.ts'
import { logFolder, type Places } from '../runner/places.ts'
import type { Cleaning } from './clean.ts'
import type { Traces } from './traces.ts'

type Logged = Readonly<Record<string, unknown>>

/** Takes a person out of the records that were written down here; gives how many lines changed, by the log's name. */
export async function cleanOwnLogs(
  places: Places,
  logged: readonly Feed[],
  traces: Traces,
  cleaning: Cleaning,
): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const feed of [decisions, ...logged]) {
    const log = new RecordLog<Logged>(logFolder(places, feed.name), 'erase')
    const lines = await log.rewrite({
      record: (record) => cleaned(feed, record, traces, cleaning),
      // Of a piece nobody can tell what the next letters would have been.
      torn: (piece) => (namesTheirs(piece, traces, cleaning) ? '' : piece),
    })
    if (lines > 0) found.set(feed.name, lines)
  }
  return found
}

/** As a load would empty the record: the log's file is loaded again, and says nothing new. */
function cleaned(feed: Feed, record: Logged, traces: Traces, cleaning: Cleaning): Logged {
  const { customer_id: customer, case_type, case_id } = record
  const isTheirs =
    typeof customer === 'string'
      ? traces.has('customer', customer)
      : traces.has('case', `${case_type} ${case_id}`)
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => {
      const facts = feed.columns[name]?.facts
      if (typeof value !== 'string' || !facts) return [name, value]
      if (name === 'customer_id') return [name, traces.standIn(value) ?? value]
      if (isTheirs && facts.onErasure === 'words') return [name, facts.required ? '(erased)' : null]
      return [name, facts.onErasure ? cleaning.text(value) : value]
    }),
  )
}

function namesTheirs(piece: string, traces: Traces, cleaning: Cleaning): boolean {
  const ids = piece.match(/[^"\\]+/g) ?? []
  const isOfCase = ids.some((id) => traces.has('case', `claim ${id}`) || traces.has('case', `return ${id}`))
  return isOfCase || cleaning.isIn(piece) || cleaning.mayBeginAt(piece)
}
