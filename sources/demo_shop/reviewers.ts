import { DAY, iso } from './calendar.ts'
import type { Shop } from './shop.ts'

export type Finding = 'abuse' | 'legitimate' | 'carrier_fault' | 'warehouse_fault' | 'unresolved'
export type Verdict = { readonly at: number; readonly denied: boolean; readonly partial: boolean }

export type Review = {
  readonly caseType: 'claim' | 'return'
  readonly caseId: string
  readonly openedAt: number
  readonly abusive: boolean
  /** Whose fault an honest case is, as a reviewer who looks well will find. */
  readonly fault: 'carrier_fault' | 'warehouse_fault' | 'legitimate'
  /** How bad it looks on paper, whatever happened: 0 nothing odd, 1 very. */
  readonly looks: number
}

const REVIEWERS = ['t.alvarez', 'm.oduya', 'k.lindqvist', 'r.patel']
/** How readily each of them finds abuse: people differ. */
const STRICTNESS = [1, 0.8, 1.35, 1]
const NOTES = [
  '',
  '',
  'see carrier photo',
  'customer called, "very upset"',
  'pattern, 2nd this quarter',
  'no proof of delivery; benefit of the doubt',
  'scan trace requested,\nno answer yet',
  'weights match manifest',
]

/** A person of the loss-prevention team looks at a case, and errs at times. */
export function review(shop: Shop, subject: Review): Verdict {
  const { random } = shop
  const who = random.below(REVIEWERS.length)
  let at = subject.openedAt + random.skewed(1.6, 0.7) * DAY
  let finding = find(shop, subject, STRICTNESS[who] as number)
  let first: string | undefined
  if (finding === 'unresolved' && random.chance(0.6)) {
    first = send(shop, subject, at, who, finding, random.chance(0.75) ? 'ask_proof' : 'escalate')
    at += random.skewed(4, 0.5) * DAY
    finding = random.chance(0.35) ? 'unresolved' : find(shop, subject, STRICTNESS[who] as number)
    first = undefined
  }
  const strict = finding === 'abuse'
  const partial = !strict && random.chance(0.05)
  first = send(shop, subject, at, who, finding, strict ? 'deny' : partial ? 'partial' : 'approve')
  if (!strict || !random.chance(subject.abusive ? 0.12 : 0.45)) return { at, denied: strict, partial }
  const appealAt = at + random.skewed(6, 0.5) * DAY
  const overturned = random.chance(subject.abusive ? 0.2 : 0.65)
  const other = (who + 1 + random.below(REVIEWERS.length - 1)) % REVIEWERS.length
  send(
    shop,
    subject,
    appealAt,
    other,
    overturned ? 'legitimate' : 'abuse',
    overturned ? 'approve' : 'deny',
    first,
  )
  return { at: appealAt, denied: !overturned, partial: false }
}

function find({ random }: Shop, { abusive, looks, fault }: Review, strictness: number): Finding {
  const seen = abusive ? 0.38 + 0.4 * looks : 0.015 + 0.13 * looks
  if (random.chance(Math.min(0.95, seen * strictness))) return 'abuse'
  if (random.chance(abusive ? 0.3 : 0.15)) return 'unresolved'
  if (fault !== 'legitimate' && random.chance(0.75)) return fault
  return 'legitimate'
}

function send(
  { exporter, ids, random }: Shop,
  subject: Review,
  at: number,
  who: number,
  finding: Finding,
  action: string,
  appealOf?: string,
): string {
  const id = ids.scrambled('D')
  const note = random.pick(NOTES)
  const row = {
    decision_id: id,
    case_type: subject.caseType,
    case_id: subject.caseId,
    decided_at: iso(at),
    reviewer: REVIEWERS[who],
    finding,
    action,
    note: note === '' ? undefined : note,
    appeal_of: appealOf,
  }
  exporter.send('decisions', at, row, random.chance(0.03) ? random.whole(1, 4) : 0)
  return id
}
