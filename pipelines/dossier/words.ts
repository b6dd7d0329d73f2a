import { payoutMeanings } from '../../models/scores/queue_timeline/payouts.ts'
import { scanMeanings } from '../../models/scores/queue_timeline/scans.ts'

const said = (word: string, meanings: Readonly<Record<string, string>>): string =>
  meanings[word] ?? plain(word)

/** A word of the records as a person writes it. */
export const plain = (word: string): string => word.replaceAll('_', ' ')

export const saidOfScan = (status: string): string => said(status, scanMeanings)
export const saidOfPayout = (kind: string): string => said(kind, payoutMeanings)

/** What a contact was about. */
export const saidOfTopic = (topic: string): string => said(topic, { wismo: 'where is my order' })

const proofs: Readonly<Record<string, string>> = {
  none: 'without proof',
  photo: 'photo taken',
  signature: 'signature taken',
  pin: 'PIN given',
  locker: 'put into a locker',
  safe_place: 'left at the agreed place',
}

/** A missing proof is not known, which is not none. */
export const saidOfProof = (proof: string | null, signedBy: string | null): string =>
  proof === null && signedBy === null
    ? 'not told by the carrier'
    : [proof === null ? null : said(proof, proofs), signedBy === null ? null : `signed by ${signedBy}`]
        .filter((part) => part !== null)
        .join(', ')

/** An exact decimal with its cents and, where it has any, what is finer. */
export const amount = (decimal: string, currency: string): string =>
  `${decimal.replace(/(\.\d\d)(\d*?)0*$/, '$1$2')} ${currency}`
