import type { Settings } from '../models/settings.ts'
import { decisions } from '../sources/feeds/decisions.ts'
import { CaseLogs } from './decide/case_logs.ts'
import type { Decision } from './decide/decision.ts'
import { demandNoConflict, earlierDecisions, isSame } from './decide/earlier.ts'
import { type KnownCase, knownCase } from './decide/known_case.ts'
import type { Hold } from './decide/take.ts'
import type { CaseType } from './explain/named_case.ts'
import { momentOfWriting } from './log/moment.ts'
import { checkedRecord, newRecordId } from './log/record.ts'
import type { Torn } from './log/record_log.ts'
import type { Places } from './runner/places.ts'
import { Problem } from './runner/problems.ts'

/** What a reviewer says of a case. */
export type Asked = {
  readonly caseId: string
  readonly type?: CaseType | undefined
  readonly finding: string
  readonly action: string
  readonly reviewer: string
  readonly note?: string | undefined
  readonly appealOf?: string | undefined
}

export type DecideReport = {
  readonly decision: Decision
  /** False where the very same decision was waiting already, which stands. */
  readonly is_new: boolean
  /** The folder of the log that holds it. */
  readonly log: string
  /** Where the case was looked up; null where nothing could tell whether it was ever scored. */
  readonly looked_up_in: KnownCase['lookedUpIn']
  /** Whether it is dated by the shop's own clock, because the shop's records end long before today. */
  readonly is_shop_clock: boolean
  readonly torn: readonly Torn[]
}

/**
 * Writes a decision to the log, which the next load takes in. Needs no lock of the warehouse, so that it works
 * while a run does.
 */
export async function decide(
  places: Places,
  settings: Settings,
  asked: Asked,
  now = new Date(),
): Promise<DecideReport> {
  const logs = new CaseLogs(places, 'decide')
  const known = await knownCase(places, asked.caseId, asked.type)
  const { at, isShopClock } = momentOfWriting(now, known.asOf, settings.queueDays)
  const decision = newDecision(
    settings,
    { ...asked, type: known.caseType, id: newRecordId('DC', now), at },
    now,
  )
  const { record, isNew, torn } = await logs.write((mended) => {
    demandNotHeld(decision, logs.holdOn(decision, now))
    const logged = logs.standingOn(decision)
    const loaded = known.loaded?.filter((one) => !logs.withdrawalOf(one)) ?? null
    const earlier = earlierDecisions(decision, logged, loaded)
    demandNoConflict(decision, earlier, known.scoredAt)
    const same = logged.find((one) => isSame(one, decision, earlier))
    if (!same) logs.decisions.add(dayOf(now), decision)
    return { record: same ?? decision, isNew: !same, torn: mended }
  })
  return {
    decision: record,
    is_new: isNew,
    log: logs.decisions.folder,
    looked_up_in: known.lookedUpIn,
    is_shop_clock: isShopClock,
    torn,
  }
}

/** The record of a decision, held to the contract of the feed. */
export const newDecision = (
  settings: Settings,
  asked: Asked & { readonly type: CaseType; readonly id: string; readonly at: Date },
  now: Date,
): Decision =>
  checkedRecord(
    decisions,
    {
      decision_id: asked.id,
      case_type: asked.type,
      case_id: asked.caseId,
      decided_at: asked.at.toISOString(),
      reviewer: asked.reviewer,
      finding: asked.finding,
      action: asked.action,
      note: asked.note ?? null,
      appeal_of: asked.appealOf ?? null,
    },
    settings,
    now,
  )

/** Whoever has taken a case at the desk decides it. */
function demandNotHeld({ case_id, reviewer }: Decision, hold: Hold | null): void {
  if (!hold || hold.reviewer === reviewer) return
  throw new Problem(`${hold.reviewer} has taken ${case_id} to decide it, until ${plain(hold.until)} UTC.`, {
    where: 'the desk of this shop',
    next: 'nothing was written; wait for their decision, or have them let the case go.',
  })
}

const dayOf = (now: Date): string => now.toISOString().slice(0, 10)

const plain = (instant: string) => instant.slice(0, 19).replace('T', ' ')
