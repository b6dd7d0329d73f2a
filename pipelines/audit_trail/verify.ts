import { Problem } from '../runner/problems.ts'
import { beginning, digestOf } from './entry.ts'
import { trailLines } from './trail_lines.ts'

export type Verified = {
  /** The number of the first entry that is there: 1, unless the files of the first days were put away. */
  readonly first: number
  /** The number of the last entry; 0 of an empty trail. */
  readonly last: number
  /** The digest of the last entry. Kept elsewhere, it proves later that nothing up to it was changed. */
  readonly head: string
}

/**
 * Follows the chain from end to end. An entry that was changed, left out, put in or moved breaks it there; entries cut
 * off at the end are missed only by a head that was kept elsewhere.
 * @param head the digest of an entry that has to be in the chain
 */
export async function verifyTrail(folder: string, head?: string): Promise<Verified> {
  let first: number | undefined
  let number = 0
  let before = beginning
  let isHeadMet = head === undefined
  for await (const { entry, where } of trailLines(folder)) {
    if (!entry) throw broken('This line is no entry', where)
    if (first === undefined) {
      first = entry.number
      number = entry.number - 1
      if (first !== 1) before = entry.before
    }
    if (entry.number !== number + 1)
      throw broken(`Entry ${number + 1} is missing before entry ${entry.number}`, where)
    if (entry.before !== before)
      throw broken(`Entry ${entry.number} does not follow from the one before it`, where)
    if (digestOf(entry) !== entry.digest) throw broken(`Entry ${entry.number} was changed`, where)
    number = entry.number
    before = entry.digest
    isHeadMet ||= entry.digest === head
  }
  if (!isHeadMet)
    throw new Problem(
      'The trail does not hold the entry with that digest: its end was cut off, or it was made anew.',
      {
        where: folder,
        next: 'compare it with a copy from the day on which the digest was noted.',
      },
    )
  return { first: first ?? 1, last: number, head: before }
}

const broken = (what: string, where: string) =>
  new Problem(`${what}: the trail was tampered with, or damaged.`, {
    where,
    next: 'compare it with a copy from before; entries up to this line are whole.',
  })
