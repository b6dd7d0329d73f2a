import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultSettings } from '../../../../models/settings.ts'
import { type Places, placesOf } from '../../../../pipelines/runner/places.ts'
import type { CaseName, DecisionAsked, Person } from '../../../../pipelines/serve/api/contract.ts'
import type { KnownCase, KnownCases } from '../../../../pipelines/serve/casework/known_cases.ts'
import { Casework } from '../../../../pipelines/serve/casework.ts'

export const morning = Date.parse('2026-07-01T08:00:00Z')

/** A desk in a folder of its own, on whose clock it is as late as the test says. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), "Rita's desk "))
  readonly places: Places = placesOf({ data: this.folder }, {})
  now = morning
  readonly cases: { -readonly [Name in keyof KnownCases]: KnownCases[Name] } & {
    queue: Map<string, KnownCase>
  }
  casework: Casework

  constructor(ids: readonly string[]) {
    const queue = new Map<string, KnownCase>(
      ids.map((id) => [id, { stage: 'claimed', opened_at: '2026-06-30 20:00:00', decisions: [] }]),
    )
    this.cases = {
      queue,
      asOf: '2026-06-30 23:59:12',
      loadedAt: new Date(morning - 3_600_000),
      find: ({ case_type, case_id }) => (case_type === 'claim' ? queue.get(case_id) : undefined),
    }
    this.casework = this.opened()
  }

  /** Another process at the same desk, as it would begin. */
  opened(): Casework {
    return new Casework(this.places, defaultSettings, this.cases, () => new Date(this.now))
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export const claim = (case_id: string): CaseName => ({ case_type: 'claim', case_id })

export const person = (name: string, role: Person['role'] = 'reviewer'): Person => ({
  name,
  role,
  signed_in_by: 'token',
})

export const asked = (version: string, changed: Partial<DecisionAsked> = {}): DecisionAsked => ({
  version,
  finding: 'abuse',
  action: 'deny',
  note: null,
  appeal_of: null,
  ...changed,
})
