// Names of what a queue row holds, as a reviewer says them.
import { words } from './format.js'

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

/** Where a case is shown; a claim and a return may bear the same id. */
export const caseHref = ({ case_type, case_id }) =>
  `/loss-prevention/case/?type=${encodeURIComponent(case_type)}&id=${encodeURIComponent(case_id)}`
