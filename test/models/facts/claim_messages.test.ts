import fc from 'fast-check'
import { expect, test } from 'vitest'
import { likeness, type phraseColumns } from '../../../models/facts/claim_messages/likeness.ts'
import { claimMessages } from '../../../models/facts/claim_messages.ts'
import type { Batch } from '../../../models/model.ts'
import { given } from '../given.ts'

const story =
  'Good day, the tracking states delivered. However, no parcel was left at my address, and nobody in the house has signed for it.'

type Written = { readonly by: string; readonly message?: string; readonly at?: string }

/** The claims k0, k1, …, a day apart unless they say when. */
async function written(messages: readonly Written[], orders: readonly object[] = []) {
  const shop = await given({
    orders: [
      ...[...new Set(messages.map(({ by }) => by))].map((by) => ({ order_id: by, customer_id: by })),
      ...orders,
    ],
    claims: messages.map(({ by, message, at }, index) => ({
      claim_id: `k${index}`,
      order_id: by,
      claimed_at: at ?? `2026-02-${String(index + 1).padStart(2, '0')} 09:00`,
      ...(message === undefined ? {} : { message }),
    })),
  })
  return shop.rows(claimMessages)
}

test('a message repeats an earlier one of somebody else, however it is spelt, and not one’s own', async () => {
  const rows = await written([
    { by: 'ann', message: story },
    { by: 'ann', message: story },
    { by: 'bob', message: `hi! ${story.toUpperCase().replaceAll(',', ' -')}` },
    { by: 'cyd', message: 'Nothing was left at my address, and I want my money.' },
    { by: 'dan', message: 'no parcel' },
    { by: 'eve' },
  ])

  // 23 words are 21 runs of three; the fourth shares "was left at", "left at my", "at my address", "my address and".
  expect(rows).toEqual([
    { claim_id: 'k0', shared_phrases: 0, repeating_before: 0, messages_before: 0 },
    { claim_id: 'k1', shared_phrases: 0, repeating_before: 0, messages_before: 1 },
    { claim_id: 'k2', shared_phrases: 21, repeating_before: 0, messages_before: 2 },
    { claim_id: 'k3', shared_phrases: 4, repeating_before: 1, messages_before: 3 },
  ])
})

test('accounts that count as one by then, and claims of one instant, do not repeat each other', async () => {
  const at = '2026-02-01 09:00'
  const rows = await written(
    [
      { by: 'ann', message: story, at },
      { by: 'bob', message: story, at },
      { by: 'cyd', message: story, at: '2026-02-02' },
    ],
    [
      { order_id: 'ann again', customer_id: 'ann', device_id: 'd', ordered_at: '2026-01-02' },
      { order_id: 'cyd again', customer_id: 'cyd', device_id: 'd', ordered_at: '2026-01-02' },
    ],
  )
  expect(rows.map(({ shared_phrases }) => shared_phrases)).toEqual([0, 0, 21])

  const alone = await written(
    [
      { by: 'ann', message: story, at },
      { by: 'cyd', message: story, at: '2026-02-02' },
    ],
    [
      { order_id: 'ann again', customer_id: 'ann', device_id: 'd', ordered_at: '2026-01-02' },
      { order_id: 'cyd again', customer_id: 'cyd', device_id: 'd', ordered_at: '2026-01-02' },
    ],
  )
  expect(alone.map(({ shared_phrases }) => shared_phrases)).toEqual([0, 0])
})

test('what many write is usual and counts no more', async () => {
  const rows = await written(
    Array.from({ length: 12 }, (_, index) => ({ by: `customer ${index}`, message: story })),
  )
  expect(rows.map(({ shared_phrases }) => shared_phrases).sort((a, b) => a - b)).toEqual([
    0,
    0,
    0,
    ...Array.from({ length: 9 }, () => 21),
  ])
})

const messages = fc.array(
  fc.record({
    later: fc.boolean(),
    account: fc.integer({ min: 1, max: 4 }),
    identity: fc.integer({ min: 1, max: 3 }),
    phrases: fc.uniqueArray(fc.integer({ min: 1, max: 8 })),
  }),
  { maxLength: 9 },
)

test('the pass finds what comparing each message with all before finds', async () => {
  await fc.assert(
    fc.asyncProperty(messages, async (made) => {
      let at = 0n
      const all = made.map((message, index) => {
        if (message.later) at += 1n
        return { ...message, at, number: index + 1 }
      })
      const rows = all.flatMap(({ phrases, ...message }) =>
        [0, ...phrases].map((phrase) => ({ ...message, phrase })),
      )
      const batch = (given: typeof rows): Batch<typeof phraseColumns> => ({
        rows: given.length,
        columns: {
          at: BigInt64Array.from(given, (row) => row.at),
          message: Int32Array.from(given, ({ number }) => number),
          account: Int32Array.from(given, ({ account }) => account),
          identity: Int32Array.from(given, ({ identity }) => identity),
          phrase: Int32Array.from(given, ({ phrase }) => phrase),
        },
      })
      async function* batches() {
        for (let row = 0; row < rows.length; row += 4) yield batch(rows.slice(row, row + 4))
      }
      const found = []
      for await (const { rows: count, columns } of likeness(batches()))
        for (let row = 0; row < count; row += 1)
          found.push([columns.message[row], columns.shared_phrases[row], columns.messages_before[row]])

      expect(found).toEqual(
        all.map((message) => {
          const before = all.filter(({ at }) => at < message.at)
          const shared = before
            .filter(({ account, identity }) => account !== message.account && identity !== message.identity)
            .map(({ phrases }) => phrases.filter((phrase) => message.phrases.includes(phrase)).length)
          return [message.number, Math.max(0, ...shared), before.length]
        }),
      )
    }),
  )
})
