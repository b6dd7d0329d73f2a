import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { Contract } from '../load/contract.ts'
import { partsOfSender } from '../load/part.ts'
import type { Sources } from '../runner/catalog.ts'
import { type Cell, cellsOf } from './cells.ts'
import { boundTo, rowSelected, type Selection } from './selection.ts'

/** One quarantined row, whole. */
export type ShownRow = {
  readonly feed: string
  readonly fileNumber: number
  readonly path: string
  readonly row: number
  /** UTC, `2026-03-01 06:00:00`. */
  readonly heldSince: string
  /** Null while it is held. */
  readonly settledAs: string | null
  readonly settledAt: string | null
  readonly faults: readonly { readonly column: string; readonly rule: string }[]
  readonly cells: readonly Cell[]
}

export type ShowOptions = {
  readonly selection: Selection
  /** One row of the file, be it held or settled. */
  readonly row?: number | undefined
  readonly skip: number
  readonly limit: number
  /** Whether personal values are shown. */
  readonly reveals: boolean
}

export type Shown = { readonly rows: readonly ShownRow[]; readonly total: number }

type Found = Record<'feed' | 'file_number' | 'path' | 'row_number' | 'held_since' | 'record', string> & {
  settled_as: string | null
  settled_at: string | null
  column_names: string[]
  faults: string[]
}

/** The selected rows with every fault; of values only those that are surely not personal, unless asked for. */
export async function show(
  warehouse: Warehouse,
  sources: Sources,
  { selection, row, skip, limit, reveals }: ShowOptions,
): Promise<Shown> {
  const from = `from ledger.quarantine q join ledger.loads l using (file_number)
    where ${rowSelected} and case when $3::bigint is null then q.settled_as is null else q.row_number = $3 end`
  const bound = [...boundTo(selection), row === undefined ? null : BigInt(row)]
  const total = await warehouse.count(`select count(*) ${from}`, bound)
  const found = await warehouse.rows<Found>(
    `select q.feed, l.file_number, l.path, q.row_number, strftime(l.loaded_at, '%Y-%m-%d %H:%M:%S') as held_since,
       q.settled_as, strftime(q.settled_at, '%Y-%m-%d %H:%M:%S') as settled_at, q.column_names, q.faults,
       q.record::varchar as record
     ${from} order by q.feed, l.file_number, q.row_number limit $4 offset $5`,
    [...bound, BigInt(limit), BigInt(skip)],
  )
  const contracts = contractsOf(sources)
  const rows = found.map((one) => ({
    feed: one.feed,
    fileNumber: Number(one.file_number),
    path: one.path,
    row: Number(one.row_number),
    heldSince: one.held_since,
    settledAs: one.settled_as,
    settledAt: one.settled_at,
    faults: one.faults.map((rule, nth) => ({ column: one.column_names[nth] ?? '', rule })),
    cells: cellsOf(one.record, contracts.get(one.feed), reveals),
  }))
  return { rows, total }
}

/** By the name under which rows are held. */
const contractsOf = ({ feeds, logged, senders }: Sources): Map<string, Contract> =>
  new Map([
    ...[...feeds, ...logged].map((kind) => [kind.name, new Contract(kind)] as const),
    ...senders.flatMap(partsOfSender).map(({ contract }) => [contract.feed.name, contract] as const),
  ])
