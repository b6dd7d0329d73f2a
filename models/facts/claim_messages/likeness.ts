import { instant, integer } from '../../../warehouse/columns.ts'
import type { Batch, Batches } from '../../model.ts'
import { EarlierMessages } from './earlier_messages.ts'

/** What is walked over: the phrases of each message, messages in the order in which they were written. */
export const phraseColumns = {
  at: instant('When the message was written.').required(),
  message: integer('The message, numbered from 1 on.').required(),
  account: integer('The account that wrote it.').required(),
  identity: integer('The identity of that account at the moment.').required(),
  phrase: integer('A phrase in it; 0 for those that nobody else ever wrote.').required(),
}

export const likenessColumns = {
  message: integer('The message.').required(),
  shared_phrases: integer(
    'Phrases shared with the message of somebody else that is most like it.',
  ).required(),
  repeating_before: integer('Messages before that repeated one before them.').required(),
  messages_before: integer('Messages before.').required(),
}

export type Message = {
  readonly number: number
  readonly account: number
  readonly identity: number
  readonly phrases: number[]
}

/**
 * Finds for each message the one before it, of another account and identity, with which it shares most phrases, in
 * one pass. Messages of one instant know nothing of each other. Memory grows with the phrases that several accounts
 * wrote, time with all phrases.
 */
export async function* likeness(
  rows: Batches<typeof phraseColumns>,
): AsyncGenerator<Batch<typeof likenessColumns>> {
  const earlier = new EarlierMessages()
  const found: { [Name in keyof typeof likenessColumns]: number[] } = {
    message: [],
    shared_phrases: [],
    repeating_before: [],
    messages_before: [],
  }
  for await (const messages of byInstant(rows)) {
    const shared = messages.map((message) => earlier.mostShared(message))
    messages.forEach((message, index) => {
      const most = shared[index] as number
      found.message.push(message.number)
      found.shared_phrases.push(most)
      found.repeating_before.push(earlier.repeating)
      found.messages_before.push(earlier.count)
    })
    messages.forEach((message, index) => {
      earlier.add(message, shared[index] as number)
    })
  }
  yield {
    rows: found.message.length,
    columns: {
      message: Int32Array.from(found.message),
      shared_phrases: Int32Array.from(found.shared_phrases),
      repeating_before: Int32Array.from(found.repeating_before),
      messages_before: Int32Array.from(found.messages_before),
    },
  }
}

/** The messages of each instant together. */
async function* byInstant(rows: Batches<typeof phraseColumns>): AsyncGenerator<readonly Message[]> {
  let messages: Message[] = []
  let instantOf: bigint | undefined
  for await (const { rows: count, columns } of rows)
    for (let row = 0; row < count; row += 1) {
      const at = columns.at[row] as bigint
      if (at !== instantOf && messages.length > 0) {
        yield messages
        messages = []
      }
      instantOf = at
      const number = columns.message[row] as number
      if (messages.at(-1)?.number !== number)
        messages.push({
          number,
          account: columns.account[row] as number,
          identity: columns.identity[row] as number,
          phrases: [],
        })
      const phrase = columns.phrase[row] as number
      if (phrase !== 0) messages.at(-1)?.phrases.push(phrase)
    }
  if (messages.length > 0) yield messages
}
