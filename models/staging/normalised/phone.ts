import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import {
  concatTexts,
  type Expr,
  firstKnown,
  matchedPart,
  onlyIf,
  replaceMatches,
  textMatches,
  textStartsWith,
  word,
} from '../../../warehouse/functions.ts'
import { callingCode, withoutTrunkPrefix } from './calling_codes.ts'
import type { Text } from './plain.ts'

/**
 * The number in E.164 form; null where it has too few or too many digits for one. A number written as within
 * a country is taken to be of the country given. Where none is given, one that can be of North America is
 * taken for that, and any other stays the digits that it is.
 * @param country ISO 3166-1 alpha-2
 */
export const phone = (value: Text, country: Text): Expr<string | null> => {
  const number = replaceMatches(value, '(?i)[,;]?\\s*(ext|extension|x|#)[^0-9a-z]*[0-9]+\\s*$', '')
  const digits = digitsOf(number)
  const code = callingCode(country)
  const isFromAbroad = row.or([
    holds(textMatches(number, '^[^0-9]*([+]|00)')),
    row.and([row(code, '=', '1'), holds(textMatches(number, '^[^0-9]*011'))]),
    // The plus is often left out. Within a country a number has up to ten digits, or begins with 0.
    row.and([holds(textMatches(digits, '^[1-9][0-9]{10}')), holds(textStartsWith(digits, code))]),
  ])
  // Some write the prefix of calls within the country too, in brackets: +44 (0)20 …
  const fromAbroad = replaceMatches(digitsOf(replaceMatches(number, '[(]0[)]', '')), '^(00|011)', '')
  const isLikeNorthAmerica = row.and([
    row(country, 'is', null),
    holds(textMatches(digits, '^1?[2-9][0-9]{2}[2-9][0-9]{6}$')),
  ])
  const found = [
    onlyIf(isFromAbroad, concatTexts(word('+'), fromAbroad)),
    concatTexts(concatTexts(word('+'), code), withoutTrunkPrefix(digits, country)),
    onlyIf(isLikeNorthAmerica, concatTexts(word('+1'), replaceMatches(digits, '^1', ''))),
    digits,
  ].reduce((before, next) => firstKnown(before, next))
  return matchedPart(found, '^([+]?[0-9]{7,15})$')
}

const row = expressionBuilder()
const digitsOf = (value: Text) => replaceMatches(value, '[^0-9]', '')
const holds = (condition: Expr<boolean | null>) => condition as Expression<SqlBool>
