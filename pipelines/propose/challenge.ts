import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '../../models/settings.ts'
import { proposals } from '../../sources/logged/proposals.ts'
import { momentOfWriting } from '../log/moment.ts'
import { checkedRecord, newRecordId } from '../log/record.ts'
import type { Proposal } from '../propose.ts'
import { moveWhole } from '../runner/move_whole.ts'
import { logFolder, type Places } from '../runner/places.ts'
import { Problem } from '../runner/problems.ts'

/** A proposal that was recorded to run in shadow. */
export type Challenge = {
  readonly proposalId: string
  /** UTC, ISO 8601: it runs for cases that come later. */
  readonly recordedAt: string
  readonly file: string
}

/**
 * Records a proposal, which the next load takes in: from then on it runs in shadow. Its file is whole or is not there,
 * because half of a proposal would be another one.
 * @param by who lets it run
 */
export function challenge(
  places: Places,
  settings: Settings,
  { asOf, rulesetHash, types }: Proposal,
  by: string,
  now = new Date(),
): Challenge {
  const proposalId = newRecordId('PR', now)
  const recordedAt = momentOfWriting(now, asOf, settings.queueDays).at.toISOString()
  const records = types.flatMap(({ caseType, prior, weights }) =>
    weights.flatMap(({ signal, factor }) =>
      factor === null
        ? []
        : checkedRecord(
            proposals,
            {
              proposal_id: proposalId,
              case_type: caseType,
              signal,
              factor: toFourDecimals(factor.value),
              shift: toFourDecimals(prior?.shiftBits ?? 0),
              ruleset_hash: rulesetHash,
              recorded_at: recordedAt,
              proposed_by: by,
              updated_at: null,
            },
            settings,
            now,
          ),
    ),
  )
  if (records.length === 0) throw nothingToRecord()
  const folder = logFolder(places, proposals.name)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${proposalId}.ndjson`)
  const draft = `${file}.tmp`
  writeFileSync(draft, records.map((record) => `${JSON.stringify(record)}\n`).join(''))
  moveWhole(draft, file)
  return { proposalId, recordedAt, file }
}

const toFourDecimals = (value: number) => Math.round(value * 1e4) / 1e4

const nothingToRecord = () =>
  new Problem('There is nothing to run in shadow: no weight is proposed.', {
    where: '--challenge-by',
    next: 'run `recoup propose` without it, which says why, and again when more cases are decided.',
  })
