import {
  add,
  countDistinct,
  multiply,
  orElse,
  over,
  replaceMatches,
  rowNumber,
  subtract,
  trimmed,
  whole,
  wordsFrom,
  wordsIn,
} from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { claims } from '../../staging/claims.ts'
import { plain } from '../../staging/normalised/plain.ts'
import { cases } from '../cases.ts'

/** Words in a row that make a phrase. */
const wordsOfPhrase = 3

const db = tables(cases, claims)

/** The claims with a message, numbered from 1 on in the order in which they were made, their words in one spelling. */
export const messages = () =>
  db
    .selectFrom('facts.cases as c')
    .innerJoin('staging.claims as k', 'k.claim_id', 'c.case_id')
    .where('c.case_type', '=', 'claim')
    .where('k.message', 'is not', null)
    .select((r) => [
      'k.claim_id',
      'c.customer_id',
      'c.identity_id',
      'c.known_at as at',
      trimmed(
        replaceMatches(replaceMatches(plain(r.ref('k.message')), "['’]", ''), '[^\\p{L}\\p{N}]+', ' '),
      ).as('words'),
      over(rowNumber(), {
        along: [
          [r.ref('c.known_at'), 'asc'],
          [r.ref('k.claim_id'), 'asc'],
        ],
      }).as('number'),
    ])

const digits = Array.from({ length: 10 }, (_, digit) => digit)

/** The places of words that are looked at, from 1 on. */
const places = () => {
  const digit = () =>
    digits.map((one) => tables().selectNoFrom(whole(one).as('digit'))).reduce((all, one) => all.unionAll(one))
  return tables()
    .selectFrom(digit().as('t'))
    .innerJoin(digit().as('u'), (j) => j.onTrue())
    .select((r) => add(add(multiply(r.ref('t.digit'), 10), r.ref('u.digit')), 1).as('place'))
}

/**
 * The phrases of each message in time order, numbered; 0 stands for all those that only one account ever wrote, so
 * that every message with a phrase has a row. Accounts and identities are numbered alike.
 */
export const phrases = () =>
  db
    .with('messages', messages)
    .with('places', places)
    .with('written', (q) =>
      q
        .selectFrom('messages as m')
        .innerJoin('places as p', (j) =>
          j.on((on) => on('p.place', '<=', subtract(wordsIn(on.ref('m.words')), wordsOfPhrase - 1))),
        )
        .select((r) => [
          'm.number as message',
          'm.customer_id',
          wordsFrom(r.ref('m.words'), r.ref('p.place'), wordsOfPhrase).as('phrase'),
        ])
        .distinct(),
    )
    .with('shared', (q) =>
      q
        .selectFrom('written as w')
        .select(['w.phrase', over(rowNumber(), {}).as('number')])
        .groupBy('w.phrase')
        .having((r) => r(countDistinct(r.ref('w.customer_id')), '>', 1)),
    )
    .with('people', (q) =>
      q
        .selectFrom((u) =>
          u
            .selectFrom('messages as m')
            .select('m.customer_id')
            .union(u.selectFrom('messages as m').select('m.identity_id as customer_id'))
            .as('one'),
        )
        .select(['one.customer_id', over(rowNumber(), {}).as('number')]),
    )
    .selectFrom('messages as m')
    .innerJoin('written as w', 'w.message', 'm.number')
    .leftJoin('shared as s', 's.phrase', 'w.phrase')
    .innerJoin('people as a', 'a.customer_id', 'm.customer_id')
    .innerJoin('people as i', 'i.customer_id', 'm.identity_id')
    .select((r) => [
      'm.at',
      'm.number as message',
      'a.number as account',
      'i.number as identity',
      orElse(r.ref('s.number'), 0).as('phrase'),
    ])
    .distinct()
    .orderBy('m.number')
    .orderBy('phrase')
