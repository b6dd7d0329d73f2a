import type { Settings } from '../models/settings.ts'
import { decisions } from '../sources/feeds/decisions.ts'
import type { Decision } from './decide/decision.ts'
import { demandNoConflict, earlierDecisions, isSame } from './decide/earlier.ts'
import { type KnownCase, knownCase } from './decide/known_case.ts'
import type { CaseType } from './explain/named_case.ts'
import { momentOfWriting } from './log/moment.ts'
import { checkedRecord, newRecordId } from './log/record.ts'
import { RecordLog, type Torn } from './log/record_log.ts'
import { logFolder, type Places } from './runner/places.ts'

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

/** The log of the decisions that were made here. */
export const decisionLog = (places: Pick<Places, 'data'>) =>
  new RecordLog<Decision>(logFolder(places, decisions.name), 'decide')

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
  const known = await knownCase(places, asked.caseId, asked.type)
  const { at, isShopClock } = momentOfWriting(now, known.asOf, settings.queueDays)
  const decision = checkedRecord(
    decisions,
    {
      decision_id: newRecordId('DC', now),
      case_type: known.caseType,
      case_id: asked.caseId,
      decided_at: at.toISOString(),
      reviewer: asked.reviewer,
      finding: asked.finding,
      action: asked.action,
      note: asked.note ?? null,
      appeal_of: asked.appealOf ?? null,
    },
    settings,
    now,
  )
  const log = decisionLog(places)
  const { record, isNew, torn } = await log.append(now.toISOString().slice(0, 10), (logged) => {
    const earlier = earlierDecisions(decision, logged, known.loaded)
    demandNoConflict(decision, earlier, known.scoredAt)
    return logged.find((one) => isSame(one, decision, earlier)) ?? decision
  })
  return {
    decision: record,
    is_new: isNew,
    log: log.folder,
    looked_up_in: known.lookedUpIn,
    is_shop_clock: isShopClock,
    torn,
  }
}
