import { Problem } from '../runner/problems.ts'

/** What is wrong with a file, as a sentence. */
export class FileFault extends Error {}

/** Why a file could not be read as one sentence: with a line number where there is one, never a value. */
export function readFailure(problem: unknown): string {
  if (problem instanceof FileFault) return problem.message
  const message = String(problem)
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1]
  const at = line ? `Line ${line}` : 'A line'
  if (/No files found|Cannot open file|No such file/i.test(message))
    return 'It could not be opened: it was removed, or may not be read.'
  if (/not a GZIP stream/i.test(message)) return 'It is not a whole gzip file: something follows its end.'
  if (/Maximum line size/i.test(message)) return `${at} is longer than 2 MB; a closing quote may be missing.`
  if (/unterminated quote/i.test(message)) return openQuote(line)
  if (/Number of Columns/i.test(message)) return `${at} has more or fewer cells than the header.`
  return 'It could not be read: its content is not what its name says.'
}

/** Whether the engine could not tell where lines end, or found a character that parts cells where there are none. */
export const isAboutLineEnds = (problem: unknown): boolean =>
  /invalid state|Number of Columns/i.test(String(problem))

export const openQuote = (line: string | undefined): string =>
  `${line ? `Line ${line}` : 'A line'} begins a quoted value that never ends, so the rest cannot be read.`

/**
 * A fault of the machine, such as a full disk, or of this program: it ends the load instead of failing a file.
 * Only the kind that begins a message is looked at, because a message may quote the file.
 */
export function isOwnFault(problem: unknown): boolean {
  if (problem instanceof Problem) return true
  const message = (problem instanceof Error ? problem.message : String(problem)).replace(
    'Failed to extract statements: ',
    '',
  )
  if (/^(Binder|Parser|Catalog|Internal|Fatal|Out of Memory|Transaction) Error/i.test(message)) return true
  return /^IO Error/.test(message) && /no space left|quota|could not write|failed to write/i.test(message)
}
