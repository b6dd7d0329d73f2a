import { Integers } from '../../marts/identities/growing.ts'
import type { Message } from './likeness.ts'

/**
 * Phrases shared from which a message repeats another: those of twenty words in a row. A sentence has 15 to 20 words,
 * and many people write the same sentence; who writes more alike had the text before them.
 */
export const repeatedFrom = 18

/** What is in more of the messages before than this share, and in at least so many, is how people speak. */
const usualShare = 0.05
const usualMessages = 10

/** How many of the latest messages with a phrase are compared. */
const compared = 64

/** The messages written so far: who wrote them, what is in them, and how many repeat others. */
export class EarlierMessages {
  count = 0
  /** Of these, how many repeated one before them. */
  repeating = 0
  readonly #accounts = new Integers()
  readonly #identities = new Integers()
  /** By phrase: in how many messages it is, and the latest entry of the chain of these. */
  readonly #uses = new Integers()
  readonly #latest = new Integers()
  /** The chains: the message of each entry, and the entry before. Entries are numbered from 1 on. */
  readonly #messages = new Integers()
  readonly #before = new Integers()
  #entries = 0

  /** Phrases shared with the message of another account and identity that shares most. */
  mostShared({ account, identity, phrases }: Message): number {
    const shared = new Map<number, number>()
    let most = 0
    for (const phrase of phrases) {
      const uses = this.#uses.get(phrase)
      if (uses >= usualMessages && uses > usualShare * this.count) continue
      let entry = this.#latest.get(phrase)
      for (let step = 0; step < compared && entry !== 0; step += 1) {
        const other = this.#messages.get(entry)
        if (this.#accounts.get(other) !== account && this.#identities.get(other) !== identity) {
          const phrasesShared = (shared.get(other) ?? 0) + 1
          shared.set(other, phrasesShared)
          if (phrasesShared > most) most = phrasesShared
        }
        entry = this.#before.get(entry)
      }
    }
    return most
  }

  add({ account, identity, phrases }: Message, shared: number): void {
    const place = this.count
    this.count += 1
    this.#accounts.set(place, account)
    this.#identities.set(place, identity)
    if (shared >= repeatedFrom) this.repeating += 1
    for (const phrase of phrases) {
      this.#entries += 1
      this.#messages.set(this.#entries, place)
      this.#before.set(this.#entries, this.#latest.get(phrase))
      this.#latest.set(phrase, this.#entries)
      this.#uses.set(phrase, this.#uses.get(phrase) + 1)
    }
  }
}
