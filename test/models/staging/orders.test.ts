import { describe, expect, test } from 'vitest'
import { customers } from '../../../models/staging/customers.ts'
import { orders } from '../../../models/staging/orders.ts'
import { given, type RecordsGiven } from '../given.ts'

type Order = NonNullable<RecordsGiven['orders']>[number]
type Personal = 'email' | 'phone' | 'ship_address'

/** The pseudonym that each order has in the column. */
async function pseudonyms(column: Personal, records: readonly Order[]): Promise<(string | null)[]> {
  const numbered = records.map((record, index) => ({ order_id: String(index).padStart(3, '0'), ...record }))
  return (await (await given({ orders: numbered })).rows(orders)).map((row) => row[column])
}

/** Spellings of one thing in each row; no two rows are the same thing. */
async function expectApart(column: Personal, rows: readonly (readonly Order[])[]): Promise<void> {
  const found = await pseudonyms(column, rows.flat())
  const names = rows.flatMap((row, index) => row.map(() => index))
  const nameOf = new Map<string | null, number>()
  const seen = rows.flat().map((record, at) => {
    const pseudonym = found[at] ?? null
    const first = nameOf.get(pseudonym) ?? (names[at] as number)
    nameOf.set(pseudonym, first)
    return [record, pseudonym === null ? 'none' : first]
  })
  expect(seen).toEqual(rows.flat().map((record, at) => [record, names[at]]))
}

describe('an e-mail address is the mailbox behind it', () => {
  const mailboxes = [
    ['ada.lovelace@gmail.com', 'AdaLovelace@Gmail.com', ' a.d.a.lovelace+shop@googlemail.com '],
    ['adalovelace@example.com', 'AdaLovelace@EXAMPLE.com'],
    ['ada.lovelace@example.com'],
    ['ada.lovelace+shop@example.com'],
    ['ada.lovelace@outlook.com', 'ada.lovelace+one@outlook.com'],
    ['adalovelace@outlook.com'],
    ['ada.lovelace@hotmail.co.uk', 'ada.lovelace+two+three@hotmail.co.uk'],
    ['ada@icloud.com', 'ada+x@icloud.com'],
    ['ada@fastmail.com', 'ada+x@fastmail.com'],
    ['ada@proton.me', 'ada+x@proton.me'],
    ['ada+x@notgmail.com'],
    ['ada@notgmail.com'],
    ['ada@gmail.com.example.com'],
    ['a.da@gmail.com.example.com'],
  ]
  test('spellings of one are alike, other mailboxes are not', () =>
    expectApart(
      'email',
      mailboxes.map((spellings) => spellings.map((email) => ({ email }))),
    ))

  test('what is no address identifies nobody', async () => {
    const texts = ['n/a', '', '@', 'ada@', '@gmail.com', 'ada lovelace@gmail.com', 'ada@b@c.com']
    expect(
      await pseudonyms(
        'email',
        texts.map((email) => ({ email })),
      ),
    ).toEqual(texts.map(() => null))
  })
})

describe('a phone number is what is dialled from abroad', () => {
  const numbers: readonly (readonly (readonly [string, string | null])[])[] = [
    [
      ['+1 (512) 555-0142', null],
      ['+1 512 555 0142', 'DE'],
      ['(512) 555-0142', 'US'],
      ['512.555.0142', 'CA'],
      ['1-512-555-0142', 'US'],
      ['0015125550142', 'GB'],
      ['512-555-0142 ext. 23', 'US'],
      ['512-555-0142 x23', 'US'],
      ['512 555 0142', null],
    ],
    [['512 555 0143', 'US']],
    [
      ['+49 (30) 555-0142', null],
      ['0049 30 5550142', null],
      ['011 49 30 5550142', 'US'],
      ['030 / 555 01 42', 'DE'],
      ['(030) 5550142', 'DE'],
      ['49305550142', 'DE'],
    ],
    [['030 5550142', 'AT']],
    [
      ['+44 (0)20 7946 0958', null],
      ['020 7946 0958', 'GB'],
      ['+44 20 7946 0958', 'US'],
      ['442079460958', 'GB'],
    ],
    // Leeds begins as North America's prefix for calls abroad does.
    [
      ['0113 496 0000', 'GB'],
      ['+44 113 496 0000', null],
    ],
    // Italy keeps its 0.
    [
      ['06 1234 5678', 'IT'],
      ['+39 06 1234 5678', null],
    ],
    [
      ['612 34 56 78', 'ES'],
      ['+34 612 34 56 78', null],
    ],
    [
      ['8 (495) 123-45-67', 'RU'],
      ['+7 495 123 45 67', null],
    ],
    [
      ['06 1 234 5678', 'HU'],
      ['+36 1 234 5678', null],
    ],
    // No country to read it by.
    [['030 5550142', null]],
    // Not in the table of calling codes.
    [['0961 234 567', 'XK']],
  ]
  test('spellings of one are alike, other numbers are not', () =>
    expectApart(
      'phone',
      numbers.map((spellings) => spellings.map(([phone, ship_country]) => ({ phone, ship_country }))),
    ))

  test('what is no number identifies nobody', async () => {
    const texts = ['n/a', '', '-', '12345', '+1 555', '12345678901234567890']
    expect(
      await pseudonyms(
        'phone',
        texts.map((phone) => ({ phone, ship_country: 'US' })),
      ),
    ).toEqual(texts.map(() => null))
  })

  test('the number of an account is of the account’s country', async () => {
    const shop = await given({
      customers: [
        { customer_id: 'a', phone: '030 5550142', country: 'DE' },
        { customer_id: 'b', phone: '+49 30 5550142', country: 'FR' },
        { customer_id: 'c', phone: '030 5550142', country: 'FR' },
      ],
    })
    const [a, b, c] = (await shop.rows(customers)).map(({ phone }) => phone)
    expect(b).toBe(a)
    expect(c).not.toBe(a)
  })
})

