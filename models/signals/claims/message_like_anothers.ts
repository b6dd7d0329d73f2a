import { claimFacts } from '../../facts/claim_facts.ts'
import { repeatedFrom } from '../../facts/claim_messages/earlier_messages.ts'
import { atLeast, bitsAgainstHonest } from '../conditions.ts'
import { signal } from '../signal.ts'

/** Share of abusive claims of which this is taken to be found. */
const amongAbusive = 0.25

export const messageLikeAnothers = signal({
  name: 'message_like_anothers',
  means: 'The message repeats much of what somebody else wrote in an earlier claim, beyond usual phrases.',
  facts: claimFacts,
  concerns: {},
  needs: ['shared_phrases', 'usual_repeating'],
  fires: ({ shared_phrases }) => atLeast(shared_phrases, repeatedFrom),
  weight: {
    least: 0,
    most: 4,
    bits: ({ usual_repeating }, { priors }) => bitsAgainstHonest(amongAbusive, usual_repeating, priors.claim),
  },
  because:
    'log2 of 25% over the share of earlier messages that repeat others so far, less what is taken to be abuse: rings and refund services hand out texts, and people who do not know each other do not write several sentences alike; texts that many take from one page are usual, and weigh nothing.',
  reason: 'The message repeats an earlier one of another customer: {shared_phrases} runs of three words.',
  innocent: 'Both took the text from the same page, or one helped the other.',
  proof: 'Ask in a call what happened.',
  state: 'active',
  isAboutOthers: true,
  cases: [
    { facts: { shared_phrases: 25, usual_repeating: 0.05 }, outcome: 'fired', bits: 4 },
    { facts: { shared_phrases: 18, usual_repeating: 0.14 }, outcome: 'fired', bits: 1.05 },
    { facts: { shared_phrases: 15, usual_repeating: 0.1 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
