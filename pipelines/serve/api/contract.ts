import { z } from 'zod'
import { decisions } from '../../../sources/feeds/decisions.ts'
import { suppressions } from '../../../sources/logged/suppressions.ts'

/** What goes over the wire: checked where it arrives, and told to other programs as OpenAPI from the same lines. */

const words = (choices: readonly string[] | undefined) =>
  z.enum([...(choices ?? [])] as [string, ...string[]])
const instant = z.string().describe('UTC, ISO 8601.')

export const caseType = z.enum(['claim', 'return'])
export const role = z.enum(['viewer', 'reviewer', 'admin'])

/** A case by its name. */
export const caseName = z.object({ case_type: caseType, case_id: z.string().min(1).max(200) })

export const problem = z.object({
  what: z.string().describe('What went wrong.'),
  where: z.string(),
  next: z.string().describe('What to do about it.'),
})

export const person = z.object({
  name: z.string(),
  role,
  signed_in_by: z
    .enum(['token', 'proxy', 'this_machine'])
    .describe(
      'Whom to believe that it is they: their token, the proxy in front, or that they sit at this machine.',
    ),
})

/** A decision that was written here since the snapshot, or waits in it. */
export const deskDecision = z.object({
  decision_id: z.string(),
  finding: z.string(),
  action: z.string(),
  reviewer: z.string(),
  note: z.string().nullable(),
  decided_at: instant,
  appeal_of: z.string().nullable(),
  undo_until: instant
    .nullable()
    .describe('Until when its reviewer can take it back; null once that is over.'),
  undone_at: instant.nullable(),
})

export const deskSuppression = z.object({
  suppression_id: z.string(),
  signal: z.string(),
  silenced_for: z.string(),
  silenced_until: z.string(),
  reason: z.string(),
  reviewer: z.string(),
})

/** What happened to a case here since the snapshot was published. */
export const deskState = caseName.extend({
  version: z.string().describe('Changes with every entry on the case: give it back with the next one.'),
  taken: z
    .object({ reviewer: z.string(), taken_at: instant, until: instant })
    .nullable()
    .describe('Who looks at it now.'),
  decisions: z.array(deskDecision).describe('Oldest first.'),
  suppressions: z.array(deskSuppression).describe('Oldest first.'),
})

/** A row of the queue, as far as a reviewer may see it: nothing that tells by what way a case came in. */
export const queueRow = caseName.extend({
  rank: z.number().int().describe('Place in the queue, from 1.'),
  stage: z.enum(['claimed', 'requested', 'received', 'inspected']).describe('How far the case has come.'),
  kind: z.string().describe('The type of the claim, or `return`.'),
  order_id: z.string(),
  opened_at: instant,
  value: z.string().describe('What is asked for, in the reporting currency, exact.'),
  score: z.number().nullable().describe('Probability of abuse where it is at least one half, else null.'),
  is_finding: z.boolean().describe('Whether an exact finding, such as a second payout, puts it on top.'),
  top_reason: z.string().nullable(),
  signals_fired: z.number().int(),
  signals_unknown: z.number().int(),
})

export const toldSignal = z.object({
  signal: z.string(),
  means: z.string(),
  outcome: z.enum(['fired', 'clear', 'unknown']),
  direction: z.number().describe('1 speaks for abuse, −1 against it, 0 for neither.'),
  weight: z.number().nullable().describe('Bits; null where the score is not told either.'),
  reason: z.string().nullable(),
  innocent: z.string().describe('The honest explanation.'),
  proof: z.string().describe('What would settle it.'),
  silenced_by: z.string().nullable(),
})

/** All that the pages tell of a case. */
export const toldCase = queueRow.extend({
  log_odds: z.number().nullable(),
  prior_log_odds: z.number(),
  signals: z.array(toldSignal),
  timeline: z
    .array(
      z.object({
        happened_at: instant,
        what: z.string(),
        parcel: z.string().nullable(),
        detail: z.string().nullable(),
      }),
    )
    .describe('Oldest first.'),
  facts: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .describe('What was known at the moment of its stage.'),
  earlier_decisions: z
    .array(
      z.object({
        decision_id: z.string(),
        decided_at: instant,
        reviewer: z.string(),
        finding: z.string(),
        action: z.string(),
      }),
    )
    .describe('Those that were loaded before the snapshot, oldest first.'),
})

export const conflict = problem.extend({ desk: deskState.describe('How the case stands now.') })

const version = z.string().max(200).describe('The version of the case that the entry is made on.')

export const takeAsked = z.object({ version })

export const decisionAsked = z.object({
  version,
  finding: words(decisions.columns.finding.facts.choices),
  action: words(decisions.columns.action.facts.choices),
  note: z.string().max(10_000).nullable().default(null),
  appeal_of: z.string().max(200).nullable().default(null),
})

export const suppressionAsked = z.object({
  version,
  signal: z.string().min(1).max(200),
  silenced_for: words(suppressions.columns.silenced_for.facts.choices),
  silenced_until: z.iso.date().describe('The last day on which it is silenced, at most 180 days from today.'),
  reason: z.string().min(1).max(10_000),
})

export type CaseName = z.infer<typeof caseName>
export type Person = z.infer<typeof person>
export type Role = z.infer<typeof role>
export type QueueRow = z.infer<typeof queueRow>
export type ToldCase = z.infer<typeof toldCase>
export type DeskState = z.infer<typeof deskState>
export type DecisionAsked = z.infer<typeof decisionAsked>
export type SuppressionAsked = z.infer<typeof suppressionAsked>
