import { boolean, choice, instant, integer, text } from '../../warehouse/columns.ts'
import { countRows, isTrue, minimum, over, rowNumber } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { accounts, uses } from '../marts/identities/events.ts'
import { nameOf } from '../marts/identities/kind_names.ts'
import { numberOf } from '../marts/identities/kinds.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'
import { ringAccounts } from './ring_accounts.ts'
import { ringMembers } from './ring_members.ts'

const kinds = ['address', 'device', 'email', 'payment', 'phone'] as const
type Kind = (typeof kinds)[number]

const read = tables(ringAccounts, ringMembers)

/** The accounts that are shown, by what names them elsewhere. */
const shown = () =>
  read
    .selectFrom('scores.ring_accounts as r')
    .innerJoin('scores.ring_members as m', (j) =>
      j.onRef('m.ring_id', '=', 'r.ring_id').onRef('m.account', '=', 'r.account'),
    )
    .select(['r.ring_id', 'r.account', 'm.customer_id'])

/** Every use of the identifiers that a ring’s accounts use, in the order in which accounts came to each. */
const placed = () =>
  read
    .with('uses', uses)
    .with('wanted', (q) =>
      q
        .selectFrom('uses as u')
        .innerJoin(shown().as('s'), 's.customer_id', 'u.customer_id')
        .select(['u.kind', 'u.identifier'])
        .distinct(),
    )
    .selectFrom('uses as u')
    .innerJoin('wanted as w', (j) =>
      j.onRef('w.kind', '=', 'u.kind').onRef('w.identifier', '=', 'u.identifier'),
    )
    .innerJoin(accounts().as('a'), 'a.customer_id', 'u.customer_id')
    .select(['u.kind', 'u.identifier', 'u.customer_id', 'u.at'])
    .select((r) => [
      over(rowNumber(), {
        by: [r.ref('u.kind'), r.ref('u.identifier')],
        along: [
          [r.ref('u.at'), 'asc'],
          [r.ref('a.number'), 'asc'],
        ],
      }).as('place'),
      over(countRows(), { by: [r.ref('u.kind'), r.ref('u.identifier')] }).as('users'),
    ])

/** Those uses that two accounts of a ring have together, none beyond the cap of their kind. */
const together = ({ identifierCaps }: Settings) => {
  const own = read
    .selectFrom(placed().as('p'))
    .innerJoin(shown().as('s'), 's.customer_id', 'p.customer_id')
    .select(['s.ring_id', 's.account', 'p.kind', 'p.identifier', 'p.at', 'p.users'])
    .select((r) =>
      over(countRows(), { by: [r.ref('s.ring_id'), r.ref('p.kind'), r.ref('p.identifier')] }).as('accounts'),
    )
    .where((r) =>
      r.or(
        kinds.map((kind) =>
          r.and([r('p.kind', '=', numberOf(kind)), r('p.place', '<=', identifierCaps[kind])]),
        ),
      ),
    )
  return read
    .selectFrom(own.as('o'))
    .select(['o.ring_id', 'o.account', 'o.kind', 'o.identifier', 'o.at'])
    .select((r) =>
      isTrue(
        r.or(
          kinds.map((kind) =>
            r.and([r('o.kind', '=', numberOf(kind)), r('o.users', '>', identifierCaps[kind])]),
          ),
        ),
      ).as('is_beyond_cap'),
    )
    .where('o.accounts', '>', 1)
}

export const ringLinks = model({
  name: 'scores.ring_links',
  about:
    'What the accounts of each listed ring share: which account used which identifier, told apart by a number within the ring alone. Uses beyond settings.identifierCaps link nobody and are left out.',
  owner: 'loss prevention',
  grain: ['ring_id', 'kind', 'identifier', 'account'],
  load: rebuilt(),
  published: true,
  columns: {
    ring_id: text('The ring.').required(),
    kind: choice(
      kinds,
      'The kind of identifier. An address alone links nobody, unless abuse was found of both accounts.',
    ).required(),
    identifier: integer('Number of the identifier among those of its kind in the ring, from 1.').required(),
    account: integer('Number of an account that used it.').required(),
    first_used_at: instant('When the account first did.').required(),
    is_beyond_cap: boolean(
      'Whether more accounts use it by now than settings.identifierCaps allows: what it linked before stays.',
    ).required(),
  },
  query: (settings) =>
    read
      .with('together', () => together(settings))
      .with('numbered', (q) =>
        q
          .selectFrom((f) =>
            f
              .selectFrom('together as t')
              .groupBy(['t.ring_id', 't.kind', 't.identifier'])
              .select((r) => ['t.ring_id', 't.kind', 't.identifier', minimum(r.ref('t.at')).as('first')])
              .as('i'),
          )
          .select(['i.ring_id', 'i.kind', 'i.identifier'])
          .select((r) =>
            over(rowNumber(), {
              by: [r.ref('i.ring_id'), r.ref('i.kind')],
              along: [
                [r.ref('i.first'), 'asc'],
                [r.ref('i.identifier'), 'asc'],
              ],
            }).as('number'),
          ),
      )
      .selectFrom('together as t')
      .innerJoin('numbered as n', (j) =>
        j
          .onRef('n.ring_id', '=', 't.ring_id')
          .onRef('n.kind', '=', 't.kind')
          .onRef('n.identifier', '=', 't.identifier'),
      )
      .select((r) => [
        't.ring_id',
        nameOf(r.ref('t.kind')).$castTo<Kind>().as('kind'),
        'n.number as identifier',
        't.account',
        't.at as first_used_at',
        't.is_beyond_cap',
      ]),
})
