import {
  concatTexts,
  type Expr,
  firstKnown,
  joinedBetween,
  lowerCase,
  matchedPart,
  onlyIf,
  orElse,
  replaceMatches,
  replaceText,
  textMatches,
  trimmed,
  withoutAccents,
  word,
} from '../../../warehouse/functions.ts'
import { addressWords } from './address_words.ts'
import { plain, type Text } from './plain.ts'

/** The columns of a record that say where a parcel goes. */
export type AddressParts = {
  readonly line1: Text
  readonly line2: Text
  readonly city: Text
  readonly postalCode: Text
  readonly country: Text
}

/**
 * One spelling of an address, down to the flat: street and number, then building, floor and unit wherever
 * they stood, then postal code (the city where there is none) and country. Null where it names no street or
 * no place.
 *
 * Only a number behind a word such as `Apt`, a `#` or before a floor is taken for a unit, so that a house
 * number stays where it is; a bare number at the end says the same as `Apt` with that number. The word
 * itself is dropped: `Apt 3`, `#3` and `3/F` are one unit.
 */
export const address = ({ line1, line2, city, postalCode, country }: AddressParts): Expr<string | null> => {
  const lines = concatTexts(concatTexts(line1, word(' , ')), orElse(line2, ''))
  const { rest, found } = parts.reduce(
    ({ rest, found }, part) => ({
      rest: replaceMatches(rest, part.found, ' , '),
      found: concatTexts(named(rest, part), found),
    }),
    { rest: letters(lines), found: word('') as Expr<string | null> },
  )
  const place = firstKnown(postal(postalCode), matchedPart(plain(city), '^(.+)$'))
  return [
    matchedPart(shortened(rest), '^(.+)$'),
    found,
    word('|'),
    place,
    word('|'),
    orElse(country, ''),
  ].reduce((before, next) => concatTexts(before, next))
}

type Part = {
  /** Its first group is what names the part. */
  readonly found: string
  readonly prefix: string
}

const unitWords =
  'apartment|apartamento|appartement|apart|appt|apto|apt|unit|suite|ste|flat|room|rm|wohnung|whg|puerta|depto|dpto'
const unit: Part = {
  // Digits may touch the word, letters may not: `Apt3` is a unit, `Units Road` is none.
  found: `\\b(?:${unitWords})(?: +(?:no|nr|number)\\b)?([ #]*[0-9]+(?: [a-z] *(?:,|$)|-?[a-z]\\b|-[0-9]+\\b|\\b)|[ #]+[a-z](?:-?[0-9]+)?\\b)`,
  prefix: ' ',
}
const numberSign: Part = { found: '#([ a-z]?[0-9]+(?:-?[a-z]\\b|-[0-9]+\\b|\\b)| ?[a-z]\\b)', prefix: ' ' }
const floorWords = 'floor|fl|og|etage|stock|piso'
const floorBehind: Part = {
  // Without an ordinal only where the word ends a part: `12 Stock Road` has no floor.
  found: `\\b([0-9]+)(?: ?/ ?f\\b| ?(?:st|nd|rd|th|er|eme|ieme|e|o|º) ?(?:${floorWords})\\b| ?(?:${floorWords}) *(?:,|$))`,
  prefix: ' ',
}
const floorBefore: Part = { found: '\\b(?:floor|fl|level|piso|etage) ?([0-9]+)\\b', prefix: ' ' }
const building: Part = {
  found: '\\b(?:building|bldg|block|blk|tower) ?([0-9]+[a-z]?|[a-z])\\b',
  prefix: ' bldg',
}
const parts = [unit, numberSign, floorBehind, floorBefore, building]

/** What names the part, as it is put behind the street; nothing where there is none. */
const named = (text: Text, { found, prefix }: Part): Expr<string> => {
  const name = replaceMatches(replaceMatches(matchedPart(text, found), '[^a-z0-9]+', ''), '^0+', '')
  return orElse(concatTexts(word(prefix), name), '')
}

type Replacement = readonly [found: string, by: string]

/** Letters that are no others with an accent. */
const foreignLetters: readonly Replacement[] = [
  ['ß', 'ss'],
  ['ø', 'o'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ł', 'l'],
  ['đ', 'd'],
]
const longWords: readonly Replacement[] = Object.entries(addressWords).flatMap(([by, written]) =>
  written.map((long) => [` ${long} `, ` ${by} `] as const),
)

/** One after the other, but only where any is found: most addresses have none, and one look is soon done. */
const replacedEach = (text: Text, all: readonly Replacement[]): Expr<string | null> =>
  firstKnown(
    onlyIf(
      textMatches(text, all.map(([found]) => found).join('|')),
      all.reduce<Text>((before, [found, by]) => replaceText(before, found, by), text),
    ),
    text,
  )

/** Lower case without accents; of other signs only those that may tell a unit. */
const letters = (text: Text): Expr<string | null> => {
  const basic = replacedEach(lowerCase(withoutAccents(text)), foreignLetters)
  return replaceMatches(replaceMatches(basic, "['’`]", ''), '[^\\p{L}\\p{N}#/,-]+', ' ')
}

/** The street with its words in their short forms, without other signs. */
const shortened = (text: Text): Expr<string | null> => {
  const bare = replaceMatches(replaceMatches(text, '\\b(?:no|nr|number)\\b', ' '), '[^\\p{L}\\p{N}]+', ' ')
  const padded = concatTexts(concatTexts(word(' '), bare), word(' '))
  const short = replacedEach(padded, longWords)
  // English writes the word apart and German joins it; a short name for a saint is the same word.
  const joined = [
    ['strasse|straat|street|str|st|saint', 'st'],
    ['platz|plaza|place|pl', 'pl'],
  ].reduce(
    (before, [written, by = '']) => replaceMatches(before, ` ?(?:${written})\\b`, by),
    joinedBetween(replaceMatches(short, ' +', ' '), '[0-9]', '[a-z]\\b'),
  )
  // Umlauts are written with an e or without.
  const plainVowels = ['a', 'o', 'u'].reduce(
    (before, vowel) => replaceText(before, `${vowel}e`, vowel),
    joined,
  )
  return trimmed(plainVowels)
}

/** Letters and digits alone, an American code without the four digits behind it; null where none are. */
const postal = (code: Text): Expr<string | null> => {
  const bare = replaceMatches(lowerCase(code), '[^\\p{L}\\p{N}]+', '')
  return firstKnown(matchedPart(bare, '^([0-9]{5})[0-9]{4}$'), matchedPart(bare, '^(.+)$'))
}
