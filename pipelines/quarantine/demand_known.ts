import { recordsOf } from '../../sources/senders/sender.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Sources } from '../runner/catalog.ts'
import { Problem } from '../runner/problems.ts'
import type { Selection } from './selection.ts'

/** A selection that can never hold anything is a slip of the pen, and is told as one. */
export async function demandKnown(
  warehouse: Warehouse,
  { feeds, logged, senders }: Sources,
  { feed, file }: Selection,
): Promise<void> {
  const names = [...feeds, ...logged, ...senders, ...recordsOf(senders)].map(({ name }) => name)
  if (feed !== undefined && !names.includes(feed))
    throw new Problem(`There is no feed or sender ${feed}.`, {
      where: '--feed',
      next: `name one of ${names.join(', ')}.`,
    })
  if (file === undefined) return
  const found = await warehouse.count('select count(*) from ledger.loads where file_number = $1', [
    BigInt(file),
  ])
  if (found > 0) return
  throw new Problem(`No file has the number ${file}.`, {
    where: '--file',
    next: 'see `recoup quarantine list` for the numbers of files of which something was turned away.',
  })
}