describe('a delivery address is the door', () => {
  const at = (ship_line1: string, ship_line2: string | null = null, rest: Order = {}): Order => ({
    ship_line1,
    ship_line2,
    ship_postal_code: '75001',
    ship_country: 'US',
    ...rest,
  })
  const doors: readonly (readonly Order[])[] = [
    [
      at('12 Main St Apt 3'),
      at('12 Main Street #3'),
      at('Apt 3, 12 Main St.'),
      at('3/F, 12 Main Street'),
      at('3/F 12 Main St'),
      at('12 Main St., 3rd Floor'),
      at('12 main st floor 3'),
      at('12 MAIN STREET, UNIT 03'),
      at('12 Main St Apt. No. 3'),
      at('Apt3 12 Main St'),
      at('12 Main St', 'Apt 3'),
      at('12 Main St.', '#3'),
      at('12 Main Street', '3'),
      at('Flat 3', '12 Main Street'),
      at('12 Main St Apt 3', 'apt. 3'),
      at('12  Main  St', 'Suite 3', { ship_postal_code: ' 75001-1234' }),
      at('12 Main St', '3', { ship_postal_code: '750011234' }),
    ],
    [at('12 Main St Apt 4'), at('12 Main St', '#4')],
    [at('12 Main St')],
    [at('3 Main St Apt 12'), at('Apt 12, 3 Main Street'), at('3 Main St', '12')],
    [at('3 Main St')],
    [at('123 Main St')],
    [at('12 Main St Apt 33')],
    [at('12 Main St Apt 3B'), at('12 Main St #3-B'), at('12 Main St Apt 3 B'), at('12 Main St', '3b')],
    [at('12 Main St Apt B'), at('Unit B 12 Main St')],
    [at('12 Main Ave Apt 3')],
    [at('12 Main St Apt 3', null, { ship_postal_code: '75002' })],
    [at('12 Main St Apt 3', null, { ship_country: 'MX' })],
    [at('1st floor 12 Main St'), at('12 Main St', '1/F')],
    [at('Flat B, 3/F, 12 Nathan Road'), at('12 Nathan Rd', '3rd floor, Flat B')],
    [at('Flat B, 4/F, 12 Nathan Road')],
    [at('Bldg 2, 12 Main St Apt 3'), at('12 Main St', 'Building 2 #3')],
    // Words of units and floors that name a street.
    [at('12 Units Road')],
    [at('5 Flat Rock Rd')],
    [at('12 Stock Road')],
    [at('12 Floor Street')],
    [at('Hauptstr. 12 a'), at('Haupt-Straße 12a'), at('HAUPTSTRASSE 12 A')],
    [at('Hauptstraße 12')],
    [at('Müllerstr. 5'), at('Muellerstraße 5'), at('Mullerstrasse 5')],
    [at('Wilhelmplatz 3'), at('Wilhelm-Platz 3')],
    [at('Oude Gracht 12'), at('oude gracht 12')],
    [at('12, rue de la République'), at('12 Rue de la Republique')],
    [at('5 Boulevard Saint-Michel'), at('5 bd St Michel'), at('5, Blvd. St-Michel')],
    [at('5 Fifth Avenue'), at('5 5th Ave')],
    [at('5 5th Street')],
    [at('12 E Main St'), at('12 East Main Street')],
    [at('12 West Main Street')],
    [at("12 O'Connell St"), at('12 OConnell Street'), at('12 O’Connell Street')],
    [at('Calle Mayor 5, 2º piso'), at('Calle Mayor 5', 'Piso 2')],
    [at('PO Box 12'), at('P.O. Box 12'), at('Post Office Box 12')],
    [at('Strandgade 5'), at('STRANDGADE 5.')],
    [at('東京都千代田区1-2-3')],
    [at('大阪府中央区1-2-3')],
    [at('12 Main St', null, { ship_postal_code: null, ship_city: 'Köln' })],
    [at('12 Main St', null, { ship_postal_code: null, ship_city: 'Bonn' })],
  ]
  test('spellings of one are alike, other doors are not', () => expectApart('ship_address', doors))

  test('what names no street or no place is no address', async () => {
    const none = [
      at('Apt 3'),
      at(' - '),
      at(''),
      { ship_line2: 'Apt 3', ship_postal_code: '75001' },
      at('12 Main St', null, { ship_postal_code: null }),
      at('12 Main St', null, { ship_postal_code: ' ', ship_city: '' }),
    ]
    expect(await pseudonyms('ship_address', none)).toEqual(none.map(() => null))
  })
})
