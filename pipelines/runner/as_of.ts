import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { Problem } from './problems.ts'

/** An instant as the ledger writes it: UTC, to the second, `2026-06-30 23:59:59`. */
const written = (at: Date) => at.toISOString().slice(0, 19).replace('T', ' ')

/**
 * The run's one instant: what `--as-of` says, else the newest dated event loaded, never later than now.
 * With nothing loaded it is now.
 */
export async function resolveAsOf(warehouse: Warehouse, given: string | undefined): Promise<string> {
  if (given !== undefined) return parse(given)
  const [newest] = await warehouse.rows<{ newest: string | null }>(
    `select strftime(max(newest_event_at), '%Y-%m-%d %H:%M:%S') as newest from ledger.loads where outcome = 'loaded'`,
  )
  const now = written(new Date())
  return newest?.newest && newest.newest < now ? newest.newest : now
}

function parse(given: string): string {
  const at = new Date(given)
  if (!Number.isNaN(at.getTime())) return written(at)
  throw new Problem(`\`${given}\` is no instant.`, {
    where: '--as-of',
    next: 'give it as ISO 8601, such as 2026-06-30T23:59:59Z.',
  })
}
