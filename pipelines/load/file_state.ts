import { stat } from 'node:fs/promises'

/** What is known of a file without reading it. */
export type FileState = {
  readonly bytes: number
  /** Size, times of change and inode as one text: it differs whenever the content may differ. */
  readonly stamp: string
  /** Whether the last change is long enough ago that another one could not bear the same times. */
  readonly isSettled: boolean
}

/** File systems tell times in steps of up to two seconds. */
const settledAfterMs = 2_000n

/** The state of the file now; undefined where there is none. */
export async function stateOf(absolute: string): Promise<FileState | undefined> {
  const now = BigInt(Date.now())
  try {
    const { size, mtimeNs, ctimeNs, ino } = await stat(absolute, { bigint: true })
    const changed = mtimeNs > ctimeNs ? mtimeNs : ctimeNs
    return {
      bytes: Number(size),
      stamp: [size, mtimeNs, ctimeNs, ino].join(' '),
      isSettled: changed / 1_000_000n + settledAfterMs < now,
    }
  } catch (fault) {
    if (['ENOENT', 'ENOTDIR', 'ESTALE'].includes((fault as NodeJS.ErrnoException).code ?? ''))
      return undefined
    throw fault
  }
}

/** Why a file is left for the next run, as a sentence: it changed since it was in the given state, or is gone. */
export async function whyLeft(absolute: string, { stamp }: FileState): Promise<string | undefined> {
  const now = await stateOf(absolute).catch(() => undefined)
  if (!now) return 'It was removed while it was being loaded.'
  return now.stamp === stamp ? undefined : 'It is still being written.'
}
