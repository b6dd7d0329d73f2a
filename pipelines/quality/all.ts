import type { QualityTable } from './quality_table.ts'
import { challenger } from './tables/challenger.ts'
import { decisions } from './tables/decisions.ts'
import { fairness } from './tables/fairness.ts'
import { populations } from './tables/populations.ts'
import { quarters } from './tables/quarters.ts'
import { rankings } from './tables/rankings.ts'
import { recall } from './tables/recall.ts'
import { reliability } from './tables/reliability.ts'
import { reviewers } from './tables/reviewers.ts'
import { signals } from './tables/signals.ts'

/** The tables about how good the queue is, all published. */
export const qualityTables: readonly QualityTable[] = [
  populations,
  rankings,
  reliability,
  quarters,
  recall,
  signals,
  challenger,
  fairness,
  decisions,
  reviewers,
]
