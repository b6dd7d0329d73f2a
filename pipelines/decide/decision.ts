import { randomBytes } from 'node:crypto'
import type { Settings } from '../../models/settings.ts'
import { type RecordOf, recordSchema } from '../../sources/contract/record.ts'
import { decisions } from '../../sources/feeds/decisions.ts'
import { Problem } from '../runner/problems.ts'

/** A decision as the feed has it. */
export type Decision = {
  [Name in keyof RecordOf<typeof decisions.columns>]: RecordOf<typeof decisions.columns>[Name]
}

/** Nobody else gives this id, and ids of later decisions come later by name. */
export const newDecisionId = (now: Date): string =>
  `DC-${now.toISOString().replace(/[-:.]/g, '')}-${randomBytes(4).toString('hex')}`

/** Holds a decision to the feed's contract, as a load would. */
export function checkedDecision(
  record: { readonly [Name in keyof Decision]: unknown },
  { timeZone, reportingCurrency }: Pick<Settings, 'timeZone' | 'reportingCurrency'>,
  now: Date,
): Decision {
  const today = now.toISOString().slice(0, 10)
  const schema = recordSchema(decisions, { timeZone, currency: reportingCurrency, today })
  const read = schema.safeParse(record)
  if (read.success) return read.data as Decision
  throw new Problem(`This is no decision: ${read.error.issues.map(({ message }) => message).join('; ')}.`, {
    where: 'the contract of the feed decisions',
    next: 'mend these and decide again: nothing was written.',
  })
}

/**
 * The moment that a decision made now is dated, in whole seconds, and whether that is the shop's own clock.
 *
 * Where the shop's records end about now, the decision is dated now. Where they end so long ago that the shop's
 * whole queue would be past its days (a demo, an archive), it is dated when they end: dated now, it would be the
 * shop's newest event by months, and carry every table there.
 */
export function momentOfDecision(
  now: Date,
  asOf: string | null,
  queueDays: number,
): { readonly at: Date; readonly isShopClock: boolean } {
  const shopClock = asOf === null ? null : new Date(`${asOf.replace(' ', 'T')}Z`)
  const isFar = shopClock !== null && Math.abs(now.getTime() - shopClock.getTime()) > queueDays * 86_400_000
  const at = isFar ? shopClock : new Date(Math.floor(now.getTime() / 1000) * 1000)
  return { at, isShopClock: isFar }
}
