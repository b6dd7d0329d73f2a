import { expressionBuilder } from 'kysely'
import { type Expr, replaceMatches } from '../../../warehouse/functions.ts'
import type { Text } from './plain.ts'

const northAmerica = ['US', 'CA', 'PR', 'DO', 'JM', 'BS', 'BB', 'TT']

/** Calling codes (ITU E.164) by country, ISO 3166-1 alpha-2. */
const callingCodes: Readonly<Record<string, string>> = {
  ...Object.fromEntries(northAmerica.map((country) => [country, '1'])),
  AE: '971',
  AR: '54',
  AT: '43',
  AU: '61',
  AX: '358',
  BE: '32',
  BG: '359',
  BR: '55',
  CH: '41',
  CL: '56',
  CN: '86',
  CO: '57',
  CY: '357',
  CZ: '420',
  DE: '49',
  DK: '45',
  EE: '372',
  EG: '20',
  ES: '34',
  FI: '358',
  FR: '33',
  GB: '44',
  GG: '44',
  GR: '30',
  HK: '852',
  HR: '385',
  HU: '36',
  ID: '62',
  IE: '353',
  IL: '972',
  IM: '44',
  IN: '91',
  IS: '354',
  IT: '39',
  JE: '44',
  JP: '81',
  KE: '254',
  KR: '82',
  KZ: '7',
  LI: '423',
  LT: '370',
  LU: '352',
  LV: '371',
  MA: '212',
  MT: '356',
  MX: '52',
  MY: '60',
  NG: '234',
  NL: '31',
  NO: '47',
  NZ: '64',
  PE: '51',
  PH: '63',
  PK: '92',
  PL: '48',
  PT: '351',
  RO: '40',
  RS: '381',
  RU: '7',
  SA: '966',
  SE: '46',
  SG: '65',
  SI: '386',
  SJ: '47',
  SK: '421',
  TH: '66',
  TR: '90',
  TW: '886',
  UA: '380',
  VA: '39',
  VN: '84',
  ZA: '27',
}

/**
 * What is dialled before a number within these countries and is no part of it abroad; elsewhere it is 0.
 * The 0 of an Italian number is dialled from abroad too.
 */
const trunkPrefixes: readonly (readonly [prefix: string, countries: readonly string[]])[] = [
  ['1', northAmerica],
  ['8', ['RU', 'KZ']],
  ['06', ['HU']],
  ['', 'CL CO CY CZ DK EE ES GR HK IS IT LI LU LV MT MX NO PL PT SG SJ VA'.split(' ')],
]

// A `case` gets another type with each `when`, and here their number is that of the table.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Cases = any

/** The country's calling code; null where it is not in the table. */
export const callingCode = (country: Text): Expr<string | null> =>
  Object.entries(callingCodes)
    .reduce<Cases>(
      (cases, [its, code]) => cases.when(country, '=', its).then(code),
      expressionBuilder().case(),
    )
    .end()

/** The digits of a number as it is dialled within the country, without what is dialled only there. */
export const withoutTrunkPrefix = (digits: Text, country: Text): Expr<string | null> =>
  trunkPrefixes
    .reduce<Cases>(
      (cases, [prefix, countries]) =>
        cases.when(country, 'in', countries).then(prefix ? replaceMatches(digits, `^${prefix}`, '') : digits),
      expressionBuilder().case(),
    )
    .else(replaceMatches(digits, '^0', ''))
    .end()
