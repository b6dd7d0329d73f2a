import { longestSuppression } from '../models/scores/silenced_signals.ts'
import type { Settings } from '../models/settings.ts'
import { suppressions } from '../sources/logged/suppressions.ts'
import { CaseLogs } from './decide/case_logs.ts'
import type { Decision } from './decide/decision.ts'
import type { CaseType } from './explain/named_case.ts'
import { momentOfWriting } from './log/moment.ts'
import { checkedRecord, newRecordId } from './log/record.ts'
import { RecordLog, type Torn } from './log/record_log.ts'
import { queueAsOf } from './queue.ts'
import { logFolder, type Places } from './runner/places.ts'
import { Problem } from './runner/problems.ts'
import { reading, readingEither } from './runner/reading.ts'
import { reviewedCase, scopeColumns } from './suppress/reviewed_case.ts'
import { businessDay, isInForce, newestVersions, type Suppression } from './suppress/suppression.ts'

/** What a reviewer wants silenced. */
export type Asked = {
  readonly caseId: string
  readonly type?: CaseType | undefined
  readonly signal: string
  readonly for: string
  /** The last day, as `2026-06-30`. */
  readonly until: string
  readonly reason: string
  readonly reviewer: string
}

export type SuppressReport = {
  readonly suppression: Suppression
  /** False where the very same suppression was in force already, which stands. */
  readonly is_new: boolean
  /** Whether it is dated by the shop's own clock, because the shop's records end long before today. */
  readonly is_shop_clock: boolean
  readonly torn: readonly Torn[]
}

const suppressionLog = (places: Places) =>
  new RecordLog<Suppression>(logFolder(places, suppressions.name), 'suppress')

/**
 * Silences a signal for the identity or the lane of a reviewed case. Written to the log, which the next load takes
 * in; for the look at the case no run may be at work.
 */
export async function suppress(
  places: Places,
  settings: Settings,
  asked: Asked,
  now = new Date(),
): Promise<SuppressReport> {
  const logs = new CaseLogs(places, 'suppress')
  logs.refresh()
  const { suppression, isShopClock, today } = await newSuppression(
    places,
    settings,
    { ...asked, id: newRecordId('SP', now), decided: (named) => logs.standingOn(named) },
    now,
  )
  const { record, isNew, torn } = await logs.suppressions.append(dayOf(now), (logged) => {
    return standsAlready(logged, suppression, today) ?? suppression
  })
  return { suppression: record, is_new: isNew, is_shop_clock: isShopClock, torn }
}

/** The record of a suppression, after a look at the case in the warehouse; nothing is written. */
export async function newSuppression(
  places: Places,
  settings: Settings,
  asked: Asked & {
    readonly id: string
    /** The decisions on a case that were written here and stand. */
    readonly decided: (named: { case_type: CaseType; case_id: string }) => readonly Decision[]
  },
  now: Date,
): Promise<{ suppression: Suppression; isShopClock: boolean; today: string }> {
  const { known, asOf } = await reading(places, async (warehouse) => ({
    known: await reviewedCase(warehouse, { type: undefined, ...asked }, asked.decided),
    asOf: await queueAsOf(warehouse, 'warehouse'),
  }))
  const { at, isShopClock } = momentOfWriting(now, asOf, settings.queueDays)
  const suppression = checkedRecord(
    suppressions,
    {
      suppression_id: asked.id,
      case_type: known.caseType,
      case_id: asked.caseId,
      signal: asked.signal,
      silenced_for: asked.for,
      ...scopeColumns(asked.for, known),
      recorded_at: at.toISOString(),
      silenced_until: asked.until,
      reason: asked.reason,
      reviewer: asked.reviewer,
      ended_at: null,
      ended_by: null,
      updated_at: now.toISOString(),
    },
    settings,
    now,
  )
  const today = businessDay(at, settings.timeZone)
  demandDays(asked.until, today)
  return { suppression, isShopClock, today }
}

/** The very same suppression where it is in force already. */
export const standsAlready = (
  logged: readonly Suppression[],
  suppression: Suppression,
  today: string,
): Suppression | undefined =>
  newestVersions(logged).find((one) => isInForce(one, today) && isSame(one, suppression))

/** Ends a suppression early: from now on its signal counts again. */
export async function endSuppression(
  places: Places,
  settings: Settings,
  { id, reviewer }: { readonly id: string; readonly reviewer: string },
  now = new Date(),
): Promise<SuppressReport> {
  const { at, isShopClock } = await shopMoment(places, settings, now)
  const today = businessDay(at, settings.timeZone)
  const { record, torn } = await suppressionLog(places).append(dayOf(now), (logged) => {
    const all = newestVersions(logged)
    const found = all.find(({ suppression_id }) => suppression_id === id)
    if (!found || !isInForce(found, today)) throw notInForce(id, found, all, today)
    const endedAt = new Date(Math.max(at.getTime(), Date.parse(found.recorded_at)))
    const ended = {
      ...found,
      ended_at: endedAt.toISOString(),
      ended_by: reviewer,
      updated_at: now.toISOString(),
    }
    return checkedRecord(suppressions, ended, settings, now)
  })
  return { suppression: record, is_new: true, is_shop_clock: isShopClock, torn }
}

/** The suppressions in force by the shop's clock, oldest first, those too that no run has taken in yet. */
export async function suppressionsInForce(
  places: Places,
  settings: Settings,
  now = new Date(),
): Promise<Suppression[]> {
  const { at } = await shopMoment(places, settings, now)
  const today = businessDay(at, settings.timeZone)
  return newestVersions(suppressionLog(places).records()).filter((one) => isInForce(one, today))
}

const shopMoment = async (places: Places, { queueDays }: Settings, now: Date) =>
  momentOfWriting(now, await readingEither(places, queueAsOf), queueDays)

const dayOf = (now: Date): string => now.toISOString().slice(0, 10)

function demandDays(until: string, today: string): void {
  const days = (Date.parse(until) - Date.parse(today)) / 86_400_000
  if (days >= 1 && days <= longestSuppression) return
  const last = new Date(Date.parse(today) + longestSuppression * 86_400_000).toISOString().slice(0, 10)
  throw new Problem(
    days < 1
      ? `${until} is not after today, which is ${today} here.`
      : `${until} is more than ${longestSuppression} days after today, which is ${today} here.`,
    { where: '--until', next: `name a later day, at the latest ${last}; nothing was written.` },
  )
}

function isSame(one: Suppression, other: Suppression): boolean {
  const said = [
    'case_type',
    'case_id',
    'signal',
    'silenced_for',
    'silenced_until',
    'reason',
    'reviewer',
  ] as const
  return said.every((column) => one[column] === other[column])
}

function notInForce(
  id: string,
  found: Suppression | undefined,
  all: readonly Suppression[],
  today: string,
): Problem {
  const inForce = all.filter((one) => isInForce(one, today)).map(({ suppression_id }) => suppression_id)
  const what = found?.ended_at
    ? `${id} was ended already, by ${found.ended_by} at ${found.ended_at.slice(0, 19).replace('T', ' ')} UTC.`
    : found
      ? `${id} is over since ${found.silenced_until}.`
      : `There is no suppression ${id}.`
  return new Problem(what, {
    where: '--end',
    next: inForce.length > 0 ? `in force are ${inForce.join(', ')}.` : 'none is in force.',
  })
}
