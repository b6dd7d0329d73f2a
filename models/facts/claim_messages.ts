import { integer, text } from '../../warehouse/columns.ts'
import { tables } from '../../warehouse/tables.ts'
import { passModel, walked } from '../model.ts'
import { likeness, likenessColumns, phraseColumns } from './claim_messages/likeness.ts'
import { messages, phrases } from './claim_messages/phrases.ts'

export const claimMessages = passModel({
  name: 'facts.claim_messages',
  about:
    'How much of each claim’s message had been written before in a claim of somebody else, in runs of three words.',
  owner: 'loss prevention',
  grain: ['claim_id'],
  columns: {
    claim_id: text('A claim with a message of at least three words.').required(),
    shared_phrases: integer(
      'Runs of three words shared with the one earlier message of another account and identity that shares most, usual ones left out: those in more than 5% of all messages before.',
    ).required(),
    repeating_before: integer(
      'Earlier claims’ messages that repeated one before them: that shared 18 such runs, as in twenty words in a row.',
    ).required(),
    messages_before: integer('Earlier claims with a message.').required(),
  },
  pass: {
    takes: phraseColumns,
    from: phrases,
    gives: likenessColumns,
    uses: () => null,
    walk: likeness,
  },
  query: () =>
    tables(walked(likenessColumns))
      .with('messages', messages)
      .selectFrom('walked as w')
      .innerJoin('messages as m', 'm.number', 'w.message')
      .select(['m.claim_id', 'w.shared_phrases', 'w.repeating_before', 'w.messages_before']),
})
