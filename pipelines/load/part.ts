import type { Feed } from '../../sources/feed.ts'
import type { Sender } from '../../sources/senders/sender.ts'
import { type Kind, kindOfFeed, kindOfForeign } from '../erase/theirs.ts'
import { Contract } from './contract.ts'
import { type Stage, stageNamed } from './stage.ts'

/** One kind of record that the files of a folder hold: a feed's own, or one of a sender's. */
export type Part = {
  readonly contract: Contract
  /** How its records say whose they are. */
  readonly kind: Kind
  readonly stage: Stage
}

const stageOf = ({ name }: Feed): Stage => stageNamed(`load_${name}`)

export const partOfFeed = (feed: Feed): Part => ({
  contract: new Contract(feed),
  kind: kindOfFeed(feed),
  stage: stageOf(feed),
})

/** What documents are unfolded to bears the contract's own names. */
export const partsOfSender = ({ records, unfolding }: Sender): Part[] =>
  records.map((foreign) => ({
    contract: unfolding
      ? new Contract(foreign.record)
      : new Contract(foreign.record, foreign.headers, foreign.numbered),
    kind: kindOfForeign(foreign),
    stage: stageOf(foreign.record),
  }))
