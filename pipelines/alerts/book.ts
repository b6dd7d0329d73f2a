import type { Fault } from './faults.ts'

/** That a fault arose, or that it is no more. Times are ISO 8601. */
export type Alert = {
  /** The same when it is told again, which happens only where an answer got lost. */
  readonly id: string
  readonly state: 'raised' | 'cleared'
  readonly fault: string
  readonly what: string
  readonly since: string
  readonly at: string
}

/** Ways on which alerts are told. */
export type Channel = 'log' | 'webhook' | 'command'

export type OpenFault = Fault & { readonly since: string }

/** The faults that last, and by channel the alerts that it has not taken yet, oldest first. */
export type Book = {
  readonly open: readonly OpenFault[]
  readonly untold: { readonly [Each in Channel]?: readonly Alert[] }
}

export const emptyBook: Book = { open: [], untold: {} }

/** The book with what arose since and what is no more, each to be told once on each channel. */
export function noted(book: Book, faults: readonly Fault[], channels: readonly Channel[], now: Date): Book {
  const at = now.toISOString()
  const known = new Map(book.open.map((fault) => [fault.key, fault]))
  const current = new Map(faults.map((fault) => [fault.key, fault]))
  const raised = [...current.values()]
    .filter(({ key }) => !known.has(key))
    .map((fault) => ({ ...fault, since: at }))
  const cleared = book.open.filter(({ key }) => !current.has(key))
  const alerts = [
    ...cleared.map((fault) => alertOf('cleared', fault, at)),
    ...raised.map((fault) => alertOf('raised', fault, at)),
  ]
  return {
    open: [...book.open.filter(({ key }) => current.has(key)), ...raised],
    untold: Object.fromEntries(
      channels.map((channel) => [channel, [...(book.untold[channel] ?? []), ...alerts]]),
    ),
  }
}

const alertOf = (state: Alert['state'], { key, what, since }: OpenFault, at: string): Alert => ({
  id: `${key}@${since}/${state}`,
  state,
  fault: key,
  what,
  since,
  at,
})

/** The book once a channel has taken its oldest alert. */
export const taken = (book: Book, channel: Channel): Book => ({
  ...book,
  untold: { ...book.untold, [channel]: book.untold[channel]?.slice(1) ?? [] },
})
