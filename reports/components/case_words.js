// Names of what a queue row holds, as a reviewer says them.
import { share, words } from './format.js'

const KINDS = {
  not_received: 'Parcel not received',
  missing_item: 'Item missing',
  damaged: 'Item damaged',
  wrong_item: 'Wrong item',
  return: 'Return',
}

export const kindOf = (kind) => KINDS[kind] ?? words(kind)

/** What each band recommends; a person decides, always. */
export const BANDS = {
  fast_track: { title: 'Fast track', tone: 'good', next: 'Settle it without delay.' },
  standard: { title: 'Standard', tone: 'plain', next: 'Settle it the usual way; nothing asks for a closer look.' },
  review: { title: 'Review', tone: 'warn', next: 'Look at it before anything is paid.' },
  ask_proof: {
    title: 'Ask for proof',
    tone: 'bad',
    next: 'Ask the customer, politely, for what would settle it (below), then decide.',
  },
}

export const bandOf = (band) => BANDS[band] ?? { title: words(band), tone: 'plain', next: '' }

// Some cases of the queue are drawn by lot and stand at a place by lot. What would tell which they are is told of
// none: not what a look is worth, which the other places follow, nor how low a probability is, nor another next step
// than to look, which would be that of a drawn case alone.
const TOLD_PROBABILITY = 0.5

/** What every case of the queue asks for. */
export const queueStep = BANDS.review

/** What rounds up to certainty is written as less: no score is beyond doubt. */
const HIGHEST_WRITTEN = 0.999

/** A case's probability of abuse, as the queue tells it; a score that is not told is a low one. */
export function probabilityOf({ is_finding, score }) {
  if (is_finding) return 'exact'
  if ((score ?? 0) < TOLD_PROBABILITY) return `under ${(TOLD_PROBABILITY * 100).toFixed(0)}%`
  return score > HIGHEST_WRITTEN ? `over ${share(HIGHEST_WRITTEN)}` : share(score)
}

/** Where a case is shown; a claim and a return may bear the same id. */
export const caseHref = ({ case_type, case_id }) =>
  `/loss-prevention/case/?type=${encodeURIComponent(case_type)}&id=${encodeURIComponent(case_id)}`
